using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>paid_twice</c>: paid twice.</summary>
public sealed class PaidTwice : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "paid_twice";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("重复发放", "Paid twice");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "同一年同一笔钱不发两次。",
        "The same money of a year is not paid twice.");

    private protected override CheckOutcome Decide(CheckedRun run) =>
        run.ServiceFindings is null ? Unknown(MissingFacts.StoredRun)
        : run.ServiceFindings.FirstOrDefault(finding =>
            finding.Code is "already_distributed" or "possible_repeat_distribution") is { } found
            ? Found(found.Message.Zh, found.Message.En)
            : Passed("当年没有同方案的其他核算", "no other run of the year by the same scheme");
}
