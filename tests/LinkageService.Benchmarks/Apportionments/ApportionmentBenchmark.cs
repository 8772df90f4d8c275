using LinkageService.Engine.Amounts;

namespace LinkageService.Benchmarks.Apportionments;

/// <summary>
/// Rows 1 and 2 of the speed targets: one pool over 1,000,000 holders and over 300, on one thread.
/// </summary>
internal static class ApportionmentBenchmark
{
    public static void Run(AlternatingRun run)
    {
        foreach (var holders in (int[])[1_000_000, 300])
        {
            // 100 yuan a household and some fen; pool × weight stays inside 64 bits so that every peer can take
            // part.
            var rows = AgainstPeers(run, holders * 10_000L + 77, HolderWeights.Land(holders));
            MarkdownTable.Print($"Largest remainder, {holders:N0} holders, land in 1/10,000 mu", "holder", rows);
        }

        foreach (var holders in (int[])[1_000_000, 300])
        {
            MarkdownTable.Print($"Other weights, {holders:N0} holders", "holder", OtherWeights(run, holders));
            MarkdownTable.Print($"Other rules, {holders:N0} holders", "holder", OtherRules(run, holders));
        }
    }

    private static IReadOnlyList<Measured> AgainstPeers(AlternatingRun run, long poolFen, long[] weights)
    {
        var shares = new long[weights.Length];
        var peerShares = new long[weights.Length];
        var scratch = new (UInt128, int)[weights.Length];
        var keys = new ulong[weights.Length];
        var indices = new int[weights.Length];
        var source = new UInt128[weights.Length];
        var copy = new UInt128[weights.Length];

        Apportionment.LargestRemainder(poolFen, weights, shares);
        ApportionmentPeers.UInt128AndSort(poolFen, weights, peerShares, scratch);
        RequireSame(shares, peerShares);
        RequireSame(shares, ApportionmentPeers.DecimalLinq(poolFen, weights));
        ApportionmentPeers.UInt64AndSort(poolFen, weights, peerShares, keys, indices);
        RequireSame(Sorted(shares), Sorted(peerShares));

        return run.Measure(
            weights.Length,
            new("this engine", () => Apportionment.LargestRemainder(poolFen, weights, shares)),
            new("decimal, LINQ", () => ApportionmentPeers.DecimalLinq(poolFen, weights)),
            new("UInt128, sort", () => ApportionmentPeers.UInt128AndSort(poolFen, weights, peerShares, scratch)),
            new("ulong, sort", () => ApportionmentPeers.UInt64AndSort(poolFen, weights, peerShares, keys, indices)),
            new("copy of 16 bytes", () => source.CopyTo(copy, 0)));
    }

    private static IReadOnlyList<Measured> OtherWeights(AlternatingRun run, int holders)
    {
        var shares = new long[holders];
        Contender LargestRemainder(string name, long[] weights) =>
            new(name, () => Apportionment.LargestRemainder(holders * 10_000L + 77, weights, shares));

        return run.Measure(
            holders,
            LargestRemainder("land to 0.01 mu", HolderWeights.Land(holders)),
            LargestRemainder("land to 0.0001 mu", HolderWeights.SurveyedLand(holders)),
            LargestRemainder("1 mu for all", HolderWeights.OneMuForAll(holders)),
            LargestRemainder("persons", HolderWeights.Persons(holders)),
            LargestRemainder("two in three hold nothing", HolderWeights.MostlyOutsideTheGroup(holders)),
            LargestRemainder("capital in fen", HolderWeights.Capital(holders)),
            LargestRemainder("total beyond 63 bits", HolderWeights.Huge(holders)));
    }

    private static IReadOnlyList<Measured> OtherRules(AlternatingRun run, int holders)
    {
        var poolFen = holders * 10_000L + 77;
        var weights = HolderWeights.Land(holders);
        var shares = new long[holders];
        var looseCaps = Array.ConvertAll(weights, _ => poolFen);
        var tightCaps = Array.ConvertAll(weights, _ => 12_000L); // binds on two holders in five

        return run.Measure(
            holders,
            new("largest remainder", () => Apportionment.LargestRemainder(poolFen, weights, shares)),
            new("floor and keep", () => Apportionment.FloorAndKeep(poolFen, weights, shares)),
            new("per-unit rate", () => Apportionment.PerUnitRate(poolFen, weights, 10_000, shares)),
            new("capped, none binds", () => Apportionment.Capped(poolFen, weights, looseCaps, true, shares)),
            new("capped, many bind", () => Apportionment.Capped(poolFen, weights, tightCaps, true, shares)),
            new("capped, cut only", () => Apportionment.Capped(poolFen, weights, tightCaps, false, shares)));
    }

    private static long[] Sorted(long[] values) => [.. values.Order()];

    private static void RequireSame(long[] expected, long[] actual)
    {
        if (!expected.AsSpan().SequenceEqual(actual))
        {
            throw new InvalidOperationException("A peer's shares differ: the comparison would be unfair.");
        }
    }
}
