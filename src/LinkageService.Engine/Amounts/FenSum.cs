using System.Numerics;
using System.Runtime.InteropServices;

namespace LinkageService.Engine.Amounts;

/// <summary>The exact sum of a column of fen.</summary>
internal static class FenSum
{
    public static Int128 Of(ReadOnlySpan<long> fen)
    {
        // Low and high halves apart: neither sum can overflow below 2^31 values.
        var lows = Vector<long>.Zero;
        var highs = Vector<long>.Zero;
        var mask = new Vector<long>(0xFFFF_FFFFL);
        var vectors = MemoryMarshal.Cast<long, Vector<long>>(fen);
        foreach (var vector in vectors)
        {
            lows += vector & mask;
            highs += Vector.ShiftRightArithmetic(vector, 32);
        }

        var sum = ((Int128)Vector.Sum(highs) << 32) + Vector.Sum(lows);
        foreach (var value in fen[(vectors.Length * Vector<long>.Count)..])
        {
            sum += value;
        }

        return sum;
    }
}
