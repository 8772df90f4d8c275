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

        var plain = yuan;
        if (GroupFactors.Apply(step.Factors, run, ref yuan, out var factors) is { } unreadable)
        {
            return unreadable;
        }

        var asked = GC.AllocateUninitializedArray<long>(run.Roster.Count);
        var inUnits = step.UnitFen == 1 ? yuan : yuan.Times(new Fraction(1, step.UnitFen));
        if (!FenColumn.TryRound(inUnits, RoundingPolicy.HalfUp, members, asked) || FenSum.Of(asked) * step.UnitFen > Run.MaxStepFen)
        {
            return Run.AmountOutOfRange(step, "amount");
        }

        for (var household = 0; household < asked.Length && step.UnitFen > 1; household++)
        {
            asked[household] *= step.UnitFen;
        }

        return run.PayHouseholds(
            step, step.From, asked, step.Prorates, RoundingPolicy.HalfUp, new PayWorking(yuan, plain, factors), step.UnitFen);
    }
}
