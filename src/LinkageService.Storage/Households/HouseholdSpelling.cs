namespace LinkageService.Storage.Households;

/// <summary>Households that are stored under an id which nobody can write any more: the id that means them now.</summary>
public static class HouseholdSpelling
{
    /// <summary>The id a household is stored under: the same, for all but those of before.</summary>
    /// <param name="session">Where to look.</param>
    /// <param name="organization">Whose household.</param>
    /// <param name="id">The id in its one spelling.</param>
    public static async Task<string> StoredAsync(Session session, string organization, string id) =>
        await session.FirstAsync<string>(
            "SELECT household_id FROM household_spelling WHERE organization_id = @organization AND id = @id",
            new { organization, id }) ?? id;

    /// <summary>Those of an organisation by the id that means them; mostly none.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> AllAsync(Session session, string organization) =>
        (await session.ListAsync<(string Id, string Stored)>(
            "SELECT id, household_id FROM household_spelling WHERE organization_id = @organization", new { organization }))
        .ToDictionary(row => row.Id, row => row.Stored, StringComparer.Ordinal);
}
