using System.Numerics;
using System.Text;
using LinkageService.Engine.Formulas;

namespace LinkageService.Engine.Rosters;

/// <summary>
/// The households of one run as columns, sorted by member number: household ids by Unicode code point, which is the
/// order of their UTF-8 bytes. Immutable.
/// </summary>
public sealed class Roster
{
    private readonly byte[] _ids;
    private readonly int[] _starts;
    private readonly long[][] _holdings;
    private readonly GroupMask[] _tags;
    private readonly BigInteger[] _bounds;

    internal Roster(
        RosterSchema schema, byte[] ids, int[] starts, long[][] holdings, GroupMask[] tags, GroupMask registered, HoldingWindow? window)
    {
        Window = window;
        Schema = schema;
        _ids = ids;
        _starts = starts;
        _holdings = holdings;
        _tags = tags;
        Registered = registered;
        _bounds = holdings.Select(Largest).ToArray();
    }

    /// <summary>The columns it was read with.</summary>
    public RosterSchema Schema { get; }

    /// <summary>The days whose share-days its time-weighted holdings are; null where all values are as held or as sent.</summary>
    public HoldingWindow? Window { get; }

    /// <summary>Columns that came along and the scheme does not read.</summary>
    public IReadOnlyList<string> UnreadHoldings { get; internal init; } = [];

    /// <summary>Columns the scheme does not read, each with one it reads, and no household states, that may be meant.</summary>
    public IReadOnlyList<(string Unread, HoldingColumn Column)> SimilarHoldings { get; internal init; } = [];

    /// <summary>Tags the scheme does not read that may be ones it reads, written otherwise.</summary>
    public IReadOnlyList<(string Unread, string Tag)> SimilarTags { get; internal init; } = [];

    /// <summary>Tags that came along and the scheme does not read.</summary>
    public IReadOnlyList<string> UnreadTags { get; internal init; } = [];

    /// <summary>Labels that came along and the scheme does not read.</summary>
    public IReadOnlyList<string> UnreadLabels { get; internal init; } = [];

    /// <summary>The labels the scheme reads, in its order.</summary>
    public IReadOnlyList<LabelColumn> Labels { get; internal init; } = [];

    /// <summary>Households, at least 1.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>
    /// Who is tagged <c>registered</c> (建档立卡户), whether the scheme reads the tag or not: reports count them. A tag the scheme
    /// does not read changes nothing in the result and is not part of its digest.
    /// </summary>
    public GroupMask Registered { get; }

    /// <summary>All ids in order, UTF-8, each ended by a line feed (which no id contains).</summary>
    internal ReadOnlySpan<byte> IdLines => _ids;

    /// <summary>Where the lines of neighbours begin in <see cref="IdLines"/>, and last where the last of them ends.</summary>
    internal ReadOnlySpan<int> IdStarts(int from, int count) => _starts.AsSpan(from, count + 1);

    /// <summary>All ids in order, UTF-8, each ended by a line feed, in a form that can be kept.</summary>
    public ReadOnlyMemory<byte> IdLinesMemory => _ids;

    /// <summary>The ids of neighbours in order, UTF-8, each ended by a line feed (which no id contains).</summary>
    /// <param name="from">The place of the first household.</param>
    /// <param name="count">How many households, 0 or more.</param>
    public ReadOnlySpan<byte> IdLinesOf(int from, int count) => _ids.AsSpan(_starts[from].._starts[from + count]);

    /// <summary>The id of a household, UTF-8.</summary>
    public ReadOnlySpan<byte> IdUtf8(int household) =>
        _ids.AsSpan(_starts[household], _starts[household + 1] - _starts[household] - 1);

    /// <summary>The id of a household.</summary>
    public string Id(int household) => Encoding.UTF8.GetString(IdUtf8(household));

    /// <summary>The place of a household id, or -1.</summary>
    public int IndexOf(string id)
    {
        var wanted = Encoding.UTF8.GetBytes(id);
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = IdUtf8(middle).SequenceCompareTo(wanted);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    /// <summary>What the values of a holding are parts of: 10^decimals, for share-days times the days of the window.</summary>
    public BigInteger Denominator(int holding) => BigInteger.Pow(10, Schema.Holdings[holding].Decimals) * DaysOf(holding);

    /// <summary>Days in a value of a holding: those of the window where it is in share-days, else 1.</summary>
    public int DaysOf(int holding) => Window is not null && Schema.Holdings[holding].IsTimeWeighted ? Window.Days : 1;

    /// <summary>The values of a holding, each an integer over its <see cref="Denominator"/>.</summary>
    public ReadOnlySpan<long> Holding(int holding) => _holdings[holding];

    /// <summary>The same values as <see cref="Holding"/>, in a form that can be kept.</summary>
    public ReadOnlyMemory<long> HoldingMemory(int holding) => _holdings[holding];

    /// <summary>Who carries a tag the scheme reads.</summary>
    /// <exception cref="ArgumentException">The scheme does not read the tag.</exception>
    public GroupMask Tagged(string tag)
    {
        for (var i = 0; i < Schema.TagsRead.Count; i++)
        {
            if (string.Equals(Schema.TagsRead[i], tag, StringComparison.Ordinal))
            {
                return _tags[i];
            }
        }

        throw new ArgumentException("The scheme does not read the tag " + tag + ".", nameof(tag));
    }

    internal ReadOnlySpan<GroupMask> Tags => _tags;

    internal Column HoldingValues(int holding) =>
        Column.Of(_holdings[holding], Denominator(holding), _bounds[holding]);

    internal BigInteger HoldingBound(int holding) => _bounds[holding];

    private static BigInteger Largest(long[] values)
    {
        long largest = 0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }
}
