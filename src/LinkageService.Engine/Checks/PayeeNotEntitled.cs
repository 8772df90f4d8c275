using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>payee_not_entitled</c>: payee not entitled.</summary>
public sealed class PayeeNotEntitled : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "payee_not_entitled";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("不该领的人领了", "Payee not entitled");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "领取人在登记日在册；非成员参加分配须全体成员四分之三以上同意。",
        "Payees are on the roster on the record date; a non-member shares only with three quarters of all members.");

    private protected override CheckOutcome Decide(CheckedRun run) => run.Persons switch
    {
        null => Unknown(MissingFacts.Persons),
        { NotEntitled: { Count: > 0 } households } => Found($"非成员没有四分之三以上同意：{CheckText.Households(households)}",
            $"non-members without three quarters of the votes: {CheckText.HouseholdsEn(households)}"),
        { Persons: 0 } => Unknown(MissingFacts.Persons),
        var persons when persons.WithMembership < persons.Persons => Unknown(MissingFacts.Membership),
        var persons => Passed($"{persons.Persons} 人都登记了成员身份", $"membership is stated of all {persons.Persons} persons"),
    };
}
