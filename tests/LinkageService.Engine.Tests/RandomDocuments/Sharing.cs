using System.Numerics;

namespace LinkageService.Engine.Tests.RandomDocuments;

/// <summary>Sharing out by weight, by the definitions of the guide.</summary>
internal static class Sharing
{
    /// <summary>
    /// Cuts every share down to whole units and gives the units left over to the largest odd parts, the first of equals first.
    /// </summary>
    public static BigInteger[] LargestRemainder(BigInteger fen, IReadOnlyList<Ratio> weights, int unit = 1)
    {
        var total = Total(weights);
        var exact = weights.Select(weight => Ratio.Whole(fen) * weight / total / Ratio.Whole(unit)).ToArray();
        var shares = exact.Select(share => share.Floor()).ToArray();
        var left = (new Ratio(fen, unit) - Ratio.Whole(shares.Aggregate(BigInteger.Zero, (sum, share) => sum + share))).Floor();
        var order = Enumerable.Range(0, shares.Length).ToList();
        order.Sort((a, b) =>
        {
            var (first, second) = (exact[a] - Ratio.Whole(shares[a]), exact[b] - Ratio.Whole(shares[b]));
            return first > second ? -1 : first < second ? 1 : a.CompareTo(b);
        });
        for (var place = 0; place < left; place++)
        {
            shares[order[place]]++;
        }

        return shares.Select(share => share * unit).ToArray();
    }

    /// <summary>
    /// Everybody gets weight × rate, no less than the floor and no more than the cap, at the rate that uses all the fen: looked for
    /// among all rates at which somebody meets a bound. Floors come to no more than the fen.
    /// </summary>
    public static BigInteger[] Bounded(BigInteger fen, IReadOnlyList<Ratio> weights, BigInteger[] floors, BigInteger[] caps, int unit)
    {
        var entitled = Enumerable.Range(0, weights.Count).Where(at => weights[at] > Ratio.Zero).ToArray();
        var rates = entitled.SelectMany(at => new[] { floors[at], caps[at] }.Select(bound => Ratio.Whole(bound) / weights[at]))
            .Append(Ratio.Zero).ToList();
        rates.Sort((a, b) => a < b ? -1 : a > b ? 1 : 0);
        var shares = new BigInteger[weights.Count];
        if (Given(rates[^1]) <= Ratio.Whole(fen))
        {
            Array.ForEach(entitled, at => shares[at] = caps[at]);
            return shares;
        }

        // Between these two rates nobody meets a bound.
        var low = rates.FindLastIndex(rate => Given(rate) <= Ratio.Whole(fen));
        var (from, to) = (rates[low], rates[low + 1]);
        var open = new List<int>();
        var rest = fen;
        foreach (var at in entitled)
        {
            if (Ratio.Whole(floors[at]) / weights[at] <= from && Ratio.Whole(caps[at]) / weights[at] >= to)
            {
                open.Add(at);
                continue;
            }

            shares[at] = Ratio.Whole(caps[at]) / weights[at] <= from ? caps[at] : floors[at];
            rest -= shares[at];
        }

        var parts = open.Count == 0 ? [] : LargestRemainder(rest, open.Select(at => weights[at]).ToArray(), unit);
        for (var at = 0; at < open.Count; at++)
        {
            shares[open[at]] = parts[at];
        }

        return shares;

        Ratio Given(Ratio rate) => Total(entitled
            .Select(at => Ratio.Smaller(Ratio.Whole(caps[at]), Ratio.Larger(Ratio.Whole(floors[at]), weights[at] * rate))).ToArray());
    }

    private static Ratio Total(IReadOnlyList<Ratio> of) => of.Aggregate(Ratio.Zero, (sum, next) => sum + next);
}
