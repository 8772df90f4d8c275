using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Checks;

/// <summary><c>two_hats</c>: two hats.</summary>
public sealed class TwoHats : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "two_hats";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("一人两职", "Two hats");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "监事不经手，经手和审批的人与监事没有亲属关系。",
        "Who makes or approves a run is no supervisor, nor a supervisor's relative.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.Facts.Officers is not { } officers)
        {
            return Unknown(MissingFacts.Officers);
        }

        if (run.Progress is not { } progress)
        {
            return Unknown(MissingFacts.StoredRun);
        }

        var supervisors = officers.Where(officer => officer.Role == OfficerRole.Supervisor
            && officer.ServesWithin(run.RecordDate, run.Today)).ToArray();
        var names = supervisors.Select(officer => officer.Name).ToHashSet(StringComparer.Ordinal);
        var acting = officers.Where(officer => officer.Account is { } account
            && progress.People.Contains(account, StringComparer.OrdinalIgnoreCase)).ToArray();
        var both = acting.FirstOrDefault(officer => officer.Role == OfficerRole.Supervisor || names.Contains(officer.Name));
        var kin = acting.FirstOrDefault(officer =>
            (run.Facts.Kin ?? []).Any(link => names.Contains(link.Officer) && link.Name == officer.Name
            || names.Contains(link.Name) && link.Officer == officer.Name));
        return both is not null ? Found($"{both.Name} 是监事，又经手或审批这次核算", $"{both.Name} is a supervisor and made or approved the run")
            : kin is not null ? Found($"{kin.Name} 经手或审批，是监事的亲属", $"{kin.Name}, who made or approved the run, is a supervisor's relative")
            : run.Facts.Kin is null ? Unknown(MissingFacts.Kin)
            : Passed("经手、审批的人都不是监事或其亲属", "nobody who made or approved the run is a supervisor or a relative");
    }
}
