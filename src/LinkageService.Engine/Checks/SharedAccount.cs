using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>shared_account</c>: one account of several households.</summary>
public sealed class SharedAccount : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "shared_account";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("几户一个账号", "One account of several households");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "一个账号只收一户的钱，代领要核实。",
        "One account receives the money of one household; proxies are verified.");

    private protected override CheckOutcome Decide(CheckedRun run) =>
        CheckedByService(run, "没有几户共用的账号", "no account is that of several households");
}
