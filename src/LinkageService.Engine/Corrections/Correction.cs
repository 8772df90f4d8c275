using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Taxes;

namespace LinkageService.Engine.Corrections;

/// <summary>
/// What changes when a run that was paid is computed again, under a policy. For every household the change of its total is
/// paid with the correction, withheld as tax or carried to later runs, to the fen.
/// </summary>
public sealed class Correction
{
    private Correction(CorrectionPolicy policy, RunBooks delta, long[] payable, long[] carry, long withheld)
    {
        (Policy, Delta, PayableFen, CarryFen) = (policy, delta, payable, carry);
        PayableTotal = new Money((long)FenSum.Of(payable));
        ArrearsTotal = new Money(carry.Where(fen => fen > 0).Sum());
        RecoveriesTotal = new Money(carry.Where(fen => fen < 0).Sum());
        Invariant.Holds(delta.HouseholdsTotal == PayableTotal + ArrearsTotal + RecoveriesTotal + new Money(withheld),
            "every change is paid, withheld or carried");
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

    /// <summary>Fen of each household of <see cref="Delta"/> that an earlier correction let it keep, and that is not taken back.</summary>
    public ReadOnlyMemory<long> KeptFen { get; private init; }

    /// <summary>The fund that bears <see cref="KeptFen"/>; null where nothing is kept.</summary>
    public FundAmount? KeptFund { get; private init; }

    /// <summary>Makes the correction.</summary>
    /// <param name="paid">The books as they were paid: the run and the corrections of it that were paid.</param>
    /// <param name="recomputed">The books as they should have been.</param>
    /// <param name="policy">What happens to the difference.</param>
    /// <param name="taxes">How the run was taxed: what a household is owed, or owes, is what is left after tax. Null for no tax.</param>
    /// <param name="kept">What earlier corrections let households keep; null for nothing.</param>
    /// <returns>The correction, or <c>fund_shortfall</c>, or <c>invalid_value</c> when the run has no such fund.</returns>
    public static CorrectionOutcome Make(
        RunBooks paid, RunBooks recomputed, CorrectionPolicy policy, TaxTerms? taxes = null, KeptBefore? kept = null)
    {
        var change = recomputed.Minus(paid);
        return policy.Kind switch
        {
            CorrectionKind.ChargeFund => Charge(paid, change, policy, taxes),
            CorrectionKind.RecomputeAll or CorrectionKind.SettleNextYear => Recompute(paid, change, policy, taxes, kept),
            _ => throw new UnreachableException(),
        };
    }

    private static CorrectionOutcome Recompute(
        RunBooks paid, RunBooks change, CorrectionPolicy policy, TaxTerms? taxes, KeptBefore? kept)
    {
        if (kept is null || Find(paid, kept.Fund) is not { } fund)
        {
            return Done(policy, paid, change, taxes);
        }

        var delta = change.Letting(kept.Books, fund);
        var borne = delta.HouseholdsTotal - change.HouseholdsTotal;
        var available = fund.Amount + new Money(change.Funds
            .Where(each => each.Name == fund.Name && each.IsCarried == fund.IsCarried).Sum(each => each.Amount.Fen));
        if (borne > available && borne > Money.Zero)
        {
            return Short(fund, borne, available, new LocalizedText("前一次更正让各户留下的", "what households were let keep"));
        }

        var left = delta.Minus(change);
        return Done(policy, paid, delta, taxes, borne == Money.Zero ? null : fund, left.TotalsFen);
    }

    private static FundAmount? Find(RunBooks books, string? name) =>
        books.Funds.FirstOrDefault(fund => string.Equals(fund.Name, name, StringComparison.Ordinal));

    private static CorrectionOutcome Charge(RunBooks paid, RunBooks change, CorrectionPolicy policy, TaxTerms? taxes)
    {
        if (Find(paid, policy.Fund) is not { } fund)
        {
            var (name, known) = (NumberProblems.Shorten(policy.Fund!), string.Join(", ", paid.Funds.Select(fund => fund.Name)));
            return new CorrectionOutcome(Correction: null, new Problem(ProblemCodes.InvalidValue, "policy", new LocalizedText(
                $"这次分配没有基金“{name}”；有：{known}", $"the run has no fund \"{name}\"; it has: {known}")));
        }

        var (owed, withheld) = (change.TotalsFen, Withheld(taxes, paid, change));
        var delta = change.ChargedTo(fund, household =>
            owed.Span[household] > withheld.GetValueOrDefault(change.Households[household]));
        return delta.HouseholdsTotal > fund.Amount
            ? Short(fund, delta.HouseholdsTotal, fund.Amount, new LocalizedText("补发", "the payments"))
            : Done(policy, paid, delta, taxes);
    }

    private static CorrectionOutcome Short(FundAmount fund, Money needed, Money available, LocalizedText what)
    {
        var short_ = needed - available;
        return new CorrectionOutcome(Correction: null, new Problem(ProblemCodes.FundShortfall, "policy", new LocalizedText(
            $"基金“{fund.Name}”只有 {available} 元，{what.Zh}需要 {needed} 元，差 {short_} 元",
            $"the fund \"{fund.Name}\" holds {available} yuan, {what.En} need {needed}, short by {short_}"))
        {
            Figures = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["fund"] = fund.Name, ["needed"] = needed.ToString(), ["available"] = available.ToString(),
                ["shortBy"] = short_.ToString(),
            },
        });
    }

    // What changes of the tax that is taken from each household.
    private static Dictionary<string, long> Withheld(TaxTerms? taxes, RunBooks paid, RunBooks delta) =>
        (taxes?.Change(paid, paid.Plus(delta)) ?? []).GroupBy(tax => tax.Household, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Sum(tax => tax.Amount.Withheld), StringComparer.Ordinal);

    private static CorrectionOutcome Done(
        CorrectionPolicy policy, RunBooks paid, RunBooks delta, TaxTerms? taxes, FundAmount? keptFund = null,
        ReadOnlyMemory<long> keptFen = default)
    {
        var (totals, withheld) = (delta.TotalsFen.ToArray(), Withheld(taxes, paid, delta));
        var (payable, carry) = (new long[totals.Length], new long[totals.Length]);
        for (var household = 0; household < totals.Length; household++)
        {
            var change = Payable.OfCorrection(
                totals[household], policy, new Withheld(withheld.GetValueOrDefault(delta.Households[household]), SetOffFen: 0));
            (payable[household], carry[household]) = (change.PaidFen, change.CarriedFen);
        }

        return new CorrectionOutcome(
            new Correction(policy, delta, payable, carry, withheld.Values.Sum()) { KeptFund = keptFund, KeptFen = keptFen }, Problem: null);
    }
}
