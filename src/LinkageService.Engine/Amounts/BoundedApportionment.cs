using System.Numerics;

namespace LinkageService.Engine.Amounts;

/// <summary>
/// Shares a pool out in whole payout units, with a floor and a cap for each holder: every holder gets its weight × one common
/// rate, lifted to its floor and cut to its cap, and the rate is the one at which all of the pool is used.
/// </summary>
/// <param name="PoolFen">Fen to share out, 0 or more.</param>
/// <param name="Policy">Largest remainder, floor-and-keep or per-unit rate; floors and caps go with the first only.</param>
/// <param name="UnitFen">Every share is a whole multiple of it; 1 for whole fen.</param>
internal sealed record BoundedApportionment(long PoolFen, RoundingPolicy Policy, long UnitFen)
{
    /// <summary>The least of each holder, whole units, together no more than the pool; null for none.</summary>
    public long[]? FloorsFen { get; init; }

    /// <summary>The most of each holder, whole units, not under its floor; null for none.</summary>
    public long[]? CapsFen { get; init; }

    /// <summary>Whether what caps free is shared over the others, or stays.</summary>
    public bool Redistributes { get; init; } = true;

    /// <summary>Shares out by weights that add up to less than 2⁶³.</summary>
    public ApportionmentFigures Share(ReadOnlySpan<long> weights, long scale, Span<long> sharesFen) =>
        Apportionment.TotalWeight(weights) <= long.MaxValue
            ? Share<long, Int128>(weights, scale, sharesFen)
            : Share(weights.ToArray().Select(weight => (BigInteger)weight).ToArray(), scale, sharesFen);

    /// <summary>Shares out by weights of any size.</summary>
    /// <param name="weights">One per holder, 0 or more, not all 0; who has 0 gets nothing, whatever its floor.</param>
    /// <param name="scale">Weights that make one unit of the holding, for a per-unit rate.</param>
    /// <param name="sharesFen">Receives one share per holder.</param>
    public ApportionmentFigures Share(ReadOnlySpan<BigInteger> weights, BigInteger scale, Span<long> sharesFen) =>
        Share<BigInteger, BigInteger>(weights, scale, sharesFen);

    private ApportionmentFigures Share<TWeight, TWide>(ReadOnlySpan<TWeight> weights, TWeight scale, Span<long> sharesFen)
        where TWeight : struct, IBinaryInteger<TWeight>
        where TWide : struct, IBinaryInteger<TWide>
    {
        switch (Policy)
        {
            case RoundingPolicy.FloorAndKeep:
                return ApportionmentPlain.FloorAndKeep<TWeight, TWide>(PoolFen, weights, sharesFen, UnitFen);
            case RoundingPolicy.PerUnitRate:
                return ApportionmentPlain.PerUnitRate<TWeight, TWide>(PoolFen, weights, scale, sharesFen, UnitFen);
            case RoundingPolicy.LargestRemainder when CapsFen is not null && !Redistributes:
                return ApportionmentCaps.Cut(PoolFen, weights, CapsFen, sharesFen, InUnits);
            case RoundingPolicy.LargestRemainder when CapsFen is not null || FloorsFen is not null:
                return Settle<TWeight, TWide>(weights, sharesFen);
            case RoundingPolicy.LargestRemainder:
                return InUnits(PoolFen, weights, sharesFen);
            default:
                throw new ArgumentOutOfRangeException(nameof(weights), Policy, "Not a way to share out.");
        }

        ApportionmentFigures InUnits(long fen, ReadOnlySpan<TWeight> of, Span<long> into) =>
            ApportionmentPlain.LargestRemainder<TWeight, TWide>(fen, of, into, UnitFen);
    }

    // Round by round: at the rate of those still open, some are short of their floors and some beyond their caps. If the floors
    // lack more than the caps free, the final rate is lower, so who is short now is short then and is settled at its floor; in the
    // other case who is beyond is settled at its cap; if both are equal, both are. Each round settles somebody.
    private ApportionmentFigures Settle<TWeight, TWide>(ReadOnlySpan<TWeight> weights, Span<long> sharesFen)
        where TWeight : struct, IBinaryInteger<TWeight>
        where TWide : struct, IBinaryInteger<TWide>
    {
        sharesFen.Clear();
        var (open, total, restFen) = (Entitled(weights), ApportionmentPlain.TotalWeight<TWeight, TWide>(weights), PoolFen);
        for (var someLeft = true; someLeft && open.Length > 0;)
        {
            var (lacking, freed) = Violations(weights, open, restFen, total);
            var (roundFen, roundTotal, stay) = (TWide.CreateChecked(restFen), total, 0);
            foreach (var holder in open)
            {
                var share = roundFen * TWide.CreateChecked(weights[holder]);
                var isShort = lacking >= freed && FloorsFen is not null && share < TWide.CreateChecked(FloorsFen[holder]) * roundTotal;
                var isBeyond = freed >= lacking && CapsFen is not null && share > TWide.CreateChecked(CapsFen[holder]) * roundTotal;
                if (isShort || isBeyond)
                {
                    sharesFen[holder] = isShort ? FloorsFen![holder] : CapsFen![holder];
                    restFen -= sharesFen[holder];
                    total -= TWide.CreateChecked(weights[holder]);
                }
                else
                {
                    open[stay] = holder;
                    stay++;
                }
            }

            someLeft = stay < open.Length;
            open = open[..stay];
        }

        var figures = open.Length > 0
            ? ApportionmentCaps.ShareRest(restFen, weights, open, sharesFen,
                (fen, of, into) => ApportionmentPlain.LargestRemainder<TWeight, TWide>(fen, of, into, UnitFen))
            : default;
        return figures with { AllocatedFen = PoolFen - restFen + figures.AllocatedFen };
    }

    private static int[] Entitled<TWeight>(ReadOnlySpan<TWeight> weights)
        where TWeight : struct, IBinaryInteger<TWeight>
    {
        var entitled = new List<int>(weights.Length);
        for (var holder = 0; holder < weights.Length; holder++)
        {
            if (!TWeight.IsZero(weights[holder]))
            {
                entitled.Add(holder);
            }
        }

        return [.. entitled];
    }

    // What the floors lack and the caps free at the rate of the open holders, times the total weight.
    private (TWide Lacking, TWide Freed) Violations<TWeight, TWide>(
        ReadOnlySpan<TWeight> weights, ReadOnlySpan<int> open, long restFen, TWide total)
        where TWeight : struct, IBinaryInteger<TWeight>
        where TWide : struct, IBinaryInteger<TWide>
    {
        var (rest, lacking, freed) = (TWide.CreateChecked(restFen), TWide.Zero, TWide.Zero);
        foreach (var holder in open)
        {
            var share = rest * TWide.CreateChecked(weights[holder]);
            if (FloorsFen is not null)
            {
                lacking += TWide.Max(TWide.Zero, (TWide.CreateChecked(FloorsFen[holder]) * total) - share);
            }

            if (CapsFen is not null)
            {
                freed += TWide.Max(TWide.Zero, share - (TWide.CreateChecked(CapsFen[holder]) * total));
            }
        }

        return (lacking, freed);
    }
}
