using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>The floors, caps and payout unit of an allocation.</summary>
internal static class AllocateBounds
{
    /// <summary>Works out the bounds of every household in whole payout units: caps cut down, floors rounded up.</summary>
    public static Problem? Read(AllocateStep step, Run run, long pool, AllocateWorking working, out AllocateWorking bounded)
    {
        return Read(step, run, (Fraction.FromMoney(new Money(pool)), Each: null), working, out bounded)
            ?? (bounded.FloorsFen is { } floors ? Unmeetable(step, run, pool, floors, bounded.CapsFen) : null);
    }

    /// <summary>The same where households share different pools; whether the floors can be met is not asked.</summary>
    /// <param name="step">Whose cap and floor are read.</param>
    /// <param name="run">With whose columns and figures they are computed.</param>
    /// <param name="pools">The pool in yuan, or for every household the one that it has a share of.</param>
    /// <param name="working">Weights, and who counts.</param>
    /// <param name="bounded">The same with the bounds.</param>
    public static Problem? Read(
        AllocateStep step, Run run, (Fraction Whole, Column? Each) pools, AllocateWorking working, out AllocateWorking bounded)
    {
        bounded = working with { UnitFen = step.UnitFen };
        if (Bound(step.Cap, RoundingPolicy.AtMost, step, run, pools, working, out var caps) is { } badCap)
        {
            return badCap;
        }

        if (Bound(step.Floor, RoundingPolicy.AtLeast, step, run, pools, working, out var floors) is { } badFloor)
        {
            return badFloor;
        }

        bounded = bounded with { CapsFen = caps, FloorsFen = floors };
        return null;
    }

    /// <summary>Shares out in payout units and between the bounds.</summary>
    public static ApportionmentFigures Share(
        AllocateStep step, long pool, (long[]? Small, BigInteger[]? Wide, BigInteger Scale) weights,
        (long[]? FloorsFen, long[]? CapsFen) bounds, long[] shares)
    {
        var apportionment = new BoundedApportionment(pool, step.RoundingPolicy, step.UnitFen)
        {
            FloorsFen = bounds.FloorsFen, CapsFen = bounds.CapsFen, Redistributes = step.Redistributes,
        };
        return weights.Small is { } small && weights.Scale <= long.MaxValue
            ? apportionment.Share(small, (long)weights.Scale, shares)
            : apportionment.Share(weights.Wide ?? weights.Small!.Select(weight => (BigInteger)weight).ToArray(), weights.Scale, shares);
    }

    // A plain bound is a rate of the allocated pool; a cap above the pool never binds.
    private static Problem? Bound(
        Formula? formula, RoundingPolicy policy, AllocateStep step, Run run, (Fraction Whole, Column? Each) pools,
        AllocateWorking working, out long[]? bounds)
    {
        bounds = null;
        if (formula is null)
        {
            return null;
        }

        if (run.Column(formula, out var column) is { } problem)
        {
            return problem;
        }

        column = !formula.Type.Dimension.IsPlain ? column
            : pools.Each is { } each ? column.Times(each) : column.Times(pools.Whole);
        if (run.FirstNegative(formula, column, working.Over, ProblemCodes.NegativeResult) is { } negative)
        {
            return negative;
        }

        column = policy == RoundingPolicy.AtMost ? column.Min(pools.Each ?? Column.Constant(pools.Whole, column.Count)) : column;
        bounds = new long[run.Roster.Count];
        if (!FenColumn.TryRound(column, policy, working.Over, bounds))
        {
            return Run.AmountOutOfRange(step, policy == RoundingPolicy.AtMost ? "cap" : "floor");
        }

        for (var household = 0; household < bounds.Length && (step.UnitFen > 1 || policy == RoundingPolicy.AtLeast); household++)
        {
            var over = bounds[household] % step.UnitFen;
            bounds[household] += over == 0 ? 0 : policy == RoundingPolicy.AtMost ? -over : step.UnitFen - over;
            if (policy == RoundingPolicy.AtLeast && working.Weights.IsZero(household))
            {
                bounds[household] = 0; // who holds nothing is not one of those who share
            }
        }

        return null;
    }

    /// <summary>Floors that a pool cannot pay, or that stand above caps: bounds of the households named, or of all.</summary>
    public static Problem? Unmeetable(
        AllocateStep step, Run run, long pool, long[] floors, long[]? caps, int[]? households = null)
    {
        // Caps are cut down to the pool: only where the floors fit into it is a floor above its cap the scheme's fault.
        var needed = FenSum.Of(floors);
        if (needed > pool)
        {
            return needed > Run.MaxStepFen
                ? Run.AmountOutOfRange(step, "floor")
                : RunProblems.FloorsUnmeetable(step, step.From.Name, new Money((long)needed), new Money(pool));
        }

        var above = caps is null ? -1 : Enumerable.Range(0, floors.Length).FirstOrDefault(at => floors[at] > caps[at], -1);
        if (above < 0)
        {
            return null;
        }

        var (id, floor, cap) = (
            run.Roster.Id(households?[above] ?? above), new Money(floors[above]), new Money(caps![above]));
        return new Problem(ProblemCodes.SchemeInvalidValue, step.Field + ".floor", new LocalizedText(
            $"步骤“{step.Title.Zh}”：户 {id} 的保底 {floor} 元高于上限 {cap} 元",
            $"step \"{step.Id}\": the floor of household {id}, {floor}, is above its cap, {cap}"))
        {
            Figures = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["household"] = id, ["floor"] = floor.ToString(), ["cap"] = cap.ToString(),
            },
        };
    }
}
