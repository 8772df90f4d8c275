using System.Buffers;
using System.Buffers.Binary;
using LinkageService.Engine.Rosters;

namespace LinkageService.Storage.Blocks;

/// <summary>Packs neighbouring households of a roster and their columns into blocks. Allocates nothing of its own.</summary>
public static class ColumnBlockWriter
{
    /// <summary>Blocks needed for so many households.</summary>
    public static int BlocksOf(int households) => (households + ColumnBlock.MaxHouseholds - 1) / ColumnBlock.MaxHouseholds;

    /// <summary>Writes one block of a roster.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="roster">The households.</param>
    /// <param name="block">Its number, 0 to <see cref="BlocksOf"/> − 1; it begins at household 512 × number.</param>
    /// <param name="columns">What is stored of them, at most 1,024 columns, each over the whole roster.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(IBufferWriter<byte> output, Roster roster, int block, ReadOnlySpan<BlockColumn> columns)
    {
        var from = block * ColumnBlock.MaxHouseholds;
        ArgumentOutOfRangeException.ThrowIfNegative(block);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, roster.Count, nameof(block));
        var count = Math.Min(ColumnBlock.MaxHouseholds, roster.Count - from);
        return Write(output, roster.IdLinesOf(from, count), count, columns, from);
    }

    /// <summary>Writes one block.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="idLines">The ids in ascending order of their UTF-8 bytes: 1 to 256 bytes and a line feed each.</param>
    /// <param name="count">How many ids, 1 to 512.</param>
    /// <param name="columns">What is stored of them, at most 1,024 columns.</param>
    /// <param name="from">The place in the columns of the first household of the block.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">The ids or columns are not as stated.</exception>
    public static int Write(
        IBufferWriter<byte> output, ReadOnlySpan<byte> idLines, int count, ReadOnlySpan<BlockColumn> columns, int from)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, ColumnBlock.MaxHouseholds);
        if (columns.Length > BlockLayout.MaxColumns)
        {
            throw new ArgumentException($"A block has at most {BlockLayout.MaxColumns} columns.", nameof(columns));
        }

        foreach (var column in columns)
        {
            if (from < 0 || column.Count - from < count)
            {
                throw new ArgumentException("A column ends before the block does.", nameof(columns));
            }
        }

        var bytes = output.GetSpan(MaxBytes(idLines.Length, count, columns.Length));
        bytes[0] = BlockLayout.Version;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[BlockLayout.CountAt..], (ushort)count);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[BlockLayout.ColumnCountAt..], (ushort)columns.Length);
        var at = WriteIds(idLines, count, bytes, BlockLayout.DirectoryAt + (columns.Length * BlockLayout.EntryLength));
        var entry = bytes[BlockLayout.DirectoryAt..];
        foreach (var column in columns)
        {
            var (minimum, width, length) = column.Write(from, count, bytes[at..]);
            entry[0] = (byte)width;
            BinaryPrimitives.WriteInt64LittleEndian(entry[1..], minimum);
            entry = entry[BlockLayout.EntryLength..];
            at += length;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(bytes[at..], BlockLayout.Checksum(bytes[..at]));
        at += BlockLayout.ChecksumLength;
        output.Advance(at);
        return at;
    }

    private static int MaxBytes(int idBytes, int count, int columns) =>
        BlockLayout.DirectoryAt + idBytes + (count * sizeof(long)) // the excess of the suffixes takes less
        + (columns * (BlockLayout.EntryLength + (count * sizeof(long))))
        + BlockLayout.ChecksumLength + PackedColumn.Slack;

    /// <summary>Writes prefix, excess and suffixes at the place given, and their figures into the head.</summary>
    private static int WriteIds(ReadOnlySpan<byte> idLines, int count, Span<byte> bytes, int at)
    {
        Span<long> excess = stackalloc long[count];
        var (prefix, shortest) = Measure(idLines, excess);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[BlockLayout.PrefixLengthAt..], (ushort)prefix);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[BlockLayout.ShortestSuffixAt..], (ushort)(shortest - prefix));
        idLines[..prefix].CopyTo(bytes[at..]);
        at += prefix;

        // From lengths to how far each id ends beyond where it would if all were as short as the shortest.
        long sum = 0;
        for (var i = 0; i < excess.Length; i++)
        {
            sum += excess[i] - shortest;
            excess[i] = sum;
        }

        var width = sum == 1 ? 1 : PackedColumn.Width((ulong)sum);
        bytes[BlockLayout.ExcessWidthAt] = (byte)width;
        PackedColumn.Write(excess, 0, width, bytes[at..]);
        at += PackedColumn.Length(width, count);

        long before = 0;
        foreach (var end in excess)
        {
            var length = shortest + (int)(end - before);
            idLines[prefix..length].CopyTo(bytes[at..]);
            at += length - prefix;
            idLines = idLines[(length + 1)..];
            before = end;
        }

        return at;
    }

    /// <summary>Gives the ids' lengths, the shortest, and the bytes they all begin with.</summary>
    private static (int Prefix, int Shortest) Measure(ReadOnlySpan<byte> idLines, Span<long> lengths)
    {
        var shortest = BlockLayout.MaxIdBytes;
        ReadOnlySpan<byte> first = default, last = default;
        var rest = idLines;
        for (var i = 0; i < lengths.Length; i++)
        {
            var length = rest.IndexOf((byte)'\n');
            if (length is < 1 or > BlockLayout.MaxIdBytes)
            {
                throw new ArgumentException("An id is missing, empty or too long.", nameof(idLines));
            }

            var id = rest[..length];
            if (last.SequenceCompareTo(id) >= 0)
            {
                throw new ArgumentException("The ids are not in ascending order.", nameof(idLines));
            }

            last = id;
            first = i == 0 ? id : first;
            lengths[i] = length;
            shortest = Math.Min(shortest, length);
            rest = rest[(length + 1)..];
        }

        if (!rest.IsEmpty)
        {
            throw new ArgumentException("There are more ids than households.", nameof(idLines));
        }

        // In a sorted list what the first and the last have in common, all have.
        return (first.CommonPrefixLength(last), shortest);
    }
}
