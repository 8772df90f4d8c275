using System.Security.Cryptography;

namespace LinkageService.Storage.Audit;

/// <summary>How entries are chained: each hash is SHA-256 over the entry's row digest and the hash before it.</summary>
internal static class AuditChain
{
    private const string HeadSql = "SELECT seq, hash FROM audit_head WHERE id = 1";

    // However long others take with it: a change gives up waiting for a row of its own, not for its turn.
    private const string HeldHeadSql = HeadSql
        + " AND set_config('idle_in_transaction_session_timeout', '" + IdleLimit + "', true) <> ''"
        + " AND set_config('lock_timeout', '0', true) <> '' FOR UPDATE";

    /// <summary>
    /// How long a session of PostgreSQL that holds what all others wait for may do nothing: a service that is frozen, or whose machine is
    /// gone, may have several in the queue for it. One that wakes later is told, and makes its change anew.
    /// </summary>
    public const string IdleLimit = "3s";

    /// <summary>The hash before the first entry.</summary>
    public static byte[] Start { get; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>The hash of an entry.</summary>
    /// <param name="values">Its row, in the order of <see cref="Tables.Audit"/>; the last column, the hash itself, is not read.</param>
    public static byte[] Hash(ReadOnlySpan<object?> values)
    {
        Span<object?> row = values.ToArray();
        row[^1] = null;
        return Tables.Audit.Digest(row);
    }

    /// <summary>The last entry; on PostgreSQL its row is held until the commit, so that changes are chained one after another.</summary>
    public static async Task<AuditHead> ReadHeadAsync(Session session) =>
        await session.FirstRowAsync(session.IsPostgres ? HeldHeadSql : HeadSql) is [long seq, byte[] hash]
            ? new AuditHead(seq, hash)
            : new AuditHead(0, Start);

    /// <summary>Appends the entries of a change.</summary>
    /// <returns>The new head.</returns>
    public static async Task<AuditHead> AppendAsync(WriteSession session, AuditHead head)
    {
        RequireTold(session);
        foreach (var (change, entry) in session.Audited)
        {
            object?[] row =
            [
                head.Seq + 1, Moment.Of(change.At), change.Actor, entry.Action, entry.Organization, entry.Subject, change.Id,
                entry.Before, entry.After, entry.Details, head.Hash, null,
            ];
            row[^1] = Hash(row);
            await session.InsertAsync(Tables.Audit, row);
            head = new AuditHead(head.Seq + 1, (byte[])row[^1]!);
        }

        return head;
    }

    /// <summary>Every change but a note of the service itself is told to the log.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static void RequireTold(WriteSession session)
    {
        if (session.Audited.Count == 0 && !session.Change.IsNote)
        {
            throw new InvalidOperationException("A change without an audit entry.");
        }
    }

    /// <summary>Notes the new head.</summary>
    public static Task WriteHeadAsync(Session session, AuditHead head) => session.DeferPreparedAsync(
        Tables.AuditHead.UpsertSql, Tables.AuditHead.Columns, 1L, head.Seq, head.Hash);
}

/// <summary>The last entry of the chain.</summary>
/// <param name="Seq">Its number; 0 for none.</param>
/// <param name="Hash">Its hash.</param>
internal sealed record AuditHead(long Seq, byte[] Hash);
