using LinkageService.Storage.Sqlite;
using LinkageService.Storage.Verification;
using Microsoft.Data.Sqlite;

namespace LinkageService.Storage.Backup;

/// <summary>
/// Copies the database as of one moment into a SQLite file, while the service goes on writing. What comes out is checked
/// before it gets its name.
/// </summary>
public static class DatabaseBackup
{
    /// <summary>Ends the name of a copy that did not pass the check.</summary>
    public const string Unverified = ".unverified";

    private const string Part = ".part";

    /// <summary>Makes the file.</summary>
    /// <param name="source">The database.</param>
    /// <param name="path">The file; must not be there.</param>
    /// <param name="findings">Takes what the check finds; then the file is named <see cref="Unverified"/>.</param>
    /// <param name="cancellation">Stops it and leaves nothing.</param>
    /// <returns>How many audit entries it holds.</returns>
    /// <exception cref="BackupException">The file is there already, or cannot be written.</exception>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    public static async Task<long> WriteAsync(
        Database source, string path, FindingList findings, CancellationToken cancellation = default)
    {
        if (File.Exists(path))
        {
            throw new BackupException($"{path} 已经存在，不覆盖", $"{path} is there already and is not written over");
        }

        var part = path + Part;
        try
        {
            PrivateFiles.CreateFolderOf(path);
            SqliteFile.Delete(part);
            await CopyAsync(source, part, cancellation);
            var entries = await SqliteFile.ReadAsync(
                part, session => DatabaseVerification.RunAsync(session, kept: null, findings, cancellation));
            File.Move(part, findings.Count == 0 ? path : path + Unverified);
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

    private static async Task CopyAsync(Database source, string part, CancellationToken cancellation)
    {
        if (source.IsPostgres)
        {
            await source.SnapshotAsync(async session =>
            {
                await TableCopy.ToFileAsync(session, part, cancellation);
                return true;
            }, cancellation);
        }
        else
        {
            await source.ReadAsync(
                async session => await CopyPagesAsync((SqliteConnection)await session.SettledConnectionAsync(), part), cancellation);
        }

        // One file, which can be read where nothing may be written.
        await using var made = await SqliteFile.OpenAsync(part, SqliteOpenMode.ReadWrite);
        await ExecuteAsync(made, "PRAGMA journal_mode = DELETE");
    }

    /// <summary>Copies all pages in one step: readers do not hold up the writer, and no write comes in between.</summary>
    internal static async Task<bool> CopyPagesAsync(SqliteConnection source, string path)
    {
        PrivateFiles.CreateUnlessThere(path);
        await using var target = await SqliteFile.OpenAsync(path, SqliteOpenMode.ReadWrite);
        source.BackupDatabase(target);
        return true;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A backup that cannot be made or restored as asked; nothing was changed.</summary>
/// <param name="zh">Why, in Chinese.</param>
/// <param name="en">The same in English.</param>
/// <param name="inner">Where it came from.</param>
public sealed class BackupException(string zh, string en, Exception? inner = null) : Exception($"{zh} | {en}", inner)
{
    /// <summary>Why, in Chinese.</summary>
    public string Zh => zh;

    /// <summary>The same in English.</summary>
    public string En => en;
}
