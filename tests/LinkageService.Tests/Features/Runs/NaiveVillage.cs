using System.Globalization;
using System.Numerics;

namespace LinkageService.Tests.Features.Runs;

/// <summary>
/// What every household is owed, by sums over dictionaries: a tenth to the collective (half up), the rest by land, one fen each
/// to the largest fractions, ties to the lower id. Written apart from the engine.
/// </summary>
internal static class NaiveVillage
{
    public const string Scheme = "huangjinlin-land-cooperative@1";

    public const string Rate = "10%";

    public static Dictionary<string, long> Owed(long incomeFen, IReadOnlyDictionary<string, string> land)
    {
        var pool = incomeFen - (((incomeFen * 2) + 10) / 20);
        var weights = land.ToDictionary(row => row.Key, row => (BigInteger)(decimal.Parse(row.Value, CultureInfo.InvariantCulture) * 10000));
        var sum = weights.Values.Aggregate(BigInteger.Zero, (total, weight) => total + weight);
        var owed = weights.ToDictionary(row => row.Key, row => (long)(pool * row.Value / sum));
        var rest = (int)(pool - owed.Values.Sum());
        foreach (var id in weights.OrderByDescending(row => pool * row.Value % sum).ThenBy(row => row.Key, StringComparer.Ordinal)
            .Take(rest).Select(row => row.Key))
        {
            owed[id]++;
        }

        return owed;
    }
}
