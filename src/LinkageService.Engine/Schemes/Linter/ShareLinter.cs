using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes.Linter;

/// <summary>
/// Shares of one whole that several steps, or several parts, state: more than all is withheld, a pool is taken apart by rates that are
/// each rounded, 0.3 stands beside 7. Parameters count with their defaults.
/// </summary>
internal static class ShareLinter
{
    public static void Check(Scheme scheme, FormulaScope scope, ProblemList problems)
    {
        var bounds = new FormulaBounds(scheme, scope.Years.Count == 0 ? int.MinValue : scope.Years[0]);
        CheckWithheld(scheme, bounds, problems);
        CheckTaken(scheme, bounds, problems);
        foreach (var split in scheme.Steps.OfType<SplitStep>())
        {
            CheckParts(split, scope, bounds, problems);
        }
    }

    // 60% and 60% of one dividend: every run stops at a household with less than nothing.
    private static void CheckWithheld(Scheme scheme, FormulaBounds bounds, ProblemList problems)
    {
        var rates = scheme.Steps.OfType<WithholdStep>().Where(step =>
            step is { IsRate: true, Limit: null, AllowsNegativeTotal: false, Head.When: null });
        foreach (var family in rates.GroupBy(step => (string.Join(", ", step.Of.Order(StringComparer.Ordinal)), step.To ?? "everyone")))
        {
            var sum = Fraction.Zero;
            foreach (var step in family)
            {
                if (bounds.Of(step.Amount!.Expression).Constant is not { } rate || rate > Fraction.One)
                {
                    break;
                }

                sum += rate;
                if (sum > Fraction.One)
                {
                    SchemeLinter.Warn(problems, ProblemCodes.ImplausibleFigure, step, "amount",
                        $"从“{family.Key.Item1}”里扣的各步合计 {SplitShares.Show(sum)}，比发的还多，核算会停下",
                        $"the steps that withhold of {family.Key.Item1} make {SplitShares.Show(sum)} together, more than is given: "
                            + "runs stop",
                        new LocalizedText("前一步扣过以后再按余下的算，就把前一步也写进 of",
                            "A rate of what is left after the step before names that step in \"of\" too"));
                    break;
                }
            }
        }
    }

    // 30% and 70% of 1000.05 yuan, each rounded half up, are 0.01 too much.
    private static void CheckTaken(Scheme scheme, FormulaBounds bounds, ProblemList problems)
    {
        foreach (var input in scheme.Inputs.Where(input => input.IsPool))
        {
            var pool = new Account(AccountKind.Pool, input.Name);
            var steps = scheme.Steps.Where(step => step.Accounts.Contains(pool)).ToArray();
            var takes = steps.OfType<TakeStep>().Where(step => step.From.Accounts.Count == 1 && step.Into != pool
                && step is { UpToAvailable: false, Head.When: null }).ToArray();
            var rates = takes.Select(step => RateOf(step, input.Name, bounds)).OfType<Fraction>().ToArray();
            var isExact = takes.Length == 2 && takes.Any(step => step.Bound == RoundingPolicy.AtMost)
                && takes.Any(step => step.Bound == RoundingPolicy.AtLeast);
            if (takes.Length < 2 || takes.Length < steps.Length || rates.Length < takes.Length || isExact
                || rates.Aggregate(Fraction.Zero, (sum, rate) => sum + rate) != Fraction.One)
            {
                continue;
            }

            problems.Withdraw(ProblemCodes.PoolMayKeepMoney, "inputs." + input.Name);
            var into = string.Join(", ", takes.Zip(rates, (step, rate) => $"{step.Into}: {SplitShares.Show(rate)}"));
            SchemeLinter.Warn(problems, ProblemCodes.SplitMeant, takes[^1], "amount",
                $"{takes.Length} 步各按比例取，合起来是“{input.Name}”的 100%，但各自舍入，会差一两分，那时核算停下",
                $"{takes.Length} steps take 100% of {input.Name} together, each rounded by itself: a fen too many or too few stops the run",
                new LocalizedText($"改用一步 split：from: {input.Name}，into: {{ {into} }}",
                    $"Use one split: from: {input.Name}, into: {{ {into} }}"));
        }
    }

    // The rate of the figure that the step takes; null where it is anything else.
    private static Fraction? RateOf(TakeStep step, string input, FormulaBounds bounds)
    {
        var amount = bounds.Of(step.Amount.Expression);
        return amount is { Low: { } low, High: { } high } && low.Constant.Sign == 0 && high.Constant.Sign == 0
            && low.Terms.Where(term => term.Value.Sign != 0).ToArray() is [{ Key: var name, Value: var rate }] && name == input
            && high.Terms.GetValueOrDefault(input) == rate && high.Terms.All(term => term.Key == input || term.Value.Sign == 0)
            ? rate : null;
    }

    // 0.3 and 7 were 3 and 7, or 0.3 and 0.7.
    private static void CheckParts(SplitStep split, FormulaScope scope, FormulaBounds bounds, ProblemList problems)
    {
        var shares = split.Into.Select(part => part.Share?.Expression).OfType<Expression>().ToArray();
        if (split.HasRemaining || Array.Exists(shares, share => SplitShares.IsRate(share, scope.Parameters)))
        {
            return;
        }

        var parts = shares.Select(share => bounds.Of(share).Constant).OfType<Fraction>().ToArray();
        var (small, large) = (parts.Where(part => part.Sign > 0 && part < Fraction.One).ToArray(),
            parts.Where(part => part >= Fraction.One).ToArray());
        if (parts.Length < shares.Length || small.Length == 0 || large.Length == 0 || Sum(small) + (Sum(large) / 10) != Fraction.One)
        {
            return;
        }

        var meant = string.Join(" 和 ", parts.Select(part => part < Fraction.One ? part * 10 : part));
        SchemeLinter.Warn(problems, ProblemCodes.ImplausibleFigure, split, "into",
            $"份数 {string.Join(" 和 ", parts)} 相差悬殊：{small[0]} 份只占 {small[0]}/{Sum(parts)}",
            $"the parts {string.Join(" and ", parts)} are far apart: {small[0]} of them is {small[0]} in {Sum(parts)}",
            new LocalizedText($"份数写 {meant}", $"The parts are written {meant.Replace("和", "and", StringComparison.Ordinal)}"));
    }

    private static Fraction Sum(IEnumerable<Fraction> of) => of.Aggregate(Fraction.Zero, (sum, part) => sum + part);
}
