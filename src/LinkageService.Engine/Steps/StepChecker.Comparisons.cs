using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <content>Comparisons of figures: of groups, and of what is required of the result.</content>
internal sealed partial class StepChecker
{
    /// <summary>Checks a comparison: both sides must measure the same. Its formula gets the type of the quotient.</summary>
    /// <returns>Whether it is one of each household; null after a mistake, which is reported.</returns>
    public bool? Comparison(FormulaComparison comparison)
    {
        var (over, under) = (TypeOf(comparison.Dividend), comparison.Divisor is { } divisor ? TypeOf(divisor) : null);
        if (over is not { } type || (comparison.Divisor is not null && under is null))
        {
            Formula(comparison.Bound, wanted: null, mayBeColumn: true);
            return null;
        }

        if (under is { IsZero: true } && comparison.Formula.Expression is Binary quotient)
        {
            Report(new FormulaError(ProblemCodes.DivisionByZero, quotient.At, "除数是 0", "the divisor is 0"), comparison.Formula);
        }

        var whole = under is not { } by ? type
            : new FormulaType(type.Dimension / by.Dimension, type.IsColumn || by.IsColumn, type.IsZero);
        comparison.Formula.Type = whole;
        return whole.IsColumn | Formula(comparison.Bound, whole.IsZero ? null : whole.Dimension, mayBeColumn: true,
            hint: AsShare(comparison, whole.Dimension) ?? InUnitsOf(whole.Dimension))?.IsColumn;
    }

    /// <summary>Checks what is required of the result; all steps have been checked before.</summary>
    public void Requirement(Requirement requirement)
    {
        Group(requirement.To, requirement.Field + ".to");
        if (Comparison(requirement.Comparison) == false && requirement.To is not null)
        {
            Report(ProblemCodes.SchemeInvalidValue, requirement.Field + ".to", "这个数不是每户一个，不写 to",
                "this figure is one for all: \"to\" goes with a figure of each household");
        }
    }

    // received(dividend) atLeast 30%: a rate is held against a quotient.
    private LocalizedText? AsShare(FormulaComparison comparison, Dimension dimension)
    {
        if (!dimension.IsYuan || !SplitShares.IsRate(comparison.Bound.Expression, Scope.Parameters))
        {
            return null;
        }

        // One figure of the year is what it can be a share of; of several any may be meant.
        var wholes = Scope.Inputs.Where(input => Scope.Values.TryGetValue(input, out var type) && type.Dimension.IsYuan).ToArray();
        var (formula, whole) = (NumberProblems.Shorten(comparison.Formula.Text), wholes.Length == 1 ? wholes[0] : "…");
        var sum = comparison.Formula.Type.IsColumn ? $"sum({formula})" : formula;
        return new LocalizedText($"界限是比例时，公式除以它所比的金额：{sum} / {whole}",
            $"Beside a rate the formula is divided by the amount it is a share of: {sum} / {whole}");
    }

    // 1 亩 / 1 人: a bound per something is written as a division.
    private static LocalizedText? InUnitsOf(Dimension dimension) => dimension.IsPlain ? null
        : new LocalizedText("界限写明单位，如 " + Divided(Units.Words(dimension).Zh.Trim()),
            "A bound names its unit, as in " + Divided(dimension.ToString()));

    private static string Divided(string units) =>
        string.Join(" / ", units.Split('/').Select(unit => unit is "" or "1" ? "1" : "1 " + unit));
}
