using System.Runtime.InteropServices;

namespace LinkageService.Engine.Runs;

/// <summary>A column in the narrowest of 1, 2, 4 or 8 bytes a value, little-endian: the form digests and stored blocks use.</summary>
internal static class NarrowColumn
{
    /// <summary>The bytes a value needs so that all of the column fit: 1, 2, 4 or 8.</summary>
    public static int Width(ReadOnlySpan<long> values)
    {
        // For v ≥ 0 the bits of v, for v < 0 those of ~v: one OR finds the widest.
        long bits = 0;
        foreach (var value in values)
        {
            bits |= value ^ (value >> 63);
        }

        return bits switch
        {
            <= sbyte.MaxValue => 1,
            <= short.MaxValue => 2,
            <= int.MaxValue => 4,
            _ => 8,
        };
    }

    /// <summary>Writes the values; all fit the width, so narrowing drops only sign or zero bits.</summary>
    public static void Write(ReadOnlySpan<long> values, int width, Span<byte> bytes)
    {
        Invariant.Holds(BitConverter.IsLittleEndian, "columns are written little-endian");
        switch (width)
        {
            case 1:
                for (var i = 0; i < values.Length; i++)
                {
                    bytes[i] = unchecked((byte)values[i]);
                }

                break;
            case 2:
                var shorts = MemoryMarshal.Cast<byte, short>(bytes)[..values.Length];
                for (var i = 0; i < shorts.Length; i++)
                {
                    shorts[i] = unchecked((short)values[i]);
                }

                break;
            case 4:
                var ints = MemoryMarshal.Cast<byte, int>(bytes)[..values.Length];
                for (var i = 0; i < ints.Length; i++)
                {
                    ints[i] = unchecked((int)values[i]);
                }

                break;
            default:
                values.CopyTo(MemoryMarshal.Cast<byte, long>(bytes));
                break;
        }
    }
}
