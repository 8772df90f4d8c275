using LinkageService.Access;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Households;

/// <summary>Lists a roster by id.</summary>
internal sealed class ListHouseholds(Database database, TimeProvider time, RevealNumbers reveal)
{
    /// <param name="caller">Who asks.</param>
    /// <param name="organization">Whose roster.</param>
    /// <param name="moment">Which moment of it.</param>
    /// <param name="after">Only ids after this one.</param>
    /// <param name="limit">Entries of the page.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="Errors.RefusedException">The organisation is not there, or not the caller's.</exception>
    public async Task<Page<StoredHousehold>> HandleAsync(
        Caller caller, string organization, RosterMoment moment, string after, int limit, CancellationToken cancellation)
    {
        var facts = await database.ReadAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            return await HouseholdPages.ReadAsync(session, organization, moment.Date(time), moment.Known, after, limit + 1);
        }, cancellation);
        var page = Page<HouseholdFact>.Of(facts, limit, fact => fact.HouseholdId);
        IReadOnlyList<StoredHousehold> items = page.Items.Select(fact => StoredHousehold.Of(organization, fact)).ToArray();
        if (RevealNumbers.Applies(caller))
        {
            items = await reveal.HandleAsync(caller, organization, items, RevealNumbers.SubjectOfMany(organization), cancellation);
        }

        return new Page<StoredHousehold>(items, page.Next);
    }
}
