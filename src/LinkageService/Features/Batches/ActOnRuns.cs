using System.Diagnostics;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Batches;

namespace LinkageService.Features.Batches;

/// <summary>
/// Looks the runs of a chunk through for an act, then makes it: both by the very use case anybody takes for one run. Looking through undoes
/// the change when everything about it was found right. The change that makes the act also notes that it is done, so whoever comes second
/// changes nothing.
/// </summary>
internal sealed class ActOnRuns(
    Database database, SubmitRun submit, DiscloseRun disclose, ApproveRun approve, PayRun pay, FindBlockers blockers,
    FindExceptions exceptions, TimeProvider time, ILogger<ActOnRuns> log)
{
    private const int MaxProblems = 20;

    /// <summary>Does what of a chunk is still to be done, and takes the act a step further when nothing is left of it.</summary>
    /// <param name="id">Id of the act.</param>
    /// <param name="chunk">Which chunk, from 0.</param>
    /// <param name="cancellation">Stops it; what is stored stays.</param>
    /// <exception cref="StorageUnavailableException">The database does not answer: to be tried again.</exception>
    public async Task HandleAsync(string id, int chunk, CancellationToken cancellation)
    {
        if (await UnderWayAsync(id, cancellation) is not { } act)
        {
            return;
        }

        var (batch, runs) = await database.SnapshotAsync(async session =>
        {
            var batch = (await BatchStore.FindAsync(session, act.BatchId))!;
            return (batch, await BatchActStore.WaitingAsync(session, batch, act, chunk));
        }, cancellation);
        await BatchWork.EachAsync(
            runs, async stop => await UnderWayAsync(id, stop) is { } now && now.State == act.State,
            (run, stop) => TryAsync(batch, act, run, stop), time, cancellation);
        await GoOnAsync(batch, act, cancellation);
    }

    private async Task<BatchActRow?> UnderWayAsync(string id, CancellationToken cancellation) =>
        await database.ReadAsync(session => BatchActStore.FindAsync(session, id), cancellation) is { IsUnderWay: true } act ? act : null;

    private async Task TryAsync(BatchRow batch, BatchActRow act, BatchActRunRow run, CancellationToken cancellation)
    {
        var isChecked = act.State == BatchActStates.Checking;
        var caller = new Caller(
            isChecked ? act.Maker : act.Confirmer, act.Act == BatchActs.Approve ? Role.Approver : Role.Preparer, batch.OrganizationId);
        var found = run with { Code = "", Outcome = "" };
        IReadOnlyList<Problem> problems = [];
        try
        {
            found = isChecked ? await LookAsync(caller, act, found, cancellation) : found;
            await TakeAsync(caller, act, run, session => WithinAsync(session, run, found, isChecked), cancellation);
            return;
        }
        catch (LookedThroughException)
        {
            found = found with { State = BatchActRunStates.Ready };
        }
        catch (DoneBeforeException)
        {
            return;
        }
        catch (RefusedException refused)
        {
            problems = refused.Failure.Problems;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or StorageUnavailableException))
        {
            // A defect of ours in one of them: the others go on.
            log.BatchRunFailed(exception, batch.Id, run.OrganizationId);
            problems = [BatchOutcome.Defect];
        }

        var after = problems.Count == 0 ? found : found with
        {
            State = isChecked ? BatchActRunStates.Blocked : BatchActRunStates.Failed, Code = problems[0].Code.Name,
            Outcome = ((BatchOutcome.Read(found.Outcome) ?? new BatchOutcome([])) with
            {
                Problems = [.. problems.Take(MaxProblems).Select(BatchProblemContract.Of)],
            }).Text(),
        };
        await database.WriteAsync(
            new Change(caller.Name, time.GetUtcNow()) { IsNote = true },
            session => BatchActStore.NoteAsync(session, run, after), cancellation);
    }

    private static async Task WithinAsync(WriteSession session, BatchActRunRow before, BatchActRunRow found, bool isChecked)
    {
        if (isChecked)
        {
            throw new LookedThroughException();
        }

        if (await BatchActStore.NoteAsync(session, before, found with { State = BatchActRunStates.Done }) == 0)
        {
            throw new DoneBeforeException();
        }
    }

    // What would not be refused and is to be looked at all the same, such as a notice that still runs.
    private async Task<BatchActRunRow> LookAsync(Caller caller, BatchActRow act, BatchActRunRow run, CancellationToken cancellation)
    {
        var found = await blockers.HandleAsync(caller, run.RunId, cancellation);
        var warnings = found.Act != act.Act ? [] : found.Blockers.Where(blocker => !blocker.IsBlock).ToArray();
        var digest = Array.Exists(warnings, warning => warning.Code == FindBlockers.Unseen)
            ? (await database.SnapshotAsync(
                session => exceptions.OfAsync(session, found.Run, RunExceptionsRequest.StandardPercent), cancellation)).Digest
            : "";
        var checks = warnings.Select(
            warning => new BatchCheckContract(warning.Code, warning.Severity, WordsContract.Of(warning.Message))).ToArray();
        return run with { Exceptions = digest, Outcome = checks.Length == 0 ? "" : new BatchOutcome([], checks).Text() };
    }

    private async Task TakeAsync(
        Caller caller, BatchActRow act, BatchActRunRow run, Func<WriteSession, Task> within, CancellationToken cancellation)
    {
        var (terms, own, etag) = (BatchActTerms.Read(act.Terms), BatchActOwnTerms.Read(run.Terms), EntityTag.Of(run.RunRevision));
        var seen = act.ExceptionsSeen != 0 && run.Exceptions.Length > 0 ? new AcknowledgedExceptions(run.Exceptions, Percent: null) : null;
        _ = act.Act switch
        {
            BatchActs.Submit => await submit.HandleAsync(
                caller, run.RunId, etag, new SubmitRunRequest(seen) { Within = within }, cancellation),
            BatchActs.Disclose => await disclose.HandleAsync(
                caller, run.RunId, etag,
                new DiscloseRunRequest(terms.From, terms.NoticeDays) { Objections = terms.Objections, Within = within }, cancellation),
            BatchActs.Approve => await approve.HandleAsync(
                caller, run.RunId, etag,
                new ApproveRunRequest(own.Digest ?? await DigestAsync(caller, run, cancellation), own.Meeting)
                {
                    RepeatReason = own.RepeatReason, Overrides = own.Overrides ?? [], Exceptions = seen, Within = within,
                },
                cancellation),
            BatchActs.Pay => await pay.HandleAsync(
                caller, run.RunId, etag, new PayRunRequest(terms.On) { Within = within }, cancellation),
            _ => throw new UnreachableException(),
        };
    }

    // Of the revision that was looked at, or the act is refused for another one.
    private async Task<string> DigestAsync(Caller caller, BatchActRunRow run, CancellationToken cancellation) =>
        (await database.ReadAsync(session => RunAccess.RequireAsync(session, caller, run.RunId), cancellation)).Digest;

    // Whoever did the last one says so, once.
    private async Task GoOnAsync(BatchRow batch, BatchActRow act, CancellationToken cancellation)
    {
        var actor = act.Confirmer.Length == 0 ? act.Maker : act.Confirmer;
        await database.WriteAsync(new Change(actor, time.GetUtcNow()) { IsNote = true }, async session =>
        {
            _ = await BatchStore.HoldAsync(session, batch.Id);
            if (await BatchActStore.FindAsync(session, act.Id) is not { IsUnderWay: true } before
                || (await BatchActStore.ChunksAsync(session, batch, before)).Count > 0)
            {
                return false;
            }

            var figures = await BatchActStore.FiguresAsync(session, before);
            var isChecked = before.State == BatchActStates.Checking;
            var after = before with
            {
                State = isChecked ? BatchActStates.Checked : BatchActStates.Finished, Revision = before.Revision + 1,
                UpdatedAt = Moment.Of(session.Change.At),
            };
            await BatchActStore.SaveAsync(
                session, batch, (before, after), isChecked ? "batch.checked" : "batch.act_finish",
                JsonDetails.Of(
                    ("batch", batch.Id), ("act", before.Act), ("ready", figures.Ready), ("blocked", figures.Blocked),
                    ("done", figures.Done), ("failed", figures.Failed)));
            return true;
        }, cancellation);
    }

    /// <summary>Undoes a change that was only to be looked at.</summary>
    private sealed class LookedThroughException : Exception;

    /// <summary>Undoes a change that somebody else had made before.</summary>
    private sealed class DoneBeforeException : Exception;
}
