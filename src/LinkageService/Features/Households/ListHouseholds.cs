using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Households;

/// <summary>Lists a roster by id.</summary>
internal sealed class ListHouseholds(Database database, TimeProvider time, RevealNumbers reveal)
{
    private readonly PageValidator _validator = new();

    /// <param name="caller">Who asks.</param>
    /// <param name="organization">Whose roster.</param>
    /// <param name="moment">Which moment of it.</param>
    /// <param name="page">Which part, by ids.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="updatedSince">Only those of which something became known from this moment on; null for all.</param>
    /// <exception cref="RefusedException">The organisation is not there, or not the caller's.</exception>
    public async Task<Page<StoredHousehold>> HandleAsync(
        Caller caller, string organization, RosterMoment moment, PageRequest page, CancellationToken cancellation,
        long? updatedSince = null)
    {
        _validator.Require(page);
        var facts = await database.ReadAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            return await HouseholdPages.ReadAsync(
                session, organization, moment.Date(time), moment.Known, page.After, page.Limit + 1, updatedSince);
        }, cancellation);
        var found = Page<HouseholdFact>.Of(facts, page.Limit, fact => fact.HouseholdId);
        IReadOnlyList<StoredHousehold> items = found.Items.Select(fact => StoredHousehold.Of(organization, fact)).ToArray();
        if (RevealNumbers.Applies(caller))
        {
            items = await reveal.HandleAsync(caller, organization, items, RevealNumbers.SubjectOfMany(organization), cancellation);
        }

        return new Page<StoredHousehold>(items, found.Next);
    }
}
