using System.Diagnostics;
using System.Globalization;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Batches;
using LinkageService.Storage.Runs;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Batches;

/// <summary>
/// Has the runs of a batch looked through for an act, and has it carried out once whoever asked for it has seen what came of that. Both are
/// done behind it, by chunks (<see cref="ActOnRuns"/>).
/// </summary>
internal sealed class ActOnBatch(Database database, FindBatches find, BatchJobs jobs, TimeProvider time)
{
    private readonly BatchActValidator _validator = new();

    /// <exception cref="RefusedException"><c>unknown_batch</c>, <c>batch_state</c>, or what is wrong with the request.</exception>
    public async Task<BatchProgress> HandleAsync(Caller caller, BatchActRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var (batch, act, isRepeated) = await database.WriteAsync(
            new Change(caller.Name, time.GetUtcNow()) { IsNote = true },
            session => request.Confirm is { } confirm
                ? ConfirmAsync(session, caller, request, confirm)
                : BeginAsync(session, caller, request),
            cancellation);

        // It is stored: whoever asked may be gone meanwhile.
        if (act.IsUnderWay)
        {
            await jobs.ScheduleAsync(batch, act, isOnlyMissing: isRepeated, CancellationToken.None);
        }

        return await find.GetAsync(caller, request.Batch, CancellationToken.None);
    }

    private static async Task<(BatchRow Batch, BatchActRow Act, bool IsRepeated)> BeginAsync(
        WriteSession session, Caller caller, BatchActRequest request)
    {
        var batch = await HoldAsync(session, caller, request.Batch);
        if (batch.IsDryRun || batch.State is not (BatchStates.Finished or BatchStates.Cancelled))
        {
            throw Refused(
                batch.IsDryRun ? "试算没有存核算，没有可办的" : $"批次现在是“{Words.BatchState(batch.State).Zh}”，做完或停止后再办",
                batch.IsDryRun ? "a dry run has no runs to act on" : $"the batch is {batch.State}; its runs are acted on when it is over");
        }

        var now = Moment.Of(session.Change.At);
        var earlier = await BatchActStore.LatestAsync(session, batch.Id);
        if (earlier is { State: BatchActStates.Running })
        {
            throw Refused(
                $"{earlier.Act} 正在办，办完或停止后再看", $"{earlier.Act} is under way: wait until it is finished, or cancel it");
        }

        if (earlier is { IsOpen: true })
        {
            await EndAsync(session, batch, earlier);
        }

        var runs = Chosen(await BatchActStore.RunsAsync(session, batch), request);
        var act = new BatchActRow(
            Guid.CreateVersion7().ToString("N"), batch.Id, request.Act, request.Terms.Text(), runs.Count, BatchActStates.Checking,
            ExceptionsSeen: 0, caller.Name, Confirmer: "", Revision: 1, now, ConfirmedAt: 0, now);
        var entries = runs.Select(run => new BatchActRunRow(
            act.Id, run.Run.Place, run.Run.OrganizationId, run.Run.RunId, run.Run.Revision, run.Own.Text(), BatchActRunStates.Waiting,
            Code: "", Outcome: "", Exceptions: "", now));
        await BatchActStore.AddAsync(
            session, batch, act, [.. entries], JsonDetails.Of(("batch", batch.Id), ("act", act.Act), ("runs", act.Runs)));
        return (batch, act, false);
    }

