using System.Numerics;
using FluentValidation;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>A stored roster as a scheme reads it.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Scheme">What is read of each household.</param>
/// <param name="Year">The year of the accounts, over whose days time-weighted holdings are averaged.</param>
/// <param name="RecordDate">The date on which everything else is read.</param>
internal sealed record CheckRosterRequest(string Organization, Scheme Scheme, int Year, DateOnly RecordDate) : CheckedRequest
{
    /// <summary>The first day that counts for time-weighted holdings; null for the first of the year.</summary>
    public DateOnly? From { get; init; }

    /// <summary>How far the reading has come; null when nobody looks.</summary>
    public RunWatch? Watch { get; init; }
}

/// <summary>The shape of it.</summary>
internal sealed class CheckRosterValidator : AbstractValidator<CheckRosterRequest>
{
    public CheckRosterValidator() => RuleFor(request => request.Year).IsIn("year", AccountYears.Range);
}

/// <summary>What a scheme finds on a roster.</summary>
/// <param name="Households">How many.</param>
/// <param name="Holdings">What they hold in all, in the order of the scheme; empty while something is wrong.</param>
/// <param name="Tags">How many carry each tag the scheme reads, and how many are registered; empty while something is wrong.</param>
/// <param name="Failure">What is missing or wrong, household by household; null when a run can be made of it.</param>
internal sealed record CheckedRoster(
    int Households, IReadOnlyList<CheckedHolding> Holdings, IReadOnlyList<CheckedTag> Tags, Failure? Failure)
{
    /// <summary>Where it is empty, the first date from which anybody stands on it; null where nobody ever did.</summary>
    public string? StandsFrom { get; init; }
}

/// <summary>A holding over a whole roster.</summary>
/// <param name="Holding">As the scheme declares it.</param>
/// <param name="Sum">Of all households, as people write it: exact, with thousands separators.</param>
/// <param name="Holders">Households that have some.</param>
internal sealed record CheckedHolding(SchemeHolding Holding, string Sum, int Holders);

/// <summary>A tag over a whole roster.</summary>
internal sealed record CheckedTag(string Tag, int Households);

/// <summary>Looks at a stored roster as a run would read it, before anything is computed.</summary>
internal sealed class CheckRoster(Database database, Limits limits, PrivateNumbers numbers)
{
    private readonly CheckRosterValidator _validator = new();

    /// <exception cref="RefusedException">The organisation is not there, or not the caller's.</exception>
    public Task<CheckedRoster> HandleAsync(Caller caller, CheckRosterRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        return database.SnapshotAsync(async session =>
        {
            var organization = await OrganizationScope.RequireAsync(session, caller, request.Organization);
            var scheme = request.Scheme;
            var builder = new RosterBuilder(scheme.RosterSchema, limits.MaxHouseholds);
            request.Watch?.Reading(builder);
            var carried = await CarriedFigures.FindAsync(
                session, organization.Id, scheme, new RunPlace(request.Year, Dates.Text(request.RecordDate)));
            var households = new StoredHouseholds(organization.Id, request.Year, request.RecordDate, organization.FactsKnownAt, numbers)
            {
                Carried = await carried.ColumnsAsync(session),
                From = request.From,
            };
            await households.AddToAsync(session, builder, scheme, cancellation);
            return builder.Build() is { } roster
                ? new CheckedRoster(roster.Count, Holdings(scheme, roster), Tags(roster), Failure: null)
                : new CheckedRoster(builder.Count, [], [],
                    Failure.Of([.. builder.Problems], builder.ProblemCount - builder.Problems.Count))
                {
                    StandsFrom = builder.Count == 0 ? await HouseholdStore.FirstDateAsync(session, organization.Id) : null,
                };
        }, cancellation);
    }

    private static CheckedHolding[] Holdings(Scheme scheme, Roster roster) => scheme.Holdings.Select((holding, at) =>
    {
        var (sum, holders) = ((Int128)0, 0);
        foreach (var value in roster.Holding(at))
        {
            sum += value;
            holders += value == 0 ? 0 : 1;
        }

        // Share-days are shown as such: 18200 股·天.
        return new CheckedHolding(holding, Separated(DecimalText.Format((BigInteger)sum, holding.Column.Decimals)), holders);
    }).ToArray();

    private static CheckedTag[] Tags(Roster roster) => roster.Schema.TagsRead
        .Select(tag => new CheckedTag(tag, roster.Tagged(tag).Members))
        .Append(new CheckedTag(RosterSchema.RegisteredTag, roster.Registered.Members))
        .DistinctBy(tag => tag.Tag, StringComparer.Ordinal).ToArray();

    // 1234567.5 as 1,234,567.5.
    private static string Separated(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var (whole, rest) = point < 0 ? (text, "") : (text[..point], text[point..]);
        for (var at = whole.Length - 3; at > 0; at -= 3)
        {
            whole = whole.Insert(at, ",");
        }

        return whole + rest;
    }
}
