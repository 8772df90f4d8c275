using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Batches;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Batches;

/// <summary>Pauses a batch, lets it go on, ends it, and tries once more what failed. The same act twice is one.</summary>
internal sealed class SteerBatch(Database database, FindBatches find, BatchJobs jobs, ActOnBatch acts, TimeProvider time)
{
    private readonly RetryBatchValidator _retry = new();

    /// <summary>No further organisation is begun; those under way end.</summary>
    /// <exception cref="RefusedException"><c>unknown_batch</c>, <c>batch_state</c>.</exception>
    public Task<BatchProgress> PauseAsync(Caller caller, string id, CancellationToken cancellation) =>
        MoveAsync(caller, id, "batch.pause", BatchStates.Paused, [BatchStates.Running], cancellation);

    /// <summary>Goes on with a batch that was paused.</summary>
    /// <exception cref="RefusedException"><c>unknown_batch</c>, <c>batch_state</c>.</exception>
    public Task<BatchProgress> ResumeAsync(Caller caller, string id, CancellationToken cancellation) =>
        MoveAsync(caller, id, "batch.resume", BatchStates.Running, [BatchStates.Paused], cancellation);

    /// <summary>Ends an act on its runs, where one is open; else the batch. What was done or made stays.</summary>
    /// <exception cref="RefusedException"><c>unknown_batch</c>, <c>batch_state</c>.</exception>
    public async Task<BatchProgress> CancelAsync(Caller caller, string id, CancellationToken cancellation) =>
        await acts.CancelAsync(caller, id, cancellation)
            ? await find.GetAsync(caller, id, CancellationToken.None)
            : await MoveAsync(
                caller, id, "batch.cancel", BatchStates.Cancelled, [BatchStates.Running, BatchStates.Paused], cancellation);

    /// <summary>Tries once more what failed: all of it as it is, or those that are named with the figures they have from now on.</summary>
    /// <exception cref="RefusedException"><c>unknown_batch</c>, <c>batch_state</c>.</exception>
    public async Task<BatchProgress> RetryAsync(Caller caller, string id, RetryBatchRequest request, CancellationToken cancellation)
    {
        _retry.Require(request);
        await database.SnapshotAsync(session => FindBatches.RequireAsync(session, caller, id), cancellation);
        await database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            var before = await HoldAsync(session, caller, id);
            RequireState(before, [BatchStates.Running, BatchStates.Paused, BatchStates.Finished]);
            var asked = request.Organizations is null
                ? await BatchStore.AskAgainAsync(session, before, organization: null, terms: null)
                : await EachAsync(session, before, request.Organizations);
            var state = asked > 0 && before.State == BatchStates.Finished ? BatchStates.Running : before.State;
            var sums = state == BatchStates.Finished ? before : before with { Done = 0, Households = 0, AmountFen = 0 };
            await BatchStore.SaveAsync(session, before, Next(session, sums) with { State = state }, "batch.retry",
                JsonDetails.Of(("organizations", asked)));
            return asked;
        }, cancellation);
        return await GoOnAsync(caller, id);
    }

    private static async Task<int> EachAsync(WriteSession session, BatchRow batch, IReadOnlyList<BatchMember> members)
    {
        var asked = 0;
        for (var at = 0; at < members.Count; at++)
        {
            var own = members[at].Own.Text();
            var again = await BatchStore.AskAgainAsync(session, batch, members[at].Id, own.Length == 0 ? null : own);
            asked += again == 1 ? 1 : throw new RefusedException(Failure.Of(ProblemCodes.UnknownOrganization,
                $"这一批里没有没算成的组织“{members[at].Id}”", $"the batch has no organisation \"{members[at].Id}\" that failed",
                $"organizations[{at}].id"));
        }

        return asked;
    }

    private async Task<BatchProgress> MoveAsync(
        Caller caller, string id, string action, string to, string[] from, CancellationToken cancellation)
    {
        var now = await find.GetAsync(caller, id, cancellation);
        if (now.Row.State == to)
        {
            return now;
        }

        await database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            var before = await HoldAsync(session, caller, id);
            RequireState(before, from);
            await BatchStore.SaveAsync(session, before, Next(session, before) with { State = to }, action);
            return true;
        }, cancellation);
        return await GoOnAsync(caller, id);
    }

    // It is stored: whoever asked may be gone meanwhile.
    private async Task<BatchProgress> GoOnAsync(Caller caller, string id)
    {
        var progress = await find.GetAsync(caller, id, CancellationToken.None);
        if (progress.Row.State == BatchStates.Running)
        {
            await jobs.ScheduleAsync(progress.Row, isOnlyMissing: false, CancellationToken.None);
        }

        return progress;
    }

    private static async Task<BatchRow> HoldAsync(WriteSession session, Caller caller, string id) =>
        await BatchStore.HoldAsync(session, id) is { } row && await FindBatches.SeesAsync(session, caller, row)
            ? row : throw FindBatches.Unknown(id);

    private static void RequireState(BatchRow batch, string[] from)
    {
        if (!from.Contains(batch.State, StringComparer.Ordinal))
        {
            var list = string.Join(", ", from);
            throw new RefusedException(Failure.Of(ProblemCodes.BatchState,
                $"批次现在是“{Words.BatchState(batch.State).Zh}”，这一步要在{from.InMarks(Words.BatchState)}时做",
                $"the batch is {batch.State}; this is done from {list}", "batch"));
        }
    }

    private static BatchRow Next(WriteSession session, BatchRow before) =>
        before with { Revision = before.Revision + 1, UpdatedAt = Moment.Of(session.Change.At) };
}
