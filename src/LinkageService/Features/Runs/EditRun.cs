using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Life;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Runs;
using LinkageService.Telemetry;

namespace LinkageService.Features.Runs;

/// <summary>
/// Changes a draft: scheme, year, accounts, parameters and record date are stated anew, all of them, and it is computed again over the
/// roster as it stands now. Its id, its maker and what belongs to it stay; who changed it does not approve it.
/// </summary>
internal sealed class EditRun(Database database, CreateRun create, TimeProvider time)
{
    private static readonly string[] From = [RunStates.Draft];

    /// <param name="caller">Who.</param>
    /// <param name="run">Which draft.</param>
    /// <param name="etag">The revision the caller read.</param>
    /// <param name="request">What it is to be; whose it is and its key do not matter.</param>
    /// <param name="cancellation">Stops it before it is stored.</param>
    /// <exception cref="RefusedException">It is no draft of a distribution, was changed since, or cannot be made so.</exception>
    public async Task<CreatedRun> HandleAsync(
        Caller caller, string run, string? etag, CreateRunRequest request, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(etag))
        {
            throw ChangeRun.ETagMissing();
        }

        var read = await database.SnapshotAsync(async session =>
            Editable(await RunAccess.RequireAsync(session, caller, run), etag), cancellation);
        var edited = request with { Organization = read.OrganizationId, Edits = read.Id, IdempotencyKey = null };
        if (request.Preview)
        {
            return await create.HandleAsync(caller, edited, cancellation);
        }

        var make = await create.ComputeAsync(caller, edited, cancellation);
        var stored = await database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            var before = Editable(await RunAccess.HoldAsync(session, caller, run), etag);
            var made = await make(session);
            var life = RunLife.Read(made.Row.Progress) with { Editors = Editors(before, caller) };
            var after = made.Row with
            {
                Maker = before.Maker, CreatedAt = before.CreatedAt, Revision = before.Revision + 1,
                UpdatedAt = Moment.Of(session.Change.At), Progress = life.Text(),
            };
            await RunStore.ReplaceAsync(session, before, made with { Row = after }, JsonDetails.Of(
                ("was", before.Digest), ("digest", after.Digest)));
            return await RepeatedRuns.WithOthersAsync(session, StoredRun.Of(after));
        }, cancellation);
        ServiceTelemetry.Stored(stored.Row.Kind, stored.Row.Households);
        return new CreatedRun(stored, Preview: null, IsReplayed: false);
    }

    private static RunRow Editable(RunRow row, string etag)
    {
        EntityTag.Check(etag, row.Revision);
        ChangeRun.RequireState(row, From);
        return row.Kind == RunKinds.Distribution ? row : throw new RefusedException(Failure.Of(ProblemCodes.RunState,
            "更正和付清的草稿不能改数：作废后重新发起", "the draft of a correction or settlement is not edited: cancel it and make it again"));
    }

    private static IReadOnlyList<string>? Editors(RunRow before, Caller caller)
    {
        var known = RunLife.Read(before.Progress).Editors ?? [];
        return caller.Is(before.Maker) || known.Any(caller.Is)
            ? known.Count == 0 ? null : known
            : [.. known, caller.Name];
    }
}
