using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>payout_overdue</c>: payout overdue.</summary>
public sealed class PayoutOverdue : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "payout_overdue";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("批准后迟迟不发", "Payout overdue");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "批准后在规定期限内发放。",
        "What was approved is paid within the time allowed.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.Progress is not { ApprovedOn: { } approved } progress)
        {
            return run.Progress is null ? Unknown(MissingFacts.StoredRun) : NotApplicable("还没有批准", "not approved yet");
        }

        var row = run.Rules.Find(Code, "months_max")!;
        var (until, end) = (approved.AddMonths(row.Number), progress.PaidOn ?? run.Today);
        var (zh, en) = ($"{CheckText.Date(approved)} 批准，应在 {CheckText.Date(until)} 前发放",
            $"approved on {CheckText.Date(approved)}, to be paid by {CheckText.Date(until)}");
        return end > until ? Found(zh, en, row) : Passed(zh, en);
    }
}
