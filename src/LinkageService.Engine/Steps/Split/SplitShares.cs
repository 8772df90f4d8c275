using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>
/// Whether the shares of a split close: parts are any numbers in proportion, rates make exactly 100% or leave the rest to
/// <c>remaining</c>, and the two are not mixed. The table is in docs/schemes.md, section 3.
/// </summary>
internal static class SplitShares
{
    /// <summary>
    /// A rate: a formula that reads a number with %, a rate parameter or a fraction of two numbers such as <c>1/3</c>. Any other
    /// is a part; <c>0</c> is both.
    /// </summary>
    public static bool IsRate(Expression share, IReadOnlyDictionary<string, SchemeParameter> parameters) => share switch
    {
        Literal literal => literal.IsPercent,
        Name name => parameters.TryGetValue(name.Text, out var parameter) && parameter.Type == ParameterType.Rate,
        Negation negation => IsRate(negation.Operand, parameters),
        Binary { Operator: '/' } quotient when IsWritten(quotient.Left) && IsWritten(quotient.Right) => true,
        Binary binary => IsRate(binary.Left, parameters) || IsRate(binary.Right, parameters),
        Call call => call.Arguments.Any(argument => IsRate(argument, parameters)),
        _ => throw new InvariantBrokenException("every kind of expression is a rate or a part"),
    };

    /// <summary>What is wrong with the shares whatever the figures of a run are, or null.</summary>
    public static LocalizedText? Fault(SplitStep step, FormulaScope scope) => Fault(step, Shares(step), step.HasRemaining, scope);

    /// <summary>The same of the parts that each value of a label has: nothing remains of those.</summary>
    public static LocalizedText? FaultOfValues(SplitStep step, FormulaScope scope) =>
        Fault(step, step.ByValue.Select(part => part.Share.Expression).ToArray(), hasRemaining: false, scope);

    private static LocalizedText? Fault(SplitStep step, Expression[] shares, bool hasRemaining, FormulaScope scope)
    {
        var rates = shares.Where(share => IsRate(share, scope.Parameters)).ToArray();
        var parts = shares.Where(share => !rates.Contains(share) && share is not Literal { Value.Sign: 0 }).ToArray();
        if (rates.Length > 0 && parts.Length > 0)
        {
            return new LocalizedText(
                "比例和份数混在一起了：要么都写比例（30%、1/3），要么都写份数（7、3）",
                "rates and parts are mixed: write either rates (30%, 1/3) or parts (7, 3) only");
        }

        if (hasRemaining && shares.SelectMany(Names).Any(name =>
            scope.Parameters.TryGetValue(name, out var parameter) && parameter.Type == ParameterType.Parts))
        {
            return new LocalizedText(
                "有 remaining 时其余各项是占整体的比例，不能用份数（parts）参数：改用 rate 参数",
                "beside \"remaining\" every share is a rate of the whole, a parameter of type parts is none: use type rate");
        }

        var isByValue = step.ByValue.Count > 0 && shares.Length == step.ByValue.Count
            && ReferenceEquals(shares[0], step.ByValue[0].Share.Expression);
        return Years(step, scope).Select(year => FaultOf(shares, hasRemaining, rates.Length > 0, isByValue, year, scope))
            .FirstOrDefault(fault => fault is not null);
    }

    /// <summary>What is wrong with the shares of a run, or null; never a fault of a document that is read by the first rules.</summary>
    public static LocalizedText? Fault(SplitStep step, Scheme scheme, Fraction sum) =>
        scheme.Rules == RuleVersion.First || step.HasRemaining ? null : Fault(Shares(step), isByValue: false, scheme, sum);

    /// <summary>The same of the parts that each value of a label has.</summary>
    public static LocalizedText? FaultOfValues(SplitStep step, Scheme scheme, Fraction sum) =>
        Fault(step.ByValue.Select(part => part.Share.Expression), isByValue: true, scheme, sum);

    private static LocalizedText? Fault(IEnumerable<Expression> shares, bool isByValue, Scheme scheme, Fraction sum)
    {
        if (sum == Fraction.One)
        {
            return null;
        }

        var parameters = scheme.Parameters.Concat(scheme.Tiers.Select(table => table.Gives))
            .Concat(scheme.Inputs.Select(input => input.Figure).OfType<SchemeParameter>())
            .ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        return shares.Any(share => IsRate(share, parameters)) ? NotWhole(sum, isByValue) : null;
    }

