using System.Buffers.Binary;
using System.Numerics;

namespace LinkageService.Storage.Blocks;

/// <summary>
/// One column of a block: every value as its distance from the smallest, all in one width. So a value is found by
/// multiplication, and a column of equal values takes no bytes.
/// </summary>
internal static class PackedColumn
{
    /// <summary>The width of a column of two neighbouring values: a bit each. Other widths are bytes, 0 to 8.</summary>
    public const int OneBit = 9;

    /// <summary>How far beyond its own end a column may write; what comes next overwrites it.</summary>
    public const int Slack = sizeof(ulong);

    /// <summary>The bytes of a column's values.</summary>
    public static int Length(int width, int count) => width == OneBit ? (count + 7) >> 3 : width * count;

    /// <summary>The smallest value, and the width that holds every distance from it.</summary>
    public static (long Minimum, int Width) Frame(ReadOnlySpan<long> values)
    {
        var (minimum, maximum) = Range(values);
        return (minimum, Width(unchecked((ulong)maximum - (ulong)minimum)));
    }

    /// <summary>The width that holds 0 to the given distance.</summary>
    public static int Width(ulong range) => range == 1 ? OneBit : (64 - BitOperations.LeadingZeroCount(range) + 7) >> 3;

    /// <summary>Writes the distances; <paramref name="bytes"/> has <see cref="Slack"/> bytes more than they need.</summary>
    public static void Write(ReadOnlySpan<long> values, long minimum, int width, Span<byte> bytes)
    {
        switch (width)
        {
            case 0:
                break;
            case OneBit:
                WriteBits(values, minimum, bytes);
                break;
            default:
                WriteBytes(values, minimum, width, bytes);
                break;
        }
    }

    /// <summary>One value out of exactly the column's bytes.</summary>
    public static long Read(ReadOnlySpan<byte> bytes, long minimum, int width, int index)
    {
        var distance = width switch
        {
            0 => 0UL,
            OneBit => (ulong)(bytes[index >> 3] >> (index & 7) & 1),
            _ => Distance(bytes, width, index),
        };
        return unchecked(minimum + (long)distance);
    }

    /// <summary>All values out of exactly the column's bytes.</summary>
    public static void Read(ReadOnlySpan<byte> bytes, long minimum, int width, Span<long> values)
    {
        switch (width)
        {
            case 0:
                values.Fill(minimum);
                break;
            case OneBit:
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = unchecked(minimum + (bytes[i >> 3] >> (i & 7) & 1));
                }

                break;
            default:
                ReadBytes(bytes, minimum, width, values);
                break;
        }
    }

    private static (long Minimum, long Maximum) Range(ReadOnlySpan<long> values)
    {
        var (minimum, maximum) = (values[0], values[0]);
        foreach (var value in values)
        {
            (minimum, maximum) = (Math.Min(minimum, value), Math.Max(maximum, value));
        }

        return (minimum, maximum);
    }

    private static void WriteBits(ReadOnlySpan<long> values, long minimum, Span<byte> bytes)
    {
        for (var at = 0; at < values.Length; at += 8)
        {
            var eight = values[at..Math.Min(at + 8, values.Length)];
            var bits = 0;
            for (var i = 0; i < eight.Length; i++)
            {
                bits |= (eight[i] == minimum ? 0 : 1) << i;
            }

            bytes[at >> 3] = (byte)bits;
        }
    }

    // Each value is stored in 8 bytes, of which the next one overwrites those beyond the width: no case per width.
    private static void WriteBytes(ReadOnlySpan<long> values, long minimum, int width, Span<byte> bytes)
    {
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, unchecked(value - minimum));
            bytes = bytes[width..];
        }
    }

    private static void ReadBytes(ReadOnlySpan<byte> bytes, long minimum, int width, Span<long> values)
    {
        var mask = ulong.MaxValue >> (64 - (width * 8));
        var i = 0;
        var rest = bytes;
        while (rest.Length >= sizeof(ulong) && i < values.Length)
        {
            values[i++] = unchecked(minimum + (long)(BinaryPrimitives.ReadUInt64LittleEndian(rest) & mask));
            rest = rest[width..];
        }

        for (; i < values.Length; i++)
        {
            values[i] = unchecked(minimum + (long)Distance(bytes, width, i));
        }
    }

    private static ulong Distance(ReadOnlySpan<byte> bytes, int width, int index)
    {
        var value = bytes.Slice(index * width, width);
        ulong distance = 0;
        for (var i = width - 1; i >= 0; i--)
        {
            distance = (distance << 8) | value[i];
        }

        return distance;
    }
}