    // The same once more changes nothing.
    private static async Task<(BatchRow Batch, BatchActRow Act, bool IsRepeated)> ConfirmAsync(
        WriteSession session, Caller caller, BatchActRequest request, string confirm)
    {
        var batch = await HoldAsync(session, caller, request.Batch);
        var before = await BatchActStore.LatestAsync(session, batch.Id);
        if (before is null || before.Id != confirm || before.Act != request.Act)
        {
            throw Refused("这一批后来又看过一遍，或者看的是另一步；请按最新看到的再办",
                "the runs were looked through again since, or for another act: confirm what was looked through last", "confirm");
        }

        switch (before.State)
        {
            case BatchActStates.Running or BatchActStates.Finished:
                return (batch, before, true);
            case BatchActStates.Checked:
                var now = Moment.Of(session.Change.At);
                var after = before with
                {
                    State = BatchActStates.Running, ExceptionsSeen = request.ExceptionsSeen ? 1 : 0, Confirmer = caller.Name,
                    Revision = before.Revision + 1, ConfirmedAt = now, UpdatedAt = now,
                };
                await BatchActStore.SaveAsync(session, batch, (before, after), "batch.act", JsonDetails.Of(
                    ("batch", batch.Id), ("act", after.Act), ("exceptionsSeen", request.ExceptionsSeen ? "true" : null)));
                return (batch, after, false);
            case BatchActStates.Checking:
                throw Refused("还没有看完，看完再办", "the runs are still being looked through", "confirm");
            case BatchActStates.Cancelled:
                throw Refused("这一步已停止；要办就重新看一遍", "it was cancelled: have the runs looked through again", "confirm");
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Ends what is open of the acts of a batch: no further run is begun, what was done stays.</summary>
    /// <returns>False where nothing is open.</returns>
    /// <exception cref="RefusedException"><c>unknown_batch</c>.</exception>
    public Task<bool> CancelAsync(Caller caller, string id, CancellationToken cancellation) => database.WriteAsync(
        new Change(caller.Name, time.GetUtcNow()) { IsNote = true }, async session =>
        {
            var batch = await HoldAsync(session, caller, id);
            if (await BatchActStore.LatestAsync(session, batch.Id) is not { IsOpen: true } open)
            {
                return false;
            }

            await EndAsync(session, batch, open);
            return true;
        }, cancellation);

    private static Task EndAsync(WriteSession session, BatchRow batch, BatchActRow open)
    {
        var after = open with
        {
            State = BatchActStates.Cancelled, Revision = open.Revision + 1, UpdatedAt = Moment.Of(session.Change.At),
        };
        return BatchActStore.SaveAsync(
            session, batch, (open, after), "batch.act_cancel", JsonDetails.Of(("batch", batch.Id), ("act", open.Act)));
    }

    private static List<(BatchRunRow Run, BatchActOwnTerms Own)> Chosen(IReadOnlyList<BatchRunRow> runs, BatchActRequest request)
    {
        var from = StateBefore(request.Act);
        if (request.Organizations.Count == 0)
        {
            var standing = runs.Where(run => run.State == from).Select(run => (run, BatchActOwnTerms.None)).ToList();
            return standing.Count > 0 ? standing : throw Refused(
                $"这一批里没有“{Words.State(from).Zh}”的核算，这一步没有可办的", $"no run of the batch is {from}: there is nothing to do");
        }

        var (found, problems) = (new List<(BatchRunRow Run, BatchActOwnTerms Own)>(), new List<Problem>());
        var left = runs.ToDictionary(run => run.OrganizationId, StringComparer.Ordinal);
        for (var at = 0; at < request.Organizations.Count; at++)
        {
            var id = request.Organizations[at].Id!;
            if (left.Remove(id, out var run))
            {
                found.Add((run, request.Organizations[at].Own));
            }
            else
            {
                problems.Add(new Problem(
                    ProblemCodes.UnknownOrganization, string.Create(CultureInfo.InvariantCulture, $"organizations[{at}].id"),
                    new LocalizedText($"这一批里没有“{id}”的核算，或者写了两次", $"the batch has no run of \"{id}\", or it is listed twice")));
            }
        }

        return problems.Count == 0 ? found : throw new RefusedException(Failure.Of(problems));
    }

    private static string StateBefore(string act) => act switch
    {
        BatchActs.Submit => RunStates.Draft,
        BatchActs.Disclose => RunStates.Submitted,
        BatchActs.Approve => RunStates.Disclosed,
        BatchActs.Pay => RunStates.Approved,
        _ => throw new UnreachableException(),
    };

    private static async Task<BatchRow> HoldAsync(WriteSession session, Caller caller, string id) =>
        await BatchStore.HoldAsync(session, id) is { } row && await FindBatches.SeesAsync(session, caller, row)
            ? row : throw FindBatches.Unknown(id);

    private static RefusedException Refused(string zh, string en, string field = "batch") =>
        new(Failure.Of(ProblemCodes.BatchState, zh, en, field));
}
