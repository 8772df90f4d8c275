using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>
/// Runs a split within a label: whole pools are first divided among the values of the label by what their households weigh together,
/// then each value's part among the accounts, which keep it apart. Pools kept by the label already are not divided again.
/// </summary>
internal static class SplitWithin
{
    public static Problem? Execute(SplitStep step, Run run, BigInteger[] shares)
    {
        var label = run.Label(step.Within!);
        var isDivided = !run.IsKept(step.From[0].Name);
        var result = new StepResult(step) { Policy = RoundingPolicy.LargestRemainder };
        if (Divide(step, run, label, out var fenOf, out var figures) is { } problem)
        {
            return problem;
        }

        var amount = (long)FenSum.Of(fenOf);
        if (amount == 0)
        {
            run.Add(result);
            return null;
        }

        var (parts, totals) = (new long[fenOf.Length][], new long[shares.Length]);
        for (var value = 0; value < fenOf.Length; value++)
        {
            parts[value] = new long[shares.Length];
            figures = Merged(figures, Apportionment.LargestRemainder(fenOf[value], shares, parts[value]));
            for (var part = 0; part < shares.Length; part++)
            {
                run.FeedKept(step.Into[part].Account, label, value, parts[value][part]);
                totals[part] += parts[value][part];
            }
        }

        Invariant.Holds((long)FenSum.Of(totals) == amount, "what the values of a label get is what they are given");
        run.Add(result with
        {
            PoolFen = amount,
            Figures = figures with { AllocatedFen = amount },
            Working = new SplitWorking(totals) { Within = new LabelParts(label, fenOf, parts, isDivided) },
        });
        return null;
    }

    /// <summary>The figures of apportionments side by side: residues together, the largest error of any.</summary>
    public static ApportionmentFigures Merged(ApportionmentFigures left, ApportionmentFigures right) => new(
        left.AllocatedFen + right.AllocatedFen, left.ResidueFen + right.ResidueFen,
        Math.Max(left.LargestErrorMicroFen, right.LargestErrorMicroFen), left.UnequalHolders + right.UnequalHolders, RateFen: 0);

    private static Problem? Divide(SplitStep step, Run run, LabelColumn label, out long[] fenOf, out ApportionmentFigures figures)
    {
        (fenOf, figures) = (new long[label.Values.Count], default);
        if (run.IsKept(step.From[0].Name))
        {
            foreach (var pool in step.From)
            {
                var kept = run.Kept(pool.Name, label);
                for (var value = 0; value < fenOf.Length; value++)
                {
                    fenOf[value] += kept[value];
                }
            }

            var amount = run.EmptyPools(step.From);
            Invariant.Holds((long)FenSum.Of(fenOf) == amount, "a pool holds what it keeps for the values of its label");
            return null;
        }

        if (Weights(step, run, label, out var weights) is { } problem)
        {
            return problem;
        }

        var whole = run.EmptyPools(step.From);
        if (whole == 0)
        {
            return null;
        }

        if (weights.All(weight => weight.IsZero))
        {
            return Run.ZeroWeight(step, whole);
        }

        figures = Apportionment.LargestRemainder(whole, weights, fenOf);
        return null;
    }

    // What the document says each value gets: those of the roster and those written are the same, or money would go nowhere.
    private static Problem? WrittenWeights(SplitStep step, Run run, LabelColumn label, out BigInteger[] weights)
    {
        var shares = new Fraction[label.Values.Count];
        weights = [];
        foreach (var (value, formula) in step.ByValue)
        {
            if (SplitExecution.Share(run, formula, out var share) is { } problem)
            {
                return problem;
            }

            for (var at = 0; at < shares.Length; at++)
            {
                if (label.Values[at] == value)
                {
                    shares[at] = share;
                }
            }
        }

        var written = step.ByValue.Select(part => part.Value).ToArray();
        var (lacking, absent) = (label.Values.Except(written).ToArray(), written.Except(label.Values).ToArray());
        if (lacking.Length > 0 || absent.Length > 0)
        {
            return RunProblems.LabelSharesDiffer(step, lacking, absent);
        }

        var sum = shares.Aggregate(Fraction.Zero, (all, share) => all + share);
        if (SplitShares.FaultOfValues(step, run.Scheme, sum) is { } fault)
        {
            return new Problem(ProblemCodes.PartsDoNotClose, step.Field + ".by", fault);
        }

        weights = SplitExecution.WholeNumbers(shares);
        return null;
    }

    // One for each household where nothing else is written.
    private static Problem? Weights(SplitStep step, Run run, LabelColumn label, out BigInteger[] weights)
    {
        if (step.ByValue.Count > 0)
        {
            return WrittenWeights(step, run, label, out weights);
        }

        weights = new BigInteger[label.Values.Count];
        if (step.By is null)
        {
            foreach (var code in label.Codes)
            {
                weights[code]++;
            }

            return null;
        }

        if ((run.Column(step.By, out var column)
            ?? run.FirstNegative(step.By, column, run.Group(name: null), ProblemCodes.NegativeWeight)) is { } problem)
        {
            return problem;
        }

        for (var household = 0; household < column.Count; household++)
        {
            weights[label.Codes[household]] += column.IsSmall ? column.Small[household] : column.Wide[household];
        }

        return null;
    }
}
