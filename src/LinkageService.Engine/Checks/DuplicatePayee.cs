using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>duplicate_payee</c>: one person in two households.</summary>
public sealed class DuplicatePayee : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "duplicate_payee";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("一人两户", "One person in two households");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "同一身份证号只在一户领取。",
        "One ID number is paid in one household only.");

    private protected override CheckOutcome Decide(CheckedRun run) =>
        CheckedByService(
            run, "没有一个身份证号登记在两户", "no ID number is in two households",
            run.Persons is { Persons: 0 } ? MissingFacts.Persons
            : run.Persons is { } persons && persons.WithIdNumber < persons.Persons ? MissingFacts.IdNumbers
            : null);
}
