using LinkageService.Storage.Audit;

namespace LinkageService.Storage.Runs;

/// <summary>Scans and photographs that belong to runs.</summary>
public static class RunFileStore
{
    private const string Columns = """
        id AS Id, run_id AS RunId, kind AS Kind, name AS Name, media_type AS MediaType, size AS Size, sha256 AS Sha256,
        added_by AS AddedBy, added_at AS AddedAt, removed_by AS RemovedBy, removed_at AS RemovedAt
        """;

    /// <summary>All of a run, those taken out too, oldest first.</summary>
    public static Task<IReadOnlyList<RunFileRow>> ListAsync(Session session, string run) =>
        session.ListAsync<RunFileRow>($"SELECT {Columns} FROM run_file WHERE run_id = @run ORDER BY id", new { run });

    /// <summary>The bytes of one of a run; null when it is not there, or was taken out.</summary>
    public static Task<byte[]?> ContentAsync(Session session, string run, string id) => session.FirstAsync<byte[]>(
        "SELECT content FROM run_file WHERE run_id = @run AND id = @id AND removed_at IS NULL", new { run, id });

    /// <summary>Keeps one, and tells the audit log.</summary>
    /// <param name="session">The change.</param>
    /// <param name="organization">Whose run it is.</param>
    /// <param name="row">What it is.</param>
    /// <param name="content">The file itself.</param>
    /// <param name="details">JSON for the audit log.</param>
    public static async Task AddAsync(WriteSession session, string organization, RunFileRow row, byte[] content, string details)
    {
        await session.InsertAsync(Tables.RunFile, row.Values(content));
        session.Audit(new AuditDraft("run.file.add", RunFileRow.Prefix + row.Id, organization)
        {
            After = row.RowDigest(content), Details = details,
        });
    }

    /// <summary>Takes one out: what it was is kept, its content is not.</summary>
    /// <param name="session">The change.</param>
    /// <param name="organization">Whose run it is.</param>
    /// <param name="before">As it stands.</param>
    /// <param name="content">The file itself.</param>
    /// <param name="after">With who took it out.</param>
    /// <param name="details">JSON for the audit log.</param>
    public static async Task RemoveAsync(
        WriteSession session, string organization, RunFileRow before, byte[] content, RunFileRow after, string details)
    {
        await session.UpsertAsync(Tables.RunFile, after.Values([]));
        session.Audit(new AuditDraft("run.file.remove", RunFileRow.Prefix + after.Id, organization)
        {
            Before = before.RowDigest(content), After = after.RowDigest([]), Details = details,
        });
    }
}
