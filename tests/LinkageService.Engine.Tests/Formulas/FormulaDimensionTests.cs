using LinkageService.Engine.Formulas;

namespace LinkageService.Engine.Tests.Formulas;

/// <summary>What combines with what, and the column of what does not.</summary>
public sealed class FormulaDimensionTests
{
    [Theory]
    [InlineData("land", "mu per household")]
    [InlineData("land * rent", "yuan per household")]
    [InlineData("rent * land", "yuan per household")]
    [InlineData("land * rent * months", "month·yuan per household")]
    [InlineData("land * rent * months / 12 month", "yuan per household")]
    [InlineData("income * rate", "yuan")]
    [InlineData("income / sum(land)", "yuan/mu")]
    [InlineData("income / sum(land) * land", "yuan per household")]
    [InlineData("land / sum(land)", "plain per household")]
    [InlineData("land * land / 1 mu", "mu per household")]
    [InlineData("land * land * days", "day·mu^2 per household")]
    [InlineData("1 / 1 mu", "1/mu")]
    [InlineData("posts + year + count(poor)", "plain")]
    [InlineData("min(income, 5 yuan, pool(income))", "yuan")]
    [InlineData("max(0, land - 2 mu)", "mu per household")]
    [InlineData("0 + land", "mu per household")]
    [InlineData("land - 0", "mu per household")]
    [InlineData("-land", "mu per household")]
    [InlineData("5%", "plain")]
    [InlineData("received(share) * 20%", "yuan per household")]
    [InlineData("sum(received(share))", "yuan")]
    [InlineData("income*rate/3", "yuan")]
    [InlineData("单价 * land", "yuan per household")]
    [InlineData("𠮷 * 2", "plain")]
    public void Check_Fitting_HasTheDimension(string text, string expected)
    {
        var type = FormulaChecker.Check(Parsed(text), Scope(), out var error);

        Assert.Null(error);
        Assert.Equal(expected, type.ToString());
    }

    [Theory]
    [InlineData("land + income", "formula_dimension 6")]
    [InlineData("income - rate", "formula_dimension 8")]
    [InlineData("min(income, land)", "formula_dimension 13")]
    [InlineData("max(1, 2 mu)", "formula_dimension 8")]
    [InlineData("rate * (land - days)", "formula_dimension 14")]
    [InlineData("income / land", "formula_column 8")]
    [InlineData("income / (sum(land) + land)", "formula_column 8")]
    [InlineData("income / 0", "division_by_zero 8")]
    [InlineData("income / 0.00", "division_by_zero 8")]
    [InlineData("income * rat", "unknown_name 10")]
    [InlineData("income * poor", "unknown_name 10")]
    [InlineData("profit", "unknown_name 1")]
    [InlineData("avg(land)", "unknown_name 1")]
    [InlineData("5 jin", "unknown_unit 1")]
    [InlineData("count(land)", "unknown_group 7")]
    [InlineData("count(rich)", "unknown_group 7")]
    [InlineData("pool(land)", "unknown_account 6")]
    [InlineData("pool(income + income)", "unknown_account 13")]
    [InlineData("received(later)", "cyclic_reference 10")]
    [InlineData("received(share, nothing)", "unknown_step 17")]
    [InlineData("sum(land, land)", "formula_syntax 1")]
    [InlineData("max(land)", "formula_syntax 1")]
    public void Check_NotFitting_OneErrorAtItsColumn(string text, string expected)
    {
        var type = FormulaChecker.Check(Parsed(text), Scope(), out var error);

        Assert.Null(type);
        Assert.Equal(expected, $"{error!.Code} {error.At}");
    }

    private static Expression Parsed(string text)
    {
        var expression = FormulaParser.Parse(text, out var error);
        Assert.True(expression is not null, error?.En);
        return expression;
    }

    private static FormulaScope Scope()
    {
        var scope = new FormulaScope();
        (string Name, Dimension Dimension, bool IsColumn)[] values =
        [
            ("land", Dimension.Of("mu"), true), ("days", Dimension.Of("day"), true), ("rent", Dimension.Yuan / Dimension.Of("mu"), false),
            ("income", Dimension.Yuan, false), ("rate", Dimension.Plain, false), ("posts", Dimension.Plain, false),
            ("months", Dimension.Of("month"), false), ("单价", Dimension.Yuan / Dimension.Of("mu"), false), ("𠮷", Dimension.Plain, false),
        ];
        foreach (var (name, dimension, isColumn) in values)
        {
            scope.Values.Add(name, new FormulaType(dimension, isColumn));
        }

        scope.Units.UnionWith(["mu", "day", "month"]);
        scope.Groups.Add("poor");
        scope.Pools.Add("income");
        scope.PaidSteps.Add("share");
        scope.AllSteps.UnionWith(["share", "later"]);
        return scope;
    }
}
