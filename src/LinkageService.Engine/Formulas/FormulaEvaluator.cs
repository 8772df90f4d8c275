using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Formulas;

/// <summary>Computes a checked formula exactly at the present moment of a context.</summary>
internal sealed class FormulaEvaluator(IFormulaContext context, Formula formula)
{
    /// <summary>Bits of a value's numerator and denominator together.</summary>
    /// <value>512: a holding times two prices times three rates of 12 decimals fits; a*a*a*… of a long formula does not.</value>
    public const int MaxBits = 512;

    /// <summary>Why there is no value; null when there is one.</summary>
    public Problem? Failure { get; private set; }

    /// <summary>The divisor that is 0, where that is why.</summary>
    public Expression? ZeroDivisor { get; private set; }

    public FormulaValue Evaluate() => Value(formula.Expression);

    private FormulaValue Value(Expression expression)
    {
        var value = Failure is null ? ValueOf(expression) : Fraction.Zero;
        if (value.Bits <= MaxBits)
        {
            return value;
        }

        Failure ??= new Problem(ProblemCodes.AmountOutOfRange, formula.Field, new LocalizedText(
            $"公式“{formula.Text}”第 {expression.At} 列算出的数超过 {MaxBits} 个二进制位，超出可计算的范围",
            $"the value at column {expression.At} of \"{formula.Text}\" has more than {MaxBits} bits, beyond what is computed"));
        return Fraction.Zero;
    }

    private FormulaValue ValueOf(Expression expression) => expression switch
    {
        Literal literal => literal.Value,
        Name name => context.Value(name.Text),
        Negation negation => Times(Value(negation.Operand), new Fraction(-1, 1)),
        Binary binary => Operate(binary),
        Call call => Invoke(call),
        _ => throw new InvariantBrokenException("every kind of expression is evaluated"),
    };

    private FormulaValue Operate(Binary binary)
    {
        var (left, right) = (Value(binary.Left), Value(binary.Right));
        return binary.Operator switch
        {
            '*' => Times(left, right),
            '/' => Divide(left, right, binary),
            '+' => Plus(left, right),
            _ => Plus(left, Times(right, new Fraction(-1, 1))),
        };
    }

    private FormulaValue Divide(FormulaValue left, FormulaValue right, Binary binary)
    {
        if (right.Single.Sign != 0)
        {
            return Times(left, Fraction.One / right.Single);
        }

        ZeroDivisor ??= Failure is null ? binary.Right : null;
        var divisor = FormulaText.AsWritten.Show(binary.Right);
        Failure ??= new Problem(ProblemCodes.DivisionByZero, formula.Field, new LocalizedText(
            $"公式“{formula.Text}”第 {binary.At} 列的除数“{divisor}”是 0",
            $"the divisor {divisor} at column {binary.At} of \"{formula.Text}\" is 0"));
        return Fraction.Zero;
    }

    private FormulaValue Invoke(Call call) => call.Function switch
    {
        "sum" => Sum(Value(call.Arguments[0])),
        "count" => (Fraction)context.Members(((Name)call.Arguments[0]).Text),
        "pool" => Fraction.FromMoney(context.Balance(((Name)call.Arguments[0]).Text)),
        "received" => context.Received(call.Arguments.Select(step => ((Name)step).Text).ToArray()),
        "tiers" => Tiers(context.Tiers(((Name)call.Arguments[0]).Text), Value(call.Arguments[1])),
        _ when FormulaChecker.AccountOf(call) is { } account => Fraction.FromMoney(context.Kept(account)),
        "min" => call.Arguments.Select(Value).Aggregate(Smaller),
        _ => call.Arguments.Select(Value).Aggregate(Larger),
    };

    private static FormulaValue Tiers(Schemes.TierTable table, FormulaValue figure) =>
        figure.Column is { } column ? TierColumn.Of(column, table) : table.ValueOf(figure.Single);

    private FormulaValue Sum(FormulaValue value) =>
        value.Column is { } column ? column.Sum() : value.Single * context.Households;

    private FormulaValue Times(FormulaValue left, FormulaValue right) => (left.Column, right.Column) switch
    {
        (null, null) => left.Single * right.Single,
        ({ } column, null) => column.Times(right.Single),
        (null, { } column) => column.Times(left.Single),
        ({ } first, { } second) => first.Times(second),
    };

    private FormulaValue Plus(FormulaValue left, FormulaValue right) => (left.Column, right.Column) switch
    {
        (null, null) => left.Single + right.Single,
        _ => left.AsColumn(context.Households).Plus(right.AsColumn(context.Households)),
    };

    private FormulaValue Smaller(FormulaValue left, FormulaValue right) => (left.Column, right.Column) switch
    {
        (null, null) => left.Single < right.Single ? left : right,
        _ => left.AsColumn(context.Households).Min(right.AsColumn(context.Households)),
    };

    private FormulaValue Larger(FormulaValue left, FormulaValue right) => (left.Column, right.Column) switch
    {
        (null, null) => left.Single > right.Single ? left : right,
        _ => left.AsColumn(context.Households).Max(right.AsColumn(context.Households)),
    };
}
