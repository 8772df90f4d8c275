using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Checks;

/// <summary><c>holder_mismatch</c>: account of somebody else.</summary>
public sealed class HolderMismatch : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "holder_mismatch";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("户名不符", "Account of somebody else");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "收款账户的户名是本户的人。",
        "The account holder is a person of the household.");

    private protected override CheckOutcome Decide(CheckedRun run) => run.Persons switch
    {
        null or { WithHolder: 0 } => Unknown(MissingFacts.Persons),
        { ForeignHolders: { Count: > 0 } households } => Found($"户名不是本户成员的 {households.Count} 户：{CheckText.Households(households)}",
            $"the account holder of {households.Count} households is none of its persons: {CheckText.HouseholdsEn(households)}"),
        var persons =>
            Passed($"{persons.WithHolder} 户的户名都是本户成员", $"the account holders of {persons.WithHolder} households are among their persons"),
    };
}
