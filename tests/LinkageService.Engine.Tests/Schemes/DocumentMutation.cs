using System.Text;
using System.Text.RegularExpressions;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>Breaks a document's text the way people and attackers do: one to four random edits from a seed.</summary>
internal static partial class DocumentMutation
{
    private static readonly string[] Replacements =
    [
        "", "~", "null", "[]", "{}", "[1, 2]", "{ a: b }", "{ tag: x }", "remaining", "everyone", "-1", "0", "1e400", "NaN", "1/3", "7:3",
        "99999999999999", "0.000000000001", "income", "land", "shares", "year", "pool(income)", "sum(land)",
        "received(rent)", "land * land",
        "land / land", "1 / 0", "((((((((", "min(1)", "5 yuan", "2 mu", "𠮷", "户", "'", "\"", "fund:x", "payer:x",
        "carry: y", "true", "9999",
        "land*land*land*land*land*land*land*land*land*land*land*land*land*land*land*land*land*land*land*land*land*land*land*land",
    ];

    private static readonly string Huge = new('长', 5000);

    public static string Of(string yaml, Random random)
    {
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            var tokens = Tokens().Matches(yaml);
            if (tokens.Count == 0)
            {
                return yaml;
            }

            yaml = Edit(yaml, tokens[random.Next(tokens.Count)], tokens[random.Next(tokens.Count)], random);
        }

        return yaml;
    }

    private static string Edit(string yaml, Match token, Match other, Random random) => random.Next(9) switch
    {
        0 => yaml.Remove(token.Index, token.Length),
        1 => Swap(yaml, token, other),
        2 => DoubleLine(yaml, token.Index),
        3 => Put(yaml, token, Huge),
        4 => Put(yaml, token, other.Value),
        5 => DeleteLine(yaml, token.Index),
        6 => yaml.Insert(token.Index, ((char)random.Next(1, 0x3000)).ToString()),
        _ => Put(yaml, token, Replacements[random.Next(Replacements.Length)]),
    };

    private static string Put(string yaml, Match token, string text) =>
        new StringBuilder(yaml).Remove(token.Index, token.Length).Insert(token.Index, text).ToString();

    private static string Swap(string yaml, Match one, Match two)
    {
        var (first, second) = one.Index < two.Index ? (one, two) : (two, one);
        return first.Index == second.Index
            ? yaml
            : yaml[..first.Index] + second.Value + yaml[(first.Index + first.Length)..second.Index]
                + first.Value + yaml[(second.Index + second.Length)..];
    }

    private static string DoubleLine(string yaml, int at)
    {
        var (from, to) = Line(yaml, at);
        return yaml[..to] + "\n" + yaml[from..to] + yaml[to..];
    }

    private static string DeleteLine(string yaml, int at)
    {
        var (from, to) = Line(yaml, at);
        return yaml.Remove(from, to - from);
    }

    private static (int From, int To) Line(string yaml, int at)
    {
        var end = yaml.IndexOf('\n', at);
        return (yaml.LastIndexOf('\n', at) + 1, end < 0 ? yaml.Length : end);
    }

    // Words, numbers and single signs; the long quotations count as words too.
    [GeneratedRegex(@"[\w.%]+|[^\s\w]", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Tokens();
}
