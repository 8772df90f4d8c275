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
        if (step.Within is not null)
        {
            return AllocateWithin.Execute(step, run);
        }

        var pool = run.Balance(step.From.Name).Fen;
        var result = new StepResult(step) { PoolFen = pool, Policy = step.RoundingPolicy };
        if (pool == 0 && step.Floor is null)
        {
            run.Add(result);
            return null;
        }

        var over = run.Group(step.Base);
        var to = run.Group(step.To);
        if (Weights(step, run, over, out var weights, out var factors) is { } problem)
        {
            return problem;
        }

        var (small, wide) = Masked(weights, over);
        var total = Total(small, wide);
        if (total.IsZero)
        {
            if (!step.KeepsIfEmpty && pool > 0)
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
        var working = new AllocateWorking(weights, over, new Fraction(total, weights.Denominator)) { Factors = factors };
        if (AllocateBounds.Read(step, run, pool, working, out working) is { } fault)
        {
            return fault;
        }

        if (pool == 0)
        {
            run.Add(result);
            return null;
        }

        var figures = step.UnitFen == 1 && step.Floor is null
            ? Share(step, pool, (small, wide, weights.Denominator), working.CapsFen, shares)
            : AllocateBounds.Share(
                step, pool, (small, wide, weights.Denominator), (working.FloorsFen, working.CapsFen), shares);
        if (!ReferenceEquals(over, to))
        {
            to.Clear(shares);
        }

        var paid = FenSum.Of(shares);
        run.Take(step.From.Name, (long)paid);
        run.Add(result with { Amounts = shares, Figures = figures, Working = working });
        return null;
    }

    /// <summary>The weight of every household, times its factor; a negative one of those who count is a problem.</summary>
    internal static Problem? Weights(
        AllocateStep step, Run run, GroupMask over, out Column weights, out IReadOnlyList<WorkedFactor> factors)
    {
        factors = [];
        if (step.By is null)
        {
            weights = Column.Constant(Fraction.One, run.Roster.Count);
        }
        else if ((run.Column(step.By, out weights) ?? run.FirstNegative(step.By, weights, over, ProblemCodes.NegativeWeight))
            is { } problem)
        {
            return problem;
        }

        return GroupFactors.Apply(step.Factors, run, ref weights, out factors);
    }

    /// <summary>The sum of masked weights.</summary>
    internal static BigInteger Total(long[]? small, BigInteger[]? wide) => wide is null
        ? (BigInteger)Apportionment.TotalWeight(small!) : wide.Aggregate(BigInteger.Zero, (sum, weight) => sum + weight);

    /// <summary>The weights of the members; zero for the others.</summary>
    internal static (long[]? Small, BigInteger[]? Wide) Masked(Column weights, GroupMask over)
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

    /// <summary>Shares a pool out, to the fen and without floors.</summary>
    internal static ApportionmentFigures Share(
        AllocateStep step, long pool, (long[]? Small, BigInteger[]? Wide, BigInteger Scale) weights, long[]? caps, long[] shares)
    {
        if (weights.Small is { } small && weights.Scale <= long.MaxValue)
        {
            return step.RoundingPolicy switch
            {
                _ when caps is not null => Apportionment.Capped(pool, small, caps, step.Redistributes, shares),
                RoundingPolicy.PerUnitRate => Apportionment.PerUnitRate(pool, small, (long)weights.Scale, shares),
                RoundingPolicy.FloorAndKeep => Apportionment.FloorAndKeep(pool, small, shares),
                RoundingPolicy.LargestRemainder => Apportionment.LargestRemainder(pool, small, shares),
                _ => throw new UnreachableException(),
            };
        }

        var wide = weights.Wide ?? weights.Small!.Select(weight => (BigInteger)weight).ToArray();
        return step.RoundingPolicy switch
        {
            _ when caps is not null => Apportionment.Capped(pool, wide, caps, step.Redistributes, shares),
            RoundingPolicy.PerUnitRate => Apportionment.PerUnitRate(pool, wide, weights.Scale, shares),
            RoundingPolicy.FloorAndKeep => Apportionment.FloorAndKeep(pool, wide, shares),
            RoundingPolicy.LargestRemainder => Apportionment.LargestRemainder(pool, wide, shares),
            _ => throw new UnreachableException(),
        };
    }
}
