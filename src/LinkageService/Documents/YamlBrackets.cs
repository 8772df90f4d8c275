using System.Text.RegularExpressions;

namespace LinkageService.Documents;

/// <summary>A bracket that has no partner.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Its column, from 1.</param>
/// <param name="Sign">The bracket.</param>
/// <param name="IsExtra">Whether it closes what was never opened.</param>
internal sealed record YamlBracket(int Line, int Column, char Sign, bool IsExtra);

/// <summary>Pairs the brackets of the values of a YAML text that are written in <c>{ }</c> and <c>[ ]</c>.</summary>
internal static partial class YamlBrackets
{
    /// <summary>The first bracket without a partner, or null.</summary>
    public static YamlBracket? Unclosed(string[] lines)
    {
        var open = new Stack<(int Line, int Column, char Sign)>();
        for (var at = 0; at < lines.Length; at++)
        {
            // A line of its own level while a bracket is open: the bracket was to end before it.
            if (open.Count > 0 && OwnLine().IsMatch(lines[at]))
            {
                var (line, column, sign) = open.Peek();
                return new YamlBracket(line, column, sign, IsExtra: false);
            }

            if (Pair(lines[at], at + 1, open) is { } extra)
            {
                return extra;
            }
        }

        return open.TryPeek(out var last) ? new YamlBracket(last.Line, last.Column, last.Sign, IsExtra: false) : null;
    }

    private static YamlBracket? Pair(string text, int line, Stack<(int Line, int Column, char Sign)> open)
    {
        var start = open.Count > 0 ? 0 : FlowStart().Match(text) is { Success: true } match ? match.Groups["at"].Index : -1;
        char? quote = null;
        for (var at = start; at >= 0 && at < text.Length; at++)
        {
            var letter = text[at];
            if (quote is not null)
            {
                quote = letter == quote ? null : quote;
            }
            else if (letter is '"' or '\'' && " ,[{:".Contains(text[at - 1 < 0 ? 0 : at - 1], StringComparison.Ordinal))
            {
                quote = letter;
            }
            else if (letter is '{' or '[')
            {
                open.Push((line, at + 1, letter));
            }
            else if (letter is '}' or ']')
            {
                if (!open.TryPop(out var partner) || partner.Sign != (letter == '}' ? '{' : '['))
                {
                    return new YamlBracket(line, at + 1, letter, IsExtra: true);
                }
            }
            else if (letter == '#' && at > 0 && text[at - 1] == ' ')
            {
                break;
            }
        }

        return null;
    }

    [GeneratedRegex(@"^ *(- +)?([\p{L}_]\w*|'[^']*'|""[^""]*""): +(?![^{\[]*,\s*$)|^ *- +[\p{L}_]\w*:",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OwnLine();

    [GeneratedRegex(@"^ *(- +)*([\p{L}_][\w:]*: +)?(?<at>[{\[])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FlowStart();
}
