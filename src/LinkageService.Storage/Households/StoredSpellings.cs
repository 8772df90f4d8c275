using System.Text;
using LinkageService.Engine.Rosters;

namespace LinkageService.Storage.Households;

/// <summary>
/// Looks through the ids of households that are stored, for those that the rules of ids do not take any more. Only households
/// count that stand, or will, by what is known now: one that was withdrawn is in nobody's way.
/// </summary>
public static class StoredSpellings
{
    private const string StandingSql = """
        SELECT DISTINCT f.organization_id, f.household_id FROM household_fact f WHERE f.present = 1 AND NOT EXISTS (
            SELECT 1 FROM household_fact l WHERE l.organization_id = f.organization_id AND l.household_id = f.household_id
                AND l.valid_from = f.valid_from AND l.known_at > f.known_at)
        ORDER BY 1, 2
        """;

    /// <summary>Finds which household an id means now where the stored one is spelled otherwise.</summary>
    /// <returns>The clear ones as rows of <c>household_spelling</c>, and those that are not.</returns>
    public static async Task<(IReadOnlyList<(string Organization, string Id, string Household)> Clear, IReadOnlyList<UnclearId> Unclear)>
        FindAsync(Session session)
    {
        // Nearly always none: then one pass over the ids is all.
        var odd = new Dictionary<(string Organization, string? Id), List<string>>();
        await foreach (var row in session.RowsAsync(StandingSql))
        {
            var (organization, household) = ((string)row[0]!, (string)row[1]!);
            if (!IsOfToday(household))
            {
                var key = (organization, Meant(household) is var id && HouseholdIds.Fault(id) is null ? id : null);
                odd.TryAdd(key, []);
                odd[key].Add(household);
            }
        }

        var clear = new List<(string, string, string)>();
        var unclear = new List<UnclearId>();
        foreach (var ((organization, id), households) in odd)
        {
            string[] all = id is not null && await StandsAsync(session, organization, id) ? [.. households, id] : [.. households];
            if (id is not null && all.Length == 1)
            {
                clear.Add((organization, id, all[0]));
                continue;
            }

            unclear.AddRange(households.Select(household => new UnclearId(
                organization, household, id, id is null ? [] : all.Where(other => other != household).ToArray())));
        }

        return (clear, unclear);
    }

    /// <summary>What an id said before its address was decoded, and without what nobody can see of it.</summary>
    internal static string Meant(string household)
    {
        var id = HouseholdIds.Normalize(household.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(household) : household);
        return HouseholdIds.Normalize(string.Concat(id.EnumerateRunes().Where(rune => !HouseholdIds.IsUnseen(rune))));
    }

    private static bool IsOfToday(string household) => HouseholdIds.IsPlain(Encoding.UTF8.GetBytes(household))
        || (HouseholdIds.Normalize(household) == household && HouseholdIds.Fault(household) is null);

    private static async Task<bool> StandsAsync(Session session, string organization, string household) =>
        (await HouseholdStore.HistoryAsync(session, organization, household))
        .GroupBy(fact => fact.ValidFrom, StringComparer.Ordinal).Any(facts => facts.Last().Present == 1);
}

/// <summary>A household stored under an id that ids may not have any more, of which it is not clear whom it means now.</summary>
/// <param name="Organization">Id of the organisation whose household it is.</param>
/// <param name="Household">The id it is stored under.</param>
/// <param name="Id">The id it would have now; null when it would have none.</param>
/// <param name="Others">Ids of the other households that would have the same.</param>
public sealed record UnclearId(string Organization, string Household, string? Id, IReadOnlyList<string> Others);

/// <summary>The tables cannot be brought up to date: nothing was changed, and somebody must say which households are meant.</summary>
public sealed class UnclearIdsException(IReadOnlyList<UnclearId> ids) : Exception("Household ids are not clear.")
{
    /// <summary>Every one of them.</summary>
    public IReadOnlyList<UnclearId> Ids { get; } = ids;
}
