using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>Finds where objections were raised the last time, for the next notice of the same organisation.</summary>
internal sealed class FindObjectionChannel(Database database)
{
    /// <summary>As the last notice said it, without its last day; null where no notice said it.</summary>
    /// <exception cref="RefusedException">The organisation is not there, or not the caller's.</exception>
    public Task<ObjectionChannel?> HandleAsync(Caller caller, string organization, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            return await RunStore.LastWithObjectionsAsync(session, organization) is { } run
                && RunLife.Read(run.Progress).Objections is { } last ? last with { Until = null } : null;
        }, cancellation);
}
