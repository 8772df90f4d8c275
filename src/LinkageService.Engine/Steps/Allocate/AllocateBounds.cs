using System.Collections;
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
        bounded = working with { UnitFen = step.UnitFen };
        if (Bound(step.Cap, RoundingPolicy.AtMost, step, run, pool, working, out var caps) is { } badCap)
        {
            return badCap;
        }

        if (Bound(step.Floor, RoundingPolicy.AtLeast, step, run, pool, working, out var floors) is { } badFloor)
        {
            return badFloor;
        }

        bounded = bounded with { CapsFen = caps, FloorsFen = floors };
        return floors is null ? null : Unmeetable(step, run, pool, floors, caps);
    }

    /// <summary>Shares out in payout units and between the bounds, and keeps the last round for explanations.</summary>
    public static ApportionmentFigures Share(
        AllocateStep step, long pool, (long[]? Small, BigInteger[]? Wide, BigInteger Scale) weights, ref AllocateWorking working,
        long[] shares)
    {
        var apportionment = new BoundedApportionment(pool, step.RoundingPolicy, step.UnitFen)
        {
            FloorsFen = working.FloorsFen, CapsFen = working.CapsFen, Redistributes = step.Redistributes,
        };
        var figures = weights.Small is { } small && weights.Scale <= long.MaxValue
            ? apportionment.Share(small, (long)weights.Scale, shares)
            : apportionment.Share(weights.Wide ?? weights.Small!.Select(weight => (BigInteger)weight).ToArray(), weights.Scale, shares);
        if (step.Redistributes && (working.FloorsFen ?? working.CapsFen) is not null)
        {
            var (open, total) = (new BitArray(shares.Length), Fraction.Zero);
            foreach (var household in apportionment.Open)
            {
                open[household] = true;
                total += working.Weights[household];
            }

            working = working with { Settled = new CapRound(open, apportionment.OpenFen, total) };
        }

        return figures;
    }

    // A plain bound is a rate of the allocated pool; a cap above the pool never binds.
    private static Problem? Bound(
        Formula? formula, RoundingPolicy policy, AllocateStep step, Run run, long pool, AllocateWorking working, out long[]? bounds)
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

        var whole = Fraction.FromMoney(new Money(pool));
        column = formula.Type.Dimension.IsPlain ? column.Times(whole) : column;
        if (run.FirstNegative(formula, column, working.Over, ProblemCodes.NegativeResult) is { } negative)
        {
            return negative;
        }

        column = policy == RoundingPolicy.AtMost ? column.Min(Column.Constant(whole, column.Count)) : column;
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

    private static Problem? Unmeetable(AllocateStep step, Run run, long pool, long[] floors, long[]? caps)
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

        var (id, floor, cap) = (run.Roster.Id(above), new Money(floors[above]), new Money(caps![above]));
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
