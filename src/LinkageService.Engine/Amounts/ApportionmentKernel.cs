using System.Buffers;
using System.Numerics;

namespace LinkageService.Engine.Amounts;

/// <summary>
/// The largest remainder without a sort. One pass counts the fractions by their leading bits, which finds the
/// bucket in which the last fen falls; a second pass writes the shares and sets that bucket's holders aside;
/// only those are compared.
/// </summary>
/// <remarks>
/// With I = pool div total and R = pool mod total a share is I × weight + ⌊R × weight ÷ total⌋, plus one for
/// the holders of the largest fractions. Both terms and all their sums stay at or below the pool, itself below
/// 2⁶³, so the arithmetic on shares cannot overflow and is left unchecked; the sum of the shares as written is
/// compared with the pool at the end.
/// </remarks>
internal static class ApportionmentKernel
{
    private const int FewestBucketBits = 5;
    private const int MaxBucketBits = 10; // two tables of 4 KiB stay in the first-level cache

    /// <summary>Largest remainder for a total below 2⁶³ and above zero.</summary>
    public static ApportionmentFigures LargestRemainder(
        long poolFen, ReadOnlySpan<long> weights, ApportionmentTotal total, Span<long> sharesFen)
    {
        var divisor = checked((ulong)total.Sum);
        var largest = (ulong)total.Largest;
        var rest = (ulong)poolFen % divisor;
        return NarrowDivision.Serves(largest, divisor)
            ? LargestRemainder(new NarrowDivision(rest, divisor), poolFen, weights, divisor, sharesFen)
            : LargestRemainder(new WideDivision(rest, divisor), poolFen, weights, divisor, sharesFen);
    }

    /// <summary>
    /// Every share ⌊multiplier × weight ÷ divisor⌋, the rest left in the pool, for a divisor below 2⁶³; the
    /// shares together stay at or below the pool.
    /// </summary>
    public static ApportionmentFigures Floor(
        long poolFen,
        ulong multiplier,
        ulong divisor,
        ReadOnlySpan<long> weights,
        long largestWeight,
        Span<long> sharesFen)
    {
        var largest = (ulong)largestWeight;
        var (whole, rest) = Math.DivRem(multiplier, divisor);
        return NarrowDivision.Serves(largest, divisor)
            ? Floor(new NarrowDivision(rest, divisor), poolFen, whole, divisor, weights, sharesFen)
            : Floor(new WideDivision(rest, divisor), poolFen, whole, divisor, weights, sharesFen);
    }

    private static ApportionmentFigures Floor<TDivision>(
        TDivision division,
        long poolFen,
        ulong whole,
        ulong divisor,
        ReadOnlySpan<long> weights,
        Span<long> sharesFen)
        where TDivision : struct, IApportionmentDivision
    {
        var written = ApportionmentPasses.WriteFloors(division, whole, weights, sharesFen, out var largestKey);
        var allocatedFen = (long)written;
        var error = ApportionmentPlain.MicroFen<UInt128>(division.Remainder(largestKey), divisor);
        return new ApportionmentFigures(allocatedFen, poolFen - allocatedFen, error, UnequalHolders: 0, RateFen: 0);
    }

    private static ApportionmentFigures LargestRemainder<TDivision>(
        TDivision division, long poolFen, ReadOnlySpan<long> weights, ulong total, Span<long> sharesFen)
        where TDivision : struct, IApportionmentDivision
    {
        var bits = Math.Clamp(BitOperations.Log2((uint)weights.Length) - 2, FewestBucketBits, MaxBucketBits);
        Span<int> counts = stackalloc int[2 << bits];
        var (whole, rest) = Math.DivRem((ulong)poolFen, total);

        // The floors of R × weight ÷ total sum to R minus the residue.
        var residue = (int)(rest - ApportionmentPasses.CountFractions(division, weights, counts, 64 - bits));
        var last = LastBucket(counts, residue);
        var aside = ArrayPool<int>.Shared.Rent(last.Holders + ApportionmentPasses.Slack);
        var bucket = new ApportionmentBucket(last.Bucket, 64 - bits);
        var written = ApportionmentPasses.WriteShares(division, whole, weights, sharesFen, bucket, aside);
        var outcome = residue == 0
            ? default
            : ApportionmentLastFen.HandOut(
                division, total, weights, sharesFen, bucket, aside.AsSpan(0, last.Holders), last.Wanted);
        ArrayPool<int>.Shared.Return(aside);
        Invariant.Holds(written + (ulong)outcome.Given == (ulong)poolFen, "the shares of an apportionment add up to its pool");

        var error = ApportionmentPlain.MicroFen<UInt128>(outcome.LargestError, total);
        return new ApportionmentFigures(poolFen, residue, error, outcome.UnequalHolders, RateFen: 0);
    }

    // From the largest fractions down: the bucket in which the residue runs out, how many holders it has, and
    // how many of them get a fen. Without a residue it is the bucket above all, with nobody in it.
    private static (int Bucket, int Holders, int Wanted) LastBucket(ReadOnlySpan<int> counts, int residue)
    {
        var buckets = counts.Length / 2;
        var (bucket, holders, wanted) = (buckets, 0, residue);
        while (wanted > holders)
        {
            wanted -= holders;
            bucket--;
            holders = counts[bucket] + counts[bucket + buckets];
        }

        return (bucket, holders, wanted);
    }
}
