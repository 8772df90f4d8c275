using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Life;
using LinkageService.Features.Schemes;
using LinkageService.Features.Settlements;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>A distribution to be computed and stored.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Terms">Scheme, year and figures; the households when they come with the request, else null.</param>
/// <param name="RecordDate">As written; null for the last day of the year.</param>
/// <param name="Preview">Whether nothing is to be stored.</param>
/// <param name="IdempotencyKey">Chosen by the caller for this request and its retries.</param>
internal sealed record CreateRunRequest(
    string Organization, CalculateDistributionRequest Terms, string? RecordDate, bool Preview, string? IdempotencyKey) : CheckedRequest
{
    /// <summary>The first day that counts for time-weighted holdings, as written; null for the first of the year.</summary>
    public string? From { get; init; }

    /// <summary>The id of the draft that it takes the place of; null for a run of its own.</summary>
    public string? Edits { get; init; }

    /// <summary>Whether it is made for a batch: the key is the batch's, which no caller can send.</summary>
    public bool IsOfBatch { get; init; }

    /// <summary>How far it has come; null when nobody looks.</summary>
    public RunWatch? Watch { get; init; }
}

/// <summary>The shape of it; that of its terms is <see cref="CalculateDistributionValidator"/>'s.</summary>
internal sealed class CreateRunValidator : AbstractValidator<CreateRunRequest>
{
    public CreateRunValidator()
    {
        RuleFor(request => request.RecordDate).IsDate("recordDate");
        RuleFor(request => request.From).IsDate("from");
        RuleFor(request => request.IdempotencyKey).IsIdempotencyKey()
            .When(request => request is { Preview: false, Edits: null, IsOfBatch: false });
        var unknown = JsonText.UnknownField("document", "scheme");
        RuleFor(request => request.Terms.Document).Null().As(unknown.Code, unknown.Field, unknown.Message.Zh, unknown.Message.En);
    }
}

/// <summary>What came of it: a run, or a preview of one.</summary>
/// <param name="Run">As stored, or as it would be.</param>
/// <param name="Preview">All of it, when nothing was stored.</param>
/// <param name="IsReplayed">Whether the run was made by an earlier request with the same key.</param>
internal sealed record CreatedRun(StoredRun Run, Distribution? Preview, bool IsReplayed)
{
    /// <summary>Of a preview: how much more members could lawfully be paid.</summary>
    public Headroom? Headroom { get; init; }
}

