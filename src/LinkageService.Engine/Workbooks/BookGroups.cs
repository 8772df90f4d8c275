using System.Diagnostics;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Workbooks;

/// <summary>Writes who is in a group: 1 for who is, 0 for who is not.</summary>
internal sealed class BookGroups(Book book, BookScope scope, BookFormulas formulas)
{
    /// <summary>Who is in a group; 1 for everyone.</summary>
    public Term MaskOf(string? group)
    {
        if (group is null or "everyone")
        {
            return 1;
        }

        if (!scope.Groups.TryGetValue(group, out var mask))
        {
            // A group that is not of the document is made by a step; a step that did not come yet chose nobody.
            var known = book.Scheme.Groups.FirstOrDefault(each => each.Name == group);
            mask = known is null ? 0 : book.Column(book.T(book.Titles.OfGroup(group)), Of(known.Condition));
            scope.Groups[group] = mask;
        }

        return mask;
    }

    /// <summary>How many are in a group.</summary>
    public Term CountOf(string? group) => MaskOf(group) is ColumnTerm column ? RangeTerm.Sum(column)
        : MaskOf(group).At(0) * book.Households;

    /// <summary>Who meets a condition.</summary>
    public Term Of(Condition condition) => condition switch
    {
        TagCondition tag => scope.Tags[tag.Tag],
        GroupCondition group => MaskOf(group.Group),
        NotCondition not => 1 - Of(not.Of),
        ManyCondition { All: true } many => BookMath.Min([.. many.Of.Select(Of)]),
        ManyCondition many => BookMath.Max([.. many.Of.Select(Of)]),
        HoldingCondition holding => OfHolding(holding),
        FormulaCondition formula => OfFormula(formula.Comparison),
        _ => throw new InvariantBrokenException("every kind of condition is written"),
    };

    /// <summary>1 where a formula holds against its bound.</summary>
    public Term OfFormula(FormulaComparison comparison)
    {
        var label = book.T(book.Titles.Of(comparison));
        var (figure, bound) = (formulas.Of(comparison.Dividend.Expression), formulas.Of(comparison.Bound.Expression));
        if (comparison.Divisor is { } divisor)
        {
            var under = formulas.Of(divisor.Expression);
            if (under.MayBeNegative)
            {
                var count = BookMath.If(BookMath.Is(under.Num, "<", 0), 1, 0);
                book.Require(under.IsColumn ? RangeTerm.Sum(book.Column(label, count)) : count, "除数是负数", "a divisor is below zero");
            }

            bound = formulas.Times(label, bound, under);
        }

        var (first, second, _, isColumn) = formulas.Sides(label, figure, bound);
        var holds = BookMath.If(BookMath.Is(first, SignOf(comparison.Comparison), second), 1, 0);
        return isColumn ? book.Column(label, holds) : book.Whole(label, holds);
    }

    public static string SignOf(Comparison comparison) => comparison switch
    {
        Comparison.Above => ">",
        Comparison.AtLeast => ">=",
        Comparison.Below => "<",
        Comparison.AtMost => "<=",
        _ => throw new UnreachableException(),
    };

    private Term OfHolding(HoldingCondition condition)
    {
        var label = book.T(book.Titles.Of(condition));
        var (figure, bound, _, _) = formulas.Sides(label, scope.Names[condition.Holding], Quantity.Of(condition.Figure));
        return BookMath.If(BookMath.Is(figure, SignOf(condition.Comparison), bound), 1, 0);
    }
}
