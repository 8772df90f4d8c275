using FluentValidation;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Comparisons;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Http;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Corrections;

/// <summary>A correction of a run that was paid.</summary>
/// <param name="Run">The run.</param>
/// <param name="ETag">The revision the caller read, as an entity tag.</param>
/// <param name="IdempotencyKey">Chosen by the caller for this request and its retries.</param>
internal sealed record CorrectRunRequest(string Run, string? ETag, string? IdempotencyKey) : CheckedRequest
{
    /// <summary>recompute_all, charge_fund:name or settle_next_year.</summary>
    public string? Policy { get; init; }

    /// <summary>Why, in words.</summary>
    public string? Reason { get; init => field = TextRules.Trim(value); }

    /// <summary>Another record date; null for that of the run.</summary>
    public DateOnly? RecordDate { get; init; }

    /// <summary>Only facts known at this moment count, in microseconds; null for all that is known now.</summary>
    public long? KnownAt { get; init; }

    /// <summary>Parameters and inputs that are to be different, and the households of a run whose roster came with it.</summary>
    public required CalculateDistributionRequest Terms { get; init; }

    /// <summary>Whether nothing is to be stored.</summary>
    public bool Preview { get; init; }
}

/// <summary>The shape of it.</summary>
internal sealed class CorrectRunValidator : AbstractValidator<CorrectRunRequest>
{
    // As CorrectionPolicy reads them.
    private static readonly TextPattern Policies = new("(recompute_all|settle_next_year|charge_fund:[^\\n]{1,64})");

    public CorrectRunValidator()
    {
        RuleFor(request => request.Policy).IsThere("policy");
        RuleFor(request => request.Policy).IsLike(Policies)
            .When(request => !string.IsNullOrEmpty(request.Policy)).As(ProblemCodes.InvalidValue, "policy", policy =>
            {
                var shown = NumberProblems.Shorten(policy!);
                return new LocalizedText($"应为 recompute_all、charge_fund:基金名 或 settle_next_year，得到“{shown}”",
                    $"recompute_all, charge_fund:name or settle_next_year is wanted, got \"{shown}\"");
            });
        RuleFor(request => request.Reason).IsText("reason", TextRules.MaxReason, isRequired: true);
        RuleFor(request => request.IdempotencyKey).IsIdempotencyKey().When(request => !request.Preview);
    }
}

/// <summary>What came of it.</summary>
/// <param name="Run">The correction, as stored or as it would be.</param>
/// <param name="Comparison">Who gains and who loses; null when an earlier request made it.</param>
/// <param name="IsReplayed">Whether the correction was made by an earlier request with the same key.</param>
internal sealed record CreatedCorrection(StoredRun Run, RunComparison? Comparison, bool IsReplayed);

