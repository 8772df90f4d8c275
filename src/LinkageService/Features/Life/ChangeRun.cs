using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Life;

/// <summary>A run about to change its state, or to have something noted in it.</summary>
/// <param name="Session">The change.</param>
/// <param name="Organization">Whose run it is.</param>
/// <param name="Row">As it stands.</param>
/// <param name="Life">What happened so far.</param>
/// <param name="Now">The moment of the change, as it is written.</param>
internal sealed record RunTransition(WriteSession Session, OrganizationRow Organization, RunRow Row, RunLife Life, string Now);

/// <summary>Where a transition leads.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Life">The life after it.</param>
/// <param name="Details">For the audit log, without any private value.</param>
internal sealed record TransitionResult(string State, RunLife Life, string Details = "{}")
{
    /// <summary>What is written in the same change; it may still undo all of it. Null for nothing.</summary>
    public Func<WriteSession, Task>? Within { get; init; }
}

/// <summary>An act on a run that may be part of one on many.</summary>
internal abstract record RunActRequest : CheckedRequest
{
    /// <summary>What else is written in the change that makes the act; it may still undo all of it. Null for nothing.</summary>
    public Func<WriteSession, Task>? Within { get; init; }
}

/// <summary>
/// What every transition of a run's life has in common: it is held, seen, unchanged since it was read, in a fitting state; audited.
/// </summary>
internal sealed class ChangeRun(Database database, TimeProvider time)
{
    /// <summary>The present date in China.</summary>
    public DateOnly Today => Dates.Today(time);

    /// <summary>Makes a transition.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="id">Of which run.</param>
    /// <param name="etag">The revision the caller read, as an entity tag.</param>
    /// <param name="action">What the audit log calls it.</param>
    /// <param name="from">The states it can be taken from.</param>
    /// <param name="take">Refuses it, or says where it leads; may be called again, so it changes nothing outside.</param>
    /// <param name="cancellation">Stops it before it is begun.</param>
    /// <exception cref="RefusedException">It cannot be taken.</exception>
    public async Task<StoredRun> TakeAsync(
        Caller caller, string id, string? etag, string action, IReadOnlyList<string> from, Func<RunTransition,
            Task<TransitionResult>> take,
        CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(etag))
        {
            throw ETagMissing();
        }

        var change = new Change(caller.Name, time.GetUtcNow());
        return await database.WriteAsync(change, async session =>
        {
            var before = await RunAccess.HoldAsync(session, caller, id);
            EntityTag.Check(etag, before.Revision);
            RequireState(before, from);
            var organization = await OrganizationStore.FindAsync(session, before.OrganizationId);
            var now = Moment.Of(session.Change.At);
            var taken = await take(new RunTransition(session, organization!, before, RunLife.Read(before.Progress),
                Dates.MomentText(now)));
            var after = before with
            {
                State = taken.State,
                Revision = before.Revision + 1,
                Progress = taken.Life.Text(),
                UpdatedAt = now,
            };
            await RunStore.UpdateAsync(session, before, after);
            session.Audit(new AuditDraft(action, RunRow.SubjectOf(id), before.OrganizationId)
            {
                Before = before.RowDigest(),
                After = after.RowDigest(),
                Details = taken.Details,
            });
            await (taken.Within?.Invoke(session) ?? Task.CompletedTask);
            return await RepeatedRuns.WithOthersAsync(session, StoredRun.Of(after));
        }, cancellation);
    }

    /// <summary>The caller did not say which revision they read.</summary>
    public static RefusedException ETagMissing() => new(Failure.Of(ProblemCodes.PreconditionRequired,
        "要带 If-Match：读取核算时得到的 ETag", "If-Match is wanted: the ETag that came with the run", "If-Match"));

    /// <summary>Refuses a transition that does not start from the state the run is in.</summary>
    public static void RequireState(RunRow run, IReadOnlyList<string> from)
    {
        if (!from.Contains(run.State, StringComparer.Ordinal))
        {
            var list = string.Join(", ", from);
            throw new RefusedException(Failure.Of(ProblemCodes.RunState,
                $"核算现在是“{Words.State(run.State).Zh}”，这一步要在{from.InMarks(Words.State)}时做",
                $"the run is {run.State}; this step is taken from {list}"));
        }
    }
}
