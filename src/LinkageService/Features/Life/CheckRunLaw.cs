using System.Globalization;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Taxes;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Corrections;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;
using LinkageService.Telemetry;

namespace LinkageService.Features.Life;

/// <summary>A run held against every legal check.</summary>
/// <param name="Run">The run.</param>
/// <param name="Checked">What the checks saw.</param>
/// <param name="Outcomes">What came of each.</param>
internal sealed record CheckedLaw(RunRow Run, CheckedRun Checked, IReadOnlyList<CheckOutcome> Outcomes);

/// <summary>What of a run takes long to work out and seldom changes, so that a change has it ready before it holds anything.</summary>
/// <param name="Distribution">The run, computed again out of what is stored with it.</param>
/// <param name="Figures">Its figures; of a correction, those of the whole that it leaves.</param>
/// <param name="Persons">What the roster says of persons; null for one that came with the request.</param>
/// <param name="KnownAt">By what was known of the organisation at this moment, in microseconds.</param>
internal sealed record PreparedLaw(Distribution Distribution, RunFigures Figures, PersonsSummary? Persons, long KnownAt);

/// <summary>
/// Holds a distribution, or what a correction makes of one, against every legal check, by what is known when it is made, submitted and
/// approved, or asked. What is found joins the findings of its life; the digest of the run knows nothing of it.
/// </summary>
internal sealed class CheckRunLaw(
    Database database, RecomputedRuns recomputed, ReadPersons persons, RulePacks packs, TimeProvider time)
{
    // The service finds and shows these by its own means.
    private static readonly string[] OwnFindings =
        ["payee_deceased", "duplicate_payee", "shared_account", "notice_too_short", "paid_twice", "changed_after_vote"];

    /// <summary>Holds a stored run against the checks as things stand now.</summary>
    /// <exception cref="RefusedException"><c>unknown_run</c>, or <c>run_damaged</c>.</exception>
    public Task<CheckedLaw?> HandleAsync(Caller caller, string run, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            var row = await RunAccess.RequireAsync(session, caller, run);
            var known = IsChecked(row)
                ? await PreparedAsync(session, row, () => recomputed.OfAsync(session, StoredRun.Of(row), cancellation))
                : null;
            return await OfAsync(session, row, RunLife.Read(row.Progress), known);
        }, cancellation);

    /// <summary>Works out, before a change begins, what its checks will ask for; null for a run none is held against.</summary>
    /// <param name="caller">Who makes the change.</param>
    /// <param name="run">Of which run.</param>
    /// <param name="from">The states the change is taken from: of another the change itself says that it cannot be taken.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException"><c>unknown_run</c>, or <c>run_damaged</c>.</exception>
    public Task<PreparedLaw?> PrepareAsync(Caller caller, string run, IReadOnlyList<string> from, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            var row = await RunAccess.RequireAsync(session, caller, run);
            return IsChecked(row) && from.Contains(row.State, StringComparer.Ordinal)
                ? await PreparedAsync(session, row, cancellation)
                : null;
        }, cancellation);

    /// <summary>How the benefits of a run are taxed as things stand: what it holds back for earlier years comes after tax.</summary>
    public async Task<TaxTerms> TaxTermsAsync(Session session, RunRow run, Scheme scheme) =>
        (await new FindTaxTerms(packs, time).OfAsync(session, run, scheme)).Read();

    /// <summary>The life of a run with what is found now in place of what was found before, and the outcomes; null for none.</summary>
    /// <exception cref="RefusedException"><c>run_damaged</c>.</exception>
    public async Task<(RunLife Life, CheckedLaw? Law)> RenewAsync(Session session, RunRow run, RunLife life, PreparedLaw? prepared)
    {
        if (await OfAsync(session, run, life, prepared) is not { } law)
        {
            return (life with { Legal = null }, null);
        }

        var found = law.Outcomes.Where(outcome => outcome.Status == CheckStatus.Found).ToDictionary(outcome => outcome.Check.Code);
        foreach (var outcome in found.Values)
        {
            ServiceTelemetry.Found(outcome.Check.Code, outcome.Severity == CheckSeverity.Block ? "block" : "warn");
        }

        var findings = life.Findings.Where(finding => OwnFindings.Contains(finding.Code) || LegalChecks.Find(finding.Code) is null)
            .Select(finding => found.TryGetValue(finding.Code, out var own) && own.Severity == CheckSeverity.Block
                ? finding with { Severity = "block" }
                : finding)
            .Concat(found.Values.Where(outcome => !OwnFindings.Contains(outcome.Check.Code)).Select(CheckFinding.Of));
        return (life.WithFindings([.. findings]) with { Legal = StoredLegal.Of(LegalSummary.Of(law.Checked, law.Outcomes)) }, law);
    }

    private async Task<CheckedLaw?> OfAsync(Session session, RunRow run, RunLife life, PreparedLaw? prepared)
    {
        if (!IsChecked(run))
        {
            return null;
        }

        using var observed = ServiceTelemetry.Check(run.Id);

        // What was worked out before the change is of the same run as long as its digest is; of persons what is known by now counts.
        var known = prepared is not null && prepared.Distribution.Digest == StoredRun.Of(run).CalculationDigest
            ? prepared
            : await PreparedAsync(session, run, CancellationToken.None);
        var organization = (await OrganizationStore.FindAsync(session, run.OrganizationId))!;
        var date = Dates.Read(run.RecordDate);
        var repeats = RepeatedRuns.Finding(run, await RepeatedRuns.OthersAsync(session, run));
        var facts = FactsOf(run, await FindLegalFacts.OfAsync(session, run));
        var checkedRun = new CheckedRun
        {
            LegalForm = organization.LegalForm,
            Region = organization.Region,
            RecordDate = date,
            Year = (int)run.Year,
            Today = Dates.Today(time),
            Figures = known.Figures,
            Rules = packs.Of(organization.LegalForm, organization.Region, date),
            Facts = facts,
            Others = facts.Statement?.Net is null ? [] : await OthersAsync(session, run.OrganizationId, run.Year, run),
            Persons = known.KnownAt == organization.FactsKnownAt
                ? known.Persons
                : await persons.OfAsync(session, run, organization.FactsKnownAt),
            Progress = ProgressOf(run, life) with
            {
                SettledFen = await SettledAsync(session, run),
                WithheldFen = await WithheldAsync(session, run, life),
                CorrectionFen = await CorrectedFigures.PaidFenAsync(session, run, life),
            },
            Earlier = await EarlierAsync(session, run),
            ServiceFindings = [.. life.Findings.Append(repeats).OfType<CheckFinding>()
                .Select(finding => new ServiceFinding(finding.Code, finding.Message))],
        };
        var law = new CheckedLaw(run, checkedRun, LegalChecks.Run(checkedRun));
        observed?.Ended();
        return law;
    }

    // A settlement gives nothing of its own: what it pays was held against the checks with the correction that left it open.
    private static bool IsChecked(RunRow run) => run.Kind is RunKinds.Distribution or RunKinds.Correction;

    // The meeting that is stated of a year voted on its plan; a correction has the vote that is noted with it.
    private static LegalFacts FactsOf(RunRow run, LegalFacts stated) =>
        run.Kind == RunKinds.Correction ? stated with { Meeting = null } : stated;

    /// <summary>
    /// The other distributions of a year that were approved, as their corrections left them. Each is computed again once, and kept.
    /// </summary>
    /// <param name="session">A snapshot.</param>
    /// <param name="organization">Who shared out.</param>
    /// <param name="year">Of which year.</param>
    /// <param name="besides">The run that is looked at; null for one that is not stored.</param>
    public async Task<IReadOnlyList<RunFigures>> OthersAsync(Session session, string organization, long year, RunRow? besides)
    {
        var others = new List<RunFigures>();
        foreach (var other in await RunStore.StandingOfYearAsync(session, organization, year))
        {
            if (other.Id == besides?.Id || other.Id == besides?.Corrects)
            {
                continue;
            }

            var corrections = await RunStore.StandingCorrectionsAsync(session, other.Id);
            var last = corrections.Count > 0 ? corrections[^1] : other;
            others.Add(await DamagedRuns.RefuseAsync(async () => await CorrectedFigures.OfAsync(
                session, last, await recomputed.OfAsync(session, StoredRun.Of(last), CancellationToken.None))));
        }

        return others;
    }

    private static RunProgress ProgressOf(RunRow run, RunLife life) => new()
    {
        DisclosedOn = DateOf(life.DisclosedOn),
        Meeting = life.Meeting is { } met && DateOf(met.Date) is { } on
            ? new MeetingFacts(on, met.Kind == "delegates" ? MeetingKind.Delegates : MeetingKind.Members)
            {
                Due = met.Due, Present = met.Present, InFavour = met.InFavour, NotifiedOn = DateOf(met.NotifiedOn),
                PartyDiscussedOn = DateOf(met.PartyDiscussedOn), CapableMembers = met.CapableMembers, Members = met.Members,
                Online = met.Online, Proxies = met.Proxies, BasicVotes = met.BasicVotes, AdditionalVotes = met.AdditionalVotes,
                VotesFor = met.VotesFor, Minutes = met.Minutes,
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

    private static async Task<IReadOnlyDictionary<string, long>> SettledAsync(Session session, RunRow run) =>
        (await CarryStore.SettlementsAsync(session, run.Id)).GroupBy(each => each.HouseholdId, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Sum(each => each.AmountFen), StringComparer.Ordinal);

    private static async Task<IReadOnlyDictionary<string, long>> WithheldAsync(Session session, RunRow run, RunLife life) =>
        (life.Withholding is null ? [] : await WithholdingStore.OfAsync(session, run.Id))
            .GroupBy(each => each.HouseholdId, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Sum(each => each.WithheldFen), StringComparer.Ordinal);

    /// <summary>The distribution of the year before a year; null where none stands.</summary>
    public static async Task<EarlierRun?> EarlierAsync(Session session, string organization, long year, string scheme) =>
        await RunStore.BeforeAsync(session, organization, year - 1, scheme) is { } before
            ? new EarlierRun((int)before.Year, (int)before.Households)
            : null;

    // Where nothing was shared out the year before, the roster of a year ago says how many households there were.
    private static async Task<EarlierRun?> EarlierAsync(Session session, RunRow run)
    {
        if (await EarlierAsync(session, run.OrganizationId, run.Year, run.SchemeId) is { } before)
        {
            return before;
        }

        var date = Dates.Read(run.RecordDate).AddYears(-1);
        return run.Roster == RosterKinds.Stored && await HouseholdStore.CountAsync(
            session, run.OrganizationId, Dates.Text(date), run.KnownAt) is var count and > 0
            ? new EarlierRun(date.Year, count)
            : null;
    }

    // Out of what is stored, and never out of memory: what is handed in and approved can be computed again.
    private Task<PreparedLaw> PreparedAsync(Session session, RunRow run, CancellationToken cancellation) =>
        PreparedAsync(session, run, () => RunRecomputation.AgainAsync(session, StoredRun.Of(run), cancellation));

    // Where nothing can be said of the law, nothing passes for it.
    private Task<PreparedLaw> PreparedAsync(Session session, RunRow run, Func<Task<Distribution>> again) =>
        DamagedRuns.RefuseAsync(async () =>
        {
            var distribution = await again();
            var knownAt = (await OrganizationStore.FindAsync(session, run.OrganizationId))!.FactsKnownAt;
            return new PreparedLaw(
                distribution, await CorrectedFigures.OfAsync(session, run, distribution),
                await persons.OfAsync(session, run, knownAt), knownAt);
        });
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
