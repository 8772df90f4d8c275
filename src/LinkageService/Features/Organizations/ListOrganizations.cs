using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Organizations;

/// <summary>Lists the organisations a caller sees, by id.</summary>
internal sealed class ListOrganizations(Database database)
{
    private readonly PageValidator _validator = new();

    /// <param name="caller">Who asks.</param>
    /// <param name="page">Which part, by ids.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="search">Only those with this in their name, id or region; null for all.</param>
    /// <param name="updatedSince">Only those that changed from this moment on, in microseconds; null for all.</param>
    /// <exception cref="RefusedException">There is no such page.</exception>
    public Task<Page<OrganizationRow>> HandleAsync(
        Caller caller, PageRequest page, CancellationToken cancellation, string? search = null, long? updatedSince = null)
    {
        _validator.Require(page);
        return database.ReadAsync(async session => Page<OrganizationRow>.Of(
            await OrganizationTree.PageAsync(session, caller.Organization, page.After, page.Limit + 1, search, updatedSince), page.Limit,
            row => row.Id), cancellation);
    }
}
