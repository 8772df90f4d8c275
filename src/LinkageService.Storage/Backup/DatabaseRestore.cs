using LinkageService.Storage.Households;
using LinkageService.Storage.Postgres;
using LinkageService.Storage.Sqlite;
using LinkageService.Storage.Verification;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LinkageService.Storage.Backup;

/// <summary>
/// Brings a backup into a database that holds nothing yet. It is checked before it counts: with findings, or when it is
/// interrupted, the database stays empty.
/// </summary>
public static class DatabaseRestore
{
    private const string Part = ".part";

    /// <summary>Into a SQLite file that is not there yet; tables of an older version are brought up to date.</summary>
    /// <returns>How many audit entries it holds.</returns>
    /// <exception cref="BackupException">The target is there already, or the backup cannot be read.</exception>
    public static async Task<long> IntoFileAsync(
        string backup, string path, FindingList findings, CancellationToken cancellation = default)
    {
        await RequireVersionAsync(backup, oldest: 1);
        if (File.Exists(path))
        {
            throw NotEmpty(path, path);
        }

        var part = path + Part;
        try
        {
            PrivateFiles.CreateFolderOf(path);
            SqliteFile.Delete(part);
            await using (var source = await SqliteFile.OpenAsync(backup, SqliteOpenMode.ReadOnly))
            {
                await DatabaseBackup.CopyPagesAsync(source, part);
            }

            long entries;
            await using (var target = await OpenAsync(part))
            {
                entries = await target.SnapshotAsync(
                    session => DatabaseVerification.RunAsync(session, kept: null, findings, cancellation), cancellation);
            }

            if (findings.Count == 0)
            {
                File.Move(part, path);
            }

            return entries;
        }
        catch (Exception exception) when (SqliteFile.IsOfFile(exception))
        {
            var (zh, en) = SqliteFailure.Words(exception);
            throw new BackupException($"{path} 写不了：{zh}", $"{path} cannot be written: {en}", exception);
        }
        finally
        {
            SqliteFile.Delete(part);
        }
    }

    /// <summary>Into a PostgreSQL database without rows, in one transaction.</summary>
    /// <returns>How many audit entries it holds.</returns>
    /// <exception cref="BackupException">The target holds something already, or the backup cannot be read.</exception>
    /// <exception cref="StorageUnavailableException">PostgreSQL does not answer.</exception>
    public static async Task<long> IntoPostgresAsync(
        string backup, string connectionString, FindingList findings, CancellationToken cancellation = default)
    {
        await RequireVersionAsync(backup, oldest: Migrator.Latest);
        await using (await PostgresDatabase.OpenAsync(connectionString))
        {
            // Its tables are made.
        }

        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var target = new Session(new StoredConnection(connection), isPostgres: true) { Transaction = transaction };
            await RequireEmptyAsync(target);
            await target.ListAsync<long>("DELETE FROM audit_head");
            await SqliteFile.ReadAsync(backup, async source =>
            {
                await TableCopy.ToPostgresAsync(source, connection, cancellation);
                return true;
            });
            var entries = await DatabaseVerification.RunAsync(target, kept: null, findings, cancellation);
            if (findings.Count == 0)
            {
                await transaction.CommitAsync(cancellation);
            }

            return entries;
        }
        catch (NpgsqlException exception)
        {
            throw new StorageUnavailableException(exception.Message, exception);
        }
    }

    // Whose household ids need clearing up first is restored as it was: the service says so at its start.
    private static async Task<Database> OpenAsync(string part)
    {
        try
        {
            return await SqliteDatabase.OpenAsync(part);
        }
        catch (UnclearIdsException)
        {
            return await SqliteDatabase.OpenAsync(part, isAsItIs: true);
        }
    }

    private static async Task RequireEmptyAsync(Session target)
    {
        await target.ListAsync<long>($"LOCK TABLE {string.Join(", ", Tables.All.Select(table => table.Name))} IN ACCESS EXCLUSIVE MODE");
        foreach (var table in Tables.All)
        {
            var empty = table == Tables.AuditHead ? "SELECT seq FROM audit_head WHERE seq > 0" : $"SELECT 1::BIGINT FROM {table.Name}";
            if (await target.FirstAsync<long?>(empty + " LIMIT 1") is not null)
            {
                throw NotEmpty("这个 PostgreSQL 数据库", "this PostgreSQL database");
            }
        }
    }

    private static async Task RequireVersionAsync(string backup, long oldest)
    {
        if (!File.Exists(backup))
        {
            throw new BackupException($"没有文件 {backup}", $"there is no file {backup}");
        }

        var version = await SqliteFile.VersionAsync(backup);
        if (version == 0)
        {
            throw new BackupException($"{backup} 不是本服务的备份", $"{backup} is no backup of this service");
        }

        if (version < oldest || version > Migrator.Latest)
        {
            throw new BackupException(
                $"{backup} 的表结构版本是 {version}，这里要 {oldest} 到 {Migrator.Latest}；旧的先恢复到 SQLite，再从那里备份",
                $"{backup} has tables of version {version}, {oldest} to {Migrator.Latest} are wanted here; "
                + "restore an older one into SQLite first and make a backup of that");
        }
    }

    private static BackupException NotEmpty(string zh, string en) => new(
        $"{zh} 里已有数据；只能恢复到空的数据库", $"{en} holds something already; a backup goes into an empty database only");
}
