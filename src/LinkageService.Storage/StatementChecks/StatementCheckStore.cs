using LinkageService.Storage.Audit;
using LinkageService.Storage.Organizations;

namespace LinkageService.Storage.StatementChecks;

/// <summary>Checks of payout sheets that somebody kept.</summary>
public static class StatementCheckStore
{
    private const string Select = """
        SELECT id AS Id, organization_id AS OrganizationId, file_name AS FileName, file_digest AS FileDigest, households AS Households,
        faults AS Faults, kept_by AS KeptBy, kept_at AS KeptAt, removed_by AS RemovedBy, removed_at AS RemovedAt
        FROM statement_check WHERE removed_at IS NULL
        """;

    /// <summary>Those that are there, the latest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="root">Only those of this organisation and of those below it; null for all.</param>
    /// <param name="after">Only those before this id; empty for the latest.</param>
    /// <param name="limit">At most so many.</param>
    public static Task<IReadOnlyList<StatementCheckRow>> ListAsync(Session session, string? root, string after, int limit)
    {
        var place = after.Length == 0 ? "" : " AND id < @after";
        return session.ListAsync<StatementCheckRow>(
            root is null
                ? $"{Select}{place} ORDER BY id DESC LIMIT @limit"
                : $"""
                   WITH RECURSIVE below (below_id, level) AS (
                       SELECT id, 1 FROM organization WHERE id = @root
                       UNION ALL
                       SELECT organization.id, below.level + 1
                       FROM organization JOIN below ON organization.parent = below.below_id WHERE below.level <= @MaxDepth)
                   {Select}{place} AND organization_id IN (SELECT below_id FROM below) ORDER BY id DESC LIMIT @limit
                   """,
            new { root, after, limit = (long)limit, OrganizationStore.MaxDepth });
    }

    /// <summary>The one of an id; null when there is none, or it was taken out.</summary>
    public static Task<StatementCheckRow?> FindAsync(Session session, string id) =>
        session.FirstAsync<StatementCheckRow>(Select + " AND id = @id", new { id });

    /// <summary>The one of an id, held until the end of the change.</summary>
    public static Task<StatementCheckRow?> HoldAsync(WriteSession session, string id) =>
        session.FirstAsync<StatementCheckRow>(Select + " AND id = @id" + session.ForUpdate, new { id });

    /// <summary>What was answered, sealed; null when there is none, or it was taken out.</summary>
    public static Task<string?> ContentAsync(Session session, string id) => session.FirstAsync<string>(
        "SELECT content FROM statement_check WHERE id = @id AND removed_at IS NULL", new { id });

    /// <summary>Keeps one, and tells the audit log.</summary>
    /// <param name="session">The change it is part of.</param>
    /// <param name="row">What it is.</param>
    /// <param name="content">What was answered, sealed.</param>
    /// <param name="details">JSON for the audit log.</param>
    public static async Task AddAsync(WriteSession session, StatementCheckRow row, string content, string details)
    {
        await session.InsertAsync(Tables.StatementCheck, row.Values(content));
        session.Audit(new AuditDraft("statement_check.keep", StatementCheckRow.Prefix + row.Id, row.OrganizationId)
        {
            After = row.RowDigest(content), Details = details,
        });
    }

    /// <summary>Keeps what was answered under another seal, and tells the audit log.</summary>
    /// <param name="session">The change it is part of.</param>
    /// <param name="row">As it stands.</param>
    /// <param name="before">What was answered, sealed as it was.</param>
    /// <param name="after">The same, sealed as it is from now on.</param>
    /// <param name="action">As the audit log calls it.</param>
    public static async Task SealAsync(WriteSession session, StatementCheckRow row, string before, string after, string action)
    {
        await session.UpsertAsync(Tables.StatementCheck, row.Values(after));
        session.Audit(new AuditDraft(action, StatementCheckRow.Prefix + row.Id, row.OrganizationId)
        {
            Before = row.RowDigest(before), After = row.RowDigest(after),
        });
    }

    /// <summary>Takes one out: that it was there and the hash of its file stay, its name and what was answered do not.</summary>
    /// <param name="session">The change it is part of.</param>
    /// <param name="before">As it stands.</param>
    /// <param name="after">With who took it out.</param>
    /// <param name="details">JSON for the audit log.</param>
    public static async Task RemoveAsync(WriteSession session, StatementCheckRow before, StatementCheckRow after, string details)
    {
        var content = await ContentAsync(session, before.Id) ?? "";
        await session.UpsertAsync(Tables.StatementCheck, after.Values(""));
        session.Audit(new AuditDraft("statement_check.remove", StatementCheckRow.Prefix + after.Id, after.OrganizationId)
        {
            Before = before.RowDigest(content), After = after.RowDigest(""), Details = details,
        });
    }
}
