using LinkageService.Storage.Archives;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Households;
using Npgsql;

namespace LinkageService.Storage.Postgres;

/// <summary>PostgreSQL 15 or later. A change whose commit was not answered is looked up by its id before it is made again.</summary>
public sealed class PostgresDatabase : Database
{
    // Where only changes of the same organisation wait for a session; less than a statement waits for one of theirs (30 s).
    private const string IdleLimitSql = "SET LOCAL idle_in_transaction_session_timeout = '20s'";
    private const int MaxAttempts = 5;
    private const string IdleInTransaction = "25P03";
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private readonly NpgsqlDataSource _source;
    private readonly ArchiveFiles _archives;

    private PostgresDatabase(NpgsqlDataSource source, ArchiveFiles archives) => (_source, _archives) = (source, archives);

    /// <summary>
    /// The same database for a scheduler whose jobs lie in it: a few connections of its own, so that it is heard when all others are in
    /// use, and none of them holding its locks while it does nothing.
    /// </summary>
    /// <param name="connectionString">As Npgsql takes it.</param>
    /// <param name="connections">At most so many.</param>
    public static string ForJobs(string connectionString, int connections)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "linkage jobs", MaxPoolSize = connections, MinPoolSize = 0,
        };
        builder.Options = $"{builder.Options} -c idle_in_transaction_session_timeout={AuditChain.IdleLimit}".Trim();
        return builder.ConnectionString;
    }

    /// <inheritdoc/>
    public override bool IsPostgres => true;

    /// <summary>Connects and brings the tables up to date.</summary>
    /// <param name="connectionString">As Npgsql takes it.</param>
    /// <param name="isAsItIs">Changes none of its tables: to look at it.</param>
    /// <param name="archives">Where the archives of closed years are; null for none.</param>
    /// <exception cref="StorageUnavailableException">It cannot be reached, or was made by a newer version of the service.</exception>
    /// <exception cref="UnclearIdsException">Stored household ids need somebody to say whom they mean.</exception>
    public static async Task<PostgresDatabase> OpenAsync(string connectionString, bool isAsItIs = false, ArchiveFiles? archives = null)
    {
        NpgsqlDataSource? source = null;
        try
        {
            // Prepared by Npgsql itself after a few uses; our own kept commands would not outlive a pooled connection.
            var builder = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 3 };
            source = NpgsqlDataSource.Create(builder.ConnectionString);
            await using var connection = await source.OpenConnectionAsync();
            if (!isAsItIs)
            {
                await Migrator.RunAsync(connection, isPostgres: true);
            }

            return new PostgresDatabase(source, archives ?? ArchiveFiles.None);
        }
        catch (Exception exception)
            when (exception is NpgsqlException or ArgumentException or StorageUnavailableException or UnclearIdsException)
        {
            if (source is not null)
            {
                await source.DisposeAsync();
            }

            if (exception is UnclearIdsException)
            {
                throw;
            }

            throw exception as StorageUnavailableException ?? new StorageUnavailableException(exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public override Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation = default) =>
        ReadAsync(read, inOneMoment: false, cancellation);

    /// <inheritdoc/>
    public override Task<T> SnapshotAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation = default) =>
        ReadAsync(read, inOneMoment: true, cancellation);

    /// <inheritdoc/>
    public override Task<T> WriteAsync<T>(Change change, Func<WriteSession, Task<T>> write, CancellationToken cancellation = default) =>
        StorageTelemetry.IsObserved
            ? StorageTelemetry.ObserveAsync(IsPostgres, write, observed => CommitAsync(change, observed, cancellation))
            : CommitAsync(change, write, cancellation);

    /// <inheritdoc/>
    public override async Task ProbeAsync(CancellationToken cancellation = default)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var session = new Session(new StoredConnection(connection), isPostgres: true) { Transaction = transaction };
            await AuditChain.WriteHeadAsync(session, await AuditChain.ReadHeadAsync(session));
            await transaction.CommitAsync(cancellation);
        }
        catch (NpgsqlException exception)
        {
            throw new StorageUnavailableException(exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    // A key that is taken or a statement that is wrong: a defect of the service, not a database that is away.
    private static bool IsOurs(NpgsqlException exception) =>
        exception is PostgresException { SqlState: ['2', '2' or '3', ..] or ['4', '2', ..] };

    // The server's own word on the transaction, which it then rolled back; not what it says when it ends the connection.
    private static bool IsRefusal(NpgsqlException exception) => exception is PostgresException { InvariantSeverity: "ERROR" };

    // What another try may cure: a broken connection, a server that restarts, two changes in each other's way.
    private static bool IsWorthAnotherTry(NpgsqlException exception) =>
        exception.IsTransient || exception is not PostgresException
        || exception.SqlState
            is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or IdleInTransaction;

    private async Task<T> CommitAsync<T>(Change change, Func<WriteSession, Task<T>> write, CancellationToken cancellation)
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            var made = new Made<T>();
            try
            {
                return await TryWriteAsync(change, write, made, cancellation);
            }
            catch (NpgsqlException exception) when (!IsOurs(exception))
            {
                if (made.IsCommitting && !IsRefusal(exception) && await IsCommittedAsync(change, exception))
                {
                    return made.Value!;
                }

                if (attempt == MaxAttempts || !IsWorthAnotherTry(exception))
                {
                    throw new StorageUnavailableException(exception.Message, exception);
                }

                await Task.Delay(pause, cancellation);
                pause *= 2;
            }
        }
    }

    private async Task<T> TryWriteAsync<T>(
        Change change, Func<WriteSession, Task<T>> write, Made<T> made, CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await LimitIdlingAsync(connection, transaction, cancellation);
        var session = new WriteSession(new StoredConnection(connection), isPostgres: true, change)
        {
            Transaction = transaction, Archives = _archives,
        };
        made.Value = await write(session);

        var isTold = session.Audited.Count > 0 || !change.IsNote;
        if (isTold)
        {
            // Last, because from here until the commit no other change can be committed.
            var head = await AuditChain.AppendAsync(session, await AuditChain.ReadHeadAsync(session));
            await AuditChain.WriteHeadAsync(session, head);
        }

        made.IsCommitting = isTold;
        await transaction.CommitAsync(CancellationToken.None);
        return made.Value;
    }

    private static async Task LimitIdlingAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(IdleLimitSql, connection, transaction);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    // The reply to a commit may be lost while the commit stands, or while it is still going on: whoever gets the head of the
    // audit chain knows that it has ended, one way or the other.
    private async Task<bool> IsCommittedAsync(Change change, NpgsqlException lost)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Task.Delay(FirstPause * (1 << attempt));
                await using var connection = await _source.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                var session = new Session(new StoredConnection(connection), isPostgres: true) { Transaction = transaction };
                await AuditChain.ReadHeadAsync(session);
                return await session.FirstAsync<long?>(
                    "SELECT seq FROM audit WHERE change_id = @Id LIMIT 1", new { change.Id }) is not null;
            }
            catch (NpgsqlException) when (attempt < MaxAttempts)
            {
                // The server may be back in a moment.
            }
            catch (NpgsqlException)
            {
                throw new OutcomeUnknownException(lost.Message, change, lost);
            }
        }
    }

    private Task<T> ReadAsync<T>(Func<Session, Task<T>> read, bool inOneMoment, CancellationToken cancellation) =>
        StorageTelemetry.IsObserved
            ? ObservedReadAsync(read, inOneMoment, cancellation)
            : TryReadAsync(read, inOneMoment, cancellation);

    private Task<T> ObservedReadAsync<T>(Func<Session, Task<T>> read, bool inOneMoment, CancellationToken cancellation) =>
        StorageTelemetry.ObserveAsync(
            IsPostgres, inOneMoment ? "snapshot" : "read", () => TryReadAsync(read, inOneMoment, cancellation));

    private async Task<T> TryReadAsync<T>(Func<Session, Task<T>> read, bool inOneMoment, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellation);
            await using var transaction = inOneMoment
                ? await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation)
                : null;
            return await read(new Session(new StoredConnection(connection), isPostgres: true)
            {
                Transaction = transaction, Archives = _archives,
            });
        }
        catch (NpgsqlException exception) when (!IsOurs(exception))
        {
            throw new StorageUnavailableException(exception.Message, exception);
        }
    }

    private sealed class Made<T>
    {
        public T? Value { get; set; }

        public bool IsCommitting { get; set; }
    }
}
