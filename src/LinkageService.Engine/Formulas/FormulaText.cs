using System.Diagnostics;

namespace LinkageService.Engine.Formulas;

/// <summary>Shows a formula to people: with × and ÷, in the words given for what it reads.</summary>
/// <param name="figure">The words, or the number, of a name or a call that gives one figure.</param>
/// <param name="unit">The words of a literal's unit.</param>
/// <param name="choice">The words of <c>min</c> and <c>max</c> over texts.</param>
internal sealed class FormulaText(
    Func<Expression, string> figure, Func<string, string> unit, Func<string, IReadOnlyList<string>, string> choice)
{
    /// <summary>The formula as written, but for its signs.</summary>
    public static FormulaText AsWritten { get; } = new(WordOf, unit => unit,
        (function, of) => function + "(" + string.Join(", ", of) + ")");

    /// <summary>The formula in these words.</summary>
    public string Show(Expression expression) => expression switch
    {
        Literal { Unit: null } literal => literal.Text,
        Literal literal => literal.Value + " " + unit(literal.Unit),
        Negation negation => "−" + Factor(negation.Operand),
        Binary { Operator: '+' } sum => Show(sum.Left) + " + " + Show(sum.Right),
        Binary { Operator: '-' } difference => Show(difference.Left) + " − " + Factor(difference.Right),
        Binary { Operator: '*' } product => Factor(product.Left) + " × " + Factor(product.Right),
        Binary quotient => Factor(quotient.Left) + " ÷ " + (quotient.Right is Binary
            ? "(" + Show(quotient.Right) + ")" : Factor(quotient.Right)),
        Call { Function: "min" or "max" } call => choice(call.Function, call.Arguments.Select(Show).ToArray()),
        Name or Call => figure(expression),
        _ => throw new UnreachableException(),
    };

    /// <summary>The figures a formula reads, each once: names, and calls that give one figure.</summary>
    public static IEnumerable<Expression> Figures(Expression expression) => (expression switch
    {
        Name => [expression],
        Negation negation => Figures(negation.Operand),
        Binary binary => Figures(binary.Left).Concat(Figures(binary.Right)),
        Call { Function: "min" or "max" } call => call.Arguments.SelectMany(Figures),
        Call => [expression],
        Literal => [],
        _ => throw new UnreachableException(),
    }).DistinctBy(WordOf);

    /// <summary>The figures that are years of the calendar: <c>year</c>, and what is subtracted from it or compared with it.</summary>
    public static IEnumerable<string> Years(Expression expression) => expression switch
    {
        Name { Text: "year" } => ["year"],
        Binary { Operator: '-' } difference when IsYear(difference.Left) || IsYear(difference.Right) =>
            Years(difference.Left).Concat(Years(difference.Right))
                .Concat(new[] { difference.Left, difference.Right }.OfType<Name>().Select(name => name.Text)),
        Call { Function: "min" or "max" } call when IsYear(call) =>
            call.Arguments.SelectMany(Years).Concat(call.Arguments.OfType<Name>().Select(name => name.Text)),
        Negation negation => Years(negation.Operand),
        Binary binary => Years(binary.Left).Concat(Years(binary.Right)),
        Call { Function: "min" or "max" } call => call.Arguments.SelectMany(Years),
        Name or Call or Literal => [],
        _ => throw new UnreachableException(),
    };

    private static bool IsYear(Expression expression) => expression is Name { Text: "year" }
        || (expression is Call { Function: "min" or "max" } call && call.Arguments.Any(IsYear));

    /// <summary>A figure as it is written in the formula.</summary>
    public static string WordOf(Expression figure) => figure switch
    {
        Name name => name.Text,
        Call call => call.Function + "(" + string.Join(", ", call.Arguments.Select(AsWritten.Show)) + ")",
        _ => throw new InvariantBrokenException("a figure is a name or a call"),
    };

    private string Factor(Expression expression) =>
        expression is Binary { Operator: '+' or '-' } ? "(" + Show(expression) + ")" : Show(expression);
}
