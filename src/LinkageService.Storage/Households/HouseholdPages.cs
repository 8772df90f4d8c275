namespace LinkageService.Storage.Households;

/// <summary>Parts of a roster, by id.</summary>
public static class HouseholdPages
{
    /// <summary>How the next households stand on a date; those that have left are left out.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Whose households.</param>
    /// <param name="asOf">The date, yyyy-MM-dd.</param>
    /// <param name="knownAt">Only what was known at this moment; <see cref="long.MaxValue"/> for now.</param>
    /// <param name="after">Only ids after this one; empty for the first.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="updatedSince">Only those of which something became known from this moment on; null for all.</param>
    public static Task<IReadOnlyList<HouseholdFact>> ReadAsync(
        Session session, string organization, string asOf, long knownAt, string after, int limit, long? updatedSince = null) =>
        session.ListAsync<HouseholdFact>(
            Standing("household_id > @after" + (updatedSince is null ? "" : """
                 AND EXISTS (
                    SELECT 1 FROM household_fact AS news WHERE news.organization_id = @organization
                        AND news.household_id = fact.household_id AND news.known_at >= @updatedSince)
                """)) + " LIMIT @limit", new { organization, asOf, knownAt, after, limit, updatedSince });

    /// <summary>How some households stand on a date, by id; those that have left are left out.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Whose households.</param>
    /// <param name="asOf">The date, yyyy-MM-dd.</param>
    /// <param name="knownAt">Only what was known at this moment; <see cref="long.MaxValue"/> for now.</param>
    /// <param name="ids">Which.</param>
    public static Task<IReadOnlyList<HouseholdFact>> ReadAsync(
        Session session, string organization, string asOf, long knownAt, string[] ids) => session.ListAsync<HouseholdFact>(
        Standing(session.IsOneOf("household_id", nameof(ids))), new { organization, asOf, knownAt, ids });

    private static string Standing(string which) =>
        $"""
         SELECT {HouseholdStore.Columns} FROM household_fact AS fact
         WHERE organization_id = @organization AND {which} AND valid_from <= @asOf AND known_at <= @knownAt AND present = 1
             AND NOT EXISTS (
                 SELECT 1 FROM household_fact AS later
                 WHERE later.organization_id = @organization AND later.household_id = fact.household_id
                     AND later.valid_from <= @asOf AND later.known_at <= @knownAt
                     AND (later.valid_from > fact.valid_from
                         OR (later.valid_from = fact.valid_from AND later.known_at > fact.known_at)))
         ORDER BY household_id
         """;
}
