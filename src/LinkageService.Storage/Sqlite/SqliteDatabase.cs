using System.Globalization;
using LinkageService.Storage.Archives;
using LinkageService.Storage.Households;
using Microsoft.Data.Sqlite;

namespace LinkageService.Storage.Sqlite;

/// <summary>One file with write-ahead log and synchronous=FULL; one writer that commits waiting changes together.</summary>
public sealed class SqliteDatabase : Database
{
    private const int BusySeconds = 30;
    private const int WriterCacheKib = 65536;

    private readonly SqliteReaders _readers;
    private readonly SqliteWriter _writer;
    private readonly ArchiveFiles _archives;
    private int _isClosed;

    private SqliteDatabase(string connectionString, bool isAsItIs, StoredConnection writer, ArchiveFiles archives)
    {
        _archives = archives;
        _readers = new SqliteReaders(async () =>
            new StoredConnection(await ConnectAsync(connectionString, isAsItIs, SqliteReaders.CacheKib)));
        _writer = new SqliteWriter(writer, archives);
    }

    /// <inheritdoc/>
    public override bool IsPostgres => false;

    /// <summary>
    /// The copy of the file as it was before its tables were brought up to date, beside it and named after their version; null where they
    /// were up to date.
    /// </summary>
    public string? OldCopy { get; private init; }

    /// <summary>The connections that read.</summary>
    internal SqliteReaders Readers => _readers;

    /// <summary>Opens the file, makes it when it is not there, and brings its tables up to date.</summary>
    /// <param name="path">The file; it and its folder are made when they are not there, for their owner only.</param>
    /// <param name="isAsItIs">Opens what is there and changes none of its tables: to look at it.</param>
    /// <param name="keepsOld">Copies the file before tables of an older version are brought up to date, as <see cref="OldCopy"/>.</param>
    /// <param name="archives">Where the archives of closed years are; null for none.</param>
    /// <exception cref="StorageUnavailableException">It cannot be opened, or was made by a newer version of the service.</exception>
    /// <exception cref="UnclearIdsException">Stored household ids need somebody to say whom they mean.</exception>
    public static async Task<SqliteDatabase> OpenAsync(
        string path, bool isAsItIs = false, bool keepsOld = false, ArchiveFiles? archives = null)
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
                PrivateFiles.CreateFolderOf(path);
                PrivateFiles.CreateUnlessThere(path);
            }

            var connection = await ConnectAsync(connectionString, isAsItIs, WriterCacheKib);
            var copy = isAsItIs ? null : await MigrateAsync(connection, keepsOld ? path : null);
            return new SqliteDatabase(
                connectionString, isAsItIs, new StoredConnection(connection), archives ?? ArchiveFiles.None) { OldCopy = copy };
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"{path}: {SqliteFailure.Line(exception)}", exception);
        }
    }

    /// <inheritdoc/>
    public override Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation = default) =>
        ReadAsync(read, inOneMoment: false, isSending: false, cancellation);

    /// <inheritdoc/>
    public override Task<T> SnapshotAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation = default) =>
        ReadAsync(read, inOneMoment: true, isSending: false, cancellation);

    /// <inheritdoc/>
    public override Task<T> SendSnapshotAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation = default) =>
        ReadAsync(read, inOneMoment: true, isSending: true, cancellation);

    /// <inheritdoc/>
    public override Task<T> WriteAsync<T>(Change change, Func<WriteSession, Task<T>> write, CancellationToken cancellation = default) =>
        StorageTelemetry.IsObserved
            ? StorageTelemetry.ObserveAsync(IsPostgres, write, observed => _writer.WriteAsync(change, observed, cancellation))
            : _writer.WriteAsync(change, write, cancellation);

    /// <inheritdoc/>
    public override Task ProbeAsync(CancellationToken cancellation = default) => _writer.ProbeAsync(cancellation);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        await _writer.DisposeAsync();
        await _readers.DisposeAsync();
    }

    private Task<T> ReadAsync<T>(Func<Session, Task<T>> read, bool inOneMoment, bool isSending, CancellationToken cancellation) =>
        StorageTelemetry.IsObserved
            ? ObservedReadAsync(read, inOneMoment, isSending, cancellation)
            : TryReadAsync(read, inOneMoment, isSending, cancellation);

    private Task<T> ObservedReadAsync<T>(
        Func<Session, Task<T>> read, bool inOneMoment, bool isSending, CancellationToken cancellation) =>
        StorageTelemetry.ObserveAsync(
            IsPostgres, isSending ? "send" : inOneMoment ? "snapshot" : "read",
            () => TryReadAsync(read, inOneMoment, isSending, cancellation));

    private async Task<T> TryReadAsync<T>(
        Func<Session, Task<T>> read, bool inOneMoment, bool isSending, CancellationToken cancellation)
    {
        try
        {
            return await _readers.ReadAsync(async connection =>
            {
                await using var transaction = inOneMoment
                    ? ((SqliteConnection)connection.Connection).BeginTransaction(deferred: true)
                    : null;
                return await read(new Session(connection, isPostgres: false) { Transaction = transaction, Archives = _archives });
            }, isSending, cancellation);
        }
        catch (SqliteException exception)
        {
            throw new StorageUnavailableException(exception.Message, exception);
        }
    }

    // Whatever stops it, nobody is left holding the file.
    private static async Task<string?> MigrateAsync(SqliteConnection connection, string? path)
    {
        try
        {
            var copy = path is not null && await Migrator.OlderVersionAsync(connection) is { } version
                ? Copy(connection, string.Create(CultureInfo.InvariantCulture, $"{path}.v{version}"))
                : null;
            await Migrator.RunAsync(connection, isPostgres: false);
            return copy;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // Whole or not there: a copy that was broken off is made again under the same name.
    private static string Copy(SqliteConnection connection, string copy)
    {
        var part = copy + ".part";
        File.Delete(part);
        PrivateFiles.Create(part).Dispose();
        using (var target = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = part, Pooling = false }.ToString()))
        {
            target.Open();
            connection.BackupDatabase(target);
        }

        File.Move(part, copy, overwrite: true);
        return copy;
    }

    private static async Task<SqliteConnection> ConnectAsync(string connectionString, bool isAsItIs, int cacheKib)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = (isAsItIs ? "" : "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; ")
            + string.Create(CultureInfo.InvariantCulture,
                $"PRAGMA synchronous = FULL; PRAGMA cache_size = -{cacheKib}; PRAGMA wal_autocheckpoint = 4000;");
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
