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
    private const int MaxBigWeights = 64;

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
            "f18de4d594710b40", "9fd5452d0bd6bd2f", "4306ece12aad49ae",
            "33d92287ee7360cf", "07423543b8e6569a", "8bb2f9d190c3819f"]),
        ("persons", [
            "0b7b7b19cc0146fe", "502b9cd8f61a176e", "c5f64aa863131797",
            "4ab443097453e2ea", "d864226f67120f92", "26ed142c7e1092c1"]),
        ("land", [
            "afe824fd7eee8aaf", "c7a9392d0cc7a3eb", "024fb0951f294f1c",
            "1987c92847562a3f", "255b7d0b057b6adc", "362d61e4f31ace57"]),
        ("land of some", [
            "194374b0b1a04fd4", "1f3406e82e8a3a6c", "93e41569f362b660",
            "d630e579ee7ec85a", "43cc03d66afef470", "3ab2ea0fe6c5feed"]),
        ("even and odd", [
            "c8c01250031dc719", "b03adbce52da9608", "8dc72b4164a39aca",
            "d3c9b02d68e2ed0a", "9cfeeebced1fe279", "e9e190a5f686024b"]),
        ("capital in fen", [
            "9a0c4c5de7b4acfd", "7190e9208f39f388", "ddd39f40902f45ef",
            "3f465aef0e7e0694", "13fbc63f60d26dc5", "0a3ed9caffc3851d"]),
        ("at 32 bits", [
            "5dfb4f1c488e59ea", "78577c1330dd81b8", "2352984e5314d025",
            "2ba47d6b526cbc90", "326d0e371dd93f47", "5bb80822cd71d4cb"]),
        ("largest × total at 64 bits", [
            "8cff313a8fa8607e", "f27ea833f25d1bf7", "d30fffa156934e53",
            "f2131cc89910213e", "08f7bddd31664226", "739c115182ba04bb"]),
        ("total around 63 bits", [
            "9d029200f492165d", "0af47ef62029542a", "bfa3029e0aaa2735",
            "b41e86bd11aa97e0", "fa4aa57753640d05", "9d029200f492165d"]),
        ("beyond 64 bits", [
            "fcdf32d0d08803bd", "31a836873238cb61", "fa02034017eef542",
            "6230ecaa7ece606d", "ee5db0e257b243e6", "042942889ba3ba46"]),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<KnownAnswer> All => Table.SelectMany(row =>
    {
        var rosters = KnownRoster.Of(row.Shape).ToArray();
        return Rules.Select((rule, column) => Of(rule.Name, rule.Rule, row.Shape, rosters, row.Expected[column]));
    });

    /// <summary>The answer of a rule for one kind of weights.</summary>
    public static KnownAnswer Of(string name, Rule rule, string shape, KnownRoster[] rosters, string expected)
    {
        var most = string.Equals(name, "big weights", StringComparison.Ordinal) ? MaxBigWeights : int.MaxValue;
        var taken = Array.FindAll(rosters, roster => roster.Weights.Length <= most);
        return new KnownAnswer($"{name}, {shape}", expected, taken.Sum(roster => roster.Weights.Length), () => Fold(taken, rule));
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
