using System.Globalization;
using System.Security.Cryptography;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Backup;
using LinkageService.Storage.Runs;
using LinkageService.Storage.Sqlite;
using LinkageService.Storage.Verification;
using Microsoft.Data.Sqlite;

namespace LinkageService.Storage.Archives;

/// <summary>
/// Moves the blocks of a closed year out of the database into a file of their own, and back. Everything else of its runs stays. At any
/// moment the blocks are whole in the database, or whole in a file that was read back and synced before.
/// </summary>
public static class ArchiveFile
{
    /// <summary>Whole years before the running one whose blocks stay in the database: they are still compared with and corrected.</summary>
    /// <value>3.</value>
    public const int KeptYears = 3;

    /// <summary>The form of the file, noted in it last: one without was broken off.</summary>
    internal const long Form = 1;

    private const string Part = ".part";
    private const int BlocksAtOnce = 256;

    private const string FileTables = """
        CREATE TABLE archive (id TEXT NOT NULL PRIMARY KEY, year INTEGER NOT NULL, file_name TEXT NOT NULL, runs INTEGER NOT NULL,
            blocks INTEGER NOT NULL, digest BLOB NOT NULL, made_by TEXT NOT NULL, made_at INTEGER NOT NULL, put_back_by TEXT,
            put_back_at INTEGER NOT NULL);
        CREATE TABLE run_block (run_id TEXT NOT NULL, part INTEGER NOT NULL, first_household TEXT NOT NULL,
            households INTEGER NOT NULL, payload BLOB NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (run_id, part, first_household));
        """;

    private const string OfYear = "run_id IN (SELECT id FROM run WHERE year = @year) AND run_id NOT IN (SELECT run_id FROM archived_run)";

    private const string OfArchive = "run_id IN (SELECT run_id FROM archived_run WHERE archive_id = @archive)";

    private static readonly string[] ArchiveColumn = ["archive"];

