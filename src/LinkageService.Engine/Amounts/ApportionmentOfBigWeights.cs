using System.Numerics;

namespace LinkageService.Engine.Amounts;

/// <content>
/// The same rules for weights beyond <see cref="long"/>: products of holdings, time-weighted days.
/// Plain and slow.
/// </content>
public static partial class Apportionment
{
    /// <inheritdoc cref="LargestRemainder(long, ReadOnlySpan{long}, Span{long})"/>
    public static ApportionmentFigures LargestRemainder(
        long poolFen, ReadOnlySpan<BigInteger> weights, Span<long> sharesFen)
    {
        RequireShape(poolFen, weights.Length, sharesFen.Length);
        return ApportionmentPlain.LargestRemainder<BigInteger, BigInteger>(poolFen, weights, sharesFen);
    }

    /// <inheritdoc cref="FloorAndKeep(long, ReadOnlySpan{long}, Span{long})"/>
    public static ApportionmentFigures FloorAndKeep(
        long poolFen, ReadOnlySpan<BigInteger> weights, Span<long> sharesFen)
    {
        RequireShape(poolFen, weights.Length, sharesFen.Length);
        return ApportionmentPlain.FloorAndKeep<BigInteger, BigInteger>(poolFen, weights, sharesFen);
    }

    /// <inheritdoc cref="PerUnitRate(long, ReadOnlySpan{long}, long, Span{long})"/>
    public static ApportionmentFigures PerUnitRate(
        long poolFen, ReadOnlySpan<BigInteger> weights, BigInteger unitScale, Span<long> sharesFen)
    {
        RequireShape(poolFen, weights.Length, sharesFen.Length);
        RequireScale(unitScale);
        return ApportionmentPlain.PerUnitRate<BigInteger, BigInteger>(poolFen, weights, unitScale, sharesFen);
    }

    /// <inheritdoc cref="Capped(long, ReadOnlySpan{long}, ReadOnlySpan{long}, bool, Span{long})"/>
    public static ApportionmentFigures Capped(
        long poolFen,
        ReadOnlySpan<BigInteger> weights,
        ReadOnlySpan<long> capsFen,
        bool redistribute,
        Span<long> sharesFen)
    {
        RequireShape(poolFen, weights.Length, sharesFen.Length);
        RequireCaps(capsFen, weights.Length);
        RequireApart(capsFen, sharesFen);
        var total = ApportionmentPlain.PositiveTotalWeight<BigInteger, BigInteger>(weights);
        return redistribute
            ? ApportionmentCaps.Redistribute(poolFen, weights, total, capsFen, sharesFen, LargestRemainder)
            : ApportionmentCaps.Cut(poolFen, weights, capsFen, sharesFen, LargestRemainder);
    }
}