/// <summary>Makes a run out of stored or sent households: computed and packed first, then written whole.</summary>
internal sealed class CreateRun(
    Database database, CalculateDistribution calculate, PayeeChecks payees, CheckRunLaw law, ReadPersons persons, RunsInProgress running,
    PrivateNumbers numbers, TimeProvider time)
{
    private readonly CreateRunValidator _validator = new();

    /// <exception cref="RefusedException">It cannot be made so.</exception>
    public async Task<CreatedRun> HandleAsync(Caller caller, CreateRunRequest request, CancellationToken cancellation)
    {
        var draft = await BeginAsync(caller, request, cancellation);
        if (draft.Replayed is { } replayed)
        {
            return new CreatedRun(replayed, Preview: null, IsReplayed: true);
        }

        using var taken = draft.RequestDigest is null || request.Preview || !IdempotentRuns.IsKey(request.IdempotencyKey)
            ? null
            : running.Take(draft.Organization.Id, request.IdempotencyKey!);
        var computed = Compute(caller, request, draft, cancellation);
        var (run, distribution, prepared) = computed;
        if (request.Preview)
        {
            Headroom? headroom = null;
            var previewed = await database.SnapshotAsync(async session =>
            {
                var settlements = await ClaimSettlement.PlanAsync(
                    session, run.Row.Id, request.Organization, distribution,
                    await law.TaxTermsAsync(session, run.Row, distribution.Scheme));
                (var row, headroom) = await CheckedAsync(session, Settle(run, distribution, draft, settlements).Row, prepared);
                return await RepeatedRuns.WithPreviewAsync(session, StoredRun.Of(row), distribution.Digest);
            }, cancellation);
            return new CreatedRun(previewed, distribution, IsReplayed: false) { Headroom = headroom };
        }

        var key = new IdempotencyRow(
            draft.Organization.Id, request.IdempotencyKey!, draft.RequestDigest!, run.Row.Id, run.Row.CreatedAt);
        var (stored, isReplayed) = await IdempotentRuns.StoreAsync(
            database, caller, key, session => SettledAsync(session, computed, draft), cancellation);
        return new CreatedRun(stored, Preview: null, isReplayed);
    }

    /// <summary>Computes what takes the place of a draft.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="request">With the draft that it edits.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Makes the run inside the change that stores it.</returns>
    /// <exception cref="RefusedException">It cannot be made so.</exception>
    internal async Task<Func<WriteSession, Task<NewRun>>> ComputeAsync(
        Caller caller, CreateRunRequest request, CancellationToken cancellation)
    {
        var draft = await BeginAsync(caller, request, cancellation);
        var computed = Compute(caller, request, draft, cancellation);
        return session => SettledAsync(session, computed, draft);
    }

    private ComputedRun Compute(Caller caller, CreateRunRequest request, RunDraft draft, CancellationToken cancellation)
    {
        request.Watch?.Computing();
        var result = draft.Calculation!.Finish(cancellation);
        var distribution = result.Distribution ?? throw new RefusedException(result.Failure!);
        var run = Pack(caller, request, draft, distribution);
        return new ComputedRun(run, distribution, new PreparedLaw(
            distribution, RunFigures.Of(distribution), draft.Persons, draft.Organization.FactsKnownAt));
    }

    private async Task<NewRun> SettledAsync(WriteSession session, ComputedRun computed, RunDraft draft)
    {
        var (run, distribution, prepared) = computed;

        // Runs of an organisation are made one after another: each sees those before it.
        await OrganizationStore.HoldAsync(session, run.Row.OrganizationId);
        await RepeatedRuns.RefuseSameAsync(session, run.Row, distribution.Digest);
        await draft.Carried!.RequireLastAsync(session, run.Row.OrganizationId);
        var terms = await law.TaxTermsAsync(session, run.Row, distribution.Scheme);
        var settled = Settle(
            run, distribution, draft,
            await ClaimSettlement.TakeAsync(session, run.Row.Id, run.Row.OrganizationId, distribution, terms));
        return settled with { Row = (await CheckedAsync(session, settled.Row, prepared)).Row };
    }

    private Task<RunDraft> BeginAsync(Caller caller, CreateRunRequest request, CancellationToken cancellation)
    {
        var (terms, recordDate, formProblems) = ReadForm(request);
        return database.SnapshotAsync(session =>
            BeginAsync(session, caller, request, terms, recordDate, formProblems, cancellation), cancellation);
    }

    private async Task<(RunRow Row, Headroom? Headroom)> CheckedAsync(Session session, RunRow row, PreparedLaw prepared)
    {
        var life = await payees.RenewAsync(
            session, row, RunLife.Read(row.Progress), household => prepared.Distribution.Roster.IndexOf(household) >= 0);
        (life, var held) = await law.RenewAsync(session, row, life, prepared);
        return (row with { Progress = life.Text() }, held is null ? null : Headroom.Of(held.Checked));
    }

    private (CalculateDistributionRequest Terms, DateOnly RecordDate, List<Problem> Problems) ReadForm(CreateRunRequest request)
    {
        var problems = _validator.Problems(request);
        var stated = DateOf(request.RecordDate);
        var terms = request.Terms.InYearOf(stated);
        var year = calculate.YearOf(terms);
        var recordDate = stated ?? new DateOnly(year ?? Dates.Today(time).Year, 12, 31);

        // What was known is put in when the database is read.
        var households = request.Terms.Households
            ?? new StoredHouseholds(request.Organization, year ?? recordDate.Year, recordDate, KnownAt: 0, numbers)
            {
                From = DateOf(request.From),
            };
        return (terms with { Households = households }, recordDate, problems);
    }

    private static DateOnly? DateOf(string? text) => text is not null && Dates.TryRead(text, out var date) ? date : null;

    // Said aloud: a first day that nothing is counted from would be silently left out.
    private static void CheckFrom(CreateRunRequest request, CalculationDraft calculation, bool isStored)
    {
        if (request.From is not null && calculation.Scheme is { } scheme && !(isStored && scheme.IsTimeWeighted))
        {
            var problem = new Problem(ProblemCodes.InvalidValue, "from", new LocalizedText(
                "from 只用于系统名册中按天数计算（time_weighted）的持有量，这次核算没有",
                "from is for time-weighted holdings of the stored roster; this run has none"));
            throw new RefusedException(Failure.Of([.. calculation.Problems, problem]));
        }
    }

    private async Task<RunDraft> BeginAsync(
        Session session, Caller caller, CreateRunRequest request, CalculateDistributionRequest terms, DateOnly recordDate,
        List<Problem> formProblems, CancellationToken cancellation)
    {
        var organization = await OrganizationScope.RequireAsync(session, caller, request.Organization);
        var carried = calculate.YearOf(terms) is { } year && calculate.FindScheme(terms, year, []) is { } goingOn
            ? await CarriedFigures.FindAsync(session, organization.Id, goingOn, new RunPlace(year, Dates.Text(recordDate)))
            : null;
        var calculation = calculate.Begin(terms with
        {
            FormProblems = [.. terms.FormProblems, .. formProblems],
            CarriedInputs = carried?.Inputs ?? terms.CarriedInputs,
        });
        var stored = terms.Households as StoredHouseholds;
        if (stored is null && calculation is { Roster: { } sent, Scheme: { } known })
        {
            terms.Households!.AddTo(sent, known, cancellation);
        }

        // Without a digest something is wrong with the households; finishing the calculation says what.
        var roster = stored is null ? calculation.BuildRoster() : null;
        var digest = stored is null && roster is null ? null : RunRequestDigest.Of(RunKinds.Distribution, request, roster);
        var draft = new RunDraft(organization, recordDate, digest, calculation)
        {
            Carried = carried,
            Stated = request.Terms.Inputs,
        };
        if (digest is not null && request is { Preview: false, Edits: null } && formProblems.Count == 0
            && await IdempotentRuns.FindAsync(session, organization.Id, request.IdempotencyKey!, digest) is { } earlier)
        {
            return draft with { Replayed = await RepeatedRuns.WithOthersAsync(session, StoredRun.Of(earlier)) };
        }

        CheckLegalForm(calculation, organization);
        CheckFrom(request, calculation, stored is not null);
        if (stored is not null && calculation is { Roster: { } columns, Scheme: { } scheme })
        {
            request.Watch?.Reading(columns);
            var reading = persons.Begin(organization.Id, recordDate);
            var facts = stored with { KnownAt = organization.FactsKnownAt, Persons = reading };
            var onRecord = carried is null ? facts : facts with { Carried = await carried.ColumnsAsync(session) };
            var members = await onRecord.AddToAsync(session, columns, scheme, cancellation);
            return draft with { Members = members, Persons = reading.Done() };
        }

        return draft;
    }

    // Said before any household is read: one of another scheme would lack its columns.
    private static void CheckLegalForm(CalculationDraft calculation, OrganizationRow organization)
    {
        if (calculation.Scheme is { } scheme && SchemeFit.Problem(scheme, organization) is { } problem)
        {
            throw new RefusedException(Failure.Of([.. calculation.Problems, problem]));
        }
    }

    private NewRun Pack(Caller caller, CreateRunRequest request, RunDraft draft, Distribution distribution)
    {
        var id = request.Edits ?? Guid.CreateVersion7().ToString("N");
        var now = Moment.Of(time.GetUtcNow());
        var (scheme, summary) = (distribution.Scheme, draft.SummaryOf(distribution));
        var blocks = RunPacking.Blocks(id, distribution);
        var row = new RunRow(
            id, draft.Organization.Id, RunKinds.Distribution, Corrects: null, Policy: null, summary.Year, Dates.Text(draft.RecordDate),
            draft.Organization.FactsKnownAt, request.Terms.Households is null ? RosterKinds.Stored : RosterKinds.Inline, scheme.Id,
            scheme.Version, scheme.Digest,
            StoredRunTerms.Of(distribution, summary, request.Terms, draft.Carried!.Stored(draft.Stated)).Text(),
            StoredRun.ResultText(summary, distribution), summary.Digest, distribution.Roster.Count, RunBlockRow.DigestOf(blocks),
            RunStates.Draft, Revision: 1, caller.Name, new RunLife().Text(), now, now);
        return new NewRun(row, SchemeRow(scheme), blocks, RunPacking.Benefits(id, distribution), Settlements: []);
    }

    private static SchemeDocumentRow SchemeRow(Scheme scheme) =>
        new(scheme.Digest, scheme.Id, scheme.Version, SchemeDocumentText.Of(scheme));

    // What a run settles of earlier corrections is part of what is approved.
    private static NewRun Settle(
        NewRun run, Distribution distribution, RunDraft draft, IReadOnlyList<SettlementRow> settlements) =>
        settlements.Count == 0 ? run : run with
        {
            Row = run.Row with
            {
                Digest = ClaimSettlement.DigestOf(distribution.Digest, settlements),
                Result = StoredRun.ResultText(
                    draft.SummaryOf(distribution), distribution, SettledTotals.Of(distribution.HouseholdsTotal, settlements)),
            },
            Settlements = settlements,
        };

    /// <summary>A run that is computed, with what legal checks ask of it.</summary>
    private sealed record ComputedRun(NewRun Run, Distribution Distribution, PreparedLaw Prepared);

    /// <summary>A run whose figures are bound and whose households are read.</summary>
    private sealed record RunDraft(
        OrganizationRow Organization, DateOnly RecordDate, byte[]? RequestDigest, CalculationDraft? Calculation)
    {
        public StoredRun? Replayed { get; init; }

        /// <summary>What goes on from the last run; null when the request has no scheme or year, and is refused.</summary>
        public CarriedFigures? Carried { get; init; }

        /// <summary>What is to be said of how members were counted.</summary>
        public IReadOnlyList<CheckFinding> Members { get; init; } = [];

        /// <summary>What the roster says of persons; null for one that came with the request.</summary>
        public PersonsSummary? Persons { get; init; }

        /// <summary>The inputs as stated.</summary>
        public IReadOnlyDictionary<string, string> Stated { get; init; } = new Dictionary<string, string>();

        // A year is shared out by the roster of its end or of the year after.
        private IEnumerable<CheckFinding> Apart(int year)
        {
            if (year > RecordDate.Year || RecordDate.Year - year > 1)
            {
                var date = Dates.Text(RecordDate);
                yield return new CheckFinding("year_apart_from_record_date", "warn", new LocalizedText(
                    $"年度是 {year}，名册日期是 {date}：请核对是不是同一年的账和名册",
                    $"the year is {year} and the record date {date}: check that accounts and roster belong together"),
                    "填写的年度和名册日期 | the stated year and record date");
            }
        }

        /// <summary>The sums, with what there is to say of what goes on.</summary>
        public CalculationSummary SummaryOf(Distribution distribution)
        {
            var summary = CalculationSummary.Of(distribution);
            return summary with { Checks = [.. summary.Checks, .. Members, .. Carried!.Findings(Stated), .. Apart(summary.Year)] };
        }
    }
}
