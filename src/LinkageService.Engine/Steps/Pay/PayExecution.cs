using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Runs a payment by formula.</summary>
internal static class PayExecution
{
    public static Problem? Execute(PayStep step, Run run)
    {
        if (run.Column(step.Amount, out var yuan) is { } problem)
        {
            return problem;
        }

        var members = run.Group(step.To);
        if (run.FirstNegative(step.Amount, yuan, members, ProblemCodes.NegativeResult) is { } negative)
        {
            return negative;
        }

        var asked = GC.AllocateUninitializedArray<long>(run.Roster.Count);
        if (!FenColumn.TryRound(yuan, RoundingPolicy.HalfUp, members, asked) || FenSum.Of(asked) > Run.MaxStepFen)
        {
            return Run.AmountOutOfRange(step, "amount");
        }

        return run.PayHouseholds(step, step.From, asked, step.Prorates, RoundingPolicy.HalfUp, new PayWorking(yuan));
    }
}
