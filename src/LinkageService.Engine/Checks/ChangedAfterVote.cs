using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>changed_after_vote</c>: changed after the vote.</summary>
public sealed class ChangedAfterVote : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "changed_after_vote";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("表决后改过", "Changed after the vote");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "发放的是表决过的结果：数字指纹不变。",
        "What is paid is what was voted on: the digest is the same.");

    private protected override CheckOutcome Decide(CheckedRun run) => run.Progress switch
    {
        null => Unknown(MissingFacts.StoredRun),
        { ApprovedDigest: null } => NotApplicable("还没有批准", "not approved yet"),
        { ApprovedDigest: var approved, Digest: var digest } when approved == digest =>
            Passed($"批准的是 {digest}", $"{digest} was approved"),
        var progress =>
            Found($"批准的是 {progress.ApprovedDigest}，现在是 {progress.Digest}",
            $"{progress.ApprovedDigest} was approved, it is {progress.Digest} now"),
    };
}
