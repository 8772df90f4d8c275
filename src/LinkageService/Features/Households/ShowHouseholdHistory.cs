using LinkageService.Access;
using LinkageService.Storage;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Households;

/// <summary>A fact and what it changed.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Changes">How it differs from what counted on its date until it became known; empty when the household left.</param>
internal sealed record HouseholdHistoryEntry(HouseholdFact Fact, IReadOnlyList<HouseholdChange> Changes);

/// <summary>Shows who said what of a household and when, in the order it became known.</summary>
internal sealed class ShowHouseholdHistory(Database database)
{
    /// <exception cref="Errors.RefusedException">Nothing was ever said of it, or it is not the caller's.</exception>
    public async Task<IReadOnlyList<HouseholdHistoryEntry>> HandleAsync(
        Caller caller, string organization, string household, CancellationToken cancellation)
    {
        var facts = await database.ReadAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            var id = await HouseholdIdentity.RequireAsync(session, organization, household);
            return await HouseholdStore.HistoryAsync(session, organization, id);
        }, cancellation);
        return facts.Count == 0
            ? throw StoredHousehold.Unknown(household)
            : facts.OrderBy(fact => fact.KnownAt).Select(fact => new HouseholdHistoryEntry(fact, Changes(fact, facts))).ToArray();
    }

    private static IReadOnlyList<HouseholdChange> Changes(HouseholdFact fact, IReadOnlyList<HouseholdFact> facts)
    {
        if (fact.Present == 0)
        {
            return [];
        }

        // By date and then by when they became known: the last that counts is the one it came after.
        var before = facts.LastOrDefault(other => other.KnownAt < fact.KnownAt
            && string.CompareOrdinal(other.ValidFrom, fact.ValidFrom) <= 0);
        return HouseholdChange.Between(before is { Present: 1 } ? HouseholdData.Parse(before.Data) : null, HouseholdData.Parse(fact.Data));
    }
}
