using System.Globalization;
using System.Numerics;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.KnownAnswers;

/// <summary>
/// Apportionments of every rule over weights of every kind the kernel tells apart. The shares and figures of a kind are folded into
/// one number; the numbers below are those of the definitions worked out in integers of any size, which the tests repeat.
/// </summary>
internal static class ApportionmentAnswers
{
    private const long UnitScale = 10_000;
    private const int MostBigWeights = 64;

    /// <summary>A rule: shares and figures of a roster.</summary>
    public delegate ApportionmentFigures Rule(KnownRoster roster, Span<long> sharesFen);

    /// <summary>The rules by name, as columns of the table.</summary>
    public static IReadOnlyList<(string Name, Rule Rule)> Rules { get; } =
    [
        ("largest_remainder", (roster, shares) => Apportionment.LargestRemainder(roster.PoolFen, roster.Weights, shares)),
        ("floor_and_keep", (roster, shares) => Apportionment.FloorAndKeep(roster.PoolFen, roster.Weights, shares)),
        ("per_unit_rate", (roster, shares) => Apportionment.PerUnitRate(roster.PoolFen, roster.Weights, UnitScale, shares)),
        ("capped", (roster, shares) => Apportionment.Capped(roster.PoolFen, roster.Weights, roster.CapsFen, true, shares)),
        ("cut to caps", (roster, shares) => Apportionment.Capped(roster.PoolFen, roster.Weights, roster.CapsFen, false, shares)),
        ("big weights", (roster, shares) => Apportionment.LargestRemainder(roster.PoolFen, Big(roster.Weights), shares)),
    ];

    /// <summary>A row for each kind of weights, in the order of the rules.</summary>
    private static readonly (string Shape, string[] Expected)[] Table =
    [
        ("1 mu for all", [
            "8c510b8133bffe4f", "5af32da66a1e3c2e", "18502e772ec84d19",
            "9b5914dad66fb334", "4c42913547c8e695", "8bb2f9d190c3819f"]),
        ("persons", [
            "2a35fa0ccf6dbb42", "61697aa832681c9f", "535571fde915710c",
            "69aaf0763ac4e323", "6a92f675352e5fef", "26ed142c7e1092c1"]),
        ("land", [
            "88d055b27c33b0df", "ed387147fb40816c", "5523f7e1b462e241",
            "0ee08b2b44652747", "ffec02c693ede70c", "362d61e4f31ace57"]),
        ("land of some", [
            "487ab867dbc44743", "951c7078abdc32e2", "01ccc37153d88d4c",
            "31b860aaa0f4e800", "a193497579b99dd9", "3ab2ea0fe6c5feed"]),
        ("even and odd", [
            "0bf620768a650d1a", "3e9aa5d3cda8ca6e", "6c070e233f1eb2c0",
            "971fa921753cd995", "b64bd11e1aa22c4a", "e9e190a5f686024b"]),
        ("capital in fen", [
            "55a1b7a38fffe709", "b781ed1e3fac93fd", "9f38b578e32684f2",
            "e9903b15404180eb", "28e87cf7655f3e99", "0a3ed9caffc3851d"]),
        ("at 32 bits", [
            "3699213694ea4537", "90cda1f482604abf", "8fb99ffa319a99e1",
            "0ac67793ae126772", "471200f9cb9fb4d0", "5bb80822cd71d4cb"]),
        ("largest × total at 64 bits", [
            "8cff313a8fa8607e", "f27ea833f25d1bf7", "d30fffa156934e53",
            "f2131cc89910213e", "08f7bddd31664226", "739c115182ba04bb"]),
        ("total around 63 bits", [
            "9d029200f492165d", "0af47ef62029542a", "bfa3029e0aaa2735",
            "b41e86bd11aa97e0", "fa4aa57753640d05", "9d029200f492165d"]),
        ("beyond 64 bits", [
            "5c11041639e490c0", "25af24a8949617f0", "74f1f8b25a21ad79",
            "8f77537bb34fddc9", "b4aea82c41d75753", "042942889ba3ba46"]),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<KnownAnswer> All =>
        Rules.SelectMany((rule, column) => Table.Select(row => Of(rule.Name, rule.Rule, row.Shape, row.Expected[column])));

    /// <summary>The answer of a rule for one kind of weights.</summary>
    public static KnownAnswer Of(string name, Rule rule, string shape, string expected)
    {
        var most = string.Equals(name, "big weights", StringComparison.Ordinal) ? MostBigWeights : int.MaxValue;
        var rosters = KnownRoster.Of(shape).Where(roster => roster.Weights.Length <= most).ToArray();
        return new KnownAnswer(
            $"{name}, {shape}", expected, rosters.Sum(roster => roster.Weights.Length), () => Fold(rosters, rule));
    }

    private static string Fold(KnownRoster[] rosters, Rule rule)
    {
        var fold = 14_695_981_039_346_656_037;
        foreach (var roster in rosters)
        {
            var shares = new long[roster.Weights.Length];
            var figures = rule(roster, shares);
            foreach (var value in (ReadOnlySpan<long>)
            [
                .. shares, figures.AllocatedFen, figures.ResidueFen, figures.LargestErrorMicroFen, figures.UnequalHolders, figures.RateFen,
            ])
            {
                fold = unchecked((fold ^ (ulong)value) * 1_099_511_628_211); // FNV-1a, a value at a time: one changed value changes it
            }
        }

        return fold.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static BigInteger[] Big(long[] weights) => Array.ConvertAll(weights, weight => (BigInteger)weight);
}
