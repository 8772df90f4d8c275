using LinkageService.Storage.Archives;
using LinkageService.Storage.Audit;
using Npgsql;

namespace LinkageService.Storage.Postgres;

/// <summary>
/// The changes of this service on their way to PostgreSQL. A few are under way at the same time; those that wait meanwhile are committed
/// together, each answered after that commit. Whatever goes wrong with several is made again one by one.
/// </summary>
internal sealed class PostgresWriter(NpgsqlDataSource source, ArchiveFiles archives) : IDisposable
{
    /// <summary>Changes of one commit: enough to share it, few enough that the first does not wait long.</summary>
    private const int MaxTogether = 32;

    /// <summary>Transactions at the same time while none of them is slow, and at most.</summary>
    private const int MaxLanes = 16;

    private const int MaxAttempts = 5;
    private const string IdleInTransaction = "25P03";

    private static readonly int Lanes = Math.Clamp(Environment.ProcessorCount, 2, MaxLanes);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    // So long a change waits for those before it; then one more lane is opened.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    // So long a commit waits for more to come in; those that are made already wait for the one that is being made all the same.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Queue<(QueuedChange Change, long Since)> _waiting = new();
    private int _lanes;
    private Timer? _relief;

    /// <summary>A key that is taken or a statement that is wrong: a defect of the service, not a database that is away.</summary>
    public static bool IsOurs(NpgsqlException exception) =>
        exception is PostgresException { SqlState: ['2', '2' or '3', ..] or ['4', '2', ..] };

