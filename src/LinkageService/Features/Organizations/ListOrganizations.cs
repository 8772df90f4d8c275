using LinkageService.Access;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Organizations;

/// <summary>Lists the organisations a caller sees, by id.</summary>
internal sealed class ListOrganizations(Database database)
{
    /// <param name="caller">Who asks.</param>
    /// <param name="after">Only ids after this one.</param>
    /// <param name="limit">Entries of the page.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="search">Only those with this in their name, id or region; null for all.</param>
    public Task<Page<OrganizationRow>> HandleAsync(
        Caller caller, string after, int limit, CancellationToken cancellation, string? search = null) =>
        database.ReadAsync(async session => Page<OrganizationRow>.Of(
            await OrganizationTree.PageAsync(session, caller.Organization, after, limit + 1, search), limit, row => row.Id), cancellation);
}
