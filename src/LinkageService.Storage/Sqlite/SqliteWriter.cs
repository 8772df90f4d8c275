using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using LinkageService.Storage.Archives;
using LinkageService.Storage.Audit;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LinkageService.Storage.Sqlite;

/// <summary>
/// The only writer of the file. It takes the changes that are waiting, makes them one after another in one transaction, commits
/// them together with one sync of the disk, and answers each caller only then.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>Changes of one commit: enough to share the sync of the disk, few enough that the first does not wait long.</summary>
    private const int MaxTogether = 256;

    // A key that is taken concerns the one change only; any other failure of the file concerns all of them.
    private const int Constraint = 19;

    private readonly StoredConnection _connection;
    private readonly ArchiveFiles _archives;
    private readonly Channel<QueuedChange> _waiting = Channel.CreateBounded<QueuedChange>(new BoundedChannelOptions(4 * MaxTogether)
    {
        SingleReader = true,
    });

    // Changes that were undone with one that failed; made again before any other.
    private readonly List<QueuedChange> _again = [];
    private readonly Task _loop;

    public SqliteWriter(StoredConnection connection, ArchiveFiles archives)
    {
        (_connection, _archives) = (connection, archives);
        _loop = Task.Run(RunAsync);
    }

    private SqliteConnection Connection => (SqliteConnection)_connection.Connection;

    public async Task<T> WriteAsync<T>(Change change, Func<WriteSession, Task<T>> write, CancellationToken cancellation)
    {
        var work = new QueuedChange<T>(change, write, cancellation);
        await EnqueueAsync(work, cancellation);
        return await work.Result;
    }

    /// <summary>Commits the head of the audit chain as it is: as every change does, and nothing else.</summary>
    public async Task ProbeAsync(CancellationToken cancellation)
    {
        var probe = new QueuedChange<bool>(change: null, _ => Task.FromResult(true), cancellation);
        await EnqueueAsync(probe, cancellation);
        await probe.Result;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        await _connection.DisposeAsync();
    }

    private async Task EnqueueAsync(QueuedChange work, CancellationToken cancellation)
    {
        try
        {
            await _waiting.Writer.WriteAsync(work, cancellation);
        }
        catch (ChannelClosedException exception)
        {
            throw new StorageUnavailableException("the service is stopping", exception);
        }
    }

    private async Task RunAsync()
    {
        SqliteReaders.EnterWriter();
        var (together, failed) = (new List<QueuedChange>(MaxTogether), new List<(QueuedChange Change, Exception Of)>());
        while (_again.Count > 0 || await _waiting.Reader.WaitToReadAsync())
        {
            together.Clear();
            failed.Clear();
            try
            {
                await CommitAsync(together, failed);
            }
            catch (Exception exception)
            {
                Undo();
                var isUnknown = exception is CommitFailedException { MayHaveCommitted: true } && !TryOverwriteRefused();
                if (together.Count == 0)
                {
                    // It could not even begin: those who wait are told now, or they would wait for ever.
                    while (TryTake(isFirst: true, out var work))
                    {
                        together.Add(work);
                    }
                }

                together.ForEach(work => work.Fail(isUnknown && work.Change is { } change
                    ? new OutcomeUnknownException(exception.Message, change, exception)
                    : new StorageUnavailableException(exception.Message, exception)));
                failed.ForEach(each => each.Change.Fail(new StorageUnavailableException(exception.Message, exception)));
                continue;
            }

            // Only now: what they failed of may be what others before them did in the same commit.
            together.ForEach(work => work.Succeed());
            failed.ForEach(each => each.Change.Fail(each.Of));
        }
    }

    private async Task CommitAsync(List<QueuedChange> together, List<(QueuedChange Change, Exception Of)> failed)
    {
        await using var transaction = Connection.BeginTransaction(deferred: false);
        var head = await AuditChain.ReadHeadAsync(new Session(_connection, isPostgres: false) { Transaction = transaction });
        while (together.Count < MaxTogether && TryTake(isFirst: together.Count == 0, out var work))
        {
            // Known before it runs: when the whole commit fails, its caller is told too.
            together.Add(work);
            if (work.Change is null)
            {
                continue;
            }

            var session = new WriteSession(_connection, isPostgres: false, work.Change)
            {
                Transaction = transaction, Archives = _archives,
            };
            var before = raw.sqlite3_total_changes(Connection.Handle);
            try
            {
                await work.RunAsync(session);
                head = await AuditChain.AppendAsync(session, head);
            }
            catch (Exception exception) when (exception is not SqliteException { SqliteErrorCode: not Constraint })
            {
                together.Remove(work);
                if (raw.sqlite3_total_changes(Connection.Handle) != before)
                {
                    // It had written already. Undoing it alone would take a savepoint, which makes every other change copy
                    // the pages it touches; so all is undone, and the others are made again, and it after them.
                    await transaction.RollbackAsync();
                    MakeAgain(together, failed, work, exception);
                    return;
                }

                failed.Add((work, exception));
            }
        }

        if (together.Count > 0)
        {
            await AuditChain.WriteHeadAsync(new Session(_connection, isPostgres: false) { Transaction = transaction }, head);
            try
            {
                await transaction.CommitAsync();
            }
            catch (SqliteException exception)
            {
                throw new CommitFailedException(exception);
            }
        }
    }

    // What failed of others' doing may succeed without them, so it is told only when it came first.
    private void MakeAgain(
        List<QueuedChange> together, List<(QueuedChange Change, Exception Of)> failed, QueuedChange work, Exception exception)
    {
        if (together.Count == 0)
        {
            failed.Add((work, exception));
            return;
        }

        work.IsToBeFirst = true;
        _again.InsertRange(0, [.. together, .. failed.Select(each => each.Change), work]);
        together.Clear();
        failed.Clear();
    }

    private bool TryTake(bool isFirst, [MaybeNullWhen(false)] out QueuedChange work)
    {
        while (true)
        {
            if (_again.Count > 0)
            {
                if (_again[0].IsToBeFirst && !isFirst)
                {
                    work = null;
                    return false;
                }

                work = _again[0];
                _again.RemoveAt(0);
            }
            else if (!_waiting.Reader.TryRead(out work))
            {
                return false;
            }

            if (!work.IsCancelled)
            {
                return true;
            }
        }
    }

    // A commit whose sync failed is not seen by anybody, but its pages are in the log, and whoever opens the file after a power
    // cut would find it. A commit of nothing, written over its beginning and synced, takes it out for good.
    private bool TryOverwriteRefused()
    {
        try
        {
            using var command = Connection.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE; PRAGMA user_version = 0; COMMIT";
            command.ExecuteNonQuery();
            return true;
        }
        catch (SqliteException)
        {
            Undo();
            return false;
        }
    }

    // Disk full and the like may have ended the transaction already; whatever is left of it goes.
    private void Undo()
    {
        try
        {
            using var command = Connection.CreateCommand();
            command.CommandText = "ROLLBACK";
            command.ExecuteNonQuery();
        }
        catch (Exception exception) when (exception is SqliteException or InvalidOperationException)
        {
            // There was none any more.
        }
    }

    private sealed class CommitFailedException(SqliteException exception) : Exception(exception.Message, exception)
    {
        public bool MayHaveCommitted => SqliteFailure.MayHaveCommitted(exception);
    }
}