    /// <summary>Makes the file and takes its blocks out of the database.</summary>
    /// <param name="database">Where the runs are; the service may go on.</param>
    /// <param name="by">Who, and when.</param>
    /// <param name="year">A year whose runs are all closed or cancelled, and nothing is owed of.</param>
    /// <param name="path">The file; must not be there.</param>
    /// <param name="details">JSON for the audit log.</param>
    /// <param name="cancellation">Stops it and leaves nothing, as long as nothing is taken out.</param>
    /// <exception cref="ArchiveException">Not so: nothing was changed.</exception>
    /// <exception cref="OutcomeUnknownException">The file stays: whether its blocks were taken out cannot be found out now.</exception>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    public static async Task<ArchiveRow> MakeAsync(
        Database database, Change by, long year, string path, Func<ArchiveRow, string> details, CancellationToken cancellation)
    {
        ClosedYear.RequireOld(year, by.At);
        if (File.Exists(path))
        {
            throw new ArchiveException(
                $"{path} 已经存在，不覆盖；如果 archive list 里没有它，是上次中断留下的，删掉再做",
                $"{path} is there already and is not written over; where archive list does not have it, an interrupted archive left it: "
                + "delete it and try again");
        }

        var (archive, runs) = await WriteAsync(database, by, year, path, cancellation);
        try
        {
            return await database.WriteAsync(by, session => TakeOutAsync(session, archive, runs, details), CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OutcomeUnknownException)
        {
            SqliteFile.Delete(path);
            throw;
        }
    }

    /// <summary>Puts the blocks of a file back into the database; the file stays and is not needed any more.</summary>
    /// <param name="database">Where the runs are; the service may go on.</param>
    /// <param name="by">Who, and when.</param>
    /// <param name="path">Where the archive is.</param>
    /// <param name="details">JSON for the audit log.</param>
    /// <exception cref="ArchiveException">It is not there, not of this database, put back before, or not as it was written.</exception>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    public static async Task<ArchiveRow> PutBackAsync(
        Database database, Change by, string path, Func<ArchiveRow, string> details)
    {
        var kept = await ArchiveFiles.ReadAsync(path);
        return await database.WriteAsync(by, async session =>
        {
            var archive = (await ArchiveStore.OutAsync(session)).FirstOrDefault(each => each.Id == kept.Id)
                ?? throw new ArchiveException(
                    $"{path} 不是这个数据库正在用的归档：可能已经放回，或是别的数据库的",
                    $"{path} is not an archive this database needs: it was put back, or belongs to another database");
            var back = archive with { PutBackBy = by.Actor, PutBackAt = Moment.Of(by.At) };
            await session.UpsertAsync(Tables.Archive, back.Values());
            await using var file = await ArchiveFiles.OpenAsync(path);
            await RequireWholeAsync(file.Session, path, await ClosedYear.HeadsAsync(session, archive.Id), default);
            await CopyBackAsync(file.Session, session);
            await session.ExecutePreparedAsync("DELETE FROM archived_run WHERE archive_id = @archive", ArchiveColumn, archive.Id);
            session.Audit(new AuditDraft("archive.put_back", back.Subject, Organization: null)
            {
                Before = archive.RowDigest(), After = back.RowDigest(), Details = details(back),
            });
            return back;
        }, CancellationToken.None);
    }

    // Under another name until it was read back; then synced with its folder under its own.
    private static async Task<(ArchiveRow Archive, IReadOnlyList<ClosedRun> Runs)> WriteAsync(
        Database database, Change by, long year, string path, CancellationToken cancellation)
    {
        var part = path + Part;
        try
        {
            PrivateFiles.CreateFolderOf(path);
            SqliteFile.Delete(part);
            PrivateFiles.Create(part).Dispose();
            var made = await database.SnapshotAsync(async session =>
            {
                var runs = await ClosedYear.RequireAsync(session, year);
                var archive = new ArchiveRow(
                    by.Id, year, Path.GetFileName(path), runs.Count, Blocks: 0, DigestOf(runs), by.Actor, Moment.Of(by.At),
                    PutBackBy: null, PutBackAt: 0);
                return (await FillAsync(session, archive, part, cancellation), runs);
            }, cancellation);
            await using (var file = await ArchiveFiles.OpenAsync(part))
            {
                await RequireWholeAsync(file.Session, path, BlockVerification.Heads(made.runs), cancellation);
            }

            File.Move(part, path);
            await ExecuteAsync(path, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Form}"));
            return made;
        }
        catch (Exception exception) when (SqliteFile.IsOfFile(exception))
        {
            var (zh, en) = SqliteFailure.Words(exception);
            throw new ArchiveException($"{path} 写不了：{zh}", $"{path} cannot be written: {en}", exception);
        }
        finally
        {
            SqliteFile.Delete(part);
        }
    }

    private static async Task<ArchiveRow> FillAsync(Session session, ArchiveRow archive, string part, CancellationToken cancellation)
    {
        await ExecuteAsync(part, "PRAGMA page_size = 8192; " + FileTables);
        await using var connection = await SqliteFile.OpenAsync(part, SqliteOpenMode.ReadWrite);
        await using var transaction = connection.BeginTransaction(deferred: false);
        await using var stored = new StoredConnection(connection);
        var file = new Session(stored, isPostgres: false) { Transaction = transaction };
        var (table, blocks) = (Tables.RunBlock, 0L);
        await foreach (var row in session.RowsAsync($"{table.SelectSql} WHERE {OfYear}", new { year = archive.Year }))
        {
            cancellation.ThrowIfCancellationRequested();
            await file.ExecutePreparedAsync(table.InsertSql, table.Columns, row);
            blocks++;
        }

        var filled = archive with { Blocks = blocks };
        await file.ExecutePreparedAsync(Tables.Archive.InsertSql, Tables.Archive.Columns, filled.Values());
        await transaction.CommitAsync(cancellation);
        return filled;
    }

    private static async Task<ArchiveRow> TakeOutAsync(
        WriteSession session, ArchiveRow archive, IReadOnlyList<ClosedRun> runs, Func<ArchiveRow, string> details)
    {
        var now = await ClosedYear.RequireAsync(session, archive.Year, session.ForUpdate);
        if (!now.Select(run => (run.Id, run.Revision)).SequenceEqual(runs.Select(run => (run.Id, run.Revision))))
        {
            throw Changed(archive.Year);
        }

        await session.InsertAsync(Tables.Archive, archive.Values());
        await session.InsertManyAsync(Tables.ArchivedRun, [.. runs.Select(run => new object?[] { run.Id, archive.Id })]);
        if (await session.ExecutePreparedAsync($"DELETE FROM run_block WHERE {OfArchive}", ArchiveColumn, archive.Id) != archive.Blocks)
        {
            throw Changed(archive.Year);
        }

        session.Audit(new AuditDraft("archive.make", archive.Subject, Organization: null)
        {
            After = archive.RowDigest(), Details = details(archive),
        });
        return archive;
    }

    private static async Task CopyBackAsync(Session file, WriteSession session)
    {
        var blocks = new List<RunBlockRow>(BlocksAtOnce);
        await foreach (var row in file.RowsAsync(Tables.RunBlock.SelectSql))
        {
            // The types were looked at when it was read through.
            blocks.Add(new RunBlockRow((string)row[0]!, (long)row[1]!, (string)row[2]!, (long)row[3]!, (byte[])row[4]!, (byte[])row[5]!));
            if (blocks.Count == BlocksAtOnce)
            {
                await RunBlockStore.AppendAsync(session, blocks);
                blocks.Clear();
            }
        }

        await RunBlockStore.AppendAsync(session, blocks);
    }

    private static async Task RequireWholeAsync(
        Session file, string path, Dictionary<string, BlockVerification.RunHead> runs, CancellationToken cancellation)
    {
        var findings = new FindingList();
        await BlockVerification.CompareAsync(file, runs, findings, cancellation);
        BlockVerification.Missing(runs, findings);
        if (findings.Count > 0)
        {
            var (first, count) = (findings.Kept[0], findings.Count);
            throw new ArchiveException(
                $"{path} 里的数据块有 {count} 处不符，什么都没有改动；{first.Subject}：{first.Zh}",
                $"the blocks of {path} have {count} findings, nothing was changed; {first.Subject}: {first.En}");
        }
    }

    private static byte[] DigestOf(IReadOnlyList<ClosedRun> runs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var run in runs)
        {
            hash.AppendData(run.BlocksDigest);
        }

        return hash.GetHashAndReset();
    }

    private static ArchiveException Changed(long year) => new(
        $"归档期间 {year} 年的核算有变动，什么都没有改动，请重做", $"runs of {year} changed meanwhile; nothing was changed, try again");

    // EXTRA: the folder is synced too.
    private static async Task ExecuteAsync(string path, string sql)
    {
        await using var connection = await SqliteFile.OpenAsync(path, SqliteOpenMode.ReadWrite);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = EXTRA; " + sql;
        await command.ExecuteNonQueryAsync();
    }
}
