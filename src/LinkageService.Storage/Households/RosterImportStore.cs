using LinkageService.Storage.Audit;

namespace LinkageService.Storage.Households;

/// <summary>Imports of rosters, and what was taken back of them.</summary>
public static class RosterImportStore
{
    private const string Columns = """
        id AS Id, organization_id AS OrganizationId, kind AS Kind, valid_from AS ValidFrom, known_at AS KnownAt, file_name AS FileName,
        file_digest AS FileDigest, households AS Households, added AS Added, changed AS Changed, unchanged AS Unchanged,
        imported_by AS ImportedBy, imported_at AS ImportedAt, undone AS Undone, kept AS Kept, not_possible AS NotPossible,
        taken_back_by AS TakenBackBy, taken_back_at AS TakenBackAt
        """;

    /// <summary>The next imports of an organisation, the latest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Whose.</param>
    /// <param name="before">Only those made before this one; empty for the latest.</param>
    /// <param name="limit">At most so many.</param>
    public static Task<IReadOnlyList<RosterImportRow>> ListAsync(Session session, string organization, string before, int limit) =>
        session.ListAsync<RosterImportRow>(
            $"""
             SELECT {Columns} FROM roster_import WHERE organization_id = @organization AND (@before = '' OR id < @before)
             ORDER BY id DESC LIMIT @limit
             """,
            new { organization, before, limit });

    /// <summary>One of an organisation; null when there is none.</summary>
    public static Task<RosterImportRow?> FindAsync(Session session, string organization, string id) =>
        session.FirstAsync<RosterImportRow>(
            $"SELECT {Columns} FROM roster_import WHERE organization_id = @organization AND id = @id", new { organization, id });

    /// <summary>Every fact that an import brought, household by household in the order of dates.</summary>
    public static Task<IReadOnlyList<HouseholdFact>> FactsAsync(Session session, string organization, string id) =>
        session.ListAsync<HouseholdFact>(
            $"""
             SELECT {HouseholdStore.Columns} FROM household_fact WHERE change_id = @id AND organization_id = @organization
             ORDER BY household_id, valid_from
             """,
            new { organization, id });

    /// <summary>Runs that were made with what an import said: made later, of its first day or a later one, and not given up.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="row">The import.</param>
    /// <param name="from">The first date of its facts, yyyy-MM-dd.</param>
    public static Task<IReadOnlyList<RestingRun>> RunsOnAsync(Session session, RosterImportRow row, string from) =>
        session.ListAsync<RestingRun>(
            """
            SELECT id AS Id, kind AS Kind, year AS Year, state AS State, record_date AS RecordDate FROM run
            WHERE organization_id = @OrganizationId AND roster = 'stored' AND state <> 'cancelled' AND known_at >= @KnownAt
                AND record_date >= @from
            ORDER BY year, id
            """,
            new { row.OrganizationId, row.KnownAt, from });

    /// <summary>Keeps one, and tells the audit log.</summary>
    /// <param name="session">The change.</param>
    /// <param name="row">As it stands from now on.</param>
    /// <param name="before">As it stood; null when it is new.</param>
    /// <param name="details">JSON for the audit log.</param>
    public static async Task SaveAsync(WriteSession session, RosterImportRow row, RosterImportRow? before, string details)
    {
        await session.UpsertAsync(Tables.RosterImport, row.Values());
        session.Audit(new AuditDraft(
            before is null ? "roster.import" : "roster.take_back", RosterImportRow.Prefix + row.Id, row.OrganizationId)
        {
            Before = before?.RowDigest(), After = row.RowDigest(), Details = details,
        });
    }
}

/// <summary>A run that stands on an import.</summary>
/// <param name="Id">The run.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Year">The year of its accounts.</param>
/// <param name="State">Where it stands in its life.</param>
/// <param name="RecordDate">The date of its roster, yyyy-MM-dd.</param>
public sealed record RestingRun(string Id, string Kind, long Year, string State, string RecordDate);
