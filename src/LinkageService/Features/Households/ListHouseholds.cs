using FluentValidation;
using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Households;

/// <summary>Which part of a roster is wanted.</summary>
/// <param name="Organization">Whose roster.</param>
/// <param name="Moment">Which moment of it.</param>
/// <param name="Page">Which part.</param>
internal sealed record ListHouseholdsRequest(string Organization, RosterMoment Moment, PageRequest Page) : CheckedRequest
{
    /// <summary>Only those of which something became known from this moment on, in microseconds; null for all.</summary>
    public long? UpdatedSince { get; init; }

    /// <summary>One of <see cref="ListHouseholds.Sorts"/>; null for the first.</summary>
    public string? Sort { get; init; }
}

/// <summary>The shape of it.</summary>
internal sealed class ListHouseholdsValidator : AbstractValidator<ListHouseholdsRequest>
{
    public ListHouseholdsValidator()
    {
        RuleFor(request => request.Sort).IsOneOf(ListSort.Field, ListHouseholds.Sorts);
        RuleFor(request => request.Page).IsPage();
    }
}

/// <summary>Lists a roster by id, or by change.</summary>
internal sealed class ListHouseholds(Database database, TimeProvider time, RevealNumbers reveal)
{
    private readonly ListHouseholdsValidator _validator = new();

    /// <summary>The orders there are.</summary>
    public static IReadOnlyList<string> Sorts { get; } = ["id", ListSort.Updated, ListSort.UpdatedLast];

    /// <exception cref="RefusedException">The organisation is not there, or not the caller's.</exception>
    public async Task<Page<StoredHousehold>> HandleAsync(
        Caller caller, ListHouseholdsRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var (organization, moment, page) = (request.Organization, request.Moment, request.Page);
        var byChange = ListSort.ByChange(request.Sort, page.After);
        var found = await database.ReadAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            var date = moment.Date(time);
            if (byChange is null)
            {
                return Page<HouseholdFact>.Of(
                    await HouseholdPages.ReadAsync(
                        session, organization, date, moment.Known, page.After, page.Limit + 1, request.UpdatedSince),
                    page.Limit, fact => fact.HouseholdId);
            }

            var changed = Page<(HouseholdFact Fact, long KnownLast)>.Of(
                await HouseholdPages.ReadAsync(
                    session, organization, date, moment.Known, byChange, page.Limit + 1, request.UpdatedSince),
                page.Limit, each => ListSort.Place(each.KnownLast, each.Fact.HouseholdId));
            return new Page<HouseholdFact>([.. changed.Items.Select(each => each.Fact)], changed.Next);
        }, cancellation);
        IReadOnlyList<StoredHousehold> items = found.Items.Select(fact => StoredHousehold.Of(organization, fact)).ToArray();
        if (RevealNumbers.Applies(caller))
        {
            items = await reveal.HandleAsync(caller, organization, items, RevealNumbers.SubjectOfMany(organization), cancellation);
        }

        return new Page<StoredHousehold>(items, found.Next);
    }
}
