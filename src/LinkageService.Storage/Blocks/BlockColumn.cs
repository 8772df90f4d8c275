using System.Numerics;
using LinkageService.Engine.Rosters;

namespace LinkageService.Storage.Blocks;

/// <summary>A column to be stored, over all households: a holding, amounts in fen (negative ones too), or a tag.</summary>
public readonly struct BlockColumn
{
    private readonly ReadOnlyMemory<long> _values;
    private readonly GroupMask? _members;

    private BlockColumn(ReadOnlyMemory<long> values, GroupMask? members) => (_values, _members) = (values, members);

    /// <summary>A column of numbers, one for each household.</summary>
    public static BlockColumn Of(ReadOnlyMemory<long> values) => new(values, members: null);

    /// <summary>A column of 1 for the members of a group and 0 for everyone else.</summary>
    public static BlockColumn Of(GroupMask members) => new(default, members);

    /// <summary>Households it has values for.</summary>
    public int Count => _members?.Households ?? _values.Length;

    /// <summary>Writes the values of a block.</summary>
    /// <returns>The frame, and how many bytes the values took.</returns>
    internal (long Minimum, int Width, int Length) Write(int from, int count, Span<byte> bytes)
    {
        if (_members is { } members)
        {
            return Write(members.Words, from, count, bytes);
        }

        var values = _values.Span.Slice(from, count);
        var (minimum, width) = PackedColumn.Frame(values);
        PackedColumn.Write(values, minimum, width, bytes);
        return (minimum, width, PackedColumn.Length(width, count));
    }

    private static (long Minimum, int Width, int Length) Write(ReadOnlySpan<ulong> words, int from, int count, Span<byte> bytes)
    {
        var members = 0;
        var length = PackedColumn.Length(PackedColumn.OneBit, count);
        for (var at = 0; at < length; at++)
        {
            var bits = EightFrom(words, from + (at * 8), Math.Min(8, count - (at * 8)));
            members += BitOperations.PopCount(bits);
            bytes[at] = (byte)bits;
        }

        return members == 0 ? (0, 0, 0) : members == count ? (1, 0, 0) : (0, PackedColumn.OneBit, length);
    }

    private static uint EightFrom(ReadOnlySpan<ulong> words, int at, int bits)
    {
        var (word, shift) = (at >> 6, at & 63);
        var found = words[word] >> shift;
        if (shift + bits > 64)
        {
            found |= words[word + 1] << (64 - shift);
        }

        return (uint)(found & ((1UL << bits) - 1));
    }
}
