namespace LinkageService.Storage.Webhooks;

/// <summary>What is on its way to which address, and which running service brings it.</summary>
public static class DeliveryStore
{
    private const string Columns = """
        webhook_id AS WebhookId, seq AS Seq, part AS Part, organization_id AS OrganizationId, type AS Type, state AS State,
        attempts AS Attempts, next_at AS NextAt, status AS Status, error AS Error, updated_at AS UpdatedAt
        """;

    /// <summary>Up to which entry of the audit log the deliveries of an address are written down.</summary>
    public static Task<long?> CursorAsync(Session session, string webhook) =>
        session.FirstAsync<long?>("SELECT seq FROM webhook_cursor WHERE webhook_id = @webhook", new { webhook });

    /// <summary>Takes an address for a while, or goes on holding it. By the clock of the database, which all services share.</summary>
    /// <returns>Whether it is held; not while another service holds it.</returns>
    public static async Task<bool> TakeAsync(WriteSession session, string webhook, string holder, TimeSpan duration)
    {
        var now = session.IsPostgres
            ? "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)"
            : "CAST(unixepoch('subsec') * 1000000 AS INTEGER)";
        return await session.ExecutePreparedAsync(
            $"""
             UPDATE webhook_cursor SET holder = @holder, held_until = {now} + @duration
             WHERE webhook_id = @webhook AND (holder = @holder OR held_until < {now})
             """,
            ["holder", "duration", "webhook"], holder, (long)duration.TotalMicroseconds, webhook) == 1;
    }

    /// <summary>Lets go of an address.</summary>
    public static Task ReleaseAsync(WriteSession session, string webhook, string holder) => session.ExecutePreparedAsync(
        "UPDATE webhook_cursor SET held_until = 0 WHERE webhook_id = @webhook AND holder = @holder", ["webhook", "holder"],
        webhook, holder);

    /// <summary>Writes deliveries down, and how far the audit log is read.</summary>
    /// <param name="session">The transaction it is part of.</param>
    /// <param name="webhook">Id of the address.</param>
    /// <param name="from">How far it was read before: where another service read on meanwhile, nothing is written.</param>
    /// <param name="to">How far it is read now.</param>
    /// <param name="rows">What is to be delivered.</param>
    public static async Task AddAsync(WriteSession session, string webhook, long from, long to, IReadOnlyList<DeliveryRow> rows)
    {
        var moved = await session.ExecutePreparedAsync(
            "UPDATE webhook_cursor SET seq = @to WHERE webhook_id = @webhook AND seq = @from", ["to", "webhook", "from"],
            to, webhook, from);
        foreach (var row in moved == 1 ? rows : [])
        {
            // One by one: none has a status yet, and a column of nothing but nulls cannot be written as an array.
            await session.EnsureAsync(Tables.WebhookDelivery, row.Values());
        }
    }

    /// <summary>Of every address what did not arrive: tried in vain and to be tried again, and tried no more.</summary>
    public static async Task<IReadOnlyDictionary<string, FailingDeliveries>> FailingAsync(Session session)
    {
        var rows = await session.ListAsync<(string WebhookId, string State, long Count)>(
            "SELECT webhook_id, state, COUNT(*) FROM webhook_delivery "
            + "WHERE state = 'dead' OR (state = 'pending' AND attempts > 0) GROUP BY webhook_id, state");
        return rows.GroupBy(row => row.WebhookId, StringComparer.Ordinal).ToDictionary(
            of => of.Key,
            of => new FailingDeliveries(
                of.Key, of.Where(row => row.State == DeliveryStates.Pending).Sum(row => row.Count),
                of.Where(row => row.State == DeliveryStates.Dead).Sum(row => row.Count)),
            StringComparer.Ordinal);
    }

    /// <summary>How many are to be tried still.</summary>
    public static Task<long> PendingAsync(Session session, string webhook) => session.FirstAsync<long>(
        "SELECT COUNT(*) FROM webhook_delivery WHERE webhook_id = @webhook AND state = 'pending'", new { webhook });

    /// <summary>Of every organisation the first that is to be tried, where its time has come: those behind it wait.</summary>
    public static Task<IReadOnlyList<DeliveryRow>> DueAsync(Session session, string webhook, long now, int limit) =>
        session.ListAsync<DeliveryRow>(
            $"""
             SELECT {Columns} FROM webhook_delivery AS due
             WHERE webhook_id = @webhook AND state = 'pending' AND next_at <= @now AND NOT EXISTS (
                 SELECT 1 FROM webhook_delivery AS earlier
                 WHERE earlier.webhook_id = @webhook AND earlier.state = 'pending' AND earlier.organization_id = due.organization_id
                     AND (earlier.seq < due.seq OR (earlier.seq = due.seq AND earlier.part < due.part)))
             ORDER BY seq, part LIMIT @limit
             """,
            new { webhook, now, limit = (long)limit });

    /// <summary>Writes down what came of an attempt.</summary>
    /// <param name="session">The transaction it is part of.</param>
    /// <param name="before">As it stood when it was tried: where it stands otherwise, nothing is written.</param>
    /// <param name="after">As it stands now.</param>
    public static Task<int> SaveAsync(WriteSession session, DeliveryRow before, DeliveryRow after) => session.ExecutePreparedAsync(
        """
        UPDATE webhook_delivery SET state = @state, attempts = @attempts, next_at = @next, status = @status, error = @error,
            updated_at = @updated
        WHERE webhook_id = @webhook AND seq = @seq AND part = @part AND state = @was AND attempts = @tried
        """,
        ["state", "attempts", "next", "status", "error", "updated", "webhook", "seq", "part", "was", "tried"],
        after.State, after.Attempts, after.NextAt, after.Status, after.Error, after.UpdatedAt, before.WebhookId, before.Seq, before.Part,
        before.State, before.Attempts);

    /// <summary>The deliveries of an address, the latest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="webhook">Id of the address.</param>
    /// <param name="state">Only those in this state; null for all.</param>
    /// <param name="before">Only those before this one; null for the latest.</param>
    /// <param name="limit">At most so many.</param>
    public static Task<IReadOnlyList<DeliveryRow>> ListAsync(
        Session session, string webhook, string? state, (long Seq, long Part)? before, int limit) => session.ListAsync<DeliveryRow>(
        $"SELECT {Columns} FROM webhook_delivery WHERE webhook_id = @webhook"
        + (state is null ? "" : " AND state = @state")
        + (before is null ? "" : " AND (seq < @seq OR (seq = @seq AND part < @part))")
        + " ORDER BY seq DESC, part DESC LIMIT @limit",
        new { webhook, state, seq = before?.Seq ?? 0, part = before?.Part ?? 0, limit = (long)limit });

    /// <summary>One of an address, or null.</summary>
    public static Task<DeliveryRow?> FindAsync(Session session, string webhook, long seq, long part) => session.FirstAsync<DeliveryRow>(
        $"SELECT {Columns} FROM webhook_delivery WHERE webhook_id = @webhook AND seq = @seq AND part = @part",
        new { webhook, seq, part });

    /// <summary>Forgets what was delivered before a moment.</summary>
    public static Task ForgetAsync(WriteSession session, string webhook, long before) => session.ExecutePreparedAsync(
        "DELETE FROM webhook_delivery WHERE webhook_id = @webhook AND state = 'delivered' AND updated_at < @before", ["webhook", "before"],
        webhook, before);
}
