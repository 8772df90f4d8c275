using System.Numerics;

namespace LinkageService.Engine.Tests.RandomDocuments;

/// <summary>Sharing out by weight, by the definitions of the guide.</summary>
internal static class Sharing
{
    /// <summary>Cuts every share down to fen and gives the fen left over to the largest odd parts, the first of equals first.</summary>
    public static BigInteger[] LargestRemainder(BigInteger fen, IReadOnlyList<Ratio> weights)
    {
        var total = weights.Aggregate(Ratio.Zero, (sum, weight) => sum + weight);
        var exact = weights.Select(weight => Ratio.Whole(fen) * weight / total).ToArray();
        var shares = exact.Select(share => share.Floor()).ToArray();
        var left = fen - shares.Aggregate(BigInteger.Zero, (sum, share) => sum + share);
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

        return shares;
    }
}
