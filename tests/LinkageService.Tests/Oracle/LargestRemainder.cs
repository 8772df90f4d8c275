using System.Numerics;

namespace LinkageService.Tests.Oracle;

/// <summary>Largest remainder from its definition: cut every exact share, then one fen each to the largest
/// fractions.</summary>
internal static class LargestRemainder
{
    /// <summary>Shares of the pool in the order of the weights; a tie goes to the one that stands first.</summary>
    public static List<BigInteger> Share(BigInteger pool, List<Ratio> weights)
    {
        var total = weights.Aggregate((sum, next) => sum + next);
        var exact = weights.Select(weight => Ratio.Whole(pool) * weight / total).ToList();
        var shares = exact.Select(share => share.Floor()).ToList();
        var left = pool - shares.Aggregate((sum, next) => sum + next);
        var fractions = exact.Zip(shares).Select(pair => pair.First - Ratio.Whole(pair.Second)).ToList();
        var byFraction = Comparer<Ratio>.Create(Ratio.Compare);
        foreach (var holder in Enumerable.Range(0, shares.Count)
                     .OrderByDescending(holder => fractions[holder], byFraction).ThenBy(holder => holder)
                         .Take((int)left))
        {
            shares[holder]++;
        }

        return shares;
    }
}
