using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.RunFiles;

/// <summary>A file and its bytes.</summary>
/// <param name="Row">What it is.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record RunFileContent(RunFileRow Row, byte[] Content);

/// <summary>The scans and photographs that are kept with runs: lists them, gives one, takes one out.</summary>
internal sealed class KeptRunFiles(Database database, TimeProvider time)
{
    /// <summary>All of a run, those taken out too, oldest first.</summary>
    /// <exception cref="RefusedException"><c>unknown_run</c>.</exception>
    public Task<IReadOnlyList<RunFileRow>> ListAsync(Caller caller, string run, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            var row = await RunAccess.RequireAsync(session, caller, run);
            return await RunFileStore.ListAsync(session, row.Id);
        }, cancellation);

    /// <summary>One of a run.</summary>
    /// <exception cref="RefusedException"><c>unknown_run</c>, or <c>unknown_file</c>: there is none, or it was taken out.</exception>
    public Task<RunFileContent> GetAsync(Caller caller, string run, string file, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            var row = await RunAccess.RequireAsync(session, caller, run);
            return await RequireAsync(session, row, file);
        }, cancellation);

    /// <summary>Takes one out: that it was there, its hash and who took it out stay.</summary>
    /// <exception cref="RefusedException"><c>unknown_run</c>, or <c>unknown_file</c>.</exception>
    public Task<RunFileRow> RemoveAsync(Caller caller, string run, string file, CancellationToken cancellation) =>
        database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            var row = await RunAccess.HoldAsync(session, caller, run);
            var (before, content) = await RequireAsync(session, row, file);
            var after = before with { RemovedBy = caller.Name, RemovedAt = Moment.Of(session.Change.At) };
            await RunFileStore.RemoveAsync(session, row.OrganizationId, before, content, after, AddRunFile.DetailsOf(after));
            return after;
        }, cancellation);

    private static async Task<RunFileContent> RequireAsync(Session session, RunRow run, string file)
    {
        var row = (await RunFileStore.ListAsync(session, run.Id)).FirstOrDefault(each => each.Id == file && each.RemovedAt is null);
        var content = row is null ? null : await RunFileStore.ContentAsync(session, run.Id, file);
        return content is null
            ? throw new RefusedException(Failure.Of(ProblemCodes.UnknownFile,
                $"这次核算没有文件“{NumberProblems.Shorten(file)}”，或已经撤下",
                $"the run has no file \"{NumberProblems.Shorten(file)}\", or it was taken out", "file"))
            : new RunFileContent(row!, content);
    }
}
