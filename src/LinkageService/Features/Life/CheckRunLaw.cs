using System.Globalization;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Blocks;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>A run held against every legal check.</summary>
/// <param name="Run">The run.</param>
/// <param name="Checked">What the checks saw.</param>
/// <param name="Outcomes">What came of each.</param>
internal sealed record CheckedLaw(RunRow Run, CheckedRun Checked, IReadOnlyList<CheckOutcome> Outcomes);

/// <summary>
/// Holds a distribution against every legal check, by what is known when it is made, submitted and approved, or asked. What is found
/// joins the findings of its life; the digest of the run knows nothing of it.
/// </summary>
internal sealed class CheckRunLaw(
    Database database, RecomputedRuns recomputed, ReadPersons persons, RulePacks packs, TimeProvider time)
{
    // The service finds and shows these by its own means.
    private static readonly string[] OwnFindings =
        ["payee_deceased", "duplicate_payee", "shared_account", "notice_too_short", "paid_twice", "changed_after_vote"];

    /// <summary>Holds a stored run against the checks as things stand now.</summary>
    /// <exception cref="Errors.RefusedException"><c>unknown_run</c>.</exception>
    public Task<CheckedLaw?> HandleAsync(Caller caller, string run, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            var row = await RunAccess.RequireAsync(session, caller, run);
            return await OfAsync(session, row, RunLife.Read(row.Progress));
        }, cancellation);

    /// <summary>The life of a run with what is found now in place of what was found before, and the outcomes; null for none.</summary>
    public async Task<(RunLife Life, CheckedLaw? Law)> RenewAsync(
        Session session, RunRow run, RunLife life, Distribution? distribution = null)
    {
        if (await OfAsync(session, run, life, distribution) is not { } law)
        {
            return (life with { Legal = null }, null);
        }

        var found = law.Outcomes.Where(outcome => outcome.Status == CheckStatus.Found).ToDictionary(outcome => outcome.Check.Code);
        var findings = life.Findings.Where(finding => OwnFindings.Contains(finding.Code) || LegalChecks.Find(finding.Code) is null)
            .Select(finding => found.TryGetValue(finding.Code, out var own) && own.Severity == CheckSeverity.Block
                ? finding with { Severity = "block" }
                : finding)
            .Concat(found.Values.Where(outcome => !OwnFindings.Contains(outcome.Check.Code)).Select(CheckFinding.Of));
        return (life.WithFindings([.. findings]) with { Legal = StoredLegal.Of(LegalSummary.Of(law.Checked, law.Outcomes)) }, law);
    }

    private async Task<CheckedLaw?> OfAsync(Session session, RunRow run, RunLife life, Distribution? distribution = null)
    {
        if (run.Kind != RunKinds.Distribution || (distribution ?? await AgainAsync(session, run)) is not { } known)
        {
            return null;
        }

        var organization = (await OrganizationStore.FindAsync(session, run.OrganizationId))!;
        var date = Dates.Read(run.RecordDate);
        var earlier = await RunStore.BeforeAsync(session, run.OrganizationId, run.Year - 1, run.SchemeId);
        var repeats = RepeatedRuns.Finding(run, await RepeatedRuns.OthersAsync(session, run));
        var checkedRun = new CheckedRun
        {
            LegalForm = organization.LegalForm,
            Region = organization.Region,
            RecordDate = date,
            Year = (int)run.Year,
            Today = Dates.Today(time),
            Figures = RunFigures.Of(known),
            Rules = packs.Of(organization.LegalForm, organization.Region, date),
            Facts = await FindLegalFacts.OfAsync(session, run),
            Persons = await persons.OfAsync(session, run),
            Progress = ProgressOf(run, life),
            Earlier = earlier is null ? null : new EarlierRun((int)earlier.Year, (int)earlier.Households),
            ServiceFindings = [.. life.Findings.Append(repeats).OfType<CheckFinding>()
                .Select(finding => new ServiceFinding(finding.Code, finding.Message))],
        };
        return new CheckedLaw(run, checkedRun, LegalChecks.Run(checkedRun));
    }

    private static RunProgress ProgressOf(RunRow run, RunLife life) => new()
    {
        DisclosedOn = DateOf(life.DisclosedOn),
        Meeting = life.Meeting is { } met && DateOf(met.Date) is { } on
            ? new MeetingFacts(on, met.Kind == "delegates" ? MeetingKind.Delegates : MeetingKind.Members)
            {
                Due = met.Due, Present = met.Present, InFavour = met.InFavour,
            }
            : null,
        ApprovedDigest = life.ApprovedDigest,
        ApprovedOn = life.ApprovedAt is { } at
            ? DateOnly.FromDateTime(Dates.InChina(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)).DateTime)
            : null,
        PaidOn = DateOf(life.PaidOn),
        Digest = run.Digest,
        People = [.. new[] { run.Maker, life.SubmittedBy, life.ApprovedBy }.OfType<string>()],
    };

    private static DateOnly? DateOf(string? text) => text is not null && Dates.TryRead(text, out var date) ? date : null;

    // A run that cannot be computed again is found by its verification; nothing is said of the law then.
    private async Task<Distribution?> AgainAsync(Session session, RunRow run)
    {
        try
        {
            return await recomputed.OfAsync(session, StoredRun.Of(run), CancellationToken.None);
        }
        catch (Exception exception) when (exception is DamagedBlockException or InvariantBrokenException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>Which legal checks were decided, as a run keeps it.</summary>
internal sealed record StoredLegal(
    IReadOnlyList<string> Packs, IReadOnlyList<string> Passed, IReadOnlyList<string> Found, IReadOnlyList<StoredUndecidedCheck> Unknown)
{
    public static StoredLegal Of(LegalSummary legal) => new(
        legal.Packs, legal.Passed, legal.Found, [.. legal.Unknown.Select(check => new StoredUndecidedCheck(check.Code, check.Missing))]);

    /// <summary>The summary.</summary>
    public LegalSummary Read() => new(Packs, Passed, Found, [.. Unknown.Select(check => new UndecidedCheck(check.Code, check.Missing))]);
}

/// <summary>A check that lacked a fact.</summary>
internal sealed record StoredUndecidedCheck(string Code, IReadOnlyList<string> Missing);
