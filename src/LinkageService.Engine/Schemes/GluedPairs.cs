using System.Text.RegularExpressions;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>
/// Pairs inside <c>{ }</c> whose colon is full-width or has no space after it: <c>{ type：money }</c> reads as a key
/// "type：money" without a value. They are reported and parted, so that one slip is one problem. A line of its own, <c>id：a</c>,
/// reads as a text where a mapping is wanted.
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

    /// <summary>Reports the colon of such a line; false for any other node, and for prose, which has a colon too.</summary>
    public static bool Add(ProblemList problems, string path, DocumentNode node)
    {
        if (node is not DocumentScalar { Text: { } text, Line: var line, Column: var column }
            || Glued().Match(More().Split(text)[0]) is not { Success: true } match || IsAccount(match)
            || !(match.Groups["key"].Value.All(char.IsAscii) || match.Groups["value"].Value.All(char.IsAscii)))
        {
            return false;
        }

        var words = Words(match);
        problems.Add(
            ProblemCodes.SchemeWrongType, path, new DocumentScalar(text, line, line == 0 ? 0 : column + match.Groups["key"].Length),
            words.Zh, words.En);
        return true;
    }

    private static DocumentEntry Part(DocumentEntry entry, Func<string, string> fieldOf, ProblemList problems)
    {
        if (entry.Value is DocumentScalar { Text: { } rest } && Braced().Match($"{entry.Key}: {rest}") is { Success: true } braced)
        {
            return Braces(entry, braced, fieldOf, problems);
        }

        if (entry.Value is not DocumentScalar { Text: null } || Glued().Match(entry.Key) is not { Success: true } match
            || IsAccount(match))
        {
            return entry;
        }

        var (key, value) = (match.Groups["key"].Value, match.Groups["value"].Value);
        var (line, column) = (entry.Line, entry.Line == 0 ? 0 : entry.Column + key.Length);
        var words = Words(match);
        problems.Add(ProblemCodes.SchemeInvalidValue, fieldOf(key), new DocumentScalar(entry.Key, line, column), words.Zh, words.En);
        return entry with { Key = key, Value = new DocumentScalar(value, line, column + 1) };
    }

    private static bool IsAccount(Match match) => match.Groups["key"].Value is "fund" or "payer" or "carry";

    private static LocalizedText Words(Match match)
    {
        var shown = NumberProblems.Shorten($"{match.Groups["key"]}: {match.Groups["value"]}");
        return match.Groups["colon"].Value == "："
            ? new LocalizedText($"冒号写半角，后面空一格：{shown}", $"a half-width colon with a space after it: {shown}")
            : new LocalizedText($"冒号后面空一格：{shown}", $"a space follows the colon: {shown}");
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

    // Where the next line of such a text begins: id：a version：1.
    [GeneratedRegex(@"\s+(?=[\p{L}_][\p{L}\p{Nd}_]*：)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex More();

    [GeneratedRegex(@"^(?<key>[\p{L}_][\p{L}\p{Nd}_]*)(?<colon>[:：])(?<value>[^\s].*)$",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Glued();
}
