using LinkageService.Storage.Archives;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Households;
using Npgsql;

namespace LinkageService.Storage.Postgres;

/// <summary>PostgreSQL 15 or later. A change whose commit was not answered is looked up by its id before it is made again.</summary>
public sealed class PostgresDatabase : Database
{
    private readonly NpgsqlDataSource _source;
    private readonly ArchiveFiles _archives;
    private readonly PostgresWriter _writer;

    private PostgresDatabase(NpgsqlDataSource source, ArchiveFiles archives) =>
        (_source, _archives, _writer) = (source, archives, new PostgresWriter(source, archives));

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
            ? StorageTelemetry.ObserveAsync(IsPostgres, write, observed => _writer.WriteAsync(change, observed, cancellation))
            : _writer.WriteAsync(change, write, cancellation);

    /// <inheritdoc/>
    public override async Task ProbeAsync(CancellationToken cancellation = default)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var session = new Session(new StoredConnection(connection), isPostgres: true) { Transaction = transaction };
            await AuditChain.WriteHeadAsync(session, await AuditChain.ReadHeadAsync(session));
            await session.SettledConnectionAsync();
            await transaction.CommitAsync(cancellation);
        }
        catch (NpgsqlException exception)
        {
            throw new StorageUnavailableException(exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _writer.Dispose();
        return _source.DisposeAsync();
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
        catch (NpgsqlException exception) when (!PostgresWriter.IsOurs(exception))
        {
            throw new StorageUnavailableException(exception.Message, exception);
        }
    }
}
