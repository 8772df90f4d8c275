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

    /// <summary>The text cut into words, numbers, single signs, and what stands between them.</summary>
    public static string[] Pieces(string yaml) => Tokens().Matches(yaml).Select(match => match.Value).ToArray();

    /// <summary>The text of the pieces after one to four edits.</summary>
    public static string Of(string[] pieces, Random random)
    {
        var text = pieces.ToList();
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            Edit(text, Word(text, random), Word(text, random), random);
        }

        return string.Concat(text);
    }

    private static void Edit(List<string> text, int at, int other, Random random)
    {
        switch (random.Next(9))
        {
            case 0:
                text[at] = "";
                break;
            case 1:
                (text[at], text[other]) = (text[other], text[at]);
                break;
            case 2:
                var (from, to) = Line(text, at);
                text.InsertRange(to, text[from..to]);
                break;
            case 3:
                text[at] = Huge;
                break;
            case 4:
                text[at] = text[other];
                break;
            case 5:
                (from, to) = Line(text, at);
                text.RemoveRange(from, to - from);
                break;
            case 6:
                text.Insert(at, ((char)random.Next(1, 0x3000)).ToString());
                break;
            default:
                text[at] = Replacements[random.Next(Replacements.Length)];
                break;
        }
    }

    private static int Word(List<string> text, Random random)
    {
        var at = random.Next(text.Count);
        return string.IsNullOrWhiteSpace(text[at]) ? Math.Min(at + 1, text.Count - 1) : at;
    }

    // From the break before the line to the break after it.
    private static (int From, int To) Line(List<string> text, int at)
    {
        var to = text.FindIndex(at, piece => piece.Contains('\n', StringComparison.Ordinal));
        return (Math.Max(0, text.FindLastIndex(at, piece => piece.Contains('\n', StringComparison.Ordinal))), to <= at ? text.Count : to);
    }

    [GeneratedRegex(@"[\w.%]+|\s+|[^\s\w]", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Tokens();
}
