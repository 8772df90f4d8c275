using System.Text;
using LinkageService.Engine.Formulas;

namespace LinkageService.Engine.Rosters;

/// <summary>
/// Columns, or tags, of a roster that the scheme does not read: one table of the village serves several schemes. They are named in
/// a remark. One that resembles a name the scheme does read may be that name mistyped, and is not passed over.
/// </summary>
/// <param name="known">The names the scheme reads, each with other words for it.</param>
internal sealed class UnreadNames(IReadOnlyList<string[]> known)
{
    /// <summary>Names told apart; a roster with more is no roster.</summary>
    /// <value>64: one bit each, for every household.</value>
    public const int MaxNames = 64;

    // Two words of two or three letters differ by one letter without being the same.
    private const int ShortestToCompare = 4;

    private readonly List<(byte[] Utf8, string Text, int Resembles)> _names = [];

    /// <summary>The names, in the order they came.</summary>
    public IReadOnlyList<string> All => _names.ConvertAll(name => name.Text);

    /// <summary>The place of a name, which is added when it is new; -1 when there are too many.</summary>
    public int PlaceOf(ReadOnlySpan<byte> utf8)
    {
        for (var at = 0; at < _names.Count; at++)
        {
            if (utf8.SequenceEqual(_names[at].Utf8))
            {
                return at;
            }
        }

        if (_names.Count == MaxNames)
        {
            return -1;
        }

        var text = Encoding.UTF8.GetString(utf8);
        var resembles = -1;
        for (var at = known.Count - 1; at >= 0; at--)
        {
            resembles = Array.Exists(known[at], word => Resembles(text, word)) ? at : resembles;
        }

        _names.Add((utf8.ToArray(), text, resembles));
        return _names.Count - 1;
    }

    /// <summary>The known name that the one at a place resembles, or -1.</summary>
    public int ResemblanceOf(int place) => _names[place].Resembles;

    /// <summary>The first of some names that resembles a known one, or null.</summary>
    public string? Resembling(ulong places, int knownName)
    {
        for (var at = 0; at < _names.Count; at++)
        {
            if ((places & 1UL << at) != 0 && _names[at].Resembles == knownName)
            {
                return _names[at].Text;
            }
        }

        return null;
    }

    private static bool Resembles(string name, string word) => word.Length > 0
        && (TypedWords.Find(name, [word]) is not null
            || (name.Length >= ShortestToCompare && word.Length >= ShortestToCompare && Nearest.To(name, [word]) is not null));
}
