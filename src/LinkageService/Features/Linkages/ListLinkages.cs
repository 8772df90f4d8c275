using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Linkages;

namespace LinkageService.Features.Linkages;

/// <summary>Which linkages of an organisation are wanted.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Page">Which part, by ids.</param>
internal sealed record ListLinkagesRequest(string Organization, PageRequest Page) : CheckedRequest
{
    /// <summary>Only those of this household; null for all.</summary>
    public string? Household { get; init; }

    /// <summary>Only of this one of <see cref="LinkageDraft.Modes"/>; null for all.</summary>
    public string? Mode { get; init; }

    /// <summary>Only those that hold on this date; null for all.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Only what was known at this moment, in microseconds; null for all that is known now.</summary>
    public long? KnownAt { get; init; }

    /// <summary>Only those of which something became known from this moment on, in microseconds; null for all.</summary>
    public long? UpdatedSince { get; init; }

    /// <summary>One of <see cref="ListLinkages.Sorts"/>; null for the first.</summary>
    public string? Sort { get; init; }
}

/// <summary>The shape of it.</summary>
internal sealed class ListLinkagesValidator : AbstractValidator<ListLinkagesRequest>
{
    public ListLinkagesValidator()
    {
        RuleFor(request => request.Mode).IsOneOf("mode", LinkageDraft.Modes);
        RuleFor(request => request.Sort).IsOneOf(ListSort.Field, ListLinkages.Sorts);
        RuleFor(request => request.Page).IsPage();
    }
}

/// <summary>Lists linkages by id, which is the order they were made in, or by change.</summary>
internal sealed class ListLinkages(Database database)
{
    /// <summary>The orders there are.</summary>
    public static IReadOnlyList<string> Sorts { get; } = ["id", ListSort.Updated, ListSort.UpdatedLast];

    private readonly ListLinkagesValidator _validator = new();

    /// <exception cref="RefusedException">The organisation is not there, or not the caller's.</exception>
    public Task<Page<LinkageFact>> HandleAsync(Caller caller, ListLinkagesRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var byChange = ListSort.ByChange(request.Sort, request.Page.After);
        return database.ReadAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, request.Organization);
            var household = request.Household is null
                ? null
                : await HouseholdIdentity.RequireAsync(session, request.Organization, request.Household, "household");
            var query = new LinkageQuery(
                request.Organization, household, request.Mode, request.AsOf is { } date ? Dates.Text(date) : null,
                request.KnownAt ?? long.MaxValue) { UpdatedSince = request.UpdatedSince };
            var (after, limit) = (request.Page.After, request.Page.Limit);
            return byChange is null
                ? Page<LinkageFact>.Of(await LinkageStore.ReadAsync(session, query, after, limit + 1), limit, fact => fact.Id)
                : Page<LinkageFact>.Of(
                    await LinkageStore.ReadAsync(session, query, byChange, limit + 1), limit,
                    fact => ListSort.Place(fact.KnownAt, fact.Id));
        }, cancellation);
    }
}
