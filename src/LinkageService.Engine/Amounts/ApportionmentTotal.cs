using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LinkageService.Engine.Amounts;

/// <summary>The total of the weights and the largest of them, found in one reading.</summary>
/// <param name="Sum">Total weight: fewer than 2³¹ weights below 2⁶³, so below 2⁹⁴.</param>
/// <param name="Largest">The largest weight; zero for no weights.</param>
internal readonly record struct ApportionmentTotal(UInt128 Sum, long Largest)
{
    /// <summary>Reads the weights.</summary>
    /// <exception cref="ArgumentException">A weight is negative.</exception>
    public static ApportionmentTotal Of(ReadOnlySpan<long> weights)
    {
        var sums = Vector256<long>.Zero;
        var largest4 = Vector256<long>.Zero;
        var smallest4 = Vector256<long>.Zero;
        var vectors = MemoryMarshal.Cast<long, Vector256<long>>(weights);
        foreach (var vector in vectors)
        {
            sums += vector; // may wrap; used only where it cannot have
            largest4 = Vector256.Max(largest4, vector);
            smallest4 |= vector; // negative as soon as one weight is
        }

        // A sum of fewer than 2³¹ weights below 2³² stays below 2⁶³.
        var sum = unchecked((ulong)Vector256.Sum(sums));
        var largest = 0L;
        for (var lane = 0; lane < Vector256<long>.Count; lane++)
        {
            largest = Math.Max(largest, largest4[lane]);
        }

        var negative = smallest4.ExtractMostSignificantBits() != 0;
        foreach (var weight in weights[(vectors.Length * Vector256<long>.Count)..])
        {
            sum = unchecked(sum + (ulong)weight);
            largest = Math.Max(largest, weight);
            negative |= weight < 0;
        }

        if (negative)
        {
            throw new ArgumentException("A weight is negative.", nameof(weights));
        }

        return new ApportionmentTotal(largest <= uint.MaxValue ? sum : LongSum(weights), largest);
    }

    private static UInt128 LongSum(ReadOnlySpan<long> weights)
    {
        var high = 0UL;
        var low = 0UL;
        foreach (var weight in weights)
        {
            unchecked
            {
                low += (ulong)weight;
                high += low < (ulong)weight ? 1UL : 0UL; // at most one carry per weight, fewer than 2³¹ in all
            }
        }

        return new UInt128(high, low);
    }
}
