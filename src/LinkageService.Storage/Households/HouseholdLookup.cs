namespace LinkageService.Storage.Households;

/// <summary>Finds households by the keyed hash of a private number. What was once noted stays: a number of the past is found too.</summary>
public static class HouseholdLookup
{
    /// <summary>Notes a number of a household.</summary>
    public static Task AddAsync(WriteSession session, string organization, byte[] hash, string household) =>
        session.EnsureAsync(Tables.HouseholdLookup, organization, hash, household);

    /// <summary>Notes many numbers.</summary>
    public static Task AddManyAsync(WriteSession session, string organization, IReadOnlyList<(byte[] Hash, string Household)> numbers) =>
        session.InsertManyAsync(
            Tables.HouseholdLookup, numbers.Select(number => new object?[] { organization, number.Hash, number.Household }).ToArray(),
            onlyNew: true);

    /// <summary>Numbers that more than one household of an organisation has, or had.</summary>
    public static Task<IReadOnlyList<SharedNumberRow>> SharedAsync(Session session, string organization) =>
        session.ListAsync<SharedNumberRow>(
            """
            SELECT hash AS Hash, household_id AS HouseholdId FROM household_lookup
            WHERE organization_id = @organization AND hash IN (
                SELECT hash FROM household_lookup WHERE organization_id = @organization GROUP BY hash HAVING COUNT(*) > 1)
            ORDER BY hash, household_id
            """,
            new { organization });

    /// <summary>Ids of the households that have, or had, a number with one of these hashes.</summary>
    public static Task<IReadOnlyList<string>> FindAsync(Session session, string organization, IReadOnlyList<byte[]> hashes) =>
        session.ListAsync<string>(
            $"""
             SELECT DISTINCT household_id FROM household_lookup
             WHERE organization_id = @organization AND {session.IsOneOf("hash", nameof(hashes))} ORDER BY household_id
             """,
            new { organization, hashes = hashes.ToArray() });

    /// <summary>The same over several organisations: each organisation with the household, in order.</summary>
    public static async Task<IReadOnlyList<(string Organization, string Household)>> FindInAsync(
        Session session, IReadOnlyList<string> organizations, IReadOnlyList<byte[]> hashes)
    {
        var found = new List<(string Organization, string Household)>();
        var sql = $"""
            SELECT DISTINCT organization_id, household_id FROM household_lookup
            WHERE {session.IsOneOf("organization_id", nameof(organizations))} AND {session.IsOneOf("hash", nameof(hashes))}
            ORDER BY organization_id, household_id
            """;
        await foreach (var row in session.RowsAsync(sql, new { organizations = organizations.ToArray(), hashes = hashes.ToArray() }))
        {
            found.Add(((string)row[0]!, (string)row[1]!));
        }

        return found;
    }

    /// <summary>Takes out every number of a household.</summary>
    public static Task RemoveAsync(WriteSession session, string organization, string household) => session.ListAsync<long>(
        "DELETE FROM household_lookup WHERE organization_id = @organization AND household_id = @household",
        new { organization, household });

    /// <summary>Takes out the hashes that do not begin with the id of a key.</summary>
    public static Task RemoveButAsync(WriteSession session, byte[] key) => session.ListAsync<long>(
        "DELETE FROM household_lookup WHERE substr(hash, 1, @length) <> @key", new { key, length = key.Length });
}

/// <summary>A number of a household that another has, or had, too.</summary>
/// <param name="Hash">Keyed, of its kind and itself.</param>
/// <param name="HouseholdId">Whose.</param>
public sealed record SharedNumberRow(byte[] Hash, string HouseholdId);
