using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Withholdings;

/// <summary>The debts that are set off against what runs pay: lists them, takes one back.</summary>
internal sealed class SetOffs(Database database, TimeProvider time)
{
    /// <summary>All of a run, those taken back too, oldest first.</summary>
    /// <exception cref="RefusedException"><c>unknown_run</c>.</exception>
    public Task<IReadOnlyList<SetOffRow>> ListAsync(Caller caller, string run, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
            await SetOffStore.ListAsync(session, (await RunAccess.RequireAsync(session, caller, run)).Id), cancellation);

    /// <summary>Takes one back while the run is a draft: that it was there stays.</summary>
    /// <exception cref="RefusedException">The run is no draft, or <c>unknown_set_off</c>.</exception>
    public Task<SetOffRow> WithdrawAsync(Caller caller, string run, string setOff, CancellationToken cancellation) =>
        database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            var row = await RecordSetOff.HoldDraftAsync(session, caller, run);
            var before = (await SetOffStore.ListAsync(session, row.Id)).FirstOrDefault(each => each.Id == setOff && each.Stands)
                ?? throw new RefusedException(Failure.Of(ProblemCodes.UnknownSetOff,
                    $"这次核算没有抵扣“{NumberProblems.Shorten(setOff)}”，或已经撤回",
                    $"the run sets off no debt \"{NumberProblems.Shorten(setOff)}\", or it was taken back", "setOff"));
            var after = before with { RemovedBy = caller.Name, RemovedAt = Moment.Of(session.Change.At) };
            await SetOffStore.WriteAsync(session, row.OrganizationId, before, after, RecordSetOff.DetailsOf(after));
            return after;
        }, cancellation);
}
