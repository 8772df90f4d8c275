using System.Text.RegularExpressions;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>
/// Pairs inside <c>{ }</c> whose colon is full-width or has no space after it: <c>{ type：money }</c> reads as a key
/// "type：money" without a value. They are reported and parted, so that one slip is one problem.
/// </summary>
internal static partial class GluedPairs
{
    /// <summary>The mapping as it was meant.</summary>
    public static DocumentMapping Part(DocumentMapping mapping, Func<string, string> fieldOf, ProblemList problems)
    {
        if (!mapping.Entries.Any(entry =>
            (entry.Value is DocumentScalar { Text: null } && entry.Key.AsSpan().IndexOfAny(':', '：') > 0)
            || (entry.Value is DocumentScalar && entry.Key.AsSpan().IndexOf('：') > 0)))
        {
            return mapping;
        }

        return mapping with { Entries = mapping.Entries.Select(entry => Part(entry, fieldOf, problems)).ToArray() };
    }

    private static DocumentEntry Part(DocumentEntry entry, Func<string, string> fieldOf, ProblemList problems)
    {
        if (entry.Value is DocumentScalar { Text: { } rest } && Braced().Match($"{entry.Key}: {rest}") is { Success: true } braced)
        {
            return Braces(entry, braced, fieldOf, problems);
        }

        if (entry.Value is not DocumentScalar { Text: null } || Glued().Match(entry.Key) is not { Success: true } match
            || match.Groups["key"].Value is "fund" or "payer" or "carry")
        {
            return entry;
        }

        var (key, value) = (match.Groups["key"].Value, match.Groups["value"].Value);
        var (line, column) = (entry.Line, entry.Line == 0 ? 0 : entry.Column + key.Length);
        var shown = NumberProblems.Shorten($"{key}: {value}");
        var isWide = entry.Key[key.Length] == '：';
        problems.Add(ProblemCodes.SchemeInvalidValue, fieldOf(key), new DocumentScalar(entry.Key, line, column),
            isWide ? $"冒号写半角，后面空一格：{shown}" : $"冒号后面空一格：{shown}",
            isWide ? $"a half-width colon with a space after it: {shown}" : $"a space follows the colon: {shown}");
        return entry with { Key = key, Value = new DocumentScalar(value, line, column + 1) };
    }

    // 土地：{ unit: 亩 } reads as a key 土地：{ unit.
    private static DocumentEntry Braces(DocumentEntry entry, Match match, Func<string, string> fieldOf, ProblemList problems)
    {
        var (key, inner) = (match.Groups["key"].Value, match.Groups["inner"].Value);
        var (line, column) = (entry.Line, entry.Line == 0 ? 0 : entry.Column + key.Length);
        var shown = NumberProblems.Shorten($"{key}: {{ {inner.Trim()} }}");
        problems.Add(ProblemCodes.SchemeInvalidValue, fieldOf(key), new DocumentScalar(entry.Key, line, column),
            $"冒号写半角，后面空一格：{shown}", $"a half-width colon with a space after it: {shown}");
        var pairs = inner.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split(": ", 2, StringSplitOptions.TrimEntries))
            .Select(pair => new DocumentEntry(pair[0], new DocumentScalar(pair.ElementAtOrDefault(1), line, column), line, column));
        return entry with { Key = key, Value = new DocumentMapping([.. pairs], line, column) };
    }

    [GeneratedRegex(@"^(?<key>[\p{L}_][\p{L}\p{Nd}_]*)：\s*\{(?<inner>[^{}]*)\}$",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Braced();

    [GeneratedRegex(@"^(?<key>[\p{L}_][\p{L}\p{Nd}_]*)[:：](?<value>[^\s].*)$",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Glued();
}
