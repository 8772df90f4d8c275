using LinkageService.Engine.Rosters;

namespace LinkageService.Benchmarks.Calculations;

/// <summary>The four tiers as LINQ over records in decimal: right to the fen, with a sort for each apportionment.</summary>
internal static class DecimalTangwan
{
    private sealed record Household(int Number, decimal Land, decimal WageDays, bool IsRegistered);

    public static decimal Run(Roster roster)
    {
        var registered = roster.Tagged("registered");
        var households = Enumerable.Range(0, roster.Count).Select(number => new Household(
            number, roster.Holding(0)[number] / 10_000m, roster.Holding(1)[number] / 100m, registered.Contains(number))).ToList();
        var land = Share(700_000_000.00m, households);
        var back = Share(300_000_000.00m, households);
        return households.Sum(household =>
            land[household.Number] + (household.IsRegistered ? back[household.Number] : 0m) + (household.WageDays * 80.00m));
    }

    private static decimal[] Share(decimal pool, List<Household> households)
    {
        var total = households.Sum(household => household.Land);
        var shares = households.Select(household =>
        {
            var exact = pool * household.Land / total * 100m;
            return (household.Number, Fen: decimal.Floor(exact), Fraction: exact - decimal.Floor(exact));
        }).ToList();
        var residue = (int)((pool * 100m) - shares.Sum(share => share.Fen));
        var amounts = new decimal[households.Count];
        foreach (var (number, fen, _) in shares)
        {
            amounts[number] = fen / 100m;
        }

        foreach (var (number, _, _) in shares.OrderByDescending(share => share.Fraction).ThenBy(share => share.Number).Take(residue))
        {
            amounts[number] += 0.01m;
        }

        return amounts;
    }
}
