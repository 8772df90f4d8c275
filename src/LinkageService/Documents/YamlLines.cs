using System.Text.RegularExpressions;
using LinkageService.Engine.Problems;

namespace LinkageService.Documents;

/// <summary>A slip of one line: where, what to write, and the line as it was meant.</summary>
internal sealed record YamlSlip(int Line, int Column, LocalizedText Cure, string Meant);

/// <summary>
/// Finds the slips that keep the lines of a YAML text from being read: full-width signs, tabs, spaces that lack. Only a text that
/// could not be read is looked at, because in prose every one of them is fine.
/// </summary>
internal static partial class YamlLines
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int Patience = 1000;

    private static readonly (Regex Form, Func<Match, (string Zh, string En, string Meant)> Cure)[] Rules =
    [
        (TabIndent(), match => ("行首用了制表符（Tab），改用空格", "the line is indented with a tab; use spaces",
            match.Result("${before}    ${after}"))),
        (WideIndent(), match => (
            match.Groups["at"].Value == "\u00a0" ? "行首用了网页上的不间断空格，改用普通空格" : "行首用了全角空格，改用半角空格",
            match.Groups["at"].Value == "\u00a0"
                ? "the line is indented with no-break spaces, as web pages have them; use plain ones"
                : "the line is indented with full-width spaces; use half-width ones",
            match.Groups["space"].Value.Replace("\u3000", "  ", StringComparison.Ordinal).Replace('\u00a0', ' ')
                + match.Groups["after"].Value)),
        (WideDash(), match => ($"每一项以半角的“- ”开头，不是“{match.Groups["sign"]}”",
            $"an item begins with a half-width \"- \", not with \"{match.Groups["sign"]}\"", match.Result("${before}- ${after}"))),
        (WideHash(), match => ("注释以半角的 # 开头", "a comment begins with a half-width #", match.Result("${before}#${after}"))),
        (GluedDash(), match => ($"“-”后面空一格：- {Short(match.Groups["after"].Value)}",
            $"a space follows \"-\": - {Short(match.Groups["after"].Value)}",
            match.Result("${before}- ${after}"))),
        (WideBrace(), match => ("括号用半角的 { } [ ]", "brackets are the half-width { } [ ]",
            match.Value.Replace('｛', '{').Replace('｝', '}').Replace('［', '[').Replace('］', ']')
                .Replace('【', '[').Replace('】', ']'))),
        (WideColon(), match => ($"冒号写半角，后面空一格：{match.Groups["key"]}: {Short(match.Groups["after"].Value)}",
            $"a half-width colon with a space after it: {match.Groups["key"]}: {Short(match.Groups["after"].Value)}",
            match.Result("${before}${key}: ${after}"))),
        (WideSpace(), match => ($"冒号后面是全角空格或不间断空格，改成半角空格：{match.Groups["key"]}: {Short(match.Groups["after"].Value)}",
            $"a plain space follows the colon, no full-width or no-break one: {match.Groups["key"]}: {Short(match.Groups["after"].Value)}",
            match.Result("${before}${key}: ${after}"))),
        (GluedColon(), match => ($"冒号后面空一格：{match.Groups["key"]}: {Short(match.Groups["after"].Value)}",
            $"a space follows the colon: {match.Groups["key"]}: {Short(match.Groups["after"].Value)}",
            match.Result("${before}${key}: ${after}"))),
        (SpacedAccount(), match => (
            $"账户写作 {match.Groups["kind"]}:{match.Groups["name"]}，冒号后面不空格",
            $"the account is written {match.Groups["kind"]}:{match.Groups["name"]}, without a space after the colon",
            match.Result("${before}${kind}:${name}${after}"))),
        (WideComma(), match => ("“{ }”“[ ]”里各项之间用半角逗号，后面空一格",
            "inside { } and [ ] a half-width comma with a space parts the entries", match.Result("${before}, ${after}"))),
        (SecondColon(), match => (
            $"值里有“: ”时整个值加半角引号：{match.Groups["key"]}: \"{Unquoted(match)}\"",
            $"a value with \": \" in it needs quotes: {match.Groups["key"]}: \"{Unquoted(match)}\"",
            match.Groups["before"].Value + match.Groups["key"].Value + ": '"
                + match.Groups["value"].Value.Replace("'", "''", StringComparison.Ordinal) + "'")),
    ];

    /// <summary>The slips of a text, at most one a line; texts of several lines (| and &gt;) are passed over.</summary>
    public static IReadOnlyList<YamlSlip> Slips(string[] lines)
    {
        var slips = new List<YamlSlip>();
        var block = -1;
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at];
            var indent = line.Length - line.TrimStart(' ').Length;
            if (block >= 0 && (indent > block || line.Trim().Length == 0))
            {
                continue;
            }

            block = line.Length <= YamlMistakes.MaxLine && BlockText().IsMatch(line) ? indent : -1;
            if (line.AsSpan().TrimStart().StartsWith("#") || line.Length > YamlMistakes.MaxLine)
            {
                continue;
            }

            foreach (var (form, cure) in Rules)
            {
                if (form.Match(line) is { Success: true } match)
                {
                    var (zh, en, meant) = cure(match);
                    slips.Add(new YamlSlip(at + 1, match.Groups["at"].Index + 1, new LocalizedText(zh, en), meant));
                    break;
                }
            }
        }

        return slips;
    }

    private static string Unquoted(Match match) => Short(match.Groups["value"].Value.Trim('“', '”'));

    private static string Short(string text) => NumberProblems.Shorten(text.Trim());

    [GeneratedRegex(@"[:\-]\s+[|>][+\-0-9]*\s*(#.*)?$", Options, Patience)]
    private static partial Regex BlockText();

    [GeneratedRegex(@"^(?<before> *)(?<at>\t)\s*(?<after>.*)$", Options, Patience)]
    private static partial Regex TabIndent();

    [GeneratedRegex(@"^(?<space> *(?<at>[\u3000\u00a0])[ \u3000\u00a0]*)(?<after>.*)$", Options, Patience)]
    private static partial Regex WideIndent();

    [GeneratedRegex(@"^(?<before> *)(?<at>(?<sign>[－—–•·])) *(?<after>[\p{L}_].*)$", Options, Patience)]
    private static partial Regex WideDash();

    [GeneratedRegex(@"^(?<before> *)(?<at>＃)(?<after>.*)$", Options, Patience)]
    private static partial Regex WideHash();

    [GeneratedRegex(@"^(?<before> *)-(?<at>(?<after>[\p{L}_]\w*[:：].*))$", Options, Patience)]
    private static partial Regex GluedDash();

    [GeneratedRegex(@"^.*[:：]\s*(?<at>[｛［【]).*$", Options, Patience)]
    private static partial Regex WideBrace();

    [GeneratedRegex(@"^(?<before> *(- +)?)(?<key>[\p{L}_]\w*)(?<at>：)\s*(?<after>.*)$", Options, Patience)]
    private static partial Regex WideColon();

    [GeneratedRegex(@"^(?<before> *(- +)?)(?<key>[\p{L}_]\w*):(?<at>[\u3000\u00a0])\s*(?<after>\S.*)$", Options, Patience)]
    private static partial Regex WideSpace();

    [GeneratedRegex(
        @"^(?<before> *(- +)?)(?!(fund|payer|carry):)(?<key>[\p{L}_]\w*)(?<at>:)(?<after>[^\s/].*)$", Options, Patience)]
    private static partial Regex GluedColon();

    [GeneratedRegex(
        @"^(?<before> *(- +)?[\p{L}_]\w*: +.*?)(?<at>\b(?<kind>fund|payer|carry)): +(?<name>[\p{L}_]\w*)(?<after>: .*|[^:{}]*)$",
        Options, Patience)]
    private static partial Regex SpacedAccount();

    [GeneratedRegex(@"^(?<before>.*[{\[].*?)(?<at>，)\s*(?<after>[\p{L}_]\w*\s*[:：\],，].*)$", Options, Patience)]
    private static partial Regex WideComma();

    [GeneratedRegex(
        @"^(?<before> *(- +)?)(?<key>[\p{L}_]\w*): +(?<at>(?<value>[^\s""'{\[|>&*#][^:]*(:[^\s][^:]*)*: .*?))\s*$",
        Options, Patience)]
    private static partial Regex SecondColon();
}
