using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Runs a split: largest remainder over the parts, ties to the one written first.</summary>
internal static class SplitExecution
{
    public static Problem? Execute(SplitStep step, Run run)
    {
        var shares = new Fraction[step.Into.Count];
        var sum = Fraction.Zero;
        for (var i = 0; i < shares.Length; i++)
        {
            if (step.Into[i].Share is { } formula && Share(run, formula, out shares[i]) is { } problem)
            {
                return problem;
            }

            sum += shares[i];
        }

        if (step.HasRemaining && sum > Fraction.One)
        {
            return new Problem(ProblemCodes.PartsExceedWhole, step.Field + ".into", new LocalizedText(
                $"各部分合计为 {sum}，超过整体 1", $"the shares add up to {sum}, more than the whole"));
        }

        if (SplitShares.Fault(step, run.Scheme, sum) is { } fault)
        {
            return new Problem(ProblemCodes.PartsDoNotClose, step.Field + ".into", fault);
        }

        if (step.Within is not null)
        {
            var held = step.From.Sum(pool => run.Balance(pool.Name).Fen);
            return held > 0 && !step.HasRemaining && sum.Sign == 0
                ? Run.ZeroWeight(step, held)
                : SplitWithin.Execute(step, run, Weights(step, shares, sum));
        }

        var amount = run.EmptyPools(step.From);
        if (amount == 0)
        {
            run.Add(new StepResult(step) { PoolFen = 0, Policy = RoundingPolicy.LargestRemainder });
            return null;
        }

        if (!step.HasRemaining && sum.Sign == 0)
        {
            return Run.ZeroWeight(step, amount);
        }

        var weights = Weights(step, shares, sum);
        var parts = new long[weights.Length];
        var figures = Apportionment.LargestRemainder(amount, weights, parts);
        for (var i = 0; i < parts.Length; i++)
        {
            run.Feed(step.Into[i].Account, parts[i]);
        }

        run.Add(new StepResult(step)
        {
            PoolFen = amount,
            Policy = RoundingPolicy.LargestRemainder,
            Figures = figures,
            Working = new SplitWorking(parts),
        });
        return null;
    }

    /// <summary>What a share comes to; a problem where it is below zero.</summary>
    public static Problem? Share(Run run, Formula formula, out Fraction share) => run.Single(formula, out share) is { } problem ? problem
        : share.Sign < 0 ? Run.Negative(formula, share)
        : null;

    /// <summary>Whole numbers in the proportion of the shares.</summary>
    public static BigInteger[] WholeNumbers(Fraction[] shares)
    {
        var common = shares.Aggregate(BigInteger.One, (all, share) =>
            all / BigInteger.GreatestCommonDivisor(all, share.Denominator) * share.Denominator);
        return Array.ConvertAll(shares, share => share.Numerator * (common / share.Denominator));
    }

    private static BigInteger[] Weights(SplitStep step, Fraction[] shares, Fraction sum)
    {
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = step.Into[i].Share is null ? Fraction.One - sum : shares[i];
        }

        return WholeNumbers(shares);
    }
}
