using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes.Linter;

/// <summary>A condition that holds one figure of a household against a number that the document states.</summary>
/// <param name="Subject">The column, or the formula as written.</param>
/// <param name="Comparison">How it is held.</param>
/// <param name="Figure">The number, in the figure's own unit.</param>
/// <param name="MayDivideByZero">
/// Whether a household's divisor may be 0; nothing divided by nothing is then both at least and at most any number.
/// </param>
internal sealed record FigureCondition(string Subject, Comparison Comparison, Fraction Figure, bool MayDivideByZero)
{
    private Expression? Formula { get; init; }

    /// <summary>The condition as one of a figure; null for any other, and where only a run knows the number.</summary>
    public static FigureCondition? Of(Condition condition) => condition switch
    {
        HoldingCondition holding => new FigureCondition(holding.Holding, holding.Comparison, holding.Figure, MayDivideByZero: false),
        FormulaCondition { Comparison: var formula } when Number(formula.Bound.Expression) is { } figure => new FigureCondition(
            FormulaText.AsWritten.Show(formula.Formula.Expression), formula.Comparison, figure, formula.Divisor is not null)
        {
            Formula = formula.Formula.Expression,
        },
        FormulaCondition or TagCondition or GroupCondition or ManyCondition or NotCondition => null,
        _ => throw new UnreachableException(),
    };

    /// <summary>What the figure is called: a formula by the titles of what it reads.</summary>
    public LocalizedText Title(Scheme scheme)
    {
        var titles = new SchemeTitles(scheme);
        var zh = Formula is null ? titles.Of(Subject).Zh
            : new FormulaText(figure => figure is Name name ? titles.Of(name.Text).Zh : FormulaText.WordOf(figure),
                unit => Units.Words(Dimension.Of(unit)).Zh.TrimStart(),
                (function, of) => $"{function}({string.Join(", ", of)})").Show(Formula);
        return new LocalizedText(zh, Subject);
    }

    // 1 mu / 1 person: written, and read of nothing.
    private static Fraction? Number(Expression expression) => expression switch
    {
        Literal literal => literal.Value,
        Negation negation => -Number(negation.Operand),
        Binary binary when Number(binary.Left) is { } left && Number(binary.Right) is { } right => binary.Operator switch
        {
            '+' => left + right,
            '-' => left - right,
            '*' => left * right,
            '/' => right.Sign == 0 ? null : left / right,
            _ => throw new UnreachableException(),
        },
        Binary or Name or Call => null,
        _ => throw new UnreachableException(),
    };
}
