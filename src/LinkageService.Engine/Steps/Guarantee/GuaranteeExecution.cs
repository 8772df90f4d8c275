using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Runs a guarantee: the floor rounded up, less what the counted steps gave, never below zero.</summary>
internal static class GuaranteeExecution
{
    public static Problem? Execute(GuaranteeStep step, Run run)
    {
        if (run.Column(step.Floor, out var yuan) is { } problem)
        {
            return problem;
        }

        var members = run.Group(step.To);
        var topUps = GC.AllocateUninitializedArray<long>(run.Roster.Count);
        if (!FenColumn.TryRound(yuan, RoundingPolicy.AtLeast, members, topUps))
        {
            return Run.AmountOutOfRange(step, "floor");
        }

        var given = run.ReceivedFen(step.Counting);
        for (var household = 0; household < topUps.Length; household++)
        {
            topUps[household] = members.Contains(household) ? InUnits(topUps[household] - given[household], step.UnitFen) : 0;
        }

        if (FenSum.Of(topUps) > Run.MaxStepFen)
        {
            return Run.AmountOutOfRange(step, "floor");
        }

        return run.PayHouseholds(
            step, step.From, topUps, step.Prorates, RoundingPolicy.AtLeast, new GuaranteeWorking(yuan, given), step.UnitFen);
    }

    // The floor is reached, so a part of a unit that is lacking is a whole one.
    private static long InUnits(long lackingFen, long unitFen) =>
        lackingFen <= 0 ? 0 : ((lackingFen / unitFen) + (lackingFen % unitFen > 0 ? 1 : 0)) * unitFen;
}
