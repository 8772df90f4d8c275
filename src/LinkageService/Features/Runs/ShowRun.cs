using LinkageService.Access;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Features.Life;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>A run and what one needs beside it to judge it, all as of one moment.</summary>
/// <param name="Run">As it stands; a draft with what it would take from what it pays, were it handed in now.</param>
/// <param name="Organization">Whose it is.</param>
/// <param name="Scheme">What it was computed by, out of the document kept with it.</param>
/// <param name="Corrections">The corrections of it that were not cancelled, oldest first.</param>
/// <param name="Corrected">The run a correction is about; null for a distribution.</param>
/// <param name="Objections">How many were noted.</param>
/// <param name="OpenObjections">Those of them without an answer.</param>
internal sealed record OpenedRun(
    StoredRun Run, OrganizationRow Organization, Scheme Scheme, IReadOnlyList<StoredRun> Corrections, StoredRun? Corrected,
    int Objections, int OpenObjections);

/// <summary>Opens a run: everything its pages have in common in one look, so that nothing on them contradicts itself.</summary>
internal sealed class ShowRun(Database database, FixWithholding withholding)
{
    /// <exception cref="RefusedException"><c>unknown_run</c>.</exception>
    public Task<OpenedRun> HandleAsync(Caller caller, string id, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            var row = await RunAccess.RequireAsync(session, caller, id);
            var organization = await OrganizationStore.FindAsync(session, row.OrganizationId);
            var scheme = await RunRecomputation.SchemeAsync(session, row);
            var corrections = await RunStore.CorrectionsAsync(session, id);
            var corrected = row.Corrects is null ? null : await RunStore.FindAsync(session, row.Corrects);
            var objections = await ObjectionStore.ListAsync(session, id);
            var run = (await StoredRun.WithArchivesAsync(session, [await RepeatedRuns.WithOthersAsync(session, StoredRun.Of(row))]))[0];
            if (run is { Row.State: RunStates.Draft, Life.Withholding: null }
                && (await withholding.PlanAsync(session, row)).Kept is { } planned)
            {
                run = run.Taking(planned);
            }

            return new OpenedRun(
                run, organization!, scheme,
                corrections.Select(StoredRun.Of).ToArray(),
                corrected is null ? null : StoredRun.Of(corrected), objections.Count,
                objections.Count(objection => objection.Resolution is null));
        }, cancellation);
}
