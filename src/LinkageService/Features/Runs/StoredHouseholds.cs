using LinkageService.Documents;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>
/// The roster of a run out of dated facts: who was on the roster on the record date, and what was known of it then. The same
/// four values give the same roster for ever, because facts are only added.
/// </summary>
/// <param name="Organization">Whose households.</param>
/// <param name="Year">The year of the accounts, over whose days time-weighted holdings are averaged.</param>
/// <param name="RecordDate">The date on which everything else is read.</param>
/// <param name="KnownAt">Only facts known at this moment count.</param>
internal sealed record StoredHouseholds(string Organization, int Year, DateOnly RecordDate, long KnownAt) : IHouseholdSource
{
    /// <summary>The last date whose facts can matter.</summary>
    private DateOnly Through => RecordDate > new DateOnly(Year, 12, 31) ? RecordDate : new DateOnly(Year, 12, 31);

    /// <summary>The roster of a run that was made of stored households.</summary>
    public static StoredHouseholds Of(RunRow run) =>
        new(run.OrganizationId, (int)run.Year, Dates.Read(run.RecordDate), run.KnownAt);

    /// <summary>Nothing: stored households come from <see cref="AddToAsync"/>, before the run goes on.</summary>
    public void AddTo(RosterBuilder roster, Scheme scheme, CancellationToken cancellation)
    {
    }

    /// <summary>Reads every household into the roster, and every problem under its id: <c>households[0002].holdings.land</c>.</summary>
    /// <param name="session">A snapshot, so that all facts are of one moment.</param>
    /// <param name="roster">Where to; of the scheme's columns.</param>
    /// <param name="scheme">Takes the holdings and tags it knows; a fact may hold more.</param>
    /// <param name="cancellation">Stops a long roster.</param>
    public async Task AddToAsync(Session session, RosterBuilder roster, Scheme scheme, CancellationToken cancellation)
    {
        var household = new StoredHousehold(scheme, Year, RecordDate);
        if (!household.IsTimeWeighted)
        {
            await foreach (var fact in HouseholdStore.AsOfAsync(session, Organization, Dates.Text(RecordDate), KnownAt)
                .WithCancellation(cancellation))
            {
                household.Begin(fact);
                if (!household.AddTo(roster))
                {
                    return;
                }
            }

            return;
        }

        string? id = null;
        await foreach (var fact in HouseholdStore.ThroughAsync(session, Organization, Dates.Text(Through), KnownAt)
            .WithCancellation(cancellation))
        {
            if (string.Equals(id, fact.HouseholdId, StringComparison.Ordinal))
            {
                household.Add(fact);
                continue;
            }

            if (id is not null && !household.AddTo(roster))
            {
                return;
            }

            id = fact.HouseholdId;
            household.Begin(fact);
        }

        if (id is not null)
        {
            household.AddTo(roster);
        }
    }
}
