using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes.Linter;

/// <summary>
/// Formulas that the document alone says stop every run, 5 yuan - 6 yuan and 5 yuan / (1 - 1), and money that goes back to where it
/// came from.
/// </summary>
internal static class ConstantLinter
{
    public static void Check(Scheme scheme, FormulaScope scope, Step step, ProblemList problems)
    {
        var bounds = new FormulaBounds(scheme, scope.Years.Count == 0 ? int.MinValue : scope.Years[0]);
        foreach (var formula in FormulasOf(step).OfType<Formula>())
        {
            var names = FormulaText.Figures(formula.Expression).Any();
            var (by, byEn) = names ? ("按参数的默认值，", "with the defaults of parameters ") : ("", "");
            if (ZeroDivisor(formula.Expression, bounds) is { } quotient)
            {
                problems.Add(ProblemCodes.ImplausibleFigure, formula.Field, formula.At,
                    $"{by}第 {quotient.At} 列的除数“{FormulaText.AsWritten.Show(quotient.Right)}”是 0，每次核算都会停下",
                    $"{byEn}the divisor {FormulaText.AsWritten.Show(quotient.Right)} at column {quotient.At} is 0, and every run stops",
                    RunProblems.OfZeroDivisor(scheme, formula, quotient.Right));
            }
            else if (step is not RecordStep && bounds.Of(formula.Expression).Constant is { Sign: < 0 } value)
            {
                problems.Add(ProblemCodes.ImplausibleFigure, formula.Field, formula.At,
                    $"{by}“{NumberProblems.Shorten(formula.Text)}”总是 {value}，是负数，每次核算都会停下",
                    $"{byEn}\"{NumberProblems.Shorten(formula.Text)}\" is always {value}, below zero, and every run stops",
                    RunProblems.AtLeastZero(formula.Text));
            }
            else if (step is not RecordStep && IsNeverAboveZero(bounds.Of(formula.Expression)))
            {
                var isByDefault = FormulaText.Figures(formula.Expression).OfType<Name>()
                    .Any(name => scheme.Parameters.Any(parameter => parameter.Name == name.Text));
                (by, byEn) = isByDefault ? (by, byEn) : ("", "");
                problems.Add(ProblemCodes.ImplausibleFigure, formula.Field, formula.At,
                    $"{by}“{NumberProblems.Shorten(formula.Text)}”不论填什么数都不大于 0，小于 0 时核算会停下",
                    $"{byEn}\"{NumberProblems.Shorten(formula.Text)}\" is never above zero whatever the figures, "
                        + "and below zero a run stops",
                    formula.Expression is Negation
                        ? new LocalizedText("去掉前面的负号：转出、付出的数写正数", "Leave out the minus: what is taken or paid is a positive figure")
                        : new LocalizedText("核对哪个数减哪个数", "Check which figure is subtracted from which"));
            }
        }

        CheckRound(step, problems);
    }

    // take from m into m
    private static void CheckRound(Step step, ProblemList problems)
    {
        var account = step switch
        {
            TakeStep take when take.From.Accounts.Contains(take.Into) => take.Into,
            SplitStep { From: [var only], Into: [{ Account: var back }] } when only == back => back,
            _ => (Account?)null,
        };
        if (account is { Name: var pool })
        {
            SchemeLinter.Warn(problems, ProblemCodes.ImplausibleFigure, step, "into",
                $"从资金池“{pool}”取出又放回“{pool}”，什么也没有变", $"what comes out of pool \"{pool}\" goes back into it: nothing is changed",
                new LocalizedText("要另放的，into 换一个名称；要留下的，写 into: fund:名称",
                    "Money that is set aside goes into another name, money that is kept into fund:name"));
        }
    }

    private static bool IsNeverAboveZero(Bounds bounds) =>
        bounds is { Constant: null, High: { } high } && LinearForm.Negative(high).IsNonNegative;

    // A name or a number has no part that divides.
    private static Binary? ZeroDivisor(Expression expression, FormulaBounds bounds) =>
        expression is Binary { Operator: '/' } quotient && bounds.Of(quotient.Right).Constant is { Sign: 0 } ? quotient
        : expression is Binary binary ? ZeroDivisor(binary.Left, bounds) ?? ZeroDivisor(binary.Right, bounds)
        : expression is Negation negation ? ZeroDivisor(negation.Operand, bounds)
        : (expression as Call)?.Arguments.Select(argument => ZeroDivisor(argument, bounds)).FirstOrDefault(found => found is not null);

    private static IEnumerable<Formula?> FormulasOf(Step step) => step switch
    {
        TakeStep take => [take.Amount],
        PayStep pay => [pay.Amount, .. pay.Factors.Select(factor => factor.Factor)],
        GuaranteeStep guarantee => [guarantee.Floor],
        AllocateStep allocate => [allocate.By, allocate.Cap, allocate.Floor, .. allocate.Factors.Select(factor => factor.Factor)],
        SelectStep select => [select.Places],
        WithholdStep withhold => [withhold.Amount, withhold.Limit, withhold.Shared?.Total, withhold.Shared?.By],
        RecordStep record => [record.Amount, record.Shared?.Total, record.Shared?.By],
        SplitStep split => [split.By, .. split.ByValue.Select(part => part.Share), .. split.Into.Select(part => part.Share)],
        _ => throw new InvariantBrokenException("a step of no kind"),
    };
}
