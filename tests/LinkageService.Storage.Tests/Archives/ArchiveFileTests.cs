using LinkageService.Storage.Archives;
using LinkageService.Storage.Backup;
using LinkageService.Storage.Runs;
using LinkageService.Storage.Tests.Support;
using LinkageService.Storage.Verification;
using Microsoft.Data.Sqlite;

namespace LinkageService.Storage.Tests.Archives;

/// <summary>
/// The blocks of a closed year are in the database or in a file, whole, whatever stops the move; both are read and verified.
/// </summary>
public sealed class ArchiveFileTests : IDisposable
{
    private const string Run = "closed-a";
    private static readonly Change By = new("丙", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly string _folder = Directory.CreateTempSubdirectory("linkage-archive-").FullName;

    private string Target => Path.Combine(_folder, "linkage-2020.archive.db");

    private ArchiveFiles Files => new(_folder, file => new ArchiveException("缺 " + file, "missing: " + file));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Make_ThenPutBack_ReadTheSameThroughout(string provider)
    {
        await using var test = await FilledAsync(provider);
        var database = test.Database;
        var (before, stored) = (await ReadAsync(database), await BlocksAsync(database));
        var made = await MakeAsync(database);
        Assert.Equal((2, 4), (made.Runs, made.Blocks));
        Assert.Equal(stored - 4, await BlocksAsync(database));
        Assert.Equal(before, await ReadAsync(database));
        var (findings, unread) = await VerifyAsync(database);
        Assert.Empty(findings);
        Assert.Equal(["linkage-2019.archive.db"], unread.Keys);
        await AssertRefusedAsync(database, 2020, Path.Combine(_folder, "again.db"), "holds no blocks");

        // A backup has everything but them, and passes its check.
        var (copy, list) = (Path.Combine(_folder, "backup.db"), new FindingList());
        await DatabaseBackup.WriteAsync(database, copy, list);
        Assert.Empty(list.Kept);
        Assert.Equal(2, list.UnreadArchives[made.FileName]);

        // Under another name it is found where it is named; otherwise reading says what is missing.
        var elsewhere = Path.Combine(_folder, "shelf.db");
        File.Move(Target, elsewhere);
        var missing = await Assert.ThrowsAsync<ArchiveException>(() => ReadAsync(database));
        Assert.Contains("missing: linkage-2020.archive.db", missing.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await VerifyAsync(database)).Unread[made.FileName]);
        Assert.Equal(elsewhere, await (await Files.AndAsync([elsewhere])).FindAsync(made));
        await Assert.ThrowsAsync<ArchiveException>(() => Files.AndAsync([copy]));

        // What is not what was archived is never put back.
        var damaged = Path.Combine(_folder, "damaged.db");
        File.Copy(elsewhere, damaged);
        await ExecuteAsync(damaged, "UPDATE run_block SET payload = X'00' WHERE first_household = '0512'");
        await AssertNotPutBackAsync(database, damaged, "does not fit its digest");
        await ExecuteAsync(damaged, "DELETE FROM run_block WHERE first_household = '0512'");
        await AssertNotPutBackAsync(database, damaged, "its blocks do not fit");
        File.Copy(damaged, Target);
        Assert.Equal(["run/" + Run], (await VerifyAsync(database)).Findings.Select(finding => finding.Subject));

        await ArchiveFile.PutBackAsync(database, By, elsewhere, _ => "{}");
        File.Delete(Target);
        Assert.Equal(before, await ReadAsync(database));
        Assert.Equal(stored, await BlocksAsync(database));
        (findings, unread) = await VerifyAsync(database);
        Assert.Empty(findings);
        Assert.DoesNotContain(made.FileName, unread.Keys);
        await AssertNotPutBackAsync(database, elsewhere, "it was put back");
        Assert.Equal(2, (await MakeAsync(database)).Runs);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Make_BrokenOffOrNotAllowed_LeavesAllBlocksAndNoFile(string provider)
    {
        await using var test = await FilledAsync(provider);
        var (database, stored) = (test.Database, await BlocksAsync(test.Database));
        await AssertRefusedAsync(database, 2023, Target, "2022 is the latest");
        await StoredExample.StoreClosedAsync(database, "paid", 3, 2021, RunStates.Paid);
        await AssertRefusedAsync(database, 2021, Target, "tangwan/paid (paid)");
        Assert.False(File.Exists(Target));

        // Broken off before and after the file has its name, and what an earlier one left.
        await File.WriteAllTextAsync(Target + ".part", "broken off");
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            ArchiveFile.MakeAsync(database, By, 2020, Target, _ => "{}", stopped.Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            ArchiveFile.MakeAsync(database, By, 2020, Target, _ => throw new InvalidOperationException(), default));
        Assert.Empty(Directory.GetFiles(_folder, "linkage-2020*"));
        Assert.Equal(stored + 1, await BlocksAsync(database));

        // A file that is there is never written over, and blocks that are damaged are not taken out.
        await File.WriteAllTextAsync(Target, "somebody's");
        await AssertRefusedAsync(database, 2020, Target, "is there already");
        Assert.Equal("somebody's", await File.ReadAllTextAsync(Target));
        await database.WriteAsync(new Change("disk", By.At) { IsNote = true }, session => session.ListAsync<string>(
            "UPDATE run_block SET digest = payload WHERE run_id = 'closed-b' RETURNING run_id"));
        await AssertRefusedAsync(database, 2020, Path.Combine(_folder, "other.db"), "does not fit its digest");
        Assert.Equal(stored + 1, await BlocksAsync(database));
    }

    private Task<ArchiveRow> MakeAsync(Database database) =>
        ArchiveFile.MakeAsync(database, new Change("丙", By.At), 2020, Target, _ => "{}", default);

    private async Task<TestDatabase> FilledAsync(string provider)
    {
        var test = await TestDatabase.OpenAsync(provider, Files);
        await StoredExample.FillAsync(test.Database);
        await StoredExample.StoreClosedAsync(test.Database, Run, households: 1100, 2020);
        await StoredExample.StoreClosedAsync(test.Database, "closed-b", households: 3, 2020, RunStates.Cancelled);
        return test;
    }

    private static async Task AssertRefusedAsync(Database database, long year, string path, string words)
    {
        var refused = await Assert.ThrowsAsync<ArchiveException>(() =>
            ArchiveFile.MakeAsync(database, By, year, path, _ => "{}", default));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    private static async Task AssertNotPutBackAsync(Database database, string path, string words)
    {
        var stored = await BlocksAsync(database);
        var refused = await Assert.ThrowsAsync<ArchiveException>(() => ArchiveFile.PutBackAsync(database, By, path, _ => "{}"));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Equal(stored, await BlocksAsync(database));
    }

    // By every way of reading.
    private static Task<string> ReadAsync(Database database) => database.ReadAsync(async session =>
    {
        var columns = await RunBlockStore.ColumnsAsync(session, Run, RunParts.Calculation);
        var page = await RunBlockStore.AfterAsync(session, Run, RunParts.Calculation, "0700", 3);
        var (one, none) = (await RunBlockStore.FindAsync(session, Run, RunParts.Calculation, "0999"),
            await RunBlockStore.FindAsync(session, Run, RunParts.Calculation, "!"));
        var rows = new List<string>();
        await foreach (var row in RunBlockStore.RowsAsync(session, Run))
        {
            rows.Add($"{row.FirstHousehold} {Convert.ToHexString(row.Digest)}");
        }

        return $"{columns.Households} {columns.Columns[1].Sum()} {string.Join(',', page.Select(each => each.Household))} "
            + $"{one?.Values[1]} {none is null} {string.Join('\n', rows)}";
    });

    private static Task<long> BlocksAsync(Database database) =>
        database.ReadAsync(session => session.FirstAsync<long>("SELECT COUNT(*) FROM run_block"));

    private static async Task<(IReadOnlyList<Finding> Findings, IDictionary<string, long> Unread)> VerifyAsync(Database database)
    {
        var findings = new FindingList();
        await database.SnapshotAsync(session => DatabaseVerification.RunAsync(session, kept: null, findings));
        return (findings.Kept, findings.UnreadArchives);
    }

    private static async Task ExecuteAsync(string path, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
