using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Households;

/// <summary>The history of what was imported into a roster, and of what was changed of several households at once.</summary>
internal sealed class RosterImports(Database database)
{
    private readonly PageValidator _validator = new();

    /// <summary>Some of them, the latest first.</summary>
    /// <exception cref="RefusedException">The organisation is not there, or not the caller's.</exception>
    public async Task<Page<RosterImportRow>> ListAsync(
        Caller caller, string organization, PageRequest page, CancellationToken cancellation)
    {
        _validator.Require(page);
        var rows = await database.ReadAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            return await RosterImportStore.ListAsync(session, organization, page.After, page.Limit + 1);
        }, cancellation);
        return Page<RosterImportRow>.Of(rows, page.Limit, row => row.Id);
    }

    /// <summary>One of them.</summary>
    /// <exception cref="RefusedException">The organisation is not there, or not the caller's, or <c>unknown_import</c>.</exception>
    public Task<RosterImportRow> GetAsync(Caller caller, string organization, string import, CancellationToken cancellation) =>
        database.ReadAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            return await RosterImportStore.FindAsync(session, organization, import) ?? throw TakeBackImport.Unknown(import);
        }, cancellation);
}
