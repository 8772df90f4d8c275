using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Schemes;

/// <summary>A formula held against another: <c>{ formula: land / persons, above: 1 mu / 1 person }</c>.</summary>
/// <remarks>
/// A division that stands outermost is not carried out: the dividend is held against bound × divisor. So figures per head are exact,
/// may divide by a value per household, and a divisor of 0 has an answer that is said: the dividend held against 0.
/// </remarks>
internal sealed record FormulaComparison(Formula Formula, Comparison Comparison, Formula Bound)
{
    /// <summary>What is divided, or the whole formula.</summary>
    public Formula Dividend => Formula.Expression is Binary { Operator: '/', Left: var left } ? Part(left) : Formula;

    /// <summary>What it is divided by; null without a division.</summary>
    public Formula? Divisor => Formula.Expression is Binary { Operator: '/', Right: var right } ? Part(right) : null;

    /// <summary>Reads <c>formula</c> and one of the four bounds.</summary>
    public static FormulaComparison? Read(FieldReader fields)
    {
        var formula = fields.Formula("formula", required: true);
        if (ComparisonWords.ReadOne(fields, formula?.Text ?? "formula") is not { } stated
            || (fields.Find(stated.Key) is DocumentScalar { Text: { } text } && !ComparisonWords.HasNoSign(fields, stated.Key, text)))
        {
            return null;
        }

        var bound = fields.Formula(stated.Key);
        return formula is null || bound is null ? null : new FormulaComparison(formula, stated.Comparison, bound);
    }

    /// <summary>The figure less its bound, times the divisor where there is one: its sign decides.</summary>
    /// <param name="run">Where it is computed.</param>
    /// <param name="difference">For every household, or one value for all; negative below the bound.</param>
    /// <param name="divisor">The divisor, never negative; 1 without a division.</param>
    public Problem? Compare(Run run, out FormulaValue difference, out FormulaValue divisor)
    {
        (difference, divisor) = (Amounts.Fraction.Zero, Amounts.Fraction.One);
        Expression bound = Bound.Expression;
        if (Divisor is { } under)
        {
            if ((run.Evaluate(under, out divisor) ?? Negative(run, divisor)) is { } problem)
            {
                return problem;
            }

            bound = new Binary(1, '*', bound, under.Expression);
        }

        return run.Evaluate(Formula with { Expression = new Binary(1, '-', Dividend.Expression, bound) }, out difference);
    }

    /// <summary>Whether both sides are rates: the bound is written in per cent, or is a parameter or input of that type.</summary>
    public bool IsRate(Scheme scheme) => Formula.Type.Dimension.IsPlain && Bound.Expression switch
    {
        Literal literal => literal.IsPercent,
        Name name => scheme.Parameters.Any(parameter => parameter.Name == name.Text && parameter.Type == ParameterType.Rate)
            || scheme.Inputs.Any(input => input.Name == name.Text && input.Type == InputType.Rate),
        Negation or Binary or Call => false,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>As written: <c>land / persons below 1 mu / 1 person</c>.</summary>
    public override string ToString() =>
        $"{Formula.Text} {ComparisonWords.Keys.First(row => row.Comparison == Comparison).Key} {Bound.Text}";

    private Problem? Negative(Run run, FormulaValue divisor)
    {
        if (divisor.Column is not { } column)
        {
            return divisor.Single.Sign < 0 ? RunProblems.NegativeDivisor(Formula, divisor.Single, household: null) : null;
        }

        var first = Enumerable.Range(0, column.Count).FirstOrDefault(column.IsNegative, -1);
        return first < 0 ? null : RunProblems.NegativeDivisor(Formula, column[first], run.Roster.Id(first));
    }

    private Formula Part(Expression expression) => Formula with { Text = FormulaText.AsWritten.Show(expression), Expression = expression };
}
