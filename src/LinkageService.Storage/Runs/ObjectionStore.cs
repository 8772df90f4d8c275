using LinkageService.Storage.Audit;

namespace LinkageService.Storage.Runs;

/// <summary>Objections against runs on public notice.</summary>
public static class ObjectionStore
{
    private const string Columns = """
        id AS Id, run_id AS RunId, household_id AS HouseholdId, content AS Content, raised_by AS RaisedBy, raised_at AS RaisedAt,
        resolution AS Resolution, resolved_by AS ResolvedBy, resolved_at AS ResolvedAt
        """;

    /// <summary>All of a run, oldest first.</summary>
    public static Task<IReadOnlyList<ObjectionRow>> ListAsync(Session session, string run) =>
        session.ListAsync<ObjectionRow>($"SELECT {Columns} FROM objection WHERE run_id = @run ORDER BY id", new { run });

    /// <summary>One of a run, or null.</summary>
    public static Task<ObjectionRow?> FindAsync(Session session, string run, string id) =>
        session.FirstAsync<ObjectionRow>($"SELECT {Columns} FROM objection WHERE run_id = @run AND id = @id", new { run, id });

    /// <summary>How many of a run have no answer yet.</summary>
    public static Task<long> OpenAsync(Session session, string run) =>
        session.FirstAsync<long>("SELECT COUNT(*) FROM objection WHERE run_id = @run AND resolution IS NULL", new { run });

    /// <summary>Writes it, new or answered, and tells the audit log.</summary>
    public static async Task SaveAsync(WriteSession session, string organization, string action, ObjectionRow? before, ObjectionRow row)
    {
        await session.UpsertAsync(Tables.Objection, row.Id, row.RunId, row.HouseholdId, row.Content, row.RaisedBy, row.RaisedAt,
            row.Resolution, row.ResolvedBy, row.ResolvedAt);
        session.Audit(new AuditDraft(action, "objection/" + row.Id, organization)
        {
            Before = before?.RowDigest(),
            After = row.RowDigest(),
        });
    }
}
