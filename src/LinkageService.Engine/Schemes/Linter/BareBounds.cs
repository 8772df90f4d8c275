using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes.Linter;

/// <summary>
/// Caps and floors that lost their unit: a number without one is a rate, and <c>cap: 300.00</c> is 30000%, which limits nobody.
/// A warning, not an error: documents that say so are stored, and go on as they did.
/// </summary>
internal static class BareBounds
{
    public static void Check(Scheme scheme, Step step, ProblemList problems)
    {
        if (step is not AllocateStep allocate)
        {
            return;
        }

        CheckCap(scheme, allocate, problems);
        if (allocate.Floor?.Expression is Literal { Unit: null, IsPercent: false } floor && floor.Value > Fraction.One)
        {
            problems.Withdraw(ProblemCodes.NeverEnough, step.Field + ".floor");
            problems.Withdraw(ProblemCodes.ImplausibleFigure, step.Field + ".floor");
            var rate = SplitShares.Show(floor.Value);
            SchemeLinter.Warn(problems, ProblemCodes.ImplausibleFigure, step, "floor",
                $"没有单位的数是比例：{floor.Text} 是 {rate}，只要有一户就不够，每次核算都会停下",
                $"a number without unit is a rate: {floor.Text} is {rate}, more than there is for one household alone, and every run stops",
                Cure(floor));
        }
    }

    private static void CheckCap(Scheme scheme, AllocateStep step, ProblemList problems)
    {
        if (step.Cap?.Expression is not Literal { Unit: null, Value: var value } cap || (value.Sign > 0 && value < Fraction.One))
        {
            return;
        }

        if (value.Sign == 0)
        {
            SchemeLinter.Warn(problems, ProblemCodes.ImplausibleFigure, step, "cap", "上限是 0，谁也分不到", "a cap of 0 gives nobody anything");
            return;
        }

        // What limits nobody leaves nothing either.
        if (step is { PaysAll: true, KeepsIfEmpty: false, UnitFen: 1, Head.When: null })
        {
            problems.Withdraw(ProblemCodes.PoolMayKeepMoney, scheme.Inputs.Any(input => input.Name == step.From.Name)
                ? "inputs." + step.From.Name
                : scheme.Steps.LastOrDefault(feeder => feeder != step && feeder.Accounts.Contains(step.From))?.Field + ".into");
        }

        var (zh, en) = cap.IsPercent ? ($"上限 {cap.Text} 不低于 100%，限制不了任何一户", $"a cap of {cap.Text} is 100% or more and limits nobody")
            : ($"没有单位的数是比例：{cap.Text} 是 {SplitShares.Show(value)}，限制不了任何一户",
                $"a number without unit is a rate: {cap.Text} is {SplitShares.Show(value)} and limits nobody");
        SchemeLinter.Warn(problems, ProblemCodes.ImplausibleFigure, step, "cap", zh, en, cap.IsPercent ? null : Cure(cap));
    }

    // 300.00 was an amount; 30 may have been 30%.
    private static LocalizedText Cure(Literal bare)
    {
        var mayBeRate = bare.Value <= 100 && !bare.Text.Contains('.', StringComparison.Ordinal);
        return new LocalizedText($"是金额就写 {bare.Text} 元{(mayBeRate ? $"，是比例就写 {bare.Text}%" : "")}",
            $"An amount is written {bare.Text} yuan{(mayBeRate ? $", a rate {bare.Text}%" : "")}");
    }
}
