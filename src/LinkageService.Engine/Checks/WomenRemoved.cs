using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>women_removed</c>: removed for marriage and the like.</summary>
public sealed class WomenRemoved : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "women_removed";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("因婚嫁等除名", "Removed for marriage and the like");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "不因结婚（未取得其他成员身份）、离婚、丧偶、就学、服役、务工、经商、服刑除名。",
        "Nobody loses membership by marriage without another membership, divorce, widowhood, study, service, work, business or prison.");

    private protected override CheckOutcome Decide(CheckedRun run) => run.Persons switch
    {
        null => Unknown(MissingFacts.Persons),
        { Removed: { Count: > 0 } households } => Found($"离开原因不能作为除名理由，又没有取得其他成员身份的材料：{CheckText.Households(households)}",
            $"taken off for a reason that is none, without proof of another membership: {CheckText.HouseholdsEn(households)}"),
        { Persons: 0, Left: 0 } => Unknown(MissingFacts.Persons),
        var persons when persons.LeftWithReason < persons.Left => Unknown(MissingFacts.LeavingReasons),
        var persons => Passed($"离开的 {persons.Left} 人都写明了原因", $"a reason is stated for all {persons.Left} persons who left"),
    };
}
