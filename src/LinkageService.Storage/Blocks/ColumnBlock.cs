using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace LinkageService.Storage.Blocks;

/// <summary>
/// Up to 512 neighbouring households of a run with their columns, read where they lie: one household or one column is
/// decoded alone. Written by <see cref="ColumnBlockWriter"/>. Damaged bytes give <see cref="DamagedBlockException"/>, when
/// the block is opened or when the part is read, and no other exception.
/// </summary>
public readonly struct ColumnBlock
{
    /// <summary>The most households in a block.</summary>
    public const int MaxHouseholds = BlockLayout.MaxHouseholds;

    /// <summary>The most UTF-8 bytes of an id.</summary>
    public const int MaxIdBytes = BlockLayout.MaxIdBytes;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly int _prefixLength;
    private readonly int _shortestSuffix;
    private readonly int _excessWidth;
    private readonly int _suffixesAt;
    private readonly int _columnsAt;

    private ColumnBlock(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        Require(span.Length >= BlockLayout.DirectoryAt + BlockLayout.ChecksumLength, "it is too short");
        Require(span[0] == BlockLayout.Version, "its version is unknown");
        var end = span.Length - BlockLayout.ChecksumLength;
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(span[end..]);
        Require(checksum == BlockLayout.Checksum(span[..end]), "its checksum does not fit");

        _bytes = bytes;
        Count = BinaryPrimitives.ReadUInt16LittleEndian(span[BlockLayout.CountAt..]);
        ColumnCount = BinaryPrimitives.ReadUInt16LittleEndian(span[BlockLayout.ColumnCountAt..]);
        _prefixLength = BinaryPrimitives.ReadUInt16LittleEndian(span[BlockLayout.PrefixLengthAt..]);
        _shortestSuffix = BinaryPrimitives.ReadUInt16LittleEndian(span[BlockLayout.ShortestSuffixAt..]);
        _excessWidth = span[BlockLayout.ExcessWidthAt];
        Require(Count is >= 1 and <= MaxHouseholds, "its number of households is out of range");
        Require(ColumnCount <= BlockLayout.MaxColumns, "its number of columns is out of range");
        Require(_prefixLength + _shortestSuffix is >= 1 and <= MaxIdBytes, "an id has no possible length");
        Require(_excessWidth <= sizeof(int) - 1, "the ends of its ids have no possible width");

        _suffixesAt = ExcessAt + PackedColumn.Length(_excessWidth, Count);
        Require(_suffixesAt <= end, "it is too short for its ids");
        _columnsAt = _suffixesAt + SuffixEnd(span, Count - 1);
        Require(_columnsAt >= _suffixesAt && _columnsAt <= end, "it is too short for its ids");
        long length = _columnsAt;
        for (var column = 0; column < ColumnCount; column++)
        {
            var width = Entry(span, column)[0];
            Require(width <= PackedColumn.OneBit, "a column has no possible width");
            length += PackedColumn.Length(width, Count);
        }

        Require(length == end, "its length does not fit its columns");
    }

    /// <summary>Households, 1 to 512.</summary>
    public int Count { get; }

    /// <summary>Columns, 0 to 1,024.</summary>
    public int ColumnCount { get; }

    /// <summary>The first, that is smallest, id.</summary>
    public string FirstId => Id(0);

    /// <summary>The last, that is greatest, id.</summary>
    public string LastId => Id(Count - 1);

    private int PrefixAt => BlockLayout.DirectoryAt + (ColumnCount * BlockLayout.EntryLength);

    private int ExcessAt => PrefixAt + _prefixLength;

    /// <summary>Opens a block: checks its checksum and that all parts are there. Copies and allocates nothing.</summary>
    /// <exception cref="DamagedBlockException">The bytes are not a block.</exception>
    public static ColumnBlock Read(ReadOnlyMemory<byte> bytes) => new(bytes);

    /// <summary>The id of a household.</summary>
    /// <param name="household">Its place in the block.</param>
    public string Id(int household)
    {
        Span<byte> id = stackalloc byte[MaxIdBytes];
        return Encoding.UTF8.GetString(id[..CopyIdUtf8(household, id)]);
    }

    /// <summary>Copies the id of a household, UTF-8, and gives its length.</summary>
    /// <param name="household">Its place in the block.</param>
    /// <param name="destination">At least as long as the id; <see cref="MaxIdBytes"/> are always enough.</param>
    public int CopyIdUtf8(int household, Span<byte> destination)
    {
        RequireHousehold(household);
        var span = _bytes.Span;
        span.Slice(PrefixAt, _prefixLength).CopyTo(destination);
        var suffix = Suffix(span, household);
        suffix.CopyTo(destination[_prefixLength..]);
        return _prefixLength + suffix.Length;
    }

    /// <summary>Writes all ids in order, UTF-8, each ended by a line feed.</summary>
    public void CopyIdLines(IBufferWriter<byte> output)
    {
        for (var household = 0; household < Count; household++)
        {
            var line = output.GetSpan(MaxIdBytes + 1);
            var length = CopyIdUtf8(household, line);
            line[length] = (byte)'\n';
            output.Advance(length + 1);
        }
    }

    /// <summary>The place of a household in the block, or -1.</summary>
    /// <param name="idUtf8">Its id, UTF-8.</param>
    public int IndexOf(ReadOnlySpan<byte> idUtf8)
    {
        var span = _bytes.Span;
        if (Count == 0 || !idUtf8.StartsWith(span.Slice(PrefixAt, _prefixLength)))
        {
            return -1;
        }

        var wanted = idUtf8[_prefixLength..];
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = Suffix(span, middle).SequenceCompareTo(wanted);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    /// <summary>One value.</summary>
    /// <param name="column">The column's number, in the order in which they were written.</param>
    /// <param name="household">The household's place in the block.</param>
    public long Value(int column, int household)
    {
        RequireColumn(column);
        RequireHousehold(household);
        var span = _bytes.Span;
        var values = Column(span, column, out var minimum, out var width);
        return PackedColumn.Read(values, minimum, width, household);
    }

    /// <summary>All values of a column, in the order of the households.</summary>
    /// <param name="column">The column's number.</param>
    /// <param name="destination">Takes <see cref="Count"/> values.</param>
    public void CopyColumn(int column, Span<long> destination)
    {
        RequireColumn(column);
        var values = Column(_bytes.Span, column, out var minimum, out var width);
        PackedColumn.Read(values, minimum, width, destination[..Count]);
    }

    /// <summary>All values of a household, in the order of the columns.</summary>
    /// <param name="household">The household's place in the block.</param>
    /// <param name="destination">Takes <see cref="ColumnCount"/> values.</param>
    public void CopyHousehold(int household, Span<long> destination)
    {
        RequireHousehold(household);
        var values = _bytes.Span[_columnsAt..];
        for (var column = 0; column < ColumnCount; column++)
        {
            var entry = Entry(_bytes.Span, column);
            var minimum = BinaryPrimitives.ReadInt64LittleEndian(entry[1..]);
            destination[column] = PackedColumn.Read(values, minimum, entry[0], household);
            values = values[PackedColumn.Length(entry[0], Count)..];
        }
    }

    private static ReadOnlySpan<byte> Entry(ReadOnlySpan<byte> span, int column) =>
        span.Slice(BlockLayout.DirectoryAt + (column * BlockLayout.EntryLength), BlockLayout.EntryLength);

    private ReadOnlySpan<byte> Column(ReadOnlySpan<byte> span, int column, out long minimum, out int width)
    {
        var at = _columnsAt;
        for (var before = 0; before < column; before++)
        {
            at += PackedColumn.Length(Entry(span, before)[0], Count);
        }

        var entry = Entry(span, column);
        (width, minimum) = (entry[0], BinaryPrimitives.ReadInt64LittleEndian(entry[1..]));
        return span.Slice(at, PackedColumn.Length(width, Count));
    }

    // A block may be sealed by a right checksum and still hold nonsense; then ends are out of order or out of reach.
    private ReadOnlySpan<byte> Suffix(ReadOnlySpan<byte> span, int household)
    {
        var start = household == 0 ? 0 : SuffixEnd(span, household - 1);
        var end = SuffixEnd(span, household);
        var fits = start + _shortestSuffix <= end && _prefixLength + end - start <= MaxIdBytes;
        Require(fits && end <= _columnsAt - _suffixesAt, "an id ends out of place");
        return span[(_suffixesAt + start)..(_suffixesAt + end)];
    }

    private int SuffixEnd(ReadOnlySpan<byte> span, int household) =>
        ((household + 1) * _shortestSuffix) + (int)PackedColumn.Read(span[ExcessAt..], 0, _excessWidth, household);

    private void RequireHousehold(int household)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(household);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(household, Count);
    }

    private void RequireColumn(int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, ColumnCount);
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new DamagedBlockException(what);
        }
    }
}

/// <summary>The bytes are not a block this program wrote: changed, cut short, or of another version.</summary>
public sealed class DamagedBlockException : Exception
{
    /// <param name="what">What does not fit, in words for the operator's log.</param>
    public DamagedBlockException(string what)
        : base("The stored block cannot be read: " + what + ".")
    {
    }
}
