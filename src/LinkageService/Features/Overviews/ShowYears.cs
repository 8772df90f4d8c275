using LinkageService.Access;
using LinkageService.Engine.Amounts;
using LinkageService.Features.Households;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Overviews;

/// <summary>What an organisation gave in a year, and what that is a household and a person.</summary>
/// <param name="Year">The year of the accounts.</param>
/// <param name="StandingFen">By runs that are approved, paid or closed, corrections included.</param>
/// <param name="OpenFen">By runs that are not approved yet.</param>
/// <param name="Households">Households of the rosters that it stands on; 0 where nothing is approved.</param>
/// <param name="Members">People of those rosters; null where the roster does not say.</param>
public sealed record YearFigures(int Year, long StandingFen, long OpenFen, long Households, long? Members)
{
    /// <summary>The average of a household, rounded half up to the fen; null where there is none.</summary>
    public long? PerHouseholdFen => Households == 0 ? null : new Money(StandingFen).PerHead(Households).Fen;

    /// <summary>The average of a person, rounded half up to the fen; null where it is not known.</summary>
    public long? PerPersonFen => Members is null or 0 ? null : new Money(StandingFen).PerHead(Members.Value).Fen;

    /// <summary>The same of several organisations together; people are known only where every one knows them.</summary>
    public static YearFigures Sum(int year, IReadOnlyCollection<YearFigures> all) => new(
        year, all.Sum(each => each.StandingFen), all.Sum(each => each.OpenFen), all.Sum(each => each.Households),
        all.Any(each => each is { Households: > 0, Members: null }) ? null : all.Sum(each => each.Members ?? 0));
}

/// <summary>The last years of organisations: one read, and the rosters of what is approved.</summary>
internal sealed class ShowYears(Database database, RosterIndexes rosters)
{
    /// <summary>Years that are shown.</summary>
    /// <value>5.</value>
    public const int Years = 5;

    /// <summary>The last years of each organisation that the caller sees, by id; each has all years, the first first.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="organizations">Whose; those the caller does not see are left out.</param>
    /// <param name="last">The last year.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<YearFigures>>> HandleAsync(
        Caller caller, IReadOnlyList<string> organizations, int last, CancellationToken cancellation)
    {
        var first = last - Years + 1;
        var (seen, runs) = await database.SnapshotAsync(async session =>
        {
            var visible = new List<OrganizationRow>();
            foreach (var id in organizations)
            {
                if (await OrganizationScope.SeesAsync(session, caller, id) && await OrganizationStore.FindAsync(session, id) is { } row)
                {
                    visible.Add(row);
                }
            }

            var ids = visible.Select(row => row.Id).ToArray();
            return (visible, ids.Length == 0 ? [] : await OverviewStore.YearsAsync(session, ids, first, last));
        }, cancellation);
        var found = new Dictionary<string, IReadOnlyList<YearFigures>>(StringComparer.Ordinal);
        var byYear = runs.ToLookup(run => (run.OrganizationId, (int)run.Year));
        foreach (var organization in seen)
        {
            var years = new List<YearFigures>(Years);
            for (var year = first; year <= last; year++)
            {
                years.Add(await OfAsync(organization, year, [.. byYear[(organization.Id, year)]], cancellation));
            }

            found[organization.Id] = years;
        }

        return found;
    }

    // A year that is shared out by several schemes is shared among the same households: the largest roster counts, once.
    private async Task<YearFigures> OfAsync(
        OrganizationRow organization, int year, RunOfYearRow[] runs, CancellationToken cancellation)
    {
        var standing = runs.Where(run => RunStates.Standing.Contains(run.State, StringComparer.Ordinal)).ToArray();
        var given = standing.Where(run => run.Kind != RunKinds.Settlement).Sum(run => run.AmountFen);
        var widest = standing.Where(run => run.Kind == RunKinds.Distribution).MaxBy(run => run.Households);
        long? members = null;
        if (widest is { Roster: RosterKinds.Stored })
        {
            var key = new RosterKey(organization.Id, widest.RecordDate, Math.Min(widest.KnownAt, organization.FactsKnownAt));
            members = (await rosters.OfAsync(key, cancellation)).Members is > 0 and var people ? people : null;
        }

        return new YearFigures(
            year, given, runs.Except(standing).Where(run => run.Kind != RunKinds.Settlement).Sum(run => run.AmountFen),
            widest?.Households ?? 0, members);
    }
}
