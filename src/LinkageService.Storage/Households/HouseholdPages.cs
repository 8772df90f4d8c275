namespace LinkageService.Storage.Households;

/// <summary>Parts of a roster, by id or by change.</summary>
public static class HouseholdPages
{
    /// <summary>How the next households stand on a date; those that have left are left out.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Id of the organisation whose roster it is.</param>
    /// <param name="asOf">The date, yyyy-MM-dd.</param>
    /// <param name="knownAt">Only what was known at this moment; <see cref="long.MaxValue"/> for now.</param>
    /// <param name="after">Only ids after this one; empty for the first.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="updatedSince">Only those of which something became known from this moment on; null for all.</param>
    public static Task<IReadOnlyList<HouseholdFact>> ReadAsync(
        Session session, string organization, string asOf, long knownAt, string after, int limit, long? updatedSince = null) =>
        session.ListAsync<HouseholdFact>(
            Standing(updatedSince is null ? "household_id > @after" : """
                household_id IN (
                    SELECT household_id FROM household_fact
                    WHERE organization_id = @organization AND household_id > @after AND known_at >= @updatedSince AND known_at <= @knownAt)
                """) + " ORDER BY household_id LIMIT @limit", new { organization, asOf, knownAt, after, limit, updatedSince });

    /// <summary>How some households stand on a date, by id; those that have left are left out.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Id of the organisation whose roster it is.</param>
    /// <param name="asOf">The date, yyyy-MM-dd.</param>
    /// <param name="knownAt">Only what was known at this moment; <see cref="long.MaxValue"/> for now.</param>
    /// <param name="ids">Which.</param>
    public static Task<IReadOnlyList<HouseholdFact>> ReadAsync(
        Session session, string organization, string asOf, long knownAt, string[] ids) => session.ListAsync<HouseholdFact>(
        Standing(session.IsOneOf("household_id", nameof(ids))) + " ORDER BY household_id", new { organization, asOf, knownAt, ids });

    /// <summary>The same in the order in which something became known of them, with that moment.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Id of the organisation whose roster it is.</param>
    /// <param name="asOf">The date, yyyy-MM-dd.</param>
    /// <param name="knownAt">Only what was known at this moment; <see cref="long.MaxValue"/> for now.</param>
    /// <param name="order">Which way round, and from where on.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="updatedSince">Only those of which something became known from this moment on; null for all.</param>
    public static async Task<IReadOnlyList<(HouseholdFact Fact, long KnownLast)>> ReadAsync(
        Session session, string organization, string asOf, long knownAt, ChangeOrder order, int limit, long? updatedSince)
    {
        // SQLite goes through a cross join in the order in which it is written: from what became known on. The plus keeps it from looking
        // for what is newer by moment, in facts of all households, and has it look in those of the one.
        var sql = $"""
            {Standing("household_id = news_of", ", news_at", $"""
                (SELECT household_id AS news_of, known_at AS news_at FROM household_fact AS news
                 WHERE organization_id = @organization AND known_at <= @knownAt
                     {(updatedSince is null ? "" : "AND known_at >= @updatedSince")}
                     AND NOT EXISTS (
                         SELECT 1 FROM household_fact AS newer
                         WHERE newer.organization_id = @organization AND newer.household_id = news.household_id
                             AND +newer.known_at <= @knownAt AND (newer.known_at > news.known_at
                                 OR (newer.known_at = news.known_at AND newer.valid_from > news.valid_from)))) AS last_news CROSS JOIN
                """)}
            {order.Where("news_at", "news_of")}{order.By("news_at", "news_of")} LIMIT @limit
            """;
        var found = new List<(HouseholdFact, long)>();
        await foreach (var each in session.EachAsync(
            sql, new { organization, asOf, knownAt, updatedSince, order.AfterMoment, order.AfterId, limit },
            row => (HouseholdStore.Read(row), row.GetInt64(7))))
        {
            found.Add(each);
        }

        return found;
    }

    private static string Standing(string which, string more = "", string from = "") =>
        $"""
         SELECT {HouseholdStore.Columns}{more} FROM {from} household_fact AS fact
         WHERE organization_id = @organization AND {which} AND valid_from <= @asOf AND +known_at <= @knownAt AND present = 1
             AND NOT EXISTS (
                 SELECT 1 FROM household_fact AS later
                 WHERE later.organization_id = @organization AND later.household_id = fact.household_id
                     AND later.valid_from <= @asOf AND later.known_at <= @knownAt
                     AND (later.valid_from > fact.valid_from
                         OR (later.valid_from = fact.valid_from AND later.known_at > fact.known_at)))
         """;
}
