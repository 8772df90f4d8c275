using LinkageService.Access;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Organizations;

/// <summary>Shows one organisation.</summary>
internal sealed class GetOrganization(Database database)
{
    /// <exception cref="Errors.RefusedException">It is not there, or not the caller's.</exception>
    public Task<OrganizationRow> HandleAsync(Caller caller, string id, CancellationToken cancellation) =>
        database.ReadAsync(session => OrganizationScope.RequireAsync(session, caller, id), cancellation);
}
