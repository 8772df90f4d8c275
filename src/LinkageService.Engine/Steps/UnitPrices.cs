using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
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
}
