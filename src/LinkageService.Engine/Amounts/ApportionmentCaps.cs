using System.Numerics;

namespace LinkageService.Engine.Amounts;

/// <summary>Caps on top of the largest remainder.</summary>
internal static class ApportionmentCaps
{
    /// <summary>The largest-remainder rule for one kind of weight.</summary>
    public delegate ApportionmentFigures Rule<TWeight>(
        long poolFen, ReadOnlySpan<TWeight> weights, Span<long> sharesFen);

    /// <summary>Shares the pool under caps; pool and lengths of weights and shares have been checked.</summary>
    public static ApportionmentFigures Apply<TWeight, TWide>(
        long poolFen,
        ReadOnlySpan<TWeight> weights,
        ReadOnlySpan<long> capsFen,
        bool redistribute,
        Span<long> sharesFen,
        Rule<TWeight> largestRemainder)
        where TWeight : struct, IBinaryInteger<TWeight>
        where TWide : struct, IBinaryInteger<TWide>
    {
        if (capsFen.Length != weights.Length)
        {
            throw new ArgumentException($"{weights.Length} weights but {capsFen.Length} caps.", nameof(capsFen));
        }

        foreach (var capFen in capsFen)
        {
            if (capFen < 0)
            {
                throw new ArgumentException($"A cap is negative: {capFen} fen.", nameof(capsFen));
            }
        }

        return redistribute
            ? Redistribute<TWeight, TWide>(poolFen, weights, capsFen, sharesFen, largestRemainder)
            : Cut(poolFen, weights, capsFen, sharesFen, largestRemainder);
    }

    private static ApportionmentFigures Cut<TWeight>(
        long poolFen,
        ReadOnlySpan<TWeight> weights,
        ReadOnlySpan<long> capsFen,
        Span<long> sharesFen,
        Rule<TWeight> largestRemainder)
        where TWeight : struct, IBinaryInteger<TWeight>
    {
        var figures = largestRemainder(poolFen, weights, sharesFen);
        var freeWeights = new List<TWeight>(weights.Length);
        var freeSharesFen = new List<long>(weights.Length);
        var allocatedFen = 0L;
        for (var i = 0; i < weights.Length; i++)
        {
            if (sharesFen[i] > capsFen[i])
            {
                sharesFen[i] = capsFen[i];
            }
            else
            {
                freeWeights.Add(weights[i]);
                freeSharesFen.Add(sharesFen[i]);
            }

            allocatedFen += sharesFen[i];
        }

        var unequal = figures.UnequalHolders == 0
            ? 0
            : ApportionmentPlain.CountUnequal<TWeight>(freeWeights.ToArray(), freeSharesFen.ToArray());
        return figures with { AllocatedFen = allocatedFen, UnequalHolders = unequal };
    }

    // Whoever leaves took less than its part, so the rate of the rest only rises: the holders that leave are a prefix of
    // the order by cap ÷ weight, whichever round they leave in. One sweep over that order finds them all.
    private static ApportionmentFigures Redistribute<TWeight, TWide>(
        long poolFen,
        ReadOnlySpan<TWeight> weights,
        ReadOnlySpan<long> capsFen,
        Span<long> sharesFen,
        Rule<TWeight> largestRemainder)
        where TWeight : struct, IBinaryInteger<TWeight>
        where TWide : struct, IBinaryInteger<TWide>
    {
        var restWeight = ApportionmentPlain.PositiveTotalWeight<TWeight, TWide>(weights);
        var restFen = poolFen;
        var order = OrderByCapPerWeight<TWeight, TWide>(weights, capsFen);
        var leavers = 0;
        for (; leavers < order.Length; leavers++)
        {
            var holder = order[leavers];
            var weight = TWide.CreateChecked(weights[holder]);
            var (floor, remainder) = TWide.DivRem(TWide.CreateChecked(restFen) * weight, restWeight);
            var cap = TWide.CreateChecked(capsFen[holder]);
            if (floor < cap || (floor == cap && remainder == TWide.Zero))
            {
                break;
            }

            restFen -= capsFen[holder];
            restWeight -= weight;
        }

        sharesFen.Clear();
        foreach (var holder in order.AsSpan(0, leavers))
        {
            sharesFen[holder] = capsFen[holder];
        }

        var capped = new ApportionmentFigures(poolFen - restFen, 0, 0, 0, 0);
        if (leavers == order.Length)
        {
            return capped;
        }

        var stayers = order[leavers..];
        Array.Sort(stayers);
        var figures = ShareRest(restFen, weights, stayers, sharesFen, largestRemainder);
        return figures with { AllocatedFen = capped.AllocatedFen + figures.AllocatedFen };
    }

    private static ApportionmentFigures ShareRest<TWeight>(
        long restFen,
        ReadOnlySpan<TWeight> weights,
        int[] stayers,
        Span<long> sharesFen,
        Rule<TWeight> largestRemainder)
    {
        var restWeights = new TWeight[stayers.Length];
        var restSharesFen = new long[stayers.Length];
        for (var i = 0; i < stayers.Length; i++)
        {
            restWeights[i] = weights[stayers[i]];
        }

        // No share passes its cap here: an exact share is at most the cap, and one that equals it has no fraction to be
        // rounded up.
        var figures = largestRemainder(restFen, restWeights, restSharesFen);
        for (var i = 0; i < stayers.Length; i++)
        {
            sharesFen[stayers[i]] = restSharesFen[i];
        }

        return figures;
    }

    // Holders of weight above zero, the tightest cap first. cap × weight < 2¹²⁶ fits the wide type.
    private static int[] OrderByCapPerWeight<TWeight, TWide>(
        ReadOnlySpan<TWeight> weights, ReadOnlySpan<long> capsFen)
        where TWeight : struct, IBinaryInteger<TWeight>
        where TWide : struct, IBinaryInteger<TWide>
    {
        var holders = new List<(int Index, TWide Weight, TWide Cap)>(weights.Length);
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] > TWeight.Zero)
            {
                holders.Add((i, TWide.CreateChecked(weights[i]), TWide.CreateChecked(capsFen[i])));
            }
        }

        holders.Sort((left, right) => (left.Cap * right.Weight).CompareTo(right.Cap * left.Weight));
        return holders.ConvertAll(holder => holder.Index).ToArray();
    }
}
