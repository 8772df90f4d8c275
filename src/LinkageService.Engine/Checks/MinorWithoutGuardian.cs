using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>minor_without_guardian</c>: child's account without a guardian.</summary>
public sealed class MinorWithoutGuardian : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "minor_without_guardian";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("儿童账户没有监护人", "Child's account without a guardian");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "收款账户是不满十四周岁儿童的，要有监护人同意。",
        "An account of a child under 14 needs the guardian's consent.");

    private protected override CheckOutcome Decide(CheckedRun run) => run.Persons switch
    {
        null or { WithHolder: 0 } => Unknown(MissingFacts.Persons),
        { ChildAccounts: { Count: > 0 } households } =>
            Found($"收款账户是儿童的：{CheckText.Households(households)}", $"paid on a child's account: {CheckText.HouseholdsEn(households)}"),
        var persons when persons.WithBirthDate < persons.Persons => Unknown(MissingFacts.BirthDates),
        _ => Passed("没有儿童收款账户", "no account is a child's"),
    };
}
