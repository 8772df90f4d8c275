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
            entry.Value is DocumentScalar { Text: null } && entry.Key.AsSpan().IndexOfAny(':', '：') > 0))
        {
            return mapping;
        }

        return mapping with { Entries = mapping.Entries.Select(entry => Part(entry, fieldOf, problems)).ToArray() };
    }

    private static DocumentEntry Part(DocumentEntry entry, Func<string, string> fieldOf, ProblemList problems)
    {
        if (entry.Value is not DocumentScalar { Text: null } || Glued().Match(entry.Key) is not { Success: true } match
            || match.Groups["key"].Value is "fund" or "payer" or "carry")
        {
            return entry;
        }

        var (key, value) = (match.Groups["key"].Value, match.Groups["value"].Value);
        var (line, column) = (entry.Line, entry.Line == 0 ? 0 : entry.Column + key.Length);
        var shown = NumberProblems.Shorten($"{key}: {value}");
        problems.Add(ProblemCodes.SchemeInvalidValue, fieldOf(key), new DocumentScalar(entry.Key, line, column),
            $"冒号写半角，后面空一格：{shown}", $"a half-width colon with a space after it: {shown}");
        return entry with { Key = key, Value = new DocumentScalar(value, line, column + 1) };
    }

    [GeneratedRegex(@"^(?<key>[\p{L}_][\p{L}\p{Nd}_]*)[:：](?<value>[^\s].*)$",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Glued();
}
