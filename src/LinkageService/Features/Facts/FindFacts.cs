using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Facts;

/// <summary>Which fact about an organisation is wanted.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Kind">The word of its kind.</param>
internal sealed record FindFactRequest(string Organization, string Kind) : CheckedRequest
{
    /// <summary>As of which day, and as known when.</summary>
    public RosterMoment Moment { get; init; } = new();

    /// <summary>Of exactly this year, of kinds that are stated by year; of others as of its last day. Null for the latest up to the
    /// day.</summary>
    public int? Year { get; init; }
}

/// <summary>The shape of it.</summary>
internal sealed class FindFactValidator : AbstractValidator<FindFactRequest>
{
    public FindFactValidator()
    {
        RuleFor(request => request.Kind).IsThere("kind");
        RuleFor(request => request.Year).IsIn("year", PutFactValidator.Years);
    }
}

/// <summary>What is stated of an organisation on a day.</summary>
/// <param name="AsOf">The day.</param>
/// <param name="Facts">Of each kind the fact of the latest date that is not after it.</param>
internal sealed record StandingFacts(DateOnly AsOf, IReadOnlyList<StoredFact> Facts)
{
    /// <summary>Kinds of which nothing is stated.</summary>
    public IEnumerable<FactKind> Missing => FactKind.All.Where(kind => Facts.All(fact => fact.Kind != kind));
}

/// <summary>Shows facts about an organisation.</summary>
internal sealed class FindFacts(Database database, TimeProvider time)
{
    private readonly FindFactValidator _validator = new();

    /// <summary>The fact of a kind.</summary>
    /// <exception cref="RefusedException">Nothing is stated; or the organisation is not there, or not the caller's.</exception>
    public Task<StoredFact> HandleAsync(Caller caller, FindFactRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var day = request.Year is { } wanted ? StoredFact.LastDayOf(wanted) : request.Moment.Date(time);
        return database.ReadAsync(async session =>
        {
            var kind = await FactKind.RequireAsync(session, caller, request.Organization, request.Kind);
            var isExact = kind.IsYearly && request.Year is not null;
            var fact = (await OrganizationFactStore.StandingAsync(session, request.Organization, request.Moment.Known, day))
                .LastOrDefault(fact => fact.Kind == kind.Word && (!isExact || fact.ValidFrom == day));
            return fact is null ? throw StoredFact.Unknown(kind, day) : StoredFact.Of(request.Organization, fact);
        }, cancellation);
    }

    /// <summary>The facts of every kind.</summary>
    /// <exception cref="RefusedException">The organisation is not there, or not the caller's.</exception>
    public Task<StandingFacts> ListAsync(Caller caller, string organization, RosterMoment moment, CancellationToken cancellation)
    {
        var asOf = moment.AsOf ?? Dates.Today(time);
        return database.ReadAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            var standing = await OrganizationFactStore.StandingAsync(session, organization, moment.Known, Dates.Text(asOf));
            return new StandingFacts(asOf, [.. FactKind.All
                .Select(kind => standing.LastOrDefault(fact => fact.Kind == kind.Word)).OfType<OrganizationFact>()
                .Select(fact => StoredFact.Of(organization, fact))]);
        }, cancellation);
    }

    /// <summary>Everything that was ever stated of a kind.</summary>
    /// <exception cref="RefusedException">There is no such kind; or the organisation is not there, or not the caller's.</exception>
    public Task<IReadOnlyList<StoredFact>> ShowHistoryAsync(Caller caller, FindFactRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        return database.ReadAsync<IReadOnlyList<StoredFact>>(async session =>
        {
            await FactKind.RequireAsync(session, caller, request.Organization, request.Kind);
            var facts = await OrganizationFactStore.HistoryAsync(session, request.Organization, request.Kind);
            return [.. facts.Select(fact => StoredFact.Of(request.Organization, fact))];
        }, cancellation);
    }
}
