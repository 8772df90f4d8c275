using System.Buffers;

namespace LinkageService.Engine.Amounts;

/// <summary>
/// Among the holders whose fractions share their leading bits with that of the last fen, gives one fen each to the largest,
/// the lower index first among equals; linear however many are equal.
/// </summary>
internal static class ApportionmentLastFen
{
    private const int DigitBits = 8;

    /// <summary>What handing out the last fen found.</summary>
    /// <param name="LargestError">Largest |share − exact share| over all holders, in 1/total fen.</param>
    /// <param name="UnequalHolders">Holders for whom an equal was paid differently.</param>
    public readonly record struct Outcome(ulong LargestError, int UnequalHolders);

    /// <summary>Gives a fen to <paramref name="wanted"/> of the holders set aside: to one at least, to all at most.</summary>
    public static Outcome HandOut<TDivision>(
        TDivision division,
        ulong total,
        ReadOnlySpan<long> weights,
        Span<long> sharesFen,
        ApportionmentBucket bucket,
        ReadOnlySpan<int> aside,
        int wanted)
        where TDivision : struct, IApportionmentDivision
    {
        var pooled = ArrayPool<ulong>.Shared.Rent(aside.Length);
        var remainders = pooled.AsSpan(0, aside.Length);
        for (var i = 0; i < remainders.Length; i++)
        {
            division.Floor((ulong)weights[aside[i]], out var key);
            remainders[i] = division.Remainder(key);
        }

        var threshold = Largest(remainders, wanted, out var above);
        var tiesWanted = wanted - above;
        var ties = 0;
        var sameWeight = true;
        var tiedWeight = 0L;
        var below = 0UL;
        for (var i = 0; i < remainders.Length; i++)
        {
            var holder = aside[i];
            if (remainders[i] < threshold)
            {
                below = Math.Max(below, remainders[i]);
                continue;
            }

            if (remainders[i] == threshold)
            {
                tiedWeight = ties == 0 ? weights[holder] : tiedWeight;
                sameWeight &= weights[holder] == tiedWeight;
                ties++;
                if (ties > tiesWanted)
                {
                    continue;
                }
            }

            sharesFen[holder]++;
        }

        var unequal = (ties == tiesWanted, sameWeight) switch
        {
            (true, _) => 0,
            (false, true) => ties,
            _ => ApportionmentTies.CountUnequal(weights, aside, remainders, threshold, tiesWanted),
        };
        ArrayPool<ulong>.Shared.Return(pooled);

        // The largest error upwards is that of the smallest fraction rounded up, the threshold. The largest downwards is
        // that of the largest fraction left out: a tie, or below it in this bucket, or in the buckets below.
        var up = total - threshold;
        var down = ties > tiesWanted ? threshold : below;
        if (above + ties == aside.Length && ties == tiesWanted && threshold > up)
        {
            down = division.Remainder(ApportionmentPasses.LargestKeyBelow(division, weights, bucket));
        }

        return new Outcome(Math.Max(up, down), unequal);
    }

    // The wanted-th largest value, and how many are above it. Each turn keeps the values of one of 256 equal parts of their
    // range, so there are at most eight turns; equal values end it at once.
    private static ulong Largest(ReadOnlySpan<ulong> values, int wanted, out int above)
    {
        above = 0;
        var (smallest, largest) = Range(values);
        if (smallest == largest)
        {
            return smallest;
        }

        Span<int> counts = stackalloc int[1 << DigitBits];
        var pooled = ArrayPool<ulong>.Shared.Rent(values.Length);
        var kept = values;
        while (smallest != largest)
        {
            var shift = Math.Max(0, 64 - (int)ulong.LeadingZeroCount(largest - smallest) - DigitBits);
            counts.Clear();
            foreach (var value in kept)
            {
                counts[(int)((value - smallest) >>> shift)]++;
            }

            var part = counts.Length - 1;
            while (wanted - above > counts[part])
            {
                above += counts[part];
                part--;
            }

            // Written at or before where it is read, so the second and later turns may narrow in place.
            var next = pooled.AsSpan(0, counts[part]);
            var count = 0;
            foreach (var value in kept)
            {
                if ((int)((value - smallest) >>> shift) == part)
                {
                    next[count] = value;
                    count++;
                }
            }

            kept = next;
            (smallest, largest) = Range(kept);
        }

        ArrayPool<ulong>.Shared.Return(pooled);
        return smallest;
    }

    private static (ulong Smallest, ulong Largest) Range(ReadOnlySpan<ulong> values)
    {
        var (smallest, largest) = (values[0], values[0]);
        foreach (var value in values)
        {
            smallest = Math.Min(smallest, value);
            largest = Math.Max(largest, value);
        }

        return (smallest, largest);
    }
}
