namespace LinkageService.Storage.Audit;

/// <summary>Reads the audit log.</summary>
public static class AuditStore
{
    /// <summary>Entries after a number, in order.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="filter">Which.</param>
    /// <param name="after">Only entries with a greater number; 0 for all.</param>
    /// <param name="limit">At most so many.</param>
    public static Task<IReadOnlyList<AuditEntry>> ListAsync(Session session, AuditFilter filter, long after, int limit) =>
        ListAsync(session, filter, "seq > @bound", "seq", after, limit);

    /// <summary>Entries before a number, the latest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="filter">Which.</param>
    /// <param name="before">Only entries with a smaller number; the greatest number for all.</param>
    /// <param name="limit">At most so many.</param>
    public static Task<IReadOnlyList<AuditEntry>> LatestAsync(Session session, AuditFilter filter, long before, int limit) =>
        ListAsync(session, filter, "seq < @bound", "seq DESC", before, limit);

    private static Task<IReadOnlyList<AuditEntry>> ListAsync(
        Session session, AuditFilter filter, string range, string order, long bound, int limit)
    {
        var where = range
            + (filter.Organization is null ? "" : " AND organization_id = @Organization")
            + (filter.Subject is null ? "" : " AND subject = @Subject")
            + (filter.Actor is null ? "" : " AND LOWER(actor) = LOWER(@Actor)")
            + (filter.Actions.Count == 0 ? "" : " AND " + session.IsOneOf("action", "actions"))
            + (filter.From is null ? "" : " AND at >= @From")
            + (filter.Until is null ? "" : " AND at < @Until")
            + (filter.Within is null ? "" : " AND organization_id IN (SELECT id FROM within)");
        const string within = """
            WITH RECURSIVE within (id) AS (
                SELECT id FROM organization WHERE id = @Within
                UNION SELECT child.id FROM organization child JOIN within ON child.parent = within.id)

            """;
        return session.ListAsync<AuditEntry>(
            (filter.Within is null ? "" : within) + $"""
            SELECT seq AS Seq, at AS At, actor AS Actor, action AS Action, organization_id AS OrganizationId, subject AS Subject,
            change_id AS ChangeId, before_digest AS BeforeDigest, after_digest AS AfterDigest, details AS Details,
            previous_hash AS PreviousHash, hash AS Hash
            FROM audit WHERE {where} ORDER BY {order} LIMIT @limit
            """,
            new
            {
                filter.Organization, filter.Subject, filter.Actor, actions = filter.Actions.ToArray(), filter.From, filter.Until,
                filter.Within, bound, limit = (long)limit,
            });
    }

    /// <summary>
    /// The number of the last entry; 0 while there is none. All entries up to it are there, and none of them comes later: each change
    /// holds the head from the numbering of its entries until its commit.
    /// </summary>
    public static Task<long> LastSeqAsync(Session session) => session.FirstAsync<long>("SELECT seq FROM audit_head WHERE id = 1");

    /// <summary>What organisations are called, by id.</summary>
    public static Task<IReadOnlyList<AuditedName>> NamesAsync(Session session, string[] ids) => session.ListAsync<AuditedName>(
        $"SELECT id AS Id, name AS Name FROM organization WHERE {session.IsOneOf("id", nameof(ids))}", new { ids });

    /// <summary>What runs are about, by id.</summary>
    public static Task<IReadOnlyList<AuditedRun>> RunsAsync(Session session, string[] ids) => session.ListAsync<AuditedRun>(
        $"SELECT id AS Id, kind AS Kind, year AS Year, corrects AS Corrects FROM run WHERE {session.IsOneOf("id", nameof(ids))}",
        new { ids });

    /// <summary>The last entry, or null while there is none.</summary>
    public static Task<AuditHeadEntry?> HeadAsync(Session session) => session.FirstAsync<AuditHeadEntry>(
        "SELECT a.seq AS Seq, a.hash AS Hash, a.at AS At FROM audit_head h JOIN audit a ON a.seq = h.seq WHERE h.id = 1");
}

/// <summary>Which entries are wanted; null for all.</summary>
/// <param name="Organization">Those of one organisation.</param>
/// <param name="Subject">Those of one subject.</param>
/// <param name="Within">Those of an organisation and all below it: what a caller may see.</param>
public sealed record AuditFilter(string? Organization, string? Subject, string? Within)
{
    /// <summary>Those of one person or key, however the name is written.</summary>
    public string? Actor { get; init; }

    /// <summary>Those of these acts; none for all.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>Those from this moment on, in microseconds.</summary>
    public long? From { get; init; }

    /// <summary>Those before this moment.</summary>
    public long? Until { get; init; }
}

/// <summary>An organisation that entries name.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
public sealed record AuditedName(string Id, string Name);

/// <summary>A run that entries name.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Year">The year of its accounts.</param>
/// <param name="Corrects">The run that it corrects; null unless it is a correction.</param>
public sealed record AuditedRun(string Id, string Kind, long Year, string? Corrects);

/// <summary>An entry of the log.</summary>
/// <param name="Seq">Its number, from 1.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What: verb and noun.</param>
/// <param name="OrganizationId">Whose; null for the service's own.</param>
/// <param name="Subject">What was changed.</param>
/// <param name="ChangeId">The change it belongs to; entries of one change were committed together.</param>
/// <param name="BeforeDigest">Digest of the subject before.</param>
/// <param name="AfterDigest">Digest of the subject after.</param>
/// <param name="Details">A JSON object.</param>
/// <param name="PreviousHash">The hash of the entry before.</param>
/// <param name="Hash">Its own hash.</param>
public sealed record AuditEntry(
    long Seq, long At, string Actor, string Action, string? OrganizationId, string Subject, string ChangeId, byte[]? BeforeDigest,
    byte[]? AfterDigest, string Details, byte[] PreviousHash, byte[] Hash)
{
    /// <summary>Whether its hash is that of its values, so that none was changed since.</summary>
    public bool HasItsHash() => AuditChain.Hash(
        [
            Seq, At, Actor, Action, OrganizationId, Subject, ChangeId, BeforeDigest, AfterDigest, Details, PreviousHash, null,
        ]).AsSpan().SequenceEqual(Hash);
}

/// <summary>The last entry of the chain: whoever keeps it elsewhere can tell later that nothing before it was changed or cut off.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="At">When it was made.</param>
public sealed record AuditHeadEntry(long Seq, byte[] Hash, long At);

/// <summary>What a change tells the audit log; the log adds number, actor, time and hashes.</summary>
/// <param name="Action">Verb and noun, such as <c>run.approve</c>.</param>
/// <param name="Subject">What was changed, such as <c>run/0197…</c> or <c>household/tangwan/0002</c>.</param>
/// <param name="Organization">Whose it is; null for the service's own.</param>
public sealed record AuditDraft(string Action, string Subject, string? Organization)
{
    /// <summary>Digest of the subject before; null when it is new.</summary>
    public byte[]? Before { get; init; }

    /// <summary>Digest of the subject after, which <c>verify</c> compares with what is stored; null when nothing is kept of it.</summary>
    public byte[]? After { get; init; }

    /// <summary>A JSON object with what people want to read: never a private value.</summary>
    public string Details { get; init; } = "{}";
}
