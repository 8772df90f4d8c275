using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>notice_too_short</c>: notice too short.</summary>
public sealed class NoticeTooShort : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "notice_too_short";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("公示天数不够", "Notice too short");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "公示满规定天数，异议都有答复。",
        "The notice lasts as long as set, and objections are answered.");

    private protected override CheckOutcome Decide(CheckedRun run) =>
        run.Progress is { DisclosedOn: null } ? NotApplicable("还没有公示", "not on notice yet")
        : run.Progress is null || run.ServiceFindings is null ? Unknown(MissingFacts.StoredRun)
        : run.ServiceFindings.FirstOrDefault(finding => finding.Code == Code) is { } found ? Found(found.Message.Zh, found.Message.En)
        : Passed($"{CheckText.Date(run.Progress.DisclosedOn.Value)} 起公示",
            $"on notice since {CheckText.Date(run.Progress.DisclosedOn.Value)}");
}
