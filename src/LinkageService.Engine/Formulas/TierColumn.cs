using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Formulas;

/// <summary>Applies a table of tiers to one figure per household: in every tier the result is a straight line of the figure.</summary>
internal static class TierColumn
{
    public static Column Of(Column figures, TierTable table)
    {
        var (edges, lines, denominator) = Lines(figures, table);
        var bound = lines.Max(line => BigInteger.Abs(line.Start) + (figures.Bound * BigInteger.Abs(line.Slope)));
        var mayBeNegative = table.Mode != TierMode.Fixed && figures.MayBeNegative;
        if (figures.IsSmall && bound <= long.MaxValue)
        {
            return Column.Of(Small(figures.Small, edges, lines), denominator, bound, mayBeNegative);
        }

        var wide = new BigInteger[figures.Count];
        for (var household = 0; household < wide.Length; household++)
        {
            var figure = figures.IsSmall ? figures.Small[household] : figures.Wide[household];
            var tier = Array.FindIndex(edges, edge => figure <= edge);
            var (start, slope) = lines[tier < 0 ? edges.Length : tier];
            wide[household] = start + (figure * slope);
        }

        return Column.Of(wide, denominator, bound, mayBeNegative);
    }

    private static long[] Small(ReadOnlySpan<long> figures, BigInteger[] wideEdges, (BigInteger Start, BigInteger Slope)[] wideLines)
    {
        // An edge beyond 64 bits is one no figure reaches.
        var edges = wideEdges.Select(edge => (long)BigInteger.Min(edge, long.MaxValue)).ToArray();
        var (starts, slopes) = (wideLines.Select(line => (long)line.Start).ToArray(), wideLines.Select(line => (long)line.Slope).ToArray());
        var result = GC.AllocateUninitializedArray<long>(figures.Length);
        for (var household = 0; household < result.Length; household++)
        {
            var tier = 0;
            while (tier < edges.Length && figures[household] > edges[tier])
            {
                tier++;
            }

            result[household] = unchecked(starts[tier] + (figures[household] * slopes[tier])); // bounded by the caller
        }

        return result;
    }

    // The last numerator of each tier but the last, and per tier: numerator → start + slope × numerator, over one denominator.
    private static (BigInteger[] Edges, (BigInteger Start, BigInteger Slope)[] Lines, BigInteger Denominator) Lines(
        Column figures, TierTable table)
    {
        var edges = table.Tiers.Where(tier => tier.Limit is not null)
            .Select(tier => tier.Limit!.Value * figures.Denominator)
            .Select(limit => table.IncludesLimit ? Rounding.Down(limit) : Rounding.Up(limit) - 1).ToArray();
        var exact = table.Tiers.Select((tier, at) => table.Mode switch
        {
            TierMode.Marginal => (Start: StartOf(table, at), Slope: tier.Value / figures.Denominator),
            TierMode.Whole => (Start: Fraction.Zero, Slope: tier.Value / figures.Denominator),
            TierMode.Fixed => (Start: tier.Value, Slope: Fraction.Zero),
            _ => throw new InvariantBrokenException("a table of no mode"),
        }).ToArray();
        var denominator = exact.SelectMany(line => new[] { line.Start.Denominator, line.Slope.Denominator })
            .Aggregate(BigInteger.One, (all, next) => all / BigInteger.GreatestCommonDivisor(all, next) * next);
        return (edges, exact.Select(line => (Whole(line.Start * denominator), Whole(line.Slope * denominator))).ToArray(), denominator);
    }

    // Where the line of a tier would meet zero: all below it at their own values, less its value on all of them.
    private static Fraction StartOf(TierTable table, int tier)
    {
        var from = tier == 0 ? Fraction.Zero : table.Tiers[tier - 1].Limit!.Value;
        return table.ValueOf(from) - (from * table.Tiers[tier].Value);
    }

    private static BigInteger Whole(Fraction value)
    {
        Invariant.Holds(value.Denominator.IsOne, "the common denominator clears every fraction");
        return value.Numerator;
    }
}