    public async Task<T> WriteAsync<T>(Change change, Func<WriteSession, Task<T>> write, CancellationToken cancellation)
    {
        var queued = new QueuedChange<T>(change, write, cancellation);
        lock (_lock)
        {
            _waiting.Enqueue((queued, TimeProvider.System.GetTimestamp()));
            if (_lanes < Lanes)
            {
                OpenLane();
            }
            else
            {
                _relief ??= new Timer(_ => Relieve(), state: null, Patience, Patience);
            }
        }

        return await queued.Result;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _relief?.Dispose();
            _relief = null;
        }
    }

    // Whoever calls holds the lock.
    private void OpenLane()
    {
        _lanes++;

        // Of no caller: it goes on for others.
        ThreadPool.UnsafeQueueUserWorkItem(static writer => _ = writer.RunLaneAsync(), this, preferLocal: false);
    }

    // A change that takes long, or waits for somebody else's, is no reason for the others to wait.
    private void Relieve()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _relief?.Dispose();
                _relief = null;
            }
            else if (_lanes < MaxLanes && TimeProvider.System.GetElapsedTime(_waiting.Peek().Since) >= Patience)
            {
                OpenLane();
            }
        }
    }

    private async Task RunLaneAsync()
    {
        while (Take(isFirst: true, out var share) is { } first)
        {
            if (share == 1)
            {
                await CommitAloneAsync(first);
                continue;
            }

            foreach (var change in await CommitTogetherAsync(first, share))
            {
                _ = CommitAloneAsync(change);
            }
        }
    }

    // The share is of those that wait, so that the other lanes have some too. Where none waits a lane that takes its first ends.
    private QueuedChange? Take(bool isFirst, out int share)
    {
        lock (_lock)
        {
            share = Math.Clamp((_waiting.Count + Lanes - 1) / Lanes, 1, MaxTogether);
            while (_waiting.TryDequeue(out var next))
            {
                if (!next.Change.IsCancelled)
                {
                    return next.Change;
                }
            }

            _lanes -= isFirst ? 1 : 0;
            return null;
        }
    }

    /// <summary>Makes several in one commit and answers their callers.</summary>
    /// <param name="first">The first of them; the others are taken when their turn comes, so that they wait for none that is slow.</param>
    /// <param name="share">How many at most.</param>
    /// <returns>Those that are to be made alone.</returns>
    private async Task<IReadOnlyList<QueuedChange>> CommitTogetherAsync(QueuedChange first, int share)
    {
        Change? committing = null;
        var begun = TimeProvider.System.GetTimestamp();
        var (made, failed, alone) = (new List<QueuedChange>(), new List<(QueuedChange Change, Exception Of)>(), new List<QueuedChange>());
        var current = first;
        try
        {
            await using var transaction = await PostgresTransaction.BeginAsync(source, archives, isShared: true, CancellationToken.None);
            for (var taken = 1; current is not null; taken++)
            {
                switch (await transaction.TryMakeAsync(current))
                {
                    case null:
                        made.Add(current);
                        break;
                    case NpgsqlException:
                        alone.Add(current);
                        break;
                    case var exception:
                        failed.Add((current, exception));
                        break;
                }

                current = taken < share && TimeProvider.System.GetElapsedTime(begun) < Longest ? Take(isFirst: false, out _) : null;
            }

            if (made.Count > 0)
            {
                try
                {
                    await transaction.CommitAsync();
                }
                finally
                {
                    committing = transaction.Committing;
                }
            }
        }
        catch (Exception exception)
        {
            switch (await OutcomeAsync(committing, exception))
            {
                case Outcome.NotCommitted:
                    return [.. made, .. failed.Select(each => each.Change), .. alone, .. current is null ? [] : new[] { current }];
                case Outcome.Unknown:
                    made.ForEach(change => change.Fail(new OutcomeUnknownException(exception.Message, change.Change!, exception)));
                    return [.. failed.Select(each => each.Change), .. alone];
                case Outcome.Committed:
                    break;
            }
        }

        // Only now: what they failed of may be what others before them did in the same commit.
        made.ForEach(change => change.Succeed());
        failed.ForEach(each => each.Change.Fail(each.Of));
        return alone;
    }

    private async Task CommitAloneAsync(QueuedChange change)
    {
        try
        {
            await CommitAsync(change);
            change.Succeed();
        }
        catch (Exception exception)
        {
            change.Fail(exception);
        }
    }

    private async Task CommitAsync(QueuedChange change)
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            Change? committing = null;
            try
            {
                await using var transaction = await PostgresTransaction.BeginAsync(source, archives, isShared: false, change.Cancellation);
                await transaction.MakeAsync(change);
                try
                {
                    await transaction.CommitAsync();
                }
                finally
                {
                    committing = transaction.Committing;
                }

                return;
            }
            catch (NpgsqlException exception) when (!IsOurs(exception))
            {
                switch (await OutcomeAsync(committing, exception))
                {
                    case Outcome.Committed:
                        return;
                    case Outcome.Unknown:
                        throw new OutcomeUnknownException(exception.Message, change.Change!, exception);
                    case Outcome.NotCommitted when attempt == MaxAttempts || !IsWorthAnotherTry(exception):
                        throw new StorageUnavailableException(exception.Message, exception);
                    case Outcome.NotCommitted:
                        break;
                }

                await Task.Delay(pause, change.Cancellation);
                pause *= 2;
            }
        }
    }

    // The reply to a commit may be lost while the commit stands, or while it is still going on: whoever gets the head of the
    // audit chain knows that it has ended, one way or the other.
    private async Task<Outcome> OutcomeAsync(Change? committing, Exception lost)
    {
        if (committing is null || lost is not NpgsqlException exception || IsRefusal(exception))
        {
            return Outcome.NotCommitted;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Task.Delay(FirstPause * (1 << attempt));
                await using var connection = await source.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                var session = new Session(new StoredConnection(connection), isPostgres: true) { Transaction = transaction };
                await AuditChain.ReadHeadAsync(session);
                return await session.FirstAsync<long?>(
                    "SELECT seq FROM audit WHERE change_id = @Id LIMIT 1", new { committing.Id }) is null
                        ? Outcome.NotCommitted
                        : Outcome.Committed;
            }
            catch (NpgsqlException) when (attempt < MaxAttempts)
            {
                // The server may be back in a moment.
            }
            catch (NpgsqlException)
            {
                return Outcome.Unknown;
            }
        }
    }

    // The server's own word on the transaction, which it then rolled back; not what it says when it ends the connection.
    private static bool IsRefusal(NpgsqlException exception) => exception is PostgresException { InvariantSeverity: "ERROR" };

    // What another try may cure: a broken connection, a server that restarts, two changes in each other's way.
    private static bool IsWorthAnotherTry(NpgsqlException exception) =>
        exception.IsTransient || exception is not PostgresException
        || exception.SqlState
            is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or IdleInTransaction;

    private enum Outcome
    {
        NotCommitted,
        Committed,
        Unknown,
    }
}
