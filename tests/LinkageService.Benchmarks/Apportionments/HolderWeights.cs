namespace LinkageService.Benchmarks.Apportionments;

/// <summary>Weights as rosters have them, from a fixed seed.</summary>
internal static class HolderWeights
{
    /// <summary>Land in 1/10,000 mu, written down to 0.01 mu: 0.30 to 12.00 mu per household.</summary>
    public static long[] Land(int holders) => Draw(holders, random => random.Next(30, 1_200) * 100L);

    /// <summary>Land surveyed to the last of the four decimals.</summary>
    public static long[] SurveyedLand(int holders) => Draw(holders, random => random.Next(3_000, 120_000));

    /// <summary>1 mu for every household: every fraction is the same.</summary>
    public static long[] OneMuForAll(int holders) => Draw(holders, _ => 10_000);

    /// <summary>Persons per household: few weights, many ties.</summary>
    public static long[] Persons(int holders) => Draw(holders, random => random.Next(1, 8));

    /// <summary>Two in three hold nothing: members outside the group.</summary>
    public static long[] MostlyOutsideTheGroup(int holders) =>
        Draw(holders, random => random.Next(3) == 0 ? random.Next(30, 1_200) * 100L : 0);

    /// <summary>Capital in fen, up to 10 million yuan.</summary>
    public static long[] Capital(int holders) => Draw(holders, random => random.NextInt64(1, 1_000_000_000));

    /// <summary>Weights whose total passes 2⁶³.</summary>
    public static long[] Huge(int holders) => Draw(holders, random => random.NextInt64(1, 1_000_000_000_000_000_000));

    private static long[] Draw(int holders, Func<Random, long> draw)
    {
        var random = new Random(20_190_907);
        var weights = new long[holders];
        for (var i = 0; i < holders; i++)
        {
            weights[i] = draw(random);
        }

        return weights;
    }
}
