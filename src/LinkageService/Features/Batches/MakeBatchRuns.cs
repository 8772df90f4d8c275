using System.Globalization;
using LinkageService.Access;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Batches;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Batches;

/// <summary>
/// Makes the runs of a chunk, each as <see cref="CreateRun"/> makes it for anybody, under the key of the batch: the change that stores the
/// run claims it, so whoever comes second stores nothing. An organisation that fails is noted with the reason and stops no other.
/// </summary>
internal sealed class MakeBatchRuns(Database database, CreateRun create, TimeProvider time, ILogger<MakeBatchRuns> log)
{
    private const int MaxProblems = 20;

    /// <summary>Tries what of a chunk is still to be tried, and finishes the batch when nothing is left of it.</summary>
    /// <param name="id">Id of the batch.</param>
    /// <param name="chunk">Which chunk, from 0.</param>
    /// <param name="cancellation">Stops it; what is stored stays.</param>
    /// <exception cref="StorageUnavailableException">The database does not answer: to be tried again.</exception>
    public async Task HandleAsync(string id, int chunk, CancellationToken cancellation)
    {
        if (await RunningAsync(id, cancellation) is not { } batch)
        {
            return;
        }

        var waiting = await database.SnapshotAsync(session => BatchStore.WaitingAsync(session, batch, chunk), cancellation);
        var terms = BatchTerms.Read(batch.Terms);
        await BatchWork.EachAsync(
            waiting, async stop => await RunningAsync(id, stop) is not null, (entry, stop) => TryAsync(batch, terms, entry, stop), time,
            cancellation);
        await FinishAsync(id, cancellation);
    }

    private async Task<BatchRow?> RunningAsync(string id, CancellationToken cancellation) =>
        await database.ReadAsync(session => BatchStore.FindAsync(session, id), cancellation)
            is { State: BatchStates.Running } batch ? batch : null;

    private async Task TryAsync(BatchRow batch, BatchTerms terms, BatchEntryRow entry, CancellationToken cancellation)
    {
        BatchEntryRow? outcome;
        try
        {
            outcome = await MakeAsync(batch, terms, entry, cancellation);
        }
        catch (RefusedException refused) when (refused.Failure.Code == ProblemCodes.IdempotencyKeyReused)
        {
            // Its run was made meanwhile, by figures that were stated before.
            return;
        }
        catch (RefusedException refused)
        {
            outcome = Failed(entry, refused.Failure.Problems);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or StorageUnavailableException))
        {
            // A defect of ours in one of them: the others go on.
            log.BatchRunFailed(exception, batch.Id, entry.OrganizationId);
            outcome = Failed(entry, [BatchOutcome.Defect]);
        }