/// <summary>
/// Computes a paid run again with what is known now, and makes the differences a run of their own: paid runs never change.
/// </summary>
internal sealed class CorrectRun(
    Database database, Limits limits, RunsInProgress running, PrivateNumbers numbers, PayeeChecks payees, CheckRunLaw law,
    ReadPersons persons, TimeProvider time)
{
    private static readonly string[] From = [RunStates.Paid, RunStates.Closed];

    private readonly CorrectRunValidator _validator = new();

    /// <exception cref="RefusedException">It cannot be corrected so.</exception>
    public async Task<CreatedCorrection> HandleAsync(Caller caller, CorrectRunRequest request, CancellationToken cancellation)
    {
        using var taken = await TakeKeyAsync(caller, request, cancellation);
        var plan = await database.SnapshotAsync(session => PlanAsync(session, caller, request, cancellation), cancellation);
        if (plan.Replayed is { } replayed)
        {
            return new CreatedCorrection(StoredRun.Of(replayed), Comparison: null, IsReplayed: true);
        }

        if (request.Preview)
        {
            return new CreatedCorrection(StoredRun.Of(plan.Made!.Row), plan.Comparison, IsReplayed: false);
        }

        var made = plan.Made!;
        var key = new IdempotencyRow(
            made.Row.OrganizationId, request.IdempotencyKey!, plan.RequestDigest, made.Row.Id, made.Row.CreatedAt);
        var (stored, isReplayed) = await IdempotentRuns.StoreAsync(database, caller, key, async session =>
        {
            await CheckAgainAsync(session, caller, request, made);
            await plan.Carried!.RequireLastAsync(session, made.Row.OrganizationId);
            await FixWithholding.WriteAsync(session, made.Row, plan.Withheld);
            return made;
        }, cancellation);
        return new CreatedCorrection(stored, isReplayed ? null : plan.Comparison, isReplayed);
    }

    private async Task<IDisposable?> TakeKeyAsync(Caller caller, CorrectRunRequest request, CancellationToken cancellation)
    {
        if (request.Preview || !IdempotentRuns.IsKey(request.IdempotencyKey))
        {
            return null;
        }

        var run = await database.ReadAsync(session => RunAccess.RequireAsync(session, caller, request.Run), cancellation);
        return running.Take(run.OrganizationId, request.IdempotencyKey!);
    }

    private async Task<Plan> PlanAsync(Session session, Caller caller, CorrectRunRequest request, CancellationToken cancellation)
    {
        var run = await RunAccess.RequireAsync(session, caller, request.Run);
        RequireShares(run);
        var problems = ReadForm(request, run);
        var scheme = await RunRecomputation.SchemeAsync(session, run);
        var organization = (await OrganizationStore.FindAsync(session, run.OrganizationId))!;
        var knownAt = Math.Min(request.KnownAt ?? long.MaxValue, organization.FactsKnownAt);
        var again = new Recalculation(scheme, (int)run.Year, problems);
        var carried = await CarriedFigures.FindAsync(session, run.OrganizationId, scheme, RunPlace.Of(run));
        again.Bind(run, request.Terms, carried.Inputs);
        var sent = await ReadRosterAsync(session, request, run, knownAt, scheme, again, carried, problems, cancellation);
        var digest = RequestDigest(request, run, sent);
        if (!request.Preview && problems.Count == 0
            && await IdempotentRuns.FindAsync(session, run.OrganizationId, request.IdempotencyKey!, digest) is { } earlier)
        {
            return new Plan(digest) { Replayed = earlier };
        }

        var paid = problems.Count > 0 ? [] : await CheckAsync(session, run, request.ETag, request.Preview);
        var recomputed = again.Finish(cancellation);
        var before = await StoredBooks.PaidAsync(session, run.Id, paid.Select(correction => correction.Id));
        var outcome = await StoredBooks.CorrectAsync(
            session, before, RunBooks.Of(recomputed), Details(run, paid, request), cancellation);
        if (outcome.Correction is not { } correction)
        {
            throw new RefusedException(Failure.Of(outcome.Problem!));
        }

        // A year that took an outdated figure is corrected even where nobody's amount moves: the years after it stand on it.
        if (correction.Delta.IsEmpty && !request.Preview && !await CarriedChain.IsOutdatedAsync(session, run))
        {
            throw new RefusedException(Failure.Of(ProblemCodes.NothingToCorrect,
                "按现在已知的情况重算，按这个办法没有任何差额，不用更正；先更正农户登记或账目数字",
                "computed again with what is known now there is no difference under this policy: nothing to correct. "
                + "Put facts or figures right first"));
        }

        var labels = await CorrectionLabels.OfAsync(session, run, paid, recomputed, correction);
        if (labels.Shortfall(paid.Prepend(run).Select(each => StoredRun.Of(each).Summary.Labels), correction) is { } shortfall)
        {
            throw new RefusedException(Failure.Of(shortfall));
        }

        var packing = new CorrectionPacking(run, paid, recomputed, correction, request.Reason!, again)
        {
            Labels = labels,
            Carried = carried.Stored(again.Inputs),
            Checks =
            [
                .. again.Checks, .. carried.Findings(again.Inputs),
                .. await CarriedFigures.LaterAsync(session, run, before, correction.Delta), .. Kept(correction),
            ],
        };
        var made = packing.Pack(caller.Name, Moment.Of(time.GetUtcNow()), knownAt, request.RecordDate);
        var withheld = await FixWithholding.CorrectionAsync(session, made.Row, correction.Delta);
        var figures = await CorrectedFigures.OfAsync(
            session, CorrectionDetails.Of(made.Row), recomputed, before.Plus(correction.Delta), cancellation);
        var life = await CheckedAsync(session, made.Row, withheld, recomputed, figures);
        return new Plan(digest)
        {
            Made = made with { Row = made.Row with { Progress = life.Text() } },
            Withheld = withheld,
            Carried = carried,
            Comparison = RunComparison.Of(before, before.Plus(correction.Delta)),
        };
    }

    private async Task<RunLife> CheckedAsync(
        Session session, RunRow made, PlannedWithholding withheld, Distribution recomputed, RunFigures figures)
    {
        var life = await payees.RenewAsync(session, made, new RunLife { Withholding = withheld.Kept });
        var prepared = new PreparedLaw(recomputed, figures, await persons.OfAsync(session, made, made.KnownAt), made.KnownAt);
        return (await law.RenewAsync(session, made, life, prepared)).Life;
    }

    private static CorrectionDetails Details(RunRow run, IReadOnlyList<RunRow> paid, CorrectRunRequest request) => new(
        run.Id, request.Policy!, request.Reason!, [.. paid.Select(each => new EarlierCorrection(each.Id, each.Digest))], Money.Zero,
        Money.Zero, Money.Zero)
    {
        Rules = CorrectionDetails.NewestRules,
    };

    private static IEnumerable<CheckFinding> Kept(Correction correction)
    {
        if (correction.KeptFund is not { } fund)
        {
            yield break;
        }

        var fen = correction.KeptFen.ToArray();
        var (households, sum) = (fen.Count(each => each > 0), new Money(fen.Sum()).ToDisplayString());
        yield return new CheckFinding("kept_before", CheckFinding.Info, new LocalizedText(
            $"前一次更正让 {households} 户留下的 {sum} 元不收回，由“{fund.Name}”承担",
            $"{sum} yuan that an earlier correction let {households} households keep are not taken back: \"{fund.Name}\" bears them"),
            "更正办法 charge_fund | the policy charge_fund");
    }

    private static void RequireShares(RunRow run)
    {
        if (run.Kind == RunKinds.Settlement)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.RunState,
                "付清差额的核算本身不能更正：没付款的请作废重做；当年的数有错，请更正当年的核算",
                "a settlement cannot be corrected: cancel it and make another before it is paid; where the figures of a year are wrong, "
                + "correct the run of that year"));
        }
    }

    private List<Problem> ReadForm(CorrectRunRequest request, RunRow run)
    {
        var problems = _validator.Problems(request with { FormProblems = request.Terms.FormProblems });
        if (request.Terms.Households is not null && run.Roster == RosterKinds.Stored)
        {
            problems.Add(new Problem(ProblemCodes.InvalidValue, "households", new LocalizedText(
                "原来的核算用系统里的名册：先更正农户的记录，再更正核算",
                "the run used the stored roster: correct the households' facts first, then the run")));
        }

        return problems;
    }

    private async Task<Roster?> ReadRosterAsync(
        Session session, CorrectRunRequest request, RunRow run, long knownAt, Scheme scheme, Recalculation again,
        CarriedFigures carried, List<Problem> problems, CancellationToken cancellation)
    {
        var builder = new RosterBuilder(scheme.RosterSchema, limits.MaxHouseholds);
        if (run.Roster == RosterKinds.Stored)
        {
            var recordDate = request.RecordDate ?? Dates.Read(run.RecordDate);
            var stored = StoredHouseholds.Of(run, numbers) with
            {
                RecordDate = recordDate, KnownAt = knownAt, Carried = await carried.ColumnsAsync(session),
            };
            again.Take(builder, await stored.AddToAsync(session, builder, scheme, cancellation));
            return null;
        }

        if (request.Terms.Households is not { } households)
        {
            var columns = await RunBlockStore.ColumnsAsync(session, run.Id, RunParts.Calculation);
            var kept = StoredRunTerms.Read(run).RosterOf(columns, scheme, window: null);
            again.Take(kept);
            return kept;
        }

        households.AddTo(builder, scheme, cancellation);
        again.Take(builder);
        return problems.Count == 0 ? builder.Build() : null;
    }

    private static byte[] RequestDigest(CorrectRunRequest request, RunRow run, Roster? sent) => RunRequestDigest.Of(
        JsonDetails.Of(
            ("kind", RunKinds.Correction), ("run", run.Id), ("policy", request.Policy), ("reason", request.Reason),
            ("knownAt", request.KnownAt)),
        new CreateRunRequest(
            run.OrganizationId, request.Terms, request.RecordDate is { } date ? Dates.Text(date) : null, request.Preview,
            request.IdempotencyKey),
        sent);

    /// <summary>The corrections that were paid before; refuses what cannot be corrected now.</summary>
    private static async Task<IReadOnlyList<RunRow>> CheckAsync(Session session, RunRow run, string? etag, bool isPreview)
    {
        if (string.IsNullOrWhiteSpace(etag) && !isPreview)
        {
            throw ChangeRun.ETagMissing();
        }

        EntityTag.Check(etag, run.Revision);
        if (run.Kind != RunKinds.Distribution)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.RunState,
                $"这是一次更正：请更正原来的核算 {run.Corrects}", $"this is a correction: correct the run {run.Corrects} again"));
        }

        ChangeRun.RequireState(run, From);
        await RunAccess.RequireNotArchivedAsync(session, run);
        var corrections = await RunStore.CorrectionsAsync(session, run.Id);
        if (corrections.FirstOrDefault(correction => !From.Contains(correction.State, StringComparer.Ordinal)) is { } open)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.RunState,
                $"另一次更正 {open.Id} 还没有付款（{Words.State(open.State).Zh}）：先办完或取消它",
                $"another correction {open.Id} is not paid yet ({open.State}): finish or cancel it first"));
        }

        return corrections;
    }

    // Between the computation and the change somebody may have paid or made another correction.
    private static async Task CheckAgainAsync(WriteSession session, Caller caller, CorrectRunRequest request, NewRun made)
    {
        var run = await RunAccess.HoldAsync(session, caller, request.Run);
        var corrections = await CheckAsync(session, run, request.ETag, isPreview: false);
        var after = CorrectionDetails.Of(made.Row).After.Select(earlier => earlier.Run);
        if (!corrections.Select(correction => correction.Id).SequenceEqual(after, StringComparer.Ordinal))
        {
            throw new RefusedException(Failure.Of(ProblemCodes.StaleRevision,
                "刚刚有另一次更正付了款：重新读取后再更正", "another correction has just been paid: read the run and correct it again"));
        }
    }

    /// <summary>A correction computed and packed, or the one an earlier request made.</summary>
    private sealed record Plan(byte[] RequestDigest)
    {
        public RunRow? Replayed { get; init; }

        public NewRun? Made { get; init; }

        public PlannedWithholding Withheld { get; init; } = PlannedWithholding.None;

        public CarriedFigures? Carried { get; init; }

        public RunComparison? Comparison { get; init; }
    }
}
