using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Features.Life;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>
/// The roster of a run out of dated facts: who was on the roster on the record date, and what was known of it then. The same
/// values give the same roster for ever, because facts are only added.
/// </summary>
/// <param name="Organization">Whose households.</param>
/// <param name="Year">The year of the accounts.</param>
/// <param name="RecordDate">The date on which everything but time-weighted holdings is read; the last day of their window.</param>
/// <param name="KnownAt">Only facts known at this moment count.</param>
/// <param name="Numbers">Open what says when somebody was born; null where no scheme will ask.</param>
internal sealed record StoredHouseholds(
    string Organization, int Year, DateOnly RecordDate, long KnownAt, PrivateNumbers? Numbers) : IHouseholdSource
{
    /// <summary>The first day of the window of time-weighted holdings, where it is not the first of the year.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The columns that go on from the last run; null for none.</summary>
    public CarriedColumns? Carried { get; init; }

    /// <summary>Reads what the roster says of persons, on the way; null where nobody asks.</summary>
    public ReadPersons.Reading? Persons { get; init; }

    /// <summary>The roster of a run that was made of stored households.</summary>
    public static StoredHouseholds Of(RunRow run, PrivateNumbers? numbers) => new(
        run.OrganizationId, (int)run.Year, Dates.Read(run.RecordDate), run.KnownAt, numbers)
    {
        From = StoredRunTerms.Read(run).HoldingWindow?.From,
    };

    /// <summary>Nothing: stored households come from <see cref="AddToAsync"/>, before the run goes on.</summary>
    public void AddTo(RosterBuilder roster, Scheme scheme, CancellationToken cancellation)
    {
    }

    /// <summary>Reads every household into the roster, and every problem under its id: <c>households[0002].holdings.land</c>.</summary>
    /// <param name="session">A snapshot, so that all facts are of one moment.</param>
    /// <param name="roster">Where to; of the scheme's columns.</param>
    /// <param name="scheme">Takes the holdings and tags it knows; a fact may hold more.</param>
    /// <param name="cancellation">Stops a long roster.</param>
    /// <returns>What is to be said of how members were counted.</returns>
    public async Task<IReadOnlyList<CheckFinding>> AddToAsync(
        Session session, RosterBuilder roster, Scheme scheme, CancellationToken cancellation)
    {
        var members = new CountedMembers(scheme, Numbers, Organization, RecordDate);
        await ReadAsync(session, roster, scheme, members, cancellation);
        return [.. members.Findings()];
    }

    private async Task ReadAsync(
        Session session, RosterBuilder roster, Scheme scheme, CountedMembers members, CancellationToken cancellation)
    {
        var window = Window(scheme);
        if (window.Days < 1 && scheme.IsTimeWeighted)
        {
            roster.Add(new Problem(ProblemCodes.InvalidValue, "recordDate", new LocalizedText(
                $"登记日 {Dates.Text(RecordDate)} 早于按天计算的第一天 {Dates.Text(window.From)}；要从更早算起就写 from",
                $"the record date {Dates.Text(RecordDate)} is before {Dates.Text(window.From)}, from which days are counted; "
                + "an earlier first day is stated as from")));
            return;
        }

        roster.Window = scheme.IsTimeWeighted && scheme.Rules != RuleVersion.First ? window : null;
        var household = new WindowedHousehold(scheme, window, RecordDate, Carried, members) { Persons = Persons };
        if (!scheme.IsTimeWeighted)
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

        var through = RecordDate > window.To ? RecordDate : window.To;
        string? id = null;
        await foreach (var fact in HouseholdStore.ThroughAsync(session, Organization, Dates.Text(through), KnownAt)
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

    /// <summary>What the share-days of a household are made of, by time-weighted holding; null where the roster has none.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<HoldingPiece>>?> PiecesAsync(Session session, Scheme scheme, string id)
    {
        if (!scheme.IsTimeWeighted || scheme.Rules == RuleVersion.First)
        {
            return null;
        }

        var (window, household) = (Window(scheme), (WindowedHousehold?)null);
        foreach (var fact in await HouseholdStore.HistoryAsync(session, Organization, id))
        {
            if (fact.KnownAt > KnownAt || Dates.Read(fact.ValidFrom) > window.To)
            {
                continue;
            }

            if (household is null)
            {
                household = new WindowedHousehold(
                    scheme, window, RecordDate, Carried, new CountedMembers(scheme, Numbers, Organization, RecordDate));
                household.Begin(fact);
            }
            else
            {
                household.Add(fact);
            }
        }

        return household?.Pieces();
    }

    // By the first rules the whole year, whenever the record date is.
    private HoldingWindow Window(Scheme scheme)
    {
        var firstOfYear = new DateOnly(Year, 1, 1);
        return scheme.Rules == RuleVersion.First
            ? new HoldingWindow(firstOfYear, new DateOnly(Year, 12, 31))
            : new HoldingWindow(From ?? firstOfYear, RecordDate);
    }
}
