using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Workbooks;

/// <summary>Writes a table of tiers: the part of the figure in every tier, or the tier that it falls in.</summary>
internal static class BookTiers
{
    public static Quantity Of(
        Book book, BookFormulas formulas, IReadOnlyList<(Quantity? Limit, Quantity Value)> tiers, TierTable table, Quantity figure,
        string label)
    {
        if (table.Mode == TierMode.Marginal)
        {
            return Marginal(book, formulas, tiers, figure);
        }

        // From the last tier down: the first whose limit the figure does not pass.
        var value = tiers[^1].Value;
        for (var tier = tiers.Count - 2; tier >= 0; tier--)
        {
            value = Choose(book, formulas, (tiers[tier].Limit!, table.IncludesLimit), figure, tiers[tier].Value, value, Named(book, tier));
        }

        return table.Mode == TierMode.Whole ? formulas.Times(label, figure, value) : value;
    }

    private static Quantity Marginal(
        Book book, BookFormulas formulas, IReadOnlyList<(Quantity? Limit, Quantity Value)> tiers, Quantity figure)
    {
        Quantity? sum = null;
        for (var tier = 0; tier < tiers.Count; tier++)
        {
            var name = Named(book, tier);
            var part = tiers[tier].Limit is { } limit ? formulas.Extreme(name, isMin: true, figure, limit) : figure;
            if (tier > 0)
            {
                part = formulas.Plus(name, part, tiers[tier - 1].Limit!, isMinus: true);
                part = formulas.Extreme(name, isMin: false, part, new Quantity(0, 1));
            }

            var given = formulas.Times(name, part, tiers[tier].Value);
            sum = sum is null ? given : formulas.Plus(name, sum, given, isMinus: false);
        }

        return sum!;
    }

    private static Quantity Choose(
        Book book, BookFormulas formulas, (Quantity Limit, bool Includes) end, Quantity figure, Quantity within, Quantity beyond,
        string name)
    {
        var (first, second, _, isColumn) = formulas.Sides(name, figure, end.Limit);
        var isWithin = BookMath.Is(first, end.Includes ? "<=" : "<", second);
        var values = formulas.Sides(name, within, beyond);
        var num = BookMath.If(isWithin, values.Figure, values.Bound);
        return isColumn || values.IsColumn
            ? new Quantity(book.Column(name, num, values.Den), values.Den, IsColumn: true)
            : book.Fraction(name, num, values.Den, mayBeNegative: false);
    }

    private static string Named(Book book, int tier) => book.T($"第 {tier + 1} 档", $"tier {tier + 1}");
}
