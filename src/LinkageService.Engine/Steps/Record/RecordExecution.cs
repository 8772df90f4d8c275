using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Runs a record: half up, listed and not posted.</summary>
internal static class RecordExecution
{
    public static Problem? Execute(RecordStep step, Run run)
    {
        if (step.Shared is { } shared)
        {
            if (shared.Apportion(step, run, run.Group(step.To), out var parts, out var figures, out var working) is { } refused)
            {
                return refused;
            }

            run.Add(new StepResult(step)
            {
                Amounts = parts, IsRecord = true, Policy = RoundingPolicy.LargestRemainder, Figures = figures, Working = working,
            });
            return null;
        }

        if (run.Column(step.Amount!, out var yuan) is { } problem)
        {
            return problem;
        }

        var amounts = GC.AllocateUninitializedArray<long>(run.Roster.Count);
        if (!FenColumn.TryRound(yuan, RoundingPolicy.HalfUp, run.Group(step.To), amounts))
        {
            return Run.AmountOutOfRange(step, "amount");
        }

        if (Int128.Abs(FenSum.Of(amounts)) > Run.MaxStepFen)
        {
            return Run.AmountOutOfRange(step, "amount");
        }

        run.Add(new StepResult(step)
        {
            Amounts = amounts,
            IsRecord = true,
            Policy = RoundingPolicy.HalfUp,
            Working = new PayWorking(yuan),
        });
        return null;
    }
}
