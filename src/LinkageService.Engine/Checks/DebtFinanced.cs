using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>debt_financed</c>: paid out of debt.</summary>
public sealed class DebtFinanced : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "debt_financed";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("举债分配", "Paid out of debt");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "分配不超过能动用的货币资金，不用借款分配。",
        "The payout is covered by free cash and not by borrowed money.");

    /// <inheritdoc/>
    public override bool MayLimit => true;

    /// <inheritdoc/>
    public override Money? Limit(CheckedRun run) => BorrowedToPay(run) is not null ? Money.Zero
        : Free(run) is ({ } least, { } most) && least == most ? Positive(most) : null;

    /// <inheritdoc/>
    public override IReadOnlyList<MissingFact> LimitLacks(CheckedRun run) => Limit(run) is null ? Missing(run) : [];

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        var members = run.Figures.Members;
        if (members.Fen > 0 && BorrowedToPay(run) is { } loan)
        {
            return Found($"{CheckText.Date(loan.DrawnOn)} 借款用途是收益分配，分给成员 {CheckText.Yuan(members)} 元",
                $"the loan of {CheckText.Date(loan.DrawnOn)} was taken to pay members, who get {CheckText.Yuan(members)} yuan");
        }

        if (Cash(run) is not { } cash)
        {
            return Unknown([.. Missing(run)]);
        }

        var (least, most) = Free(run);
        if (most is { } bound && members > Positive(bound))
        {
            return Told(cash, bound, members, Found);
        }

        return least is { } sure && members <= Positive(sure)
            ? Told(cash, sure, members, (zh, en, _) => Passed(zh, en))
            : Unknown([.. Missing(run)]);
    }

    private static CheckOutcome Told(CashPosition cash, Money free, Money members, Func<string, string, RuleRow?, CheckOutcome> outcome)
    {
        var (on, there) = (CheckText.Date(cash.On), new Money((cash.CashOnHand?.Fen ?? 0) + (cash.BankDeposits?.Fen ?? 0)));
        return outcome(
            $"{on} 货币资金 {CheckText.Yuan(there)} 元，去掉专用资金和当年借款后 {CheckText.Yuan(free)} 元，"
                + $"分给成员 {CheckText.Yuan(members)} 元",
            $"cash on {on} is {CheckText.Yuan(there)} yuan, {CheckText.Yuan(free)} without bound money and loans of "
                + $"the year; members get {CheckText.Yuan(members)}",
            null);
    }

    private static Money Positive(Money money) => new(Math.Max(0, money.Fen));

    // What stands on a day to come is no money yet.
    private static CashPosition? Cash(CheckedRun run) => run.Facts.Cash is { } cash && cash.On <= run.Today ? cash : null;

    private static MissingFact[] Missing(CheckedRun run) => [.. new[]
    {
        Cash(run) is null || Cash(run) is { CashOnHand: null, BankDeposits: null } ? MissingFacts.Cash : null,
        Cash(run) is { CashOnHand: null, BankDeposits: not null } ? MissingFacts.CashOnHand : null,
        Cash(run) is { CashOnHand: not null, BankDeposits: null } ? MissingFacts.BankDeposits : null,
        run.Facts.Restricted is null ? MissingFacts.Restricted : null,
        run.Facts.Restricted?.Any(money => money.Amount is null) == true ? MissingFacts.RestrictedAmount : null,
        run.Facts.Loans is null ? MissingFacts.Loans : null,
        Recent(run)?.Any(loan => loan.Outstanding is null) == true ? MissingFacts.LoanOutstanding : null,
    }.OfType<MissingFact>()];

    // While it is owed, nothing may be paid at all.
    private static Loan? BorrowedToPay(CheckedRun run) => run.Facts.Loans?.FirstOrDefault(loan =>
        loan.Purpose == LoanPurpose.Distribution && loan.Outstanding is not { Fen: 0 } && loan.DrawnOn <= run.Today);

    // What of cash is not stated makes it more, what of bound money and loans is not makes it less.
    private static (Money? Least, Money? Most) Free(CheckedRun run)
    {
        if (Cash(run) is not { } cash)
        {
            return (null, null);
        }

        var (restricted, recent) = (run.Facts.Restricted, Recent(run));
        var known = new Money((cash.CashOnHand?.Fen ?? 0) + (cash.BankDeposits?.Fen ?? 0)
            - (restricted ?? []).Sum(money => money.Amount?.Fen ?? 0) - (recent ?? []).Sum(loan => loan.Outstanding?.Fen ?? 0));
        return (
            restricted?.All(money => money.Amount is not null) == true && recent?.All(loan => loan.Outstanding is not null) == true
                ? known : null,
            cash.Total is not null ? known : null);
    }

    // What came in by loans of the year of the accounts or later and is owed still; what was drawn afterwards is not in the cash.
    private static Loan[]? Recent(CheckedRun run) =>
        run.Facts.Loans?.Where(loan => loan.DrawnOn.Year >= run.Year && !(loan.DrawnOn > run.Facts.Cash?.On)).ToArray();
}
