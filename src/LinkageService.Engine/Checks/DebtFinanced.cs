using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;

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
        : Free(run) is { } free ? new Money(Math.Max(0, free.Fen)) : null;

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.Figures.Members.Fen > 0 && BorrowedToPay(run) is { } loan)
        {
            return Found($"{CheckText.Date(loan.DrawnOn)} 借款用途是收益分配，分给成员 {CheckText.Yuan(run.Figures.Members)} 元",
                $"the loan of {CheckText.Date(loan.DrawnOn)} was taken to pay members, who get {CheckText.Yuan(run.Figures.Members)} yuan");
        }

        if (Free(run) is not { } free)
        {
            return Unknown([.. new[]
            {
                run.Facts.Cash?.Total is null ? MissingFacts.Cash : null, run.Facts.Restricted is null ? MissingFacts.Restricted : null,
                Borrowed(run) is null ? MissingFacts.Loans : null,
            }.OfType<MissingFact>()]);
        }

        var cash = run.Facts.Cash!;
        var zh = $"{CheckText.Date(cash.On)} 货币资金 {CheckText.Yuan(cash.Total!.Value)} 元，去掉专用资金和当年借款后 {CheckText.Yuan(free)} 元，"
            + $"分给成员 {CheckText.Yuan(run.Figures.Members)} 元";
        var en = $"cash on {CheckText.Date(cash.On)} is {CheckText.Yuan(cash.Total!.Value)} yuan, {CheckText.Yuan(free)} "
            + "without bound money and loans of "
            + $"the year; members get {CheckText.Yuan(run.Figures.Members)}";
        return run.Figures.Members.Fen > Math.Max(0, free.Fen) ? Found(zh, en) : Passed(zh, en);
    }

    // While it is owed, nothing may be paid at all.
    private static Loan? BorrowedToPay(CheckedRun run) => run.Facts.Loans?.FirstOrDefault(loan =>
        loan.Purpose == LoanPurpose.Distribution && loan.Outstanding is not { Fen: 0 });

    private static Money? Free(CheckedRun run) => run.Facts is { Cash.Total: { } cash, Restricted: { } restricted }
        && Borrowed(run) is { } borrowed
        && restricted.All(money => money.Amount is not null)
        ? cash - new Money(restricted.Sum(money => money.Amount!.Value.Fen)) - borrowed
        : null;

    // What came in by loans of the year of the accounts or later and is owed still.
    private static Money? Borrowed(CheckedRun run)
    {
        var recent = run.Facts.Loans?.Where(loan => loan.DrawnOn.Year >= run.Year).ToArray();
        return recent is null || recent.Any(loan => loan.Outstanding is null) ? null
            : new Money(recent.Sum(loan => loan.Outstanding!.Value.Fen));
    }
}
