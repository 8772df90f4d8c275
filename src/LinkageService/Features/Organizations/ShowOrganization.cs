using LinkageService.Access;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Organizations;

/// <summary>An organisation among those beside it.</summary>
/// <param name="Row">It.</param>
/// <param name="ParentName">Name of the one above; null for none, or where the caller does not see it.</param>
/// <param name="Below">Those right below it, by id, at most <see cref="ShowOrganization.MaxBelow"/>.</param>
internal sealed record OrganizationPlace(OrganizationRow Row, string? ParentName, IReadOnlyList<OrganizationRow> Below);

/// <summary>Shows an organisation with those right above and below it.</summary>
internal sealed class ShowOrganization(Database database)
{
    /// <summary>Organisations listed below one.</summary>
    /// <value>200.</value>
    public const int MaxBelow = 200;

    /// <exception cref="Errors.RefusedException">It is not there, or not the caller's.</exception>
    public Task<OrganizationPlace> HandleAsync(Caller caller, string id, CancellationToken cancellation) =>
        database.ReadAsync(async session =>
        {
            var row = await OrganizationScope.RequireAsync(session, caller, id);
            var parent = row.Parent is { } above && await OrganizationScope.SeesAsync(session, caller, above)
                ? await OrganizationStore.FindAsync(session, above)
                : null;
            return new OrganizationPlace(row, parent?.Name, await OrganizationTree.BelowAsync(session, id, MaxBelow));
        }, cancellation);
}
