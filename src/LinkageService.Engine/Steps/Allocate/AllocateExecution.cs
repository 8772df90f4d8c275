using System.Diagnostics;
using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Runs an allocation: weights, apportionment over the base, then only the group is paid.</summary>
internal static class AllocateExecution
{
    public static Problem? Execute(AllocateStep step, Run run)
    {
        var pool = run.Balance(step.From.Name).Fen;
        var result = new StepResult(step) { PoolFen = pool, Policy = step.RoundingPolicy };
        if (pool == 0)
        {
            run.Add(result);
            return null;
        }

        var over = run.Group(step.Base);
        var to = run.Group(step.To);
        if (Weights(step, run, over, out var weights) is { } problem)
        {
            return problem;
        }

        if (GroupFactors.Apply(step.Factors, run, ref weights, out var factors) is { } badFactor)
        {
            return badFactor;
        }

        var (small, wide) = Masked(weights, over);
        var total = wide is null ? (BigInteger)Apportionment.TotalWeight(small!)
            : wide.Aggregate(BigInteger.Zero, (sum, weight) => sum + weight);
        if (total.IsZero)
        {
            if (!step.KeepsIfEmpty)
            {
                return Run.ZeroWeight(step, pool);
            }

            run.Add(result);
            return null;
        }

        // The published price of one unit, in fen, must be one that can be posted.
        if (step.RoundingPolicy == RoundingPolicy.PerUnitRate && pool * weights.Denominator / total > Run.MaxStepFen)
        {
            return Run.AmountOutOfRange(step, "by");
        }

        var shares = GC.AllocateUninitializedArray<long>(run.Roster.Count);
        if (Share(step, run, pool, over, (small, wide, weights.Denominator), shares, out var figures, out var caps) is { } fault)
        {
            return fault;
        }

        if (!ReferenceEquals(over, to))
        {
            to.Clear(shares);
        }

        var paid = FenSum.Of(shares);
        run.Take(step.From.Name, (long)paid);
        run.Add(result with
        {
            Amounts = shares,
            Figures = figures,
            Working = new AllocateWorking(weights, over, new Fraction(total, weights.Denominator), caps)
            {
                Factors = factors,
            },
        });
        return null;
    }

    private static Problem? Weights(AllocateStep step, Run run, GroupMask over, out Column weights)
    {
        if (step.By is null)
        {
            weights = Column.Constant(Fraction.One, run.Roster.Count);
            return null;
        }

        return run.Column(step.By, out weights) is { } problem
            ? problem
            : run.FirstNegative(step.By, weights, over, ProblemCodes.NegativeWeight);
    }

    private static (long[]? Small, BigInteger[]? Wide) Masked(Column weights, GroupMask over)
    {
        if (weights.IsSmall)
        {
            var small = weights.SmallArray;
            if (!over.IsEveryone)
            {
                small = small.AsSpan().ToArray();
                over.Clear(small);
            }

            return (small, null);
        }

        var wide = weights.Wide.ToArray();
        for (var household = 0; household < wide.Length; household++)
        {
            wide[household] = over.Contains(household) ? wide[household] : BigInteger.Zero;
        }

        return (null, wide);
    }

    private static Problem? Share(
        AllocateStep step, Run run, long pool, GroupMask over, (long[]? Small, BigInteger[]? Wide, BigInteger Scale) weights,
        long[] shares, out ApportionmentFigures figures, out long[]? caps)
    {
        figures = default;
        caps = null;
        if (step.Cap is not null && Caps(step, run, pool, over, out caps) is { } problem)
        {
            return problem;
        }

        if (weights.Small is { } small && weights.Scale <= long.MaxValue)
        {
            figures = step.RoundingPolicy switch
            {
                _ when caps is not null => Apportionment.Capped(pool, small, caps, step.Redistributes, shares),
                RoundingPolicy.PerUnitRate => Apportionment.PerUnitRate(pool, small, (long)weights.Scale, shares),
                RoundingPolicy.FloorAndKeep => Apportionment.FloorAndKeep(pool, small, shares),
                RoundingPolicy.LargestRemainder => Apportionment.LargestRemainder(pool, small, shares),
                _ => throw new UnreachableException(),
            };
            return null;
        }

        var wide = weights.Wide ?? weights.Small!.Select(weight => (BigInteger)weight).ToArray();
        figures = step.RoundingPolicy switch
        {
            _ when caps is not null => Apportionment.Capped(pool, wide, caps, step.Redistributes, shares),
            RoundingPolicy.PerUnitRate => Apportionment.PerUnitRate(pool, wide, weights.Scale, shares),
            RoundingPolicy.FloorAndKeep => Apportionment.FloorAndKeep(pool, wide, shares),
            RoundingPolicy.LargestRemainder => Apportionment.LargestRemainder(pool, wide, shares),
            _ => throw new UnreachableException(),
        };
        return null;
    }

    // A cap is "at most": cut down to the fen. A plain cap is a rate of the allocated pool; above the pool none binds.
    private static Problem? Caps(AllocateStep step, Run run, long pool, GroupMask over, out long[]? caps)
    {
        caps = null;
        if (run.Column(step.Cap!, out var column) is { } problem)
        {
            return problem;
        }

        var whole = Fraction.FromMoney(new Money(pool));
        column = step.Cap!.Type.Dimension.IsPlain ? column.Times(whole) : column;
        if (run.FirstNegative(step.Cap, column, over, ProblemCodes.NegativeResult) is { } negative)
        {
            return negative;
        }

        caps = new long[run.Roster.Count];
        var fits = FenColumn.TryRound(column.Min(Column.Constant(whole, column.Count)), RoundingPolicy.AtMost, over, caps);
        return fits ? null : Run.AmountOutOfRange(step, "cap");
    }
}