        if (outcome is not null)
        {
            await database.WriteAsync(
                new Change(batch.Maker, time.GetUtcNow()) { IsNote = true },
                session => BatchStore.NoteAsync(session, entry, outcome with { UpdatedAt = Moment.Of(session.Change.At) }), cancellation);
        }
    }

    // What is to be noted; of a run that is stored nothing, for it says so itself.
    private async Task<BatchEntryRow?> MakeAsync(
        BatchRow batch, BatchTerms terms, BatchEntryRow entry, CancellationToken cancellation)
    {
        var caller = new Caller(entry.Maker, Role.Preparer, batch.OrganizationId);
        var created = await create.HandleAsync(caller, await RequestAsync(batch, terms, entry, cancellation), cancellation);
        if (created.Preview is null)
        {
            return null;
        }

        var (summary, headroom) = (created.Run.Summary, created.Headroom);
        var outcome = new BatchOutcome(
            [], [.. summary.Checks.Select(check => new BatchCheckContract(check.Code, check.Severity, WordsContract.Of(check.Message)))],
            headroom?.Binding.Limit.ToString(), headroom?.Left.ToString(), headroom?.Binding.Check.Code);
        return entry with
        {
            State = BatchEntryStates.Done, Outcome = outcome.Text(), Households = created.Run.Row.Households,
            AmountFen = summary.Totals.Households.Fen,
        };
    }

    private async Task<CreateRunRequest> RequestAsync(
        BatchRow batch, BatchTerms terms, BatchEntryRow entry, CancellationToken cancellation)
    {
        var own = BatchOwnTerms.Read(entry.Terms);
        var last = terms.LastYear ? await LastYearAsync(batch, own.Scheme ?? terms.Scheme, entry, cancellation) : null;
        var figures = new CalculateDistributionRequest
        {
            Scheme = own.Scheme ?? terms.Scheme ?? last?.SchemeId,
            Year = batch.Year.ToString(CultureInfo.InvariantCulture),
            Parameters = Over(last?.Stated.Parameters, terms.Parameters, own.Parameters),
            Inputs = Over(last?.Stated.Inputs, terms.Inputs, own.Inputs),
        };
        return new CreateRunRequest(
            entry.OrganizationId, figures, terms.RecordDate, batch.IsDryRun, BatchRow.KeyOf(batch.Id))
        {
            From = terms.From, IsOfBatch = true,
        };
    }

    private async Task<(string SchemeId, StoredFigures Stated)?> LastYearAsync(
        BatchRow batch, string? scheme, BatchEntryRow entry, CancellationToken cancellation)
    {
        var id = scheme?.Split('@')[0] ?? "";
        var row = await database.ReadAsync(
            session => RunStore.BeforeAsync(session, entry.OrganizationId, batch.Year - 1, id), cancellation);
        return row is not null && (id.Length == 0 || id == row.SchemeId)
            ? (row.SchemeId, StoredRunTerms.Read(row).Stated)
            : throw new RefusedException(Failure.Of(ProblemCodes.UnknownRun,
                $"{batch.Year - 1} 年没有可沿用的核算（已批准、方案相同）", $"{batch.Year - 1} has no approved run of that scheme to go on by",
                "lastYear"));
    }

    private static Dictionary<string, string> Over(params ReadOnlySpan<IReadOnlyDictionary<string, string>?> stated)
    {
        var figures = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var each in stated)
        {
            foreach (var (name, value) in each ?? new Dictionary<string, string>())
            {
                figures[name] = value;
            }
        }

        return figures;
    }

    private static BatchEntryRow Failed(BatchEntryRow entry, IReadOnlyList<Problem> problems) => entry with
    {
        State = BatchEntryStates.Failed, Code = problems[0].Code.Name,
        Outcome = new BatchOutcome([.. problems.Take(MaxProblems).Select(BatchProblemContract.Of)]).Text(),
    };

    // Whoever tried the last one says that it is finished, once.
    private async Task FinishAsync(string id, CancellationToken cancellation)
    {
        if (await RunningAsync(id, cancellation) is not { } batch
            || (await database.ReadAsync(session => BatchStore.ChunksAsync(session, batch), cancellation)).Count > 0)
        {
            return;
        }

        var sums = await database.SnapshotAsync(session => SumsAsync(session, batch, cancellation), cancellation);
        await database.WriteAsync(new Change(batch.Maker, time.GetUtcNow()) { IsNote = true }, async session =>
        {
            if (await BatchStore.HoldAsync(session, id) is { State: BatchStates.Running } before
                && (await BatchStore.ChunksAsync(session, before)).Count == 0)
            {
                var after = before with
                {
                    State = BatchStates.Finished, Revision = before.Revision + 1, UpdatedAt = Moment.Of(session.Change.At),
                    Done = sums.Done, Households = sums.Households, AmountFen = sums.AmountFen,
                };
                await BatchStore.SaveAsync(session, before, after, "batch.finish", Documents.JsonDetails.Of(
                    ("done", sums.Done), ("failed", sums.Failed), ("households", sums.Households),
                    ("amount", new Money(sums.AmountFen).ToString())));
            }

            return true;
        }, cancellation);
    }

    // The sum out of the result of each run: another way than that of the sums that are shown, which must agree with it.
    private static async Task<BatchFigures> SumsAsync(Session session, BatchRow batch, CancellationToken cancellation)
    {
        var figures = await BatchStore.FiguresAsync(session, batch, since: 0);
        if (batch.IsDryRun)
        {
            return figures;
        }

        var sum = Money.Zero;
        await foreach (var run in BatchStore.ResultsAsync(session, batch).WithCancellation(cancellation))
        {
            sum += StoredRunResult.Read(run.Result).Totals.Read().Households;
        }

        return figures with { AmountFen = sum.Fen };
    }
}
