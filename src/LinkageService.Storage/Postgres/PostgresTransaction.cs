using LinkageService.Storage.Archives;
using LinkageService.Storage.Audit;
using Npgsql;

namespace LinkageService.Storage.Postgres;

/// <summary>
/// One transaction for one change or for several that waited together: they are made one after another, and committed with all their
/// entries of the audit log while its head is held for one round trip.
/// </summary>
internal sealed class PostgresTransaction : IAsyncDisposable
{
    // Where only changes of the same organisation wait for a session; less than a statement waits for one of theirs (30 s).
    private const string IdleLimitSql = "SET LOCAL idle_in_transaction_session_timeout = '20s'";

    // Others wait for a change that waits for a row: it is made alone instead. Less than PostgreSQL waits to look for a deadlock (1 s).
    private const string LockLimitSql = "SET LOCAL lock_timeout = '250ms'";
    private const string Savepoint = "SAVEPOINT change_of_several";
    private const string Release = "RELEASE SAVEPOINT change_of_several";
    private const string Undo = "ROLLBACK TO SAVEPOINT change_of_several";

    private readonly StoredConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly ArchiveFiles _archives;
    private readonly List<WriteSession> _made = [];
    private bool _hasSavepoint;

    private PostgresTransaction(StoredConnection connection, NpgsqlTransaction transaction, ArchiveFiles archives) =>
        (_connection, _transaction, _archives) = (connection, transaction, archives);

    /// <summary>
    /// Once PostgreSQL was told to commit: one of the changes that the audit log has when it did, and with it has all. Null before, and
    /// when nothing of them is told to the log.
    /// </summary>
    public Change? Committing { get; private set; }

    private PendingStatements Pending => _connection.Pending!;

    /// <summary>Begins one, for the only change or, shared, for several.</summary>
    public static async Task<PostgresTransaction> BeginAsync(
        NpgsqlDataSource source, ArchiveFiles archives, bool isShared, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            var begun = new PostgresTransaction(
                new StoredConnection(connection), await connection.BeginTransactionAsync(cancellation), archives);
            begun.Pending.Add(IdleLimitSql);
            if (isShared)
            {
                begun.Pending.Add(LockLimitSql);
            }

            return begun;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the only change.</summary>
    public async Task MakeAsync(QueuedChange change)
    {
        var session = Session(change);
        await change.RunAsync(session);
        AuditChain.RequireTold(session);
        _made.Add(session);
    }

    /// <summary>Makes one of several. Where it fails nothing of it is left, and the others stay as they are.</summary>
    /// <returns>What it failed of; null when it is made.</returns>
    public async Task<Exception?> TryMakeAsync(QueuedChange change)
    {
        if (_hasSavepoint)
        {
            Pending.Add(Release);
        }

        var (place, sent) = (Pending.Count, Pending.Sent);
        Pending.Add(Savepoint);
        _hasSavepoint = true;
        try
        {
            await MakeAsync(change);
            return null;
        }
        catch (Exception exception) when (Pending.Sent > sent || exception is not NpgsqlException)
        {
            if (Pending.Sent == sent)
            {
                // Nothing of it has left here; the savepoint of the one before is given up all the same.
                Pending.DropFrom(place);
                _hasSavepoint = false;
            }
            else
            {
                Pending.DropFrom(0);
                Pending.Add(Undo);
                await Pending.SendAsync();
            }

            return exception;
        }
    }

    /// <summary>Commits what was made.</summary>
    public async Task CommitAsync()
    {
        var told = _made.FirstOrDefault(session => session.Audited.Count > 0);
        if (told is not null)
        {
            // Last, because from here until the commit no other change can be committed.
            var head = await AuditChain.ReadHeadAsync(told);
            foreach (var session in _made)
            {
                head = await AuditChain.AppendAsync(session, head);
            }

            await AuditChain.WriteHeadAsync(told, head);
        }

        Pending.Add("COMMIT");
        Committing = told?.Audited[0].Change;
        await Pending.SendAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private WriteSession Session(QueuedChange change) =>
        new(_connection, isPostgres: true, change.Change!) { Transaction = _transaction, Archives = _archives };
}
