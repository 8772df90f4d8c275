using System.Numerics;

namespace LinkageService.Engine.Amounts;

/// <summary>
/// The roundings written from their definitions, in a number type wide enough for pool × weight. It serves the
/// weights that the fast kernel cannot take; it allocates, divides once per holder and sorts.
/// </summary>
/// <remarks>
/// <c>TWeight</c> is what the caller holds, <c>TWide</c> what is computed in: <see cref="long"/> with
/// <see cref="UInt128"/> (pool × weight &lt; 2¹²⁶ and fewer than 2³¹ weights sum below 2⁹⁴, so nothing
/// overflows) or <see cref="BigInteger"/> for both.
/// </remarks>
internal static class ApportionmentPlain
{
    private const int MicroFenPerFen = 1_000_000;

    /// <summary>
    /// Largest remainder, in whole multiples of a unit of fen: what is less than one unit stays in the pool. Arguments have been
    /// checked except for the weights themselves.
    /// </summary>
    public static ApportionmentFigures LargestRemainder<TWeight, TWide>(
        long poolFen, ReadOnlySpan<TWeight> weights, Span<long> sharesFen, long unitFen = 1)
        where TWeight : struct, IBinaryInteger<TWeight>
        where TWide : struct, IBinaryInteger<TWide>
    {
        var (unit, pool) = (TWide.CreateChecked(unitFen), TWide.CreateChecked(poolFen));
        var total = PositiveTotalWeight<TWeight, TWide>(weights) * unit;
        var remainders = new TWide[weights.Length];
        var order = new int[weights.Length];
        var residueFen = poolFen;
        for (var i = 0; i < weights.Length; i++)
        {
            (var floor, remainders[i]) = TWide.DivRem(pool * TWide.CreateChecked(weights[i]), total);
            sharesFen[i] = long.CreateChecked(floor) * unitFen;
            residueFen -= sharesFen[i];
            order[i] = i;
        }

        Array.Sort(order, (left, right) =>
        {
            var byRemainder = remainders[right].CompareTo(remainders[left]);
            return byRemainder != 0 ? byRemainder : left.CompareTo(right);
        });

        // The remainders sum to residue × total weight and each is below the total, so at least as many units are above zero as
        // are handed out: no holder whose share is exact, and none of weight zero, is ever reached.
        var largestError = TWide.Zero;
        var units = residueFen / unitFen;
        for (var rank = 0; rank < order.Length; rank++)
        {
            var holder = order[rank];
            var given = rank < units;
            sharesFen[holder] += given ? unitFen : 0;
            largestError = TWide.Max(largestError, given ? total - remainders[holder] : remainders[holder]);
        }

        return new ApportionmentFigures(
            poolFen - (residueFen % unitFen), units * unitFen, MicroFen(largestError * unit, total),
            CountUnequal(weights, sharesFen), RateFen: 0);
    }

    /// <summary>Floor-and-keep; arguments have been checked except for the weights themselves.</summary>
    public static ApportionmentFigures FloorAndKeep<TWeight, TWide>(
        long poolFen, ReadOnlySpan<TWeight> weights, Span<long> sharesFen, long unitFen = 1)
        where TWeight : struct, IBinaryInteger<TWeight>
        where TWide : struct, IBinaryInteger<TWide>
    {
        var total = PositiveTotalWeight<TWeight, TWide>(weights);
        return Floor(poolFen, TWide.CreateChecked(poolFen), total, weights, sharesFen, unitFen);
    }

    /// <summary>Per-unit rate; arguments have been checked except for the weights.</summary>
    public static ApportionmentFigures PerUnitRate<TWeight, TWide>(
        long poolFen, ReadOnlySpan<TWeight> weights, TWeight unitScale, Span<long> sharesFen, long unitFen = 1)
        where TWeight : struct, IBinaryInteger<TWeight>
        where TWide : struct, IBinaryInteger<TWide>
    {
        var total = PositiveTotalWeight<TWeight, TWide>(weights);
        var scale = TWide.CreateChecked(unitScale);
        var rate = TWide.CreateChecked(poolFen) * scale / (total * TWide.CreateChecked(unitFen)); // cut: the published price
        var rateFen = checked(long.CreateChecked(rate) * unitFen);
        var figures = Floor(poolFen, TWide.CreateChecked(rateFen), scale, weights, sharesFen, unitFen);
        return figures with { RateFen = rateFen };
    }

