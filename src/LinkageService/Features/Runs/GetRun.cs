using LinkageService.Access;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>One run, and what the audit log has of it.</summary>
internal sealed class GetRun(Database database)
{
    /// <exception cref="Errors.RefusedException"><c>unknown_run</c>.</exception>
    public Task<StoredRun> HandleAsync(Caller caller, string id, CancellationToken cancellation) => database.ReadAsync(async session =>
    {
        var run = await RepeatedRuns.WithOthersAsync(session, StoredRun.Of(await RunAccess.RequireAsync(session, caller, id)));
        return (await StoredRun.WithArchivesAsync(session, [run]))[0];
    }, cancellation);

    /// <summary>Who did what to it, oldest first.</summary>
    /// <exception cref="Errors.RefusedException"><c>unknown_run</c>.</exception>
    public Task<IReadOnlyList<HistoryRow>> HistoryAsync(Caller caller, string id, CancellationToken cancellation) =>
        database.ReadAsync(async session =>
        {
            await RunAccess.RequireAsync(session, caller, id);
            return await RunStore.HistoryAsync(session, id);
        }, cancellation);
}
