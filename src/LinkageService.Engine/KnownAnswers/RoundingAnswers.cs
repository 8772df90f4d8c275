using System.Globalization;
using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.KnownAnswers;

/// <summary>Quarters, thirds and large amounts rounded by every policy of single amounts, one by one and as columns; and sums.</summary>
internal static class RoundingAnswers
{
    // −9/4 to 9/4; −5/3 to 5/3; the largest amounts of a step, in halves.
    private static readonly (string Name, long Denominator, long[] Numerators)[] Rows =
    [
        ("quarters", 4, [-9, -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("thirds", 3, [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5]),
        ("large halves", 2, [-199_999_999_999_999_999, 199_999_999_999_999_999, 199_999_999_999_999_998, 20_000_000_000_000_001]),
    ];

    private static readonly (string Row, RoundingPolicy Policy, string Expected)[] Table =
    [
        ("quarters", RoundingPolicy.HalfUp, "-2 -2 -2 -2 -1 -1 -1 -1 0 0 0 1 1 1 1 2 2 2 2"),
        ("quarters", RoundingPolicy.AtMost, "-3 -2 -2 -2 -2 -1 -1 -1 -1 0 0 0 0 1 1 1 1 2 2"),
        ("quarters", RoundingPolicy.AtLeast, "-2 -2 -1 -1 -1 -1 0 0 0 0 1 1 1 1 2 2 2 2 3"),
        ("thirds", RoundingPolicy.HalfUp, "-2 -1 -1 -1 0 0 0 1 1 1 2"),
        ("thirds", RoundingPolicy.AtMost, "-2 -2 -1 -1 -1 0 0 0 1 1 1"),
        ("thirds", RoundingPolicy.AtLeast, "-1 -1 -1 0 0 0 1 1 1 2 2"),
        ("large halves", RoundingPolicy.HalfUp, "-100000000000000000 100000000000000000 99999999999999999 10000000000000001"),
        ("large halves", RoundingPolicy.AtMost, "-100000000000000000 99999999999999999 99999999999999999 10000000000000000"),
        ("large halves", RoundingPolicy.AtLeast, "-99999999999999999 100000000000000000 99999999999999999 10000000000000001"),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<KnownAnswer> All => Table.SelectMany(row => Of(row.Row, row.Policy, row.Expected)).Append(Sum);

    // 2³³ + 2 × (2⁶³ − 1) − 2⁶³ − 1
    private static KnownAnswer Sum => new("sum of fen", "9223372045444710397", 5, () =>
        FenSum.Of([1L << 33, long.MaxValue, long.MinValue, -1, long.MaxValue]).ToString(CultureInfo.InvariantCulture));

    /// <summary>A row rounded in each of the three ways.</summary>
    public static IEnumerable<KnownAnswer> Of(
        string row, RoundingPolicy policy, string expected, Func<Fraction, RoundingPolicy, BigInteger>? rounding = null)
    {
        var (name, denominator, numerators) = Rows.Single(each => string.Equals(each.Name, row, StringComparison.Ordinal));
        var rounds = rounding ?? Rounding.Round;
        name = $"{policy.Name()}, {name}";
        yield return new KnownAnswer(name, expected, numerators.Length, () =>
            string.Join(' ', numerators.Select(numerator => rounds(new Fraction(numerator, denominator), policy))));
        yield return new KnownAnswer(name + ", column", expected, numerators.Length, () =>
            string.Join(' ', Rounded(Yuan(numerators, denominator), policy)));
        yield return new KnownAnswer(name + ", wide column", expected, numerators.Length, () =>
            string.Join(' ', Rounded(Widened(Yuan(numerators, denominator)), policy)));
    }

    // Hundredths of what is rounded: a column is in yuan and becomes fen.
    private static Column Yuan(long[] numerators, long denominator) =>
        Column.Of(numerators, denominator * 100, numerators.Max(Math.Abs), mayBeNegative: true);

    // The same values over so large a denominator that the numerators take more than 64 bits.
    private static Column Widened(Column column) =>
        column.Times(BigInteger.One << 80).Times(new Fraction(1, BigInteger.One << 80));

    private static long[] Rounded(Column yuan, RoundingPolicy policy)
    {
        var fen = new long[yuan.Count];
        Invariant.Holds(FenColumn.TryRound(yuan, policy, GroupMask.Everyone(fen.Length), fen), "the amounts are ones a step may move");
        return fen;
    }
}
