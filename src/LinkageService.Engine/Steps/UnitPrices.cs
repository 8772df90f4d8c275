using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Reads out of a formula whether an amount is a price times what a household holds.</summary>
internal static class UnitPrices
{
    /// <summary>A price still to be set, of the units an expression counts; null where it is no holding as held.</summary>
    /// <param name="moment">The run.</param>
    /// <param name="units">Null for one unit a household.</param>
    public static UnitPrice? HoldingOf(PastMoment moment, Expression? units)
    {
        if (units is null)
        {
            return new UnitPrice(Holding: null, Fraction.Zero, new LocalizedText("户", "household"));
        }

        for (var at = 0; units is Name name && at < moment.Scheme.Holdings.Count; at++)
        {
            if (moment.Scheme.Holdings[at] is var holding && holding.Name == name.Text && moment.Roster.DaysOf(at) == 1)
            {
                var words = Formulas.Units.Words(Dimension.Of(holding.Unit));
                return new UnitPrice(holding.Name, Fraction.Zero, new LocalizedText(words.Zh.Trim(), words.En.Trim()));
            }
        }

        return null;
    }

    /// <summary>
    /// A price still to be set, of the units a formula makes of holdings: 股 of heads and years. Null where they are no one quantity
    /// (hours × grade), were not all held on one day, or are money of this run: then there is no price that one could name.
    /// </summary>
    /// <param name="moment">The run as it stood when the step was taken.</param>
    /// <param name="formula">What the step shares by.</param>
    /// <param name="weights">What that comes to for each household.</param>
    /// <param name="over">Who takes part.</param>
    public static UnitPrice? CountedBy(PastMoment moment, Formula formula, Column weights, GroupMask over)
    {
        var (dimension, figures) = (formula.Type.Dimension, FormulaText.Figures(formula.Expression).ToArray());
        var names = figures.OfType<Name>().Select(name => name.Text).ToHashSet(StringComparer.Ordinal);
        var held = Enumerable.Range(0, moment.Scheme.Holdings.Count).Where(at => names.Contains(moment.Scheme.Holdings[at].Name)).ToArray();
        if (formula.Expression is Name || !weights.IsSmall || held.Length == 0 || held.Any(at => moment.Roster.DaysOf(at) > 1)
            || figures.Any(figure => figure is Call { Function: "received" })
            || !(dimension.IsPlain || dimension.Units is [(_, 1)]))
        {
            return null;
        }

        var unit = dimension.IsPlain ? new LocalizedText("份", "part")
            : new LocalizedText(Formulas.Units.Words(dimension).Zh.Trim(), Formulas.Units.Words(dimension).En.Trim());

        // A mu of second-grade land is not a mu to share by: a weighted sum of one unit is not counted in the unit itself.
        if (!IsSum(formula.Expression) && held.Any(at => Dimension.Of(moment.Scheme.Holdings[at].Unit).Equals(dimension)))
        {
            unit = new LocalizedText("折算" + unit.Zh, "weighted " + unit.En);
        }

        return new UnitPrice(Holding: null, Fraction.Zero, unit)
        {
            Counted = new CountedUnits(FormulaText.AsWritten.Show(formula.Expression), weights, over),
        };
    }

    /// <summary>The names a formula reads.</summary>
    public static IEnumerable<string> NamesOf(Formula formula) =>
        FormulaText.Figures(formula.Expression).OfType<Name>().Select(name => name.Text);

    /// <summary>An expression as units and a price of them: both ways of a product, and the whole as a price per household.</summary>
    public static IEnumerable<(Expression? Units, Expression Price)> Readings(Expression amount)
    {
        if (amount is Binary { Operator: '*' } product)
        {
            yield return (product.Left, product.Right);
            yield return (product.Right, product.Left);
        }

        yield return (null, amount);
    }

    private static bool IsSum(Expression expression) =>
        expression is Name || (expression is Binary { Operator: '+' } sum && IsSum(sum.Left) && IsSum(sum.Right));
}
