using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Runs a deduction: half up, or a part of a total, as a negative line.</summary>
internal static class WithholdExecution
{
    public static Problem? Execute(WithholdStep step, Run run)
    {
        var members = run.Group(step.To);
        var result = new StepResult(step);
        if (step.Shared is { } shared)
        {
            if (shared.Apportion(step, run, members, out var parts, out var figures, out var working) is { } problem)
            {
                return problem;
            }

            result = result with
            {
                Amounts = parts, Policy = RoundingPolicy.LargestRemainder, Figures = figures, Working = working,
            };
        }
        else if (Amounts(step, run, members, ref result) is { } problem)
        {
            return problem;
        }

        var amounts = result.Amounts!;
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
        run.Add(result with { PoolFen = (long)withheld });
        return null;
    }

    /// <summary>What the limit left unwithheld.</summary>
    public static IEnumerable<RunRemark> Remarks(WithholdStep step, StepResult result)
    {
        if (result.Working is not WithholdWorking { LimitsFen: not null } working)
        {
            return [];
        }

        var (households, less) = (0, BigInteger.Zero);
        for (var household = 0; household < working.UncutFen.Length; household++)
        {
            var difference = working.UncutFen[household] + result.Amounts![household];
            households += difference > 0 ? 1 : 0;
            less += difference;
        }

        return households == 0 ? [] : [RunRemarks.WithheldInPart(step, households, less)];
    }

    private static Problem? Amounts(WithholdStep step, Run run, GroupMask members, ref StepResult result)
    {
        if (run.Column(step.Amount!, out var yuan) is { } problem)
        {
            return problem;
        }

        yuan = step.IsRate ? yuan.Times(run.Received(step.Of)) : yuan;
        if (run.FirstNegative(step.Amount!, yuan, members, ProblemCodes.NegativeResult) is { } negative)
        {
            return negative;
        }

        var amounts = GC.AllocateUninitializedArray<long>(run.Roster.Count);
        if (!FenColumn.TryRound(yuan, RoundingPolicy.HalfUp, members, amounts))
        {
            return Run.AmountOutOfRange(step, "amount");
        }

        var working = new WithholdWorking(yuan);
        if (step.Limit is not null && Limit(step, run, members, amounts, ref working) is { } outside)
        {
            return outside;
        }

        result = result with { Amounts = amounts, Policy = RoundingPolicy.HalfUp, Working = working };
        return null;
    }

    // "No more than" is cut down to the fen; of nothing, or of what was withheld before, nothing is withheld.
    private static Problem? Limit(WithholdStep step, Run run, GroupMask members, long[] amounts, ref WithholdWorking working)
    {
        if (run.Single(step.Limit!, out var rate) is { } problem)
        {
            return problem;
        }

        if (rate.Sign < 0 || rate > Fraction.One)
        {
            return RunProblems.RateOutOfRange(step.Limit!, rate);
        }

        var limits = GC.AllocateUninitializedArray<long>(amounts.Length);
        var received = run.Received(step.Of);
        Invariant.Holds(FenColumn.TryRound(received.Times(rate).Max(Column.Constant(Fraction.Zero, limits.Length)),
            RoundingPolicy.AtMost, members, limits), "a part of what was paid can be posted");
        var uncut = amounts.AsSpan().ToArray();
        for (var household = 0; household < amounts.Length; household++)
        {
            amounts[household] = Math.Min(amounts[household], limits[household]);
        }

        working = working with { Rate = rate, LimitsFen = limits, UncutFen = uncut };
        return null;
    }
}

/// <summary>What a deduction worked with: the exact amounts, and what its limit made of them.</summary>
internal sealed record WithholdWorking(Column Yuan)
{
    /// <summary>The limit, as a rate of what the steps gave.</summary>
    public Fraction Rate { get; init; }

    /// <summary>The most of each household; null without a limit.</summary>
    public long[]? LimitsFen { get; init; }

    /// <summary>What each household would be withheld without the limit.</summary>
    public long[] UncutFen { get; init; } = [];
}
