using LinkageService.Storage.Audit;

namespace LinkageService.Storage.Webhooks;

/// <summary>The addresses that are told of events.</summary>
public static class WebhookStore
{
    private const string Select = """
        SELECT id AS Id, organization_id AS OrganizationId, url AS Url, types AS Types, secrets AS Secrets, state AS State,
        revision AS Revision, created_by AS CreatedBy, created_at AS CreatedAt, updated_at AS UpdatedAt
        FROM webhook WHERE state <> 'removed'
        """;

    /// <summary>All of them, the oldest first.</summary>
    public static Task<IReadOnlyList<WebhookRow>> ListAsync(Session session) => session.ListAsync<WebhookRow>(Select + " ORDER BY id");

    /// <summary>The one of an id, or null.</summary>
    public static Task<WebhookRow?> FindAsync(Session session, string id) =>
        session.FirstAsync<WebhookRow>(Select + " AND id = @id", new { id });

    /// <summary>The one of an id, held until the end of the change.</summary>
    public static Task<WebhookRow?> HoldAsync(WriteSession session, string id) =>
        session.FirstAsync<WebhookRow>(Select + " AND id = @id" + session.ForUpdate, new { id });

    /// <summary>Writes one down, new or changed, and tells the audit log.</summary>
    /// <param name="session">The change.</param>
    /// <param name="before">As it stood; null when it is new.</param>
    /// <param name="after">As it stands from now on.</param>
    /// <param name="action">As the audit log calls it.</param>
    /// <param name="details">JSON for the audit log.</param>
    public static async Task SaveAsync(WriteSession session, WebhookRow? before, WebhookRow after, string action, string details)
    {
        await session.UpsertAsync(Tables.Webhook, after.Values());
        session.Audit(new AuditDraft(action, WebhookRow.Prefix + after.Id, after.OrganizationId)
        {
            Before = before?.RowDigest(), After = after.RowDigest(), Details = details,
        });
        if (before is null)
        {
            // What happens from here on.
            await session.InsertAsync(Tables.WebhookCursor, after.Id, await AuditStore.LastSeqAsync(session), "", 0L);
        }
        else if (after.State == WebhookStates.Removed)
        {
            await session.ExecutePreparedAsync("DELETE FROM webhook_delivery WHERE webhook_id = @id", ["id"], after.Id);
            await session.ExecutePreparedAsync("DELETE FROM webhook_cursor WHERE webhook_id = @id", ["id"], after.Id);
        }
    }
}
