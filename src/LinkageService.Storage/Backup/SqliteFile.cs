using LinkageService.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace LinkageService.Storage.Backup;

/// <summary>A database file that no service is writing: a backup.</summary>
public static class SqliteFile
{
    /// <summary>Reads it in one moment; nothing in it or beside it is changed.</summary>
    /// <exception cref="BackupException">It is not there, or is no database.</exception>
    public static async Task<T> ReadAsync<T>(string path, Func<Session, Task<T>> read)
    {
        try
        {
            await using var connection = await OpenAsync(path, SqliteOpenMode.ReadOnly);
            await using var transaction = connection.BeginTransaction(deferred: true);
            await using var stored = new StoredConnection(connection);
            return await read(new Session(stored, isPostgres: false) { Transaction = transaction });
        }
        catch (SqliteException exception)
        {
            var (zh, en) = SqliteFailure.Words(exception);
            throw new BackupException($"{path} 读不了：{zh}", $"{path} cannot be read: {en}", exception);
        }
    }

    /// <summary>The version of its tables; 0 when it has none of ours.</summary>
    public static Task<long> VersionAsync(string path) => ReadAsync(path, async session =>
        await session.FirstAsync<string>("SELECT name FROM sqlite_master WHERE name = 'schema_version'") is null
            ? 0L
            : await session.FirstAsync<long>("SELECT COALESCE(MAX(version), 0) FROM schema_version"));

    /// <summary>Deletes a file and what SQLite put beside it: left behind, a log would be taken for that of the next file.</summary>
    internal static void Delete(string path)
    {
        foreach (var beside in new[] { "", "-journal", "-wal", "-shm" })
        {
            File.Delete(path + beside);
        }
    }

    /// <summary>Whether a failure is one of a file, not of the service or of PostgreSQL.</summary>
    internal static bool IsOfFile(Exception exception) => exception is SqliteException or IOException or UnauthorizedAccessException
        or StorageUnavailableException { InnerException: SqliteException or IOException or UnauthorizedAccessException };

    /// <summary>Opens a file without pooling, so that closing it lets go of it.</summary>
    internal static async Task<SqliteConnection> OpenAsync(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        await connection.OpenAsync();
        return connection;
    }
}
