using LinkageService.Access;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Features.Corrections;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>
/// Finds the run of the year before with which a run is compared unless somebody says otherwise: of the same organisation,
/// standing, with the same scheme if there is one, the latest. Where it was corrected, the last standing correction stands
/// for it, as <see cref="CompareRuns"/> takes a correction for the books after it.
/// </summary>
internal sealed class FindLastYear(Database database)
{
    /// <summary>For a stored run; null when the year before has none.</summary>
    /// <exception cref="RefusedException">There is no such run.</exception>
    public Task<RunRow?> HandleAsync(Caller caller, string run, CancellationToken cancellation) => database.SnapshotAsync(async session =>
    {
        var row = await RunAccess.RequireAsync(session, caller, run);
        return await RunStore.BeforeAsync(session, row.OrganizationId, row.Year - 1, row.SchemeId);
    }, cancellation);

    /// <summary>For a run that is still to be made; null when the year before has none.</summary>
    /// <exception cref="RefusedException">The organisation is not there, or not the caller's.</exception>
    public Task<RunRow?> HandleAsync(Caller caller, string organization, string scheme, int year, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            return await RunStore.BeforeAsync(session, organization, year - 1, scheme);
        }, cancellation);
}

/// <summary>Finds what goes on from the last run into one that is still to be made.</summary>
internal sealed class FindCarried(Database database)
{
    /// <exception cref="RefusedException">The organisation is not there, or not the caller's.</exception>
    public Task<CarriedFigures> HandleAsync(
        Caller caller, string organization, Scheme scheme, RunPlace place, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            return await CarriedFigures.FindAsync(session, organization, scheme, place);
        }, cancellation);
}
