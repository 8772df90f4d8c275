using System.Numerics;

namespace LinkageService.Engine.Amounts;

/// <summary>
/// Shares a pool of whole fen over holders in proportion to their weights. Every division of one amount among
/// many passes through here, so that no fen is lost or invented.
/// </summary>
/// <remarks>
/// <para>Common to all methods. Pool and shares are fen, 0 to <see cref="long.MaxValue"/>. Weights are whole
/// numbers of any one unit (land in 1/10,000 mu, capital in fen), zero or more; a holder of weight zero gets
/// nothing. <c>sharesFen</c> has the length of <c>weights</c>, other memory, and is overwritten. Ties go to the
/// lower index, so a caller who sorts its holders by member number gets a result that does not depend on the
/// order in which they arrived.</para>
/// <para>All arithmetic is exact, whatever the size of pool and weights.</para>
/// <para>Errors: <see cref="ArgumentException"/> if the pool, a weight or a cap is negative, the lengths
/// differ, the total weight is zero, or the shares would overwrite the weights.</para>
/// <para>Source of the three roundings: <c>schemes.md</c>, “Numbers”.</para>
/// </remarks>
public static partial class Apportionment
{
    /// <summary>
    /// Cuts every exact share pool × weight ÷ total to whole fen, then hands the fen left over out one each to
    /// the largest fractions. The shares sum to the pool exactly.
    /// </summary>
    /// <param name="poolFen">Amount to share out, fen, ≥ 0.</param>
    /// <param name="weights">One weight per holder, ≥ 0, not all zero.</param>
    /// <param name="sharesFen">Receives one share per holder, fen.</param>
    /// <returns>
    /// What was done; <see cref="ApportionmentFigures.AllocatedFen"/> is always <paramref name="poolFen"/>.
    /// </returns>
    /// <exception cref="ArgumentException">See the remarks of the class.</exception>
    public static ApportionmentFigures LargestRemainder(
        long poolFen, ReadOnlySpan<long> weights, Span<long> sharesFen)
    {
        RequireShape(poolFen, weights.Length, sharesFen.Length);
        RequireApart(weights, sharesFen);
        var total = PositiveTotal(weights);
        return total.Sum <= long.MaxValue
            ? ApportionmentKernel.LargestRemainder(poolFen, weights, total, sharesFen)
            : ApportionmentPlain.LargestRemainder<long, UInt128>(poolFen, weights, sharesFen);
    }

    /// <summary>
    /// Cuts every exact share pool × weight ÷ total to whole fen and leaves the rest in the pool. Equal weights
    /// always get equal pay.
    /// </summary>
    /// <inheritdoc cref="LargestRemainder(long, ReadOnlySpan{long}, Span{long})"/>
    /// <returns>What was done; <see cref="ApportionmentFigures.ResidueFen"/> stays in the pool.</returns>
    public static ApportionmentFigures FloorAndKeep(
        long poolFen, ReadOnlySpan<long> weights, Span<long> sharesFen)
    {
        RequireShape(poolFen, weights.Length, sharesFen.Length);
        RequireApart(weights, sharesFen);
        var total = PositiveTotal(weights);
        return total.Sum <= long.MaxValue
            ? ApportionmentKernel.Floor(poolFen, (ulong)poolFen, (ulong)total.Sum, weights, total.Largest, sharesFen)
            : ApportionmentPlain.FloorAndKeep<long, UInt128>(poolFen, weights, sharesFen);
    }

    /// <summary>
    /// Pays a published price: rate = pool ÷ total units, cut to whole fen per unit; share = rate × the
    /// holder's units, cut to whole fen. The rest stays in the pool.
    /// </summary>
    /// <param name="poolFen">Amount to share out, fen, ≥ 0.</param>
    /// <param name="weights">
    /// One weight per holder, in 1/<paramref name="unitScale"/> units, ≥ 0, not all zero.
    /// </param>
    /// <param name="unitScale">Weights that make one unit: 10,000 for land held in 1/10,000 mu. ≥ 1.</param>
    /// <param name="sharesFen">Receives one share per holder, fen.</param>
    /// <returns>What was done, with the rate in <see cref="ApportionmentFigures.RateFen"/>.</returns>
    /// <exception cref="ArgumentException">
    /// See the remarks of the class; also a <paramref name="unitScale"/> under 1.
    /// </exception>
    /// <exception cref="OverflowException">The rate exceeds <see cref="long.MaxValue"/> fen per unit.</exception>
    public static ApportionmentFigures PerUnitRate(
        long poolFen, ReadOnlySpan<long> weights, long unitScale, Span<long> sharesFen)
    {
        RequireShape(poolFen, weights.Length, sharesFen.Length);
        RequireApart(weights, sharesFen);
        RequireScale(unitScale);
        var total = PositiveTotal(weights);

        // pool × scale < 2¹²⁶. Cut: the published price.
        var rateFen = checked((long)((UInt128)poolFen * (UInt128)unitScale / total.Sum));
        var figures = ApportionmentKernel.Floor(
            poolFen, (ulong)rateFen, (ulong)unitScale, weights, total.Largest, sharesFen);
        return figures with { RateFen = rateFen };
    }

