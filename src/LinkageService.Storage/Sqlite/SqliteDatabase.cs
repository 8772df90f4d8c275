using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace LinkageService.Storage.Sqlite;

/// <summary>One file with write-ahead log and synchronous=FULL; one writer that commits waiting changes together.</summary>
public sealed class SqliteDatabase : Database
{
    private const int BusySeconds = 30;

    private readonly string _connectionString;
    private readonly bool _isAsItIs;
    private readonly ConcurrentBag<StoredConnection> _idle = [];
    private readonly SqliteWriter _writer;
    private int _isClosed;

    private SqliteDatabase(string connectionString, bool isAsItIs, StoredConnection writer) =>
        (_connectionString, _isAsItIs, _writer) = (connectionString, isAsItIs, new SqliteWriter(writer));

    /// <inheritdoc/>
    public override bool IsPostgres => false;

    /// <summary>Opens the file, makes it when it is not there, and brings its tables up to date.</summary>
    /// <param name="path">The file; its folder is made when it is not there.</param>
    /// <param name="isAsItIs">Opens what is there and changes none of its tables: to look at it.</param>
    /// <exception cref="StorageUnavailableException">It cannot be opened, or was made by a newer version of the service.</exception>
    public static async Task<SqliteDatabase> OpenAsync(string path, bool isAsItIs = false)
    {
        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path, DefaultTimeout = BusySeconds, Pooling = false,
            Mode = isAsItIs ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadWriteCreate,
        }.ToString();
        try
        {
            if (!isAsItIs)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            }

            var connection = await ConnectAsync(connectionString, isAsItIs);
            if (!isAsItIs)
            {
                await Migrator.RunAsync(connection, isPostgres: false);
            }

            return new SqliteDatabase(connectionString, isAsItIs, new StoredConnection(connection));
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"{path}: {exception.Message}", exception);
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
        _writer.WriteAsync(change, write, cancellation);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        await _writer.DisposeAsync();
        while (_idle.TryTake(out var connection))
        {
            await connection.DisposeAsync();
        }
    }

    private async Task<T> ReadAsync<T>(Func<Session, Task<T>> read, bool inOneMoment, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            if (!_idle.TryTake(out var connection))
            {
                connection = new StoredConnection(await ConnectAsync(_connectionString, _isAsItIs));
            }

            try
            {
                await using var transaction = inOneMoment
                    ? ((SqliteConnection)connection.Connection).BeginTransaction(deferred: true)
                    : null;
                return await read(new Session(connection, isPostgres: false) { Transaction = transaction });
            }
            finally
            {
                if (Volatile.Read(ref _isClosed) == 0)
                {
                    _idle.Add(connection);
                }
                else
                {
                    await connection.DisposeAsync();
                }
            }
        }
        catch (SqliteException exception)
        {
            throw new StorageUnavailableException(exception.Message, exception);
        }
    }

    private static async Task<SqliteConnection> ConnectAsync(string connectionString, bool isAsItIs)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = (isAsItIs ? "" : "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; ")
            + "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;";
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
