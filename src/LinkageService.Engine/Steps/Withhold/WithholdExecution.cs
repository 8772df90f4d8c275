using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Runs a deduction: half up, as a negative line.</summary>
internal static class WithholdExecution
{
    public static Problem? Execute(WithholdStep step, Run run)
    {
        if (run.Column(step.Amount, out var yuan) is { } problem)
        {
            return problem;
        }

        if (step.Of.Count > 0 && step.Amount.Type.Dimension.IsPlain)
        {
            yuan = yuan.Times(run.Received(step.Of));
        }

        var members = run.Group(step.To);
        if (run.FirstNegative(step.Amount, yuan, members, ProblemCodes.NegativeResult) is { } negative)
        {
            return negative;
        }

        var amounts = GC.AllocateUninitializedArray<long>(run.Roster.Count);
        if (!FenColumn.TryRound(yuan, RoundingPolicy.HalfUp, members, amounts))
        {
            return Run.AmountOutOfRange(step, "amount");
        }

        var withheld = FenSum.Of(amounts);
        if (withheld > Run.MaxStepFen)
        {
            return Run.AmountOutOfRange(step, "amount");
        }

        for (var household = 0; household < amounts.Length; household++)
        {
            amounts[household] = -amounts[household];
        }

        run.Feed(step.Into, (long)withheld);
        run.Add(new StepResult(step)
        {
            Amounts = amounts,
            PoolFen = (long)withheld,
            Policy = RoundingPolicy.HalfUp,
            Working = new PayWorking(yuan),
        });
        return null;
    }
}
