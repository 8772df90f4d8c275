using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>civil_servant_payee</c>: civil servant paid.</summary>
public sealed class CivilServantPayee : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "civil_servant_payee";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("公务员领取", "Civil servant paid");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "成为公务员的不再是成员；一定期限内保留权利的要有协议。",
        "Who became a civil servant is no member; rights kept for a time need an agreement.");

    private protected override CheckOutcome Decide(CheckedRun run) => run.Persons switch
    {
        null => Unknown(MissingFacts.Persons),
        { CivilServants: { Count: > 0 } households } => Found($"有公务员、没有协议：{CheckText.Households(households)}",
            $"civil servants without an agreement: {CheckText.HouseholdsEn(households)}"),
        var persons when persons.Persons == 0 || persons.WithEmployment < persons.Persons => Unknown(MissingFacts.Employment),
        var persons => Passed($"{persons.Persons} 人都登记了职业", $"the work of all {persons.Persons} persons is stated"),
    };
}
