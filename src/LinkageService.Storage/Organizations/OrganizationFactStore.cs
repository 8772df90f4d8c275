namespace LinkageService.Storage.Organizations;

/// <summary>Dated facts about organisations, kind by kind, read as of a date and as known at a moment.</summary>
public static class OrganizationFactStore
{
    private const string Columns = """
        kind AS Kind, valid_from AS ValidFrom, known_at AS KnownAt, present AS Present, data AS Data, actor AS Actor,
        change_id AS ChangeId
        """;

    /// <summary>
    /// What counts of an organisation: of each kind and date the fact known last, by kind and then by date; what was withdrawn is
    /// left out.
    /// </summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Whose.</param>
    /// <param name="knownAt">Only what was known at this moment; <see cref="long.MaxValue"/> for now.</param>
    /// <param name="through">The last date, yyyy-MM-dd; null for all.</param>
    public static Task<IReadOnlyList<OrganizationFact>> StandingAsync(
        Session session, string organization, long knownAt, string? through = null) =>
        session.ListAsync<OrganizationFact>(
            $"""
             SELECT {Columns} FROM organization_fact AS fact
             WHERE organization_id = @organization AND known_at <= @knownAt AND present = 1
                 {(through is null ? "" : "AND valid_from <= @through")}
                 AND NOT EXISTS (
                     SELECT 1 FROM organization_fact AS later
                     WHERE later.organization_id = fact.organization_id AND later.kind = fact.kind
                         AND later.valid_from = fact.valid_from AND later.known_at <= @knownAt AND later.known_at > fact.known_at)
             ORDER BY kind, valid_from
             """,
            new { organization, knownAt, through });

    /// <summary>The fact of a kind and date that is known last; with Present 0 where it was withdrawn, null where there is none.</summary>
    public static Task<OrganizationFact?> LastAsync(Session session, string organization, string kind, string validFrom) =>
        session.FirstAsync<OrganizationFact>(
            $"""
             SELECT {Columns} FROM organization_fact
             WHERE organization_id = @organization AND kind = @kind AND valid_from = @validFrom
             ORDER BY known_at DESC LIMIT 1
             """,
            new { organization, kind, validFrom });

    /// <summary>Every fact of a kind, by date and then by when it became known.</summary>
    public static Task<IReadOnlyList<OrganizationFact>> HistoryAsync(Session session, string organization, string kind) =>
        session.ListAsync<OrganizationFact>(
            $"""
             SELECT {Columns} FROM organization_fact WHERE organization_id = @organization AND kind = @kind
             ORDER BY valid_from, known_at
             """,
            new { organization, kind });

    /// <summary>Writes a fact.</summary>
    public static Task AddAsync(WriteSession session, string organization, OrganizationFact fact) =>
        session.InsertAsync(Tables.OrganizationFact, fact.Values(organization));
}
