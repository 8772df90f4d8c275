using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinkageService.Engine.Amounts;

/// <summary>Caps on top of the largest remainder.</summary>
internal static class ApportionmentCaps
{
    /// <summary>The largest-remainder rule for one kind of weight.</summary>
    public delegate ApportionmentFigures Rule<TWeight>(
        long poolFen, ReadOnlySpan<TWeight> weights, Span<long> sharesFen);

    /// <summary>
    /// Round by round, whoever exceeds its cap takes it and leaves. Pool, weights and lengths have been
    /// checked; every product pool × weight and cap × total fits the wide type.
    /// </summary>
    /// <remarks>
    /// Who leaves takes less than its part, so the rate of the others only rises and nobody would have to come
    /// back: the order of leaving does not matter. How far a round lifts the rate shrinks by the weight that
    /// left over the weight that stays, so there are a few rounds in practice, and never more than some hundreds.
    /// </remarks>
    public static ApportionmentFigures Redistribute<TWeight, TWide>(
        long poolFen,
        ReadOnlySpan<TWeight> weights,
        TWide total,
        ReadOnlySpan<long> capsFen,
        Span<long> sharesFen,
        Rule<TWeight> largestRemainder)
        where TWeight : struct, IBinaryInteger<TWeight>
        where TWide : struct, IBinaryInteger<TWide>
    {
        sharesFen.Clear();
        var pooled = ArrayPool<int>.Shared.Rent(weights.Length);
        var stayers = pooled.AsSpan(0, weights.Length);
        for (var i = 0; i < stayers.Length; i++)
        {
            stayers[i] = i;
        }

        var restFen = poolFen;
        bool someLeft;
        do
        {
            var (roundFen, roundTotal) = (TWide.CreateChecked(restFen), total);
            var stay = 0;
            foreach (var holder in stayers)
            {
                var weight = TWide.CreateChecked(weights[holder]);
                var capFen = capsFen[holder];
                if (unchecked(roundFen * weight > TWide.CreateTruncating(capFen) * roundTotal))
                {
                    sharesFen[holder] = capFen;
                    restFen -= capFen;
                    total -= weight;
                }
                else
                {
                    stayers[stay] = holder;
                    stay++;
                }
            }

            someLeft = stay < stayers.Length;
            stayers = stayers[..stay];
        }
        while (someLeft && total > TWide.Zero);

        var figures = total > TWide.Zero
            ? ShareRest(restFen, weights, stayers, sharesFen, largestRemainder)
            : default;
        ArrayPool<int>.Shared.Return(pooled);
        return figures with { AllocatedFen = poolFen - restFen + figures.AllocatedFen };
    }

    /// <summary>Cuts every uncapped share to its cap; the arguments have been checked.</summary>
    public static ApportionmentFigures Cut<TWeight>(
        long poolFen,
        ReadOnlySpan<TWeight> weights,
        ReadOnlySpan<long> capsFen,
        Span<long> sharesFen,
        Rule<TWeight> largestRemainder)
        where TWeight : struct, IBinaryInteger<TWeight>
    {
        var figures = largestRemainder(poolFen, weights, sharesFen);
        var freedFen = 0L;
        for (var i = 0; i < sharesFen.Length; i++)
        {
            freedFen += Math.Max(0, sharesFen[i] - capsFen[i]);
        }

        if (freedFen == 0)
        {
            return figures;
        }

        var unequal = figures.UnequalHolders == 0 ? 0 : ApportionmentPlain.CountUnequal(weights, sharesFen, capsFen);
        for (var i = 0; i < sharesFen.Length; i++)
        {
            sharesFen[i] = Math.Min(sharesFen[i], capsFen[i]);
        }

        return figures with { AllocatedFen = poolFen - freedFen, UnequalHolders = unequal };
    }

    // No share passes its cap here: an exact share is at most the cap, and one that equals it has no fraction
    // to be rounded up.
    internal static ApportionmentFigures ShareRest<TWeight>(
        long restFen,
        ReadOnlySpan<TWeight> weights,
        ReadOnlySpan<int> stayers,
        Span<long> sharesFen,
        Rule<TWeight> largestRemainder)
    {
        if (stayers.Length == weights.Length)
        {
            return largestRemainder(restFen, weights, sharesFen);
        }

        var pooledWeights = ArrayPool<TWeight>.Shared.Rent(stayers.Length);
        var pooledSharesFen = ArrayPool<long>.Shared.Rent(stayers.Length);
        for (var i = 0; i < stayers.Length; i++)
        {
            pooledWeights[i] = weights[stayers[i]];
        }

        var restSharesFen = pooledSharesFen.AsSpan(0, stayers.Length);
        var figures = largestRemainder(restFen, pooledWeights.AsSpan(0, stayers.Length), restSharesFen);
        for (var i = 0; i < stayers.Length; i++)
        {
            sharesFen[stayers[i]] = restSharesFen[i];
        }

        ArrayPool<TWeight>.Shared.Return(pooledWeights, RuntimeHelpers.IsReferenceOrContainsReferences<TWeight>());
        ArrayPool<long>.Shared.Return(pooledSharesFen);
        return figures;
    }
}
