using LinkageService.Access;
using LinkageService.Features.Households;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Linkages;

namespace LinkageService.Features.Linkages;

/// <summary>Lists linkages by id, which is the order they were made in.</summary>
internal sealed class ListLinkages(Database database)
{
    /// <exception cref="Errors.RefusedException">The organisation is not there, or not the caller's.</exception>
    public Task<Page<LinkageFact>> HandleAsync(
        Caller caller, LinkageQuery query, string after, int limit, CancellationToken cancellation) =>
        database.ReadAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, query.Organization);
            var wanted = query.Household is not { } household ? query : query with
            {
                Household = await HouseholdIdentity.RequireAsync(session, query.Organization, household, "household"),
            };
            return Page<LinkageFact>.Of(await LinkageStore.ReadAsync(session, wanted, after, limit + 1), limit, fact => fact.Id);
        }, cancellation);
}
