using LinkageService.Access;
using LinkageService.Engine.Corrections;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>The run of the year before: what its figures were, and what everyone got in the end.</summary>
internal sealed class EarlierRun(Database database)
{
    // Of the year before, those made last; more than that nobody makes for one organisation.
    private const int MostRead = 50;

    /// <summary>The run a new one is laid beside; null when nothing stands for the year before.</summary>
    /// <exception cref="Errors.RefusedException">The organisation is not there, or not the caller's.</exception>
    public Task<StoredRun?> HandleAsync(
        Caller caller, string organization, string scheme, int year, CancellationToken cancellation) =>
        database.ReadAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            return await FindAsync(session, organization, scheme, year) is { } row ? StoredRun.Of(row) : null;
        }, cancellation);

    /// <summary>Approved, paid or closed; of the same scheme when there is one, else of another; the one made last.</summary>
    public static async Task<RunRow?> FindAsync(Session session, string organization, string scheme, int year)
    {
        var rows = await RunStore.ListAsync(session, organization, year - 1, state: null, after: null, MostRead);
        var standing = rows.Where(row => row.Kind == RunKinds.Distribution && Stands(row)).ToArray();
        return Array.Find(standing, row => row.SchemeId == scheme) ?? standing.FirstOrDefault();
    }

    /// <summary>What everyone got of a run, every correction that stands included.</summary>
    public static async Task<RunBooks> BooksAsync(Session session, RunRow run)
    {
        var corrections = await RunStore.CorrectionsAsync(session, run.Id);
        return await StoredBooks.PaidAsync(session, run.Id, corrections.Where(Stands).Select(row => row.Id));
    }

    private static bool Stands(RunRow row) => row.State is RunStates.Approved or RunStates.Paid or RunStates.Closed;
}
