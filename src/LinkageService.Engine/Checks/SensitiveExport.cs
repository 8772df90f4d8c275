using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>sensitive_export</c>: sensitive column on a public paper.</summary>
public sealed class SensitiveExport : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "sensitive_export";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("公示有敏感信息", "Sensitive column on a public paper");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "公示的纸上没有账号、身份标签，身份证号遮住。",
        "A public paper shows no account number and no status, and ID numbers are masked.");

    private protected override CheckOutcome Decide(CheckedRun run) =>
        NotApplicable("打印公示时由系统保证，不随核算变化", "held by every public paper the service prints, whatever the run");
}
