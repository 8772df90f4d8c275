using System.Buffers;

namespace LinkageService.Engine.Amounts;

/// <summary>
/// Among the holders whose fractions share their leading bits with that of the last fen, gives one fen each to
/// the largest, the lower index first among equals; linear however many are equal.
/// </summary>
internal static class ApportionmentLastFen
{
    private const int DigitBits = 8;

    /// <summary>What handing out the last fen found.</summary>
    /// <param name="Given">How many holders were given a fen.</param>
    /// <param name="LargestError">Largest |share − exact share| over all holders, in 1/total fen.</param>
    /// <param name="UnequalHolders">Holders for whom an equal was paid differently.</param>
    public readonly record struct Outcome(int Given, ulong LargestError, int UnequalHolders);

    /// <summary>
    /// Gives a fen to <paramref name="wanted"/> of the holders set aside: to one at least, to all at most.
    /// </summary>
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
        return HaveOneWeight(weights, aside)
            ? AmongEquals(division, total, weights, sharesFen, bucket, aside, wanted)
            : AmongAll(division, total, weights, sharesFen, bucket, aside, wanted);
    }

    // Stops at the first difference, so it costs little where weights vary and saves much where they do not.
    private static bool HaveOneWeight(ReadOnlySpan<long> weights, ReadOnlySpan<int> holders)
    {
        var weight = weights[holders[0]];
        foreach (var holder in holders)
        {
            if (weights[holder] != weight)
            {
                return false;
            }
        }

        return true;
    }

    // The everyday case of one mu, one share or one person each.
    private static Outcome AmongEquals<TDivision>(
        TDivision division,
        ulong total,
        ReadOnlySpan<long> weights,
        Span<long> sharesFen,
        ApportionmentBucket bucket,
        ReadOnlySpan<int> aside,
        int wanted)
        where TDivision : struct, IApportionmentDivision
    {
        var given = 0;
        foreach (var holder in aside[..wanted])
        {
            sharesFen[holder]++;
            given++;
        }

        division.Floor((ulong)weights[aside[0]], out var key);
        var threshold = division.Remainder(key);
        var unequal = wanted < aside.Length ? aside.Length : 0;
        ulong? leftOut = wanted < aside.Length ? threshold : null;
        return new Outcome(given, LargestError(division, total, weights, bucket, threshold, leftOut), unequal);
    }

    private static Outcome AmongAll<TDivision>(
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
        var (given, ties) = (0, 0);
        ulong? leftOut = null;
        for (var i = 0; i < remainders.Length; i++)
        {
            ties += remainders[i] == threshold ? 1 : 0;
            if (remainders[i] > threshold || (remainders[i] == threshold && ties <= tiesWanted))
            {
                sharesFen[aside[i]]++;
                given++;
            }
            else
            {
                leftOut = Math.Max(leftOut ?? 0, remainders[i]);
            }
        }

        var unequal = ties > tiesWanted
            ? ApportionmentTies.CountUnequal(weights, aside, remainders, threshold, tiesWanted)
            : 0;
        ArrayPool<ulong>.Shared.Return(pooled);
        return new Outcome(given, LargestError(division, total, weights, bucket, threshold, leftOut), unequal);
    }

    // Upwards the smallest fraction rounded up, the threshold, errs most. Downwards the largest fraction left
    // out does: one of this bucket if any was left out, else one of the buckets below, all under the threshold.
    private static ulong LargestError<TDivision>(
        TDivision division,
        ulong total,
        ReadOnlySpan<long> weights,
        ApportionmentBucket bucket,
        ulong threshold,
        ulong? leftOut)
        where TDivision : struct, IApportionmentDivision
    {
        var up = total - threshold;
        if (leftOut is null && threshold > up)
        {
            leftOut = division.Remainder(ApportionmentPasses.LargestKeyBelow(division, weights, bucket));
        }

        return Math.Max(up, leftOut ?? 0);
    }

    // The wanted-th largest value, and how many are above it. Each turn keeps the values of one of 256 equal
    // parts of their range, so there are at most eight turns; equal values end it at once.
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
