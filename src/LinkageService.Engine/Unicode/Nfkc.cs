using System.Globalization;
using System.Reflection;
using System.Text;

namespace LinkageService.Engine.Unicode;

/// <summary>
/// Unicode normalisation form KC (UAX #15): full-width letters and digits become ordinary ones, a letter and its accent become
/// one character. <see cref="string.Normalize()"/> does nothing where the service runs without culture data, as it does
/// everywhere, so that a machine's own data never changes an id. Out of <c>nfkc.txt</c>, which <c>nfkc.mjs</c> writes.
/// </summary>
public static class Nfkc
{
    // Hangul syllables are put together by arithmetic: lead, vowel, trail.
    private const int SyllableBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailBase = 0x11A7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Trails = 28;

    private static readonly Lazy<Data> Known = new(Load);

    /// <summary>The text in form KC. A lone surrogate stays as it is.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var data = Known.Value;
        var runes = new List<int>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var code = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
                ? char.ConvertToUtf32(text[at], text[++at])
                : text[at];
            Decompose(data, code, runes);
        }

        Reorder(data, runes);
        Compose(data, runes);
        var result = new StringBuilder(text.Length);
        foreach (var code in runes)
        {
            _ = code > char.MaxValue ? result.Append(char.ConvertFromUtf32(code)) : result.Append((char)code);
        }

        return result.ToString();
    }

    private static void Decompose(Data data, int code, List<int> into)
    {
        if (code - SyllableBase is >= 0 and < Leads * Vowels * Trails and var syllable)
        {
            into.Add(LeadBase + (syllable / (Vowels * Trails)));
            into.Add(VowelBase + (syllable / Trails % Vowels));
            if (syllable % Trails is > 0 and var trail)
            {
                into.Add(TrailBase + trail);
            }
        }
        else if (data.Decompositions.TryGetValue(code, out var parts))
        {
            into.AddRange(parts);
        }
        else
        {
            into.Add(code);
        }
    }

    // Marks on one letter, by class; those of one class keep their order.
    private static void Reorder(Data data, List<int> runes)
    {
        for (var at = 1; at < runes.Count; at++)
        {
            var mark = data.ClassOf(runes[at]);
            for (var place = at; mark > 0 && place > 0 && data.ClassOf(runes[place - 1]) > mark; place--)
            {
                (runes[place - 1], runes[place]) = (runes[place], runes[place - 1]);
            }
        }
    }

    private static void Compose(Data data, List<int> runes)
    {
        var (starter, kept) = (-1, 0);
        for (var at = 0; at < runes.Count; at++)
        {
            var code = runes[at];
            var mark = data.ClassOf(code);

            // A mark of the same class, or a letter, between the two keeps them apart.
            var isApart = kept > starter + 1 && (data.ClassOf(runes[kept - 1]) is var before && (before == 0 || before >= mark));
            if (starter >= 0 && !isApart && Compose(data, runes[starter], code) is { } composed)
            {
                runes[starter] = composed;
                continue;
            }

            if (mark == 0)
            {
                starter = kept;
            }

            runes[kept++] = code;
        }

        runes.RemoveRange(kept, runes.Count - kept);
    }

    private static int? Compose(Data data, int first, int second)
    {
        if (first - LeadBase is >= 0 and < Leads and var lead && second - VowelBase is >= 0 and < Vowels and var vowel)
        {
            return SyllableBase + (((lead * Vowels) + vowel) * Trails);
        }

        if (first - SyllableBase is >= 0 and < Leads * Vowels * Trails and var syllable && syllable % Trails == 0
            && second - TrailBase is > 0 and < Trails and var trail)
        {
            return first + trail;
        }

        return data.Compositions.TryGetValue((first, second), out var composed) ? composed : null;
    }

    private static Data Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("nfkc.txt")!;
        using var reader = new StreamReader(stream);
        var (data, list) = (new Data(), "");
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            if (char.IsAsciiLetterLower(line[0]))
            {
                list = line;
            }
            else if (line[0] != '#')
            {
                data.Add(list, parts);
            }
        }

        return data;
    }

    private sealed class Data
    {
        private readonly Dictionary<int, byte> _classes = [];

        public Dictionary<int, int[]> Decompositions { get; } = [];

        public Dictionary<(int First, int Second), int> Compositions { get; } = [];

        public int ClassOf(int code) => _classes.GetValueOrDefault(code);

        public void Add(string list, string[] parts)
        {
            switch (list)
            {
                case "decompose":
                    var into = parts[1..].Select(Code).ToArray();
                    foreach (var (code, at) in Range(parts[0]))
                    {
                        Decompositions.Add(code, at == 0 ? into : [into[0] + at]);
                    }

                    break;
                case "class":
                    foreach (var (code, _) in parts[1..].SelectMany(Range))
                    {
                        _classes.Add(code, byte.Parse(parts[0], CultureInfo.InvariantCulture));
                    }

                    break;
                case "compose":
                    Compositions.Add((Code(parts[0]), Code(parts[1])), Code(parts[2]));
                    break;
                default:
                    throw new InvalidOperationException("nfkc.txt has no list " + list);
            }
        }

        private static IEnumerable<(int Code, int At)> Range(string text)
        {
            var ends = text.Split('-');
            var (from, to) = (Code(ends[0]), Code(ends[^1]));
            return Enumerable.Range(from, to - from + 1).Select((code, at) => (code, at));
        }

        private static int Code(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