    /// <summary>Sum of the weights.</summary>
    /// <exception cref="ArgumentException">A weight is negative.</exception>
    public static TWide TotalWeight<TWeight, TWide>(ReadOnlySpan<TWeight> weights)
        where TWeight : struct, IBinaryInteger<TWeight>
        where TWide : struct, IBinaryInteger<TWide>
    {
        var total = TWide.Zero;
        foreach (var weight in weights)
        {
            if (TWeight.IsNegative(weight))
            {
                throw new ArgumentException($"A weight is negative: {weight}.", nameof(weights));
            }

            total += TWide.CreateChecked(weight);
        }

        return total;
    }

    /// <summary>The sum of the weights, which must be above zero.</summary>
    /// <exception cref="ArgumentException">A weight is negative or all are zero.</exception>
    public static TWide PositiveTotalWeight<TWeight, TWide>(ReadOnlySpan<TWeight> weights)
        where TWeight : struct, IBinaryInteger<TWeight>
        where TWide : struct, IBinaryInteger<TWide>
    {
        var total = TotalWeight<TWeight, TWide>(weights);
        return total > TWide.Zero
            ? total
            : throw new ArgumentException("The total weight is zero: nobody to share the pool over.", nameof(weights));
    }

    /// <summary>
    /// Number of holders for whom a holder of the same weight has another share; with caps, among those at or
    /// below theirs.
    /// </summary>
    public static int CountUnequal<TWeight>(
        ReadOnlySpan<TWeight> weights, ReadOnlySpan<long> sharesFen, ReadOnlySpan<long> capsFen = default)
        where TWeight : struct, IBinaryInteger<TWeight>
    {
        var byWeight = new Dictionary<TWeight, (long ShareFen, int Holders, bool Unequal)>();
        for (var i = 0; i < weights.Length; i++)
        {
            if (!capsFen.IsEmpty && sharesFen[i] > capsFen[i])
            {
                continue;
            }

            byWeight[weights[i]] = byWeight.TryGetValue(weights[i], out var seen)
                ? (seen.ShareFen, seen.Holders + 1, seen.Unequal || seen.ShareFen != sharesFen[i])
                : (sharesFen[i], 1, false);
        }

        var unequal = 0;
        foreach (var group in byWeight.Values)
        {
            unequal += group.Unequal ? group.Holders : 0;
        }

        return unequal;
    }

    /// <summary>numerator ÷ denominator of a fen, which is at most a payout unit, in millionths rounded up.</summary>
    public static long MicroFen<TWide>(TWide numerator, TWide denominator)
        where TWide : struct, IBinaryInteger<TWide>
    {
        var micro = numerator * TWide.CreateChecked(MicroFenPerFen);
        return long.CreateChecked((micro + denominator - TWide.One) / denominator);
    }

    // Each share is floor(multiplier × weight ÷ divisor), to whole units.
    private static ApportionmentFigures Floor<TWeight, TWide>(
        long poolFen, TWide multiplier, TWide weightDivisor, ReadOnlySpan<TWeight> weights, Span<long> sharesFen, long unitFen)
        where TWeight : struct, IBinaryInteger<TWeight>
        where TWide : struct, IBinaryInteger<TWide>
    {
        var (unit, allocatedFen) = (TWide.CreateChecked(unitFen), 0L);
        var divisor = weightDivisor * unit;
        var largestError = TWide.Zero;
        for (var i = 0; i < weights.Length; i++)
        {
            var (floor, remainder) = TWide.DivRem(multiplier * TWide.CreateChecked(weights[i]), divisor);
            sharesFen[i] = long.CreateChecked(floor) * unitFen;
            allocatedFen += sharesFen[i];
            largestError = TWide.Max(largestError, remainder);
        }

        return new ApportionmentFigures(
            allocatedFen, poolFen - allocatedFen, MicroFen(largestError * unit, divisor), UnequalHolders: 0, RateFen: 0);
    }
}