    /// <summary>
    /// Largest remainder with a cap per holder. Holders whose exact share exceeds their cap get the cap and
    /// leave; what that frees is shared again over the rest by weight, until nobody exceeds; the rest is then
    /// shared by largest remainder.
    /// </summary>
    /// <remarks>
    /// Without redistribution every holder's uncapped largest-remainder share is cut to its cap and the freed
    /// part stays in the pool. If every holder is capped what is left stays in the pool. The set of capped
    /// holders does not depend on the order of the holders.
    /// </remarks>
    /// <param name="poolFen">Amount to share out, fen, ≥ 0.</param>
    /// <param name="weights">One weight per holder, ≥ 0, not all zero.</param>
    /// <param name="capsFen">One cap per holder, whole fen (already cut down), ≥ 0.</param>
    /// <param name="redistribute">Whether what the caps free is shared again over the others.</param>
    /// <param name="sharesFen">Receives one share per holder, fen, never above its cap.</param>
    /// <returns>
    /// What was done; what stays in the pool is <paramref name="poolFen"/> −
    /// <see cref="ApportionmentFigures.AllocatedFen"/>. Without redistribution residue and largest error are
    /// those of the shares before the caps.
    /// </returns>
    /// <exception cref="ArgumentException">See the remarks of the class.</exception>
    public static ApportionmentFigures Capped(
        long poolFen, ReadOnlySpan<long> weights, ReadOnlySpan<long> capsFen, bool redistribute, Span<long> sharesFen)
    {
        RequireShape(poolFen, weights.Length, sharesFen.Length);
        RequireApart(weights, sharesFen);
        RequireCaps(capsFen, weights.Length);
        RequireApart(capsFen, sharesFen);
        var total = PositiveTotal(weights);
        if (!redistribute)
        {
            return ApportionmentCaps.Cut(poolFen, weights, capsFen, sharesFen, LargestRemainder);
        }

        if (total.Sum <= long.MaxValue)
        {
            // pool × weight and cap × total stay below 2¹²⁶
            return ApportionmentCaps.Redistribute(poolFen, weights, total.Sum, capsFen, sharesFen, LargestRemainder);
        }

        var bigWeights = new BigInteger[weights.Length];
        for (var i = 0; i < bigWeights.Length; i++)
        {
            bigWeights[i] = weights[i];
        }

        return Capped(poolFen, bigWeights, capsFen, redistribute, sharesFen);
    }

    /// <summary>Sum of the weights. Exact: fewer than 2³¹ weights below 2⁶³ stay below 2⁹⁴.</summary>
    /// <param name="weights">Weights, each ≥ 0.</param>
    /// <returns>The sum, in the unit of the weights; zero for no weights.</returns>
    /// <exception cref="ArgumentException">A weight is negative.</exception>
    public static UInt128 TotalWeight(ReadOnlySpan<long> weights) => ApportionmentTotal.Of(weights).Sum;

    private static ApportionmentTotal PositiveTotal(ReadOnlySpan<long> weights)
    {
        var total = ApportionmentTotal.Of(weights);
        return total.Largest > 0
            ? total
            : throw new ArgumentException("The total weight is zero: nobody to share the pool over.", nameof(weights));
    }

    private static void RequireCaps(ReadOnlySpan<long> capsFen, int holders)
    {
        if (capsFen.Length != holders)
        {
            throw new ArgumentException($"{holders} weights but {capsFen.Length} caps.", nameof(capsFen));
        }

        foreach (var capFen in capsFen)
        {
            if (capFen < 0)
            {
                throw new ArgumentException($"A cap is negative: {capFen} fen.", nameof(capsFen));
            }
        }
    }

    private static void RequireScale(BigInteger unitScale)
    {
        if (unitScale < BigInteger.One)
        {
            throw new ArgumentException($"A unit of {unitScale} weights; at least 1 is needed.", nameof(unitScale));
        }
    }

    // The kernel reads the weights again after it has begun to write the shares.
    private static void RequireApart(ReadOnlySpan<long> read, Span<long> sharesFen)
    {
        if (read.Overlaps(sharesFen))
        {
            throw new ArgumentException("The shares would overwrite what they are computed from.", nameof(sharesFen));
        }
    }

    private static void RequireShape(long poolFen, int holders, int shares)
    {
        if (poolFen < 0)
        {
            throw new ArgumentException($"The pool is negative: {poolFen} fen.", nameof(poolFen));
        }

        if (holders != shares)
        {
            throw new ArgumentException($"{holders} weights but room for {shares} shares.", nameof(shares));
        }
    }
}
