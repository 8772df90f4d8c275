namespace LinkageService.Storage.Linkages;

/// <summary>Who is linked to whom, read as of a date and as known at a moment.</summary>
public static class LinkageStore
{
    private const string Columns = """
        id AS Id, known_at AS KnownAt, organization_id AS OrganizationId, household_id AS HouseholdId, partner AS Partner, mode AS Mode,
        terms AS Terms, valid_from AS ValidFrom, valid_to AS ValidTo, actor AS Actor, change_id AS ChangeId
        """;

    /// <summary>How a linkage stands now, or null.</summary>
    public static Task<LinkageFact?> FindAsync(Session session, string organization, string id) => session.FirstAsync<LinkageFact>(
        $"""
         SELECT {Columns} FROM linkage_fact WHERE id = @id AND organization_id = @organization ORDER BY known_at DESC LIMIT 1
         """,
        new { organization, id });

    /// <summary>Ids of the households of which a linkage was ever entered.</summary>
    public static Task<IReadOnlyList<string>> HouseholdsAsync(Session session, string organization) => session.ListAsync<string>(
        "SELECT DISTINCT household_id FROM linkage_fact WHERE organization_id = @organization ORDER BY household_id", new { organization });

    /// <summary>Writes how a linkage stands.</summary>
    public static Task AddAsync(WriteSession session, LinkageFact fact) => session.InsertAsync(Tables.LinkageFact, fact.Values());

    /// <summary>The next linkages by id, as known at a moment.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="query">Which ones.</param>
    /// <param name="after">Only ids after this one; empty for the first.</param>
    /// <param name="limit">At most so many.</param>
    public static Task<IReadOnlyList<LinkageFact>> ReadAsync(Session session, LinkageQuery query, string after, int limit) =>
        session.ListAsync<LinkageFact>(
            Known(query, " AND id > @after") + " ORDER BY id LIMIT @limit",
            new { query.Organization, query.Household, query.Mode, query.AsOf, query.KnownAt, query.UpdatedSince, after, limit });

    /// <summary>The same in the order in which they became known.</summary>
    public static Task<IReadOnlyList<LinkageFact>> ReadAsync(Session session, LinkageQuery query, ChangeOrder order, int limit) =>
        session.ListAsync<LinkageFact>(
            Known(query, order.Where("known_at", "id")) + order.By("known_at", "id") + " LIMIT @limit",
            new
            {
                query.Organization, query.Household, query.Mode, query.AsOf, query.KnownAt, query.UpdatedSince, order.AfterMoment,
                order.AfterId, limit,
            });

    private static string Known(LinkageQuery query, string place) =>
        $"""
         SELECT {Columns} FROM linkage_fact AS fact
         WHERE organization_id = @Organization AND known_at <= @KnownAt{place}
             {(query.UpdatedSince is null ? "" : "AND known_at >= @UpdatedSince")}
             {(query.Household is null ? "" : "AND household_id = @Household")}
             {(query.Mode is null ? "" : "AND mode = @Mode")}
             {(query.AsOf is null ? "" : "AND valid_from <= @AsOf AND (valid_to IS NULL OR valid_to >= @AsOf)")}
             AND NOT EXISTS (
                 SELECT 1 FROM linkage_fact AS later
                 WHERE later.id = fact.id AND later.known_at <= @KnownAt AND later.known_at > fact.known_at)
         """;
}

/// <summary>Which linkages are wanted.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Household">Of which household; null for all.</param>
/// <param name="Mode">Of which mode; null for all.</param>
/// <param name="AsOf">Those that hold on this date, yyyy-MM-dd; null for all.</param>
/// <param name="KnownAt">Only what was known at this moment; <see cref="long.MaxValue"/> for now.</param>
public sealed record LinkageQuery(string Organization, string? Household, string? Mode, string? AsOf, long KnownAt)
{
    /// <summary>Only those of which something became known from this moment on; null for all.</summary>
    public long? UpdatedSince { get; init; }
}

/// <summary>
/// How a linkage stands since it became known. Never changed: its end is a fact of the same id known later, and the one known last
/// counts.
/// </summary>
/// <param name="Id">Names the linkage.</param>
/// <param name="KnownAt">When this became known, in microseconds.</param>
/// <param name="OrganizationId">Id of the organisation that keeps the linkage.</param>
/// <param name="HouseholdId">The household that is linked.</param>
/// <param name="Partner">The company, collective or market the household is linked with, as text.</param>
/// <param name="Mode">One of the closed list of linkage modes, such as <c>land_transfer</c>.</param>
/// <param name="Terms">JSON: an object of texts.</param>
/// <param name="ValidFrom">The first date, yyyy-MM-dd.</param>
/// <param name="ValidTo">The last date; null for no end.</param>
/// <param name="Actor">Who said so.</param>
/// <param name="ChangeId">The change that brought it.</param>
public sealed record LinkageFact(
    string Id, long KnownAt, string OrganizationId, string HouseholdId, string Partner, string Mode, string Terms, string ValidFrom,
    string? ValidTo, string Actor, string ChangeId)
{
    /// <summary>SHA-256 of the stored row.</summary>
    public byte[] Digest() => Tables.LinkageFact.Digest(Values());

    /// <summary>Its values in the order of the table.</summary>
    internal object?[] Values() =>
        [Id, KnownAt, OrganizationId, HouseholdId, Partner, Mode, Terms, ValidFrom, ValidTo, Actor, ChangeId];
}
