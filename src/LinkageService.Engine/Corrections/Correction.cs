using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Corrections;

/// <summary>
/// What changes when a run that was paid is computed again, under a policy. For every household the change of its total is
/// paid with the correction or carried to later runs, to the fen.
/// </summary>
public sealed class Correction
{
    private Correction(CorrectionPolicy policy, RunBooks delta, long[] payable, long[] carry)
    {
        (Policy, Delta, PayableFen, CarryFen) = (policy, delta, payable, carry);
        PayableTotal = new Money((long)FenSum.Of(payable));
        ArrearsTotal = new Money(carry.Where(fen => fen > 0).Sum());
        RecoveriesTotal = new Money(carry.Where(fen => fen < 0).Sum());
        Invariant.Holds(delta.HouseholdsTotal == PayableTotal + ArrearsTotal + RecoveriesTotal, "every change is paid or carried");
    }

    /// <summary>The policy.</summary>
    public CorrectionPolicy Policy { get; }

    /// <summary>What changes in the books of the run, over everyone on the old or the new roster.</summary>
    public RunBooks Delta { get; }

    /// <summary>Fen paid to each household with the correction, never negative.</summary>
    public ReadOnlyMemory<long> PayableFen { get; }

    /// <summary>Fen carried to later runs: arrears positive, recoveries negative.</summary>
    public ReadOnlyMemory<long> CarryFen { get; }

    /// <summary>Sum of <see cref="PayableFen"/>.</summary>
    public Money PayableTotal { get; }

    /// <summary>Sum of the positive ones of <see cref="CarryFen"/>.</summary>
    public Money ArrearsTotal { get; }

    /// <summary>Sum of the negative ones of <see cref="CarryFen"/>.</summary>
    public Money RecoveriesTotal { get; }

    /// <summary>Makes the correction.</summary>
    /// <param name="paid">The books as they were paid: the run and the corrections of it that were paid.</param>
    /// <param name="recomputed">The books as they should have been.</param>
    /// <param name="policy">What happens to the difference.</param>
    /// <returns>The correction, or <c>fund_shortfall</c>, or <c>invalid_value</c> when the run has no such fund.</returns>
    public static CorrectionOutcome Make(RunBooks paid, RunBooks recomputed, CorrectionPolicy policy)
    {
        var change = recomputed.Minus(paid);
        return policy.Kind switch
        {
            CorrectionKind.ChargeFund => Charge(paid, change, policy),
            CorrectionKind.RecomputeAll or CorrectionKind.SettleNextYear => Done(policy, change),
            _ => throw new UnreachableException(),
        };
    }

    private static CorrectionOutcome Charge(RunBooks paid, RunBooks change, CorrectionPolicy policy)
    {
        var fund = paid.Funds.FirstOrDefault(fund => string.Equals(fund.Name, policy.Fund, StringComparison.Ordinal));
        if (fund is null)
        {
            var (name, known) = (NumberProblems.Shorten(policy.Fund!), string.Join(", ", paid.Funds.Select(fund => fund.Name)));
            return new CorrectionOutcome(Correction: null, new Problem(ProblemCodes.InvalidValue, "policy", new LocalizedText(
                $"这次分配没有基金“{name}”；有：{known}", $"the run has no fund \"{name}\"; it has: {known}")));
        }

        var owed = change.TotalsFen;
        var delta = change.ChargedTo(fund, household => owed.Span[household] > 0);
        if (delta.HouseholdsTotal > fund.Amount)
        {
            var (needed, available, short_) = (delta.HouseholdsTotal, fund.Amount, delta.HouseholdsTotal - fund.Amount);
            return new CorrectionOutcome(Correction: null, new Problem(ProblemCodes.FundShortfall, "policy", new LocalizedText(
                $"基金“{fund.Name}”只有 {available} 元，补发需要 {needed} 元，差 {short_} 元",
                $"the fund \"{fund.Name}\" holds {available} yuan, the payments need {needed}, short by {short_}"))
            {
                Figures = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["fund"] = fund.Name, ["needed"] = needed.ToString(), ["available"] = available.ToString(),
                    ["shortBy"] = short_.ToString(),
                },
            });
        }

        return Done(policy, delta);
    }

    private static CorrectionOutcome Done(CorrectionPolicy policy, RunBooks delta)
    {
        var totals = delta.TotalsFen.Span;
        var (payable, carry) = (new long[totals.Length], new long[totals.Length]);
        for (var household = 0; household < totals.Length; household++)
        {
            var change = Payable.OfCorrection(totals[household], policy);
            (payable[household], carry[household]) = (change.PaidFen, change.CarriedFen);
        }

        return new CorrectionOutcome(new Correction(policy, delta, payable, carry), Problem: null);
    }
}
