using System.Numerics;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Tests.Amounts;

/// <summary>
/// The roundings word for word from their definitions, over <see cref="BigInteger"/>, with no thought of speed.
/// </summary>
internal static class ApportionmentOracle
{
    public static (long[] SharesFen, ApportionmentFigures Figures) LargestRemainder(long poolFen, BigInteger[] weights)
    {
        var total = Sum(weights);
        var shares = Array.ConvertAll(weights, weight => (long)(poolFen * weight / total));
        var fractions = Array.ConvertAll(weights, weight => poolFen * weight % total);
        var residue = poolFen - shares.Sum();
        for (var fen = 0L; fen < residue; fen++)
        {
            var best = 0;
            for (var i = 1; i < fractions.Length; i++)
            {
                best = fractions[i] > fractions[best] ? i : best;
            }

            shares[best]++;
            fractions[best] = -1; // one fen each
        }

        var error = LargestErrorMicroFen(shares, weights, poolFen, total);
        return (shares, new ApportionmentFigures(shares.Sum(), residue, error, Unequal(weights, shares), 0));
    }

    public static (long[] SharesFen, ApportionmentFigures Figures) FloorAndKeep(long poolFen, BigInteger[] weights)
    {
        var total = Sum(weights);
        var shares = Array.ConvertAll(weights, weight => (long)(poolFen * weight / total));
        var error = LargestErrorMicroFen(shares, weights, poolFen, total);
        return (shares, new ApportionmentFigures(
            shares.Sum(), poolFen - shares.Sum(), error, Unequal(weights, shares), 0));
    }

    public static (long[] SharesFen, ApportionmentFigures Figures) PerUnitRate(
        long poolFen, BigInteger[] weights, BigInteger unitScale)
    {
        var rate = poolFen * unitScale / Sum(weights);
        var shares = Array.ConvertAll(weights, weight => (long)(rate * weight / unitScale));
        var error = LargestErrorMicroFen(shares, weights, rate, unitScale);
        return (shares, new ApportionmentFigures(
            shares.Sum(), poolFen - shares.Sum(), error, Unequal(weights, shares), (long)rate));
    }

    /// <summary>Round by round, as the rule is told.</summary>
    public static (long[] SharesFen, ApportionmentFigures Figures) Capped(
        long poolFen, BigInteger[] weights, long[] capsFen, bool redistribute)
    {
        if (!redistribute)
        {
            var (uncapped, before) = LargestRemainder(poolFen, weights);
            var cut = uncapped.Zip(capsFen, Math.Min).ToArray();
            var free = Enumerable.Range(0, cut.Length).Where(i => uncapped[i] <= capsFen[i]).ToArray();
            var unequal = Unequal([.. free.Select(i => weights[i])], [.. free.Select(i => cut[i])]);
            return (cut, before with { AllocatedFen = cut.Sum(), UnequalHolders = unequal });
        }

        var shares = new long[weights.Length];
        var rest = Enumerable.Range(0, weights.Length).ToList();
        while (true)
        {
            var total = Sum([.. rest.Select(i => weights[i])]);
            if (total.IsZero)
            {
                return (shares, new ApportionmentFigures(shares.Sum(), 0, 0, 0, 0));
            }

            var left = poolFen - shares.Sum();
            var exceeding = rest.Where(i => left * weights[i] > capsFen[i] * total).ToArray();
            if (exceeding.Length == 0)
            {
                var (restShares, figures) = LargestRemainder(left, [.. rest.Select(i => weights[i])]);
                for (var i = 0; i < rest.Count; i++)
                {
                    shares[rest[i]] = restShares[i];
                }

                return (shares, figures with { AllocatedFen = shares.Sum() });
            }

            foreach (var holder in exceeding)
            {
                shares[holder] = capsFen[holder];
                rest.Remove(holder);
            }
        }
    }

    private static BigInteger Sum(BigInteger[] weights) => weights.Aggregate(BigInteger.Zero, BigInteger.Add);

    // Exact share = multiplier × weight ÷ divisor.
    private static long LargestErrorMicroFen(
        long[] shares, BigInteger[] weights, BigInteger multiplier, BigInteger divisor)
    {
        var largest = shares
            .Zip(weights, (share, weight) => BigInteger.Abs(share * divisor - multiplier * weight))
            .Max();
        var micro = BigInteger.DivRem(largest * 1_000_000, divisor, out var cut);
        return (long)(cut.IsZero ? micro : micro + 1);
    }

    private static int Unequal(BigInteger[] weights, long[] shares) =>
        Enumerable.Range(0, shares.Length)
            .GroupBy(i => weights[i])
            .Where(equals => equals.Select(i => shares[i]).Distinct().Count() > 1)
            .Sum(equals => equals.Count());
}
