using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Formulas;

/// <summary>Shows a formula to people: with × and ÷, and the figures it read.</summary>
internal static class FormulaText
{
    /// <summary>The formula with its signs as people write them.</summary>
    public static string Show(Expression expression) => expression switch
    {
        Literal { Unit: null } literal => literal.Value.ToString(),
        Literal literal => literal.Value + " " + literal.Unit,
        Name name => name.Text,
        Negation negation => "−" + Inner(negation.Operand),
        Binary { Operator: '+' } sum => Show(sum.Left) + " + " + Show(sum.Right),
        Binary { Operator: '-' } difference => Show(difference.Left) + " − " + Inner(difference.Right),
        Binary product => Inner(product.Left) + (product.Operator == '*' ? " × " : " ÷ ") + Inner(product.Right),
        Call call => call.Function + "(" + string.Join(", ", call.Arguments.Select(Show)) + ")",
        _ => throw new InvariantBrokenException("every kind of expression is shown"),
    };

    /// <summary>The figures a formula reads, each once: names, and calls that give one figure.</summary>
    public static IEnumerable<Expression> Figures(Expression expression) => (expression switch
    {
        Name => [expression],
        Negation negation => Figures(negation.Operand),
        Binary binary => Figures(binary.Left).Concat(Figures(binary.Right)),
        Call { Function: "min" or "max" } call => call.Arguments.SelectMany(Figures),
        Call => [expression],
        _ => [],
    }).DistinctBy(Show);

    private static string Inner(Expression expression) =>
        expression is Binary { Operator: '+' or '-' } ? "(" + Show(expression) + ")" : Show(expression);
}