    /// <summary>A sum as people write it: 90%, or 2/3.</summary>
    public static string Show(Fraction sum)
    {
        var percent = (sum * 100).ToString();
        return percent.Contains('/', StringComparison.Ordinal) ? sum.ToString() : percent + "%";
    }

    private static LocalizedText? FaultOf(
        Expression[] shares, bool hasRemaining, bool areRates, bool isByValue, int year, FormulaScope scope)
    {
        var sum = Fraction.Zero;
        foreach (var share in shares)
        {
            if (Value(share, year, scope) is not { } value)
            {
                return null;
            }

            sum += value;
        }

        if (hasRemaining)
        {
            return sum <= Fraction.One ? null : new LocalizedText(
                $"各部分合计 {Show(sum)}，超过 100%，没有余额可言", $"the shares add up to {Show(sum)}, more than 100%: nothing can remain");
        }

        if (sum.Sign == 0)
        {
            return Array.TrueForAll(shares, share => share is Literal) ? new LocalizedText("各部分都是 0", "all parts are 0") : null;
        }

        // 0.55 beside 0.05 and 0.30 was meant as 55%.
        var areDecimals = Array.TrueForAll(shares, share => share is Literal literal && literal.Value < Fraction.One);
        return (areRates || areDecimals) && sum != Fraction.One ? NotWhole(sum, isByValue) : null;
    }

    private static LocalizedText NotWhole(Fraction sum, bool isByValue)
    {
        var isLess = sum < Fraction.One;
        var difference = Show(isLess ? Fraction.One - sum : sum - Fraction.One);
        return isLess && isByValue
            ? new LocalizedText(
                $"各比例合计 {Show(sum)}，应正好 100%，还差 {difference}；各村（组）的都写在这里",
                $"the rates add up to {Show(sum)}, {difference} short of exactly 100%: those of all values of the label stand here")
            : isLess
            ? new LocalizedText(
                $"各比例合计 {Show(sum)}，应正好 100%，还差 {difference}；其余另有去处就加一项 remaining",
                $"the rates add up to {Show(sum)}, {difference} short of exactly 100%; where the rest goes is said by \"remaining\"")
            : new LocalizedText(
                $"各比例合计 {Show(sum)}，应正好 100%，多了 {difference}",
                $"the rates add up to {Show(sum)}, {difference} more than exactly 100%");
    }

    // A year of each span in which the step runs.
    private static IEnumerable<int> Years(SplitStep step, FormulaScope scope) => step.Head.When is not { } when
        ? scope.Years
        : scope.Years.Select(year => Math.Max(year, when.FromYear ?? year)).Where(year => year <= (when.ToYear ?? year));

    private static Expression[] Shares(SplitStep step) =>
        step.Into.Select(part => part.Share?.Expression).OfType<Expression>().ToArray();

    private static IEnumerable<string> Names(Expression share) =>
        FormulaText.Figures(share).OfType<Name>().Select(name => name.Text);

    // The value by what the document alone says of the year; null where a run says more, or where it is no number.
    private static Fraction? Value(Expression share, int year, FormulaScope scope) => share switch
    {
        Literal { Unit: null } literal => literal.Value,
        Name name => scope.Parameters.TryGetValue(name.Text, out var parameter) ? parameter.ValueOf(year) : null,
        Negation negation => -Value(negation.Operand, year, scope),
        Binary binary => (Value(binary.Left, year, scope), Value(binary.Right, year, scope)) is ({ } left, { } right)
            ? binary.Operator switch
            {
                '+' => left + right,
                '-' => left - right,
                '*' => left * right,
                '/' => right.Sign == 0 ? null : left / right,
                _ => throw new UnreachableException(),
            }
            : null,
        Literal or Call => null,
        _ => throw new UnreachableException(),
    };

    // Numbers only: 1, 2 * 3.
    private static bool IsWritten(Expression expression) => expression switch
    {
        Literal { Unit: null } => true,
        Binary binary => IsWritten(binary.Left) && IsWritten(binary.Right),
        Literal or Name or Negation or Call => false,
        _ => throw new UnreachableException(),
    };
}
