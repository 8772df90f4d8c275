using System.Text;
using LinkageService.Engine.Formulas;

namespace LinkageService.Engine.Rosters;

/// <summary>
/// Columns, or tags, of a roster that the scheme does not read: one table of the village serves several schemes. They are named in
/// a remark. One that resembles a name the scheme does read may be that name mistyped, and is not passed over.
/// </summary>
/// <param name="words">The names the scheme reads, each with other words for it.</param>
/// <param name="isLoose">Whether one letter may differ in names of any length: 五保户 is not 低保户, but 误公 may be 误工.</param>
internal sealed class UnreadNames(IReadOnlyList<string[]> words, bool isLoose)
{
    /// <summary>Names told apart; a roster with more is no roster.</summary>
    /// <value>64: one bit each, for every household.</value>
    public const int MaxNames = 64;

    // Two words of two or three letters differ by one letter without being the same.
    private const int ShortestToCompare = 4;

    private readonly List<(byte[] Utf8, string Text, int Resembles, int Similar)> _names = [];

    /// <summary>The names, in the order they came.</summary>
    public IReadOnlyList<string> All => _names.ConvertAll(name => name.Text);

    /// <summary>Whether a name came before: then it is no other word for one that is read.</summary>
    public bool Has(ReadOnlySpan<byte> utf8) => IndexOf(utf8) >= 0;

    /// <summary>The place of a name, which is added when it is new; -1 when there are too many.</summary>
    public int PlaceOf(ReadOnlySpan<byte> utf8)
    {
        if (IndexOf(utf8) is >= 0 and var known)
        {
            return known;
        }

        if (_names.Count == MaxNames)
        {
            return -1;
        }

        var text = Encoding.UTF8.GetString(utf8);
        var (resembles, similar) = (-1, -1);
        for (var at = words.Count - 1; at >= 0; at--)
        {
            resembles = Array.Exists(words[at], word => Resembles(text, word)) ? at : resembles;
            similar = Array.Exists(words[at], word => IsSimilar(text, word)) ? at : similar;
        }

        _names.Add((utf8.ToArray(), text, resembles, similar));
        return _names.Count - 1;
    }

    private string? FirstOf(ulong places, Predicate<int> isIt)
    {
        for (var at = 0; at < _names.Count; at++)
        {
            if ((places & 1UL << at) != 0 && isIt(at))
            {
                return _names[at].Text;
            }
        }

        return null;
    }

    private int IndexOf(ReadOnlySpan<byte> utf8)
    {
        for (var at = 0; at < _names.Count; at++)
        {
            if (utf8.SequenceEqual(_names[at].Utf8))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The known name that the one at a place resembles, or -1.</summary>
    public int ResemblanceOf(int place) => _names[place].Resembles;

    /// <summary>The first of some names that resembles a known one, or null.</summary>
    public string? Resembling(ulong places, int knownName) => FirstOf(places, at => _names[at].Resembles == knownName);

    /// <summary>The first of some names that may be a known one, or null: too little to refuse it, enough to ask.</summary>
    public string? Similar(ulong places, int knownName) => FirstOf(places, at => _names[at].Similar == knownName);

    /// <summary>The names that may be known ones, each with that one.</summary>
    public IEnumerable<(string Name, int Known)> SimilarOnes =>
        _names.Where(name => name.Similar >= 0).Select(name => (name.Text, name.Similar));

    // 误工天数 and 误工（天） beside 误工, 误公 beside it: two letters are enough to ask, one that says the contrary is none.
    private bool IsSimilar(string name, string word)
    {
        const int least = 2;
        const string contrary = "非未不无原";
        var (one, other) = (Bare(name), Bare(word));
        var (longer, shorter) = one.Length >= other.Length ? (one, other) : (other, one);
        return shorter.Length >= least && !shorter.All(char.IsAscii)
            && (longer.Length == shorter.Length
                ? isLoose && longer.Where((letter, at) => letter != shorter[at]).Count() <= 1
                : longer.Contains(shorter, StringComparison.Ordinal) && !contrary.Contains(longer[0], StringComparison.Ordinal));
    }

    // Without its unit in brackets.
    private static string Bare(string name) => name.AsSpan().IndexOfAny("（(") is var at and > 0 ? name[..at].Trim() : name.Trim();

    private static bool Resembles(string name, string word) => word.Length > 0
        && (TypedWords.Find(name, [word]) is not null
            || (name.Length >= ShortestToCompare && word.Length >= ShortestToCompare && Nearest.To(name, [word]) is not null));
}
