using LinkageService.Storage.Backup;
using LinkageService.Storage.Postgres;
using LinkageService.Storage.Sqlite;
using LinkageService.Storage.Tests.Support;
using LinkageService.Storage.Verification;

namespace LinkageService.Storage.Tests.Backup;

/// <summary>Backups are of one moment, are checked, and give the same rows again in either kind of database.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("linkage-backup-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Write_DuringAStreamOfChanges_OneMomentThatVerifies(string provider)
    {
        await using var test = await TestDatabase.OpenAsync(provider);
        await StoredExample.FillAsync(test.Database);
        using var stop = new CancellationTokenSource();
        var written = 0;
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var at = 0; !stop.IsCancellationRequested; at++)
            {
                await StoredExample.WriteAsync(test.Database, session =>
                    StoredExample.StateAsync(session, $"w{writer}", $"{1900 + (at / 300)}-01-{1 + (at % 28):00}"));
                Interlocked.Increment(ref written);
            }
        })).ToArray();
        var entries = new List<long>();
        for (var at = 0; at < 5; at++)
        {
            var (findings, path) = (new FindingList(), Path.Combine(_folder, $"{at}.db"));
            entries.Add(await DatabaseBackup.WriteAsync(test.Database, path, findings));
            Assert.Empty(findings.Kept);
            var before = Volatile.Read(ref written);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (Volatile.Read(ref written) < before + 3)
            {
                await Task.Delay(5, patience.Token);
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        Assert.Equal(entries.Distinct().Order(), entries);
        Assert.Equal(5, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public async Task Restore_SqliteToPostgresToSqlite_EqualRows()
    {
        var server = await PostgresServer.SharedAsync();
        var (first, second, third) = (Path.Combine(_folder, "1.db"), Path.Combine(_folder, "2.db"), Path.Combine(_folder, "deep", "3.db"));
        var wanted = await FilledBackupAsync(first);

        var connectionString = await server.CreateDatabaseAsync();
        var findings = new FindingList();
        await DatabaseRestore.IntoPostgresAsync(first, connectionString, findings);
        await using (var postgres = await PostgresDatabase.OpenAsync(connectionString))
        {
            Assert.Equal(wanted, await postgres.SnapshotAsync(RowsAsync));
            await DatabaseBackup.WriteAsync(postgres, second, findings);
        }

        await DatabaseRestore.IntoFileAsync(second, third, findings);
        await using var sqlite = await SqliteDatabase.OpenAsync(third);
        Assert.Equal(wanted, await sqlite.SnapshotAsync(RowsAsync));
        Assert.Empty(findings.Kept);

        // It goes on from where it was.
        await StoredExample.WriteAsync(sqlite, session => StoredExample.StateAsync(session, "0001", "2026-01-01"));
        await sqlite.SnapshotAsync(session => DatabaseVerification.RunAsync(session, kept: null, findings));
        Assert.Empty(findings.Kept);
    }

    [Fact]
    public async Task Restore_TargetHoldsSomething_RefusedAndUntouched()
    {
        var server = await PostgresServer.SharedAsync();
        var (backup, target) = (Path.Combine(_folder, "1.db"), Path.Combine(_folder, "2.db"));
        await FilledBackupAsync(backup);
        await using (var database = await SqliteDatabase.OpenAsync(target))
        {
            await StoredExample.FillAsync(database);
        }

        var bytes = await File.ReadAllBytesAsync(target);
        var findings = new FindingList();
        await Assert.ThrowsAsync<BackupException>(() => DatabaseRestore.IntoFileAsync(backup, target, findings));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(target));
        await Assert.ThrowsAsync<BackupException>(async () =>
        {
            await using var source = await SqliteDatabase.OpenAsync(backup);
            await DatabaseBackup.WriteAsync(source, target, findings);
        });

        var connectionString = await server.CreateDatabaseAsync();
        await DatabaseRestore.IntoPostgresAsync(backup, connectionString, findings);
        var again = await Assert.ThrowsAsync<BackupException>(() =>
            DatabaseRestore.IntoPostgresAsync(backup, connectionString, findings));
        Assert.Contains("holds something already", again.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run_block")]
    [InlineData("audit")]
    public async Task Restore_BackupThatWasChanged_TargetStaysEmpty(string table)
    {
        var server = await PostgresServer.SharedAsync();
        var (backup, target) = (Path.Combine(_folder, "1.db"), Path.Combine(_folder, "2.db"));
        await FilledBackupAsync(backup);
        await using (var source = await SqliteDatabase.OpenAsync(backup))
        {
            await StoredExample.WriteAsync(source, session =>
            {
                session.Audit(new Storage.Audit.AuditDraft("x", "x", null));
                return session.ListAsync<long>($"DELETE FROM {table} WHERE rowid = 2");
            });
        }

        var findings = new FindingList();
        await DatabaseRestore.IntoFileAsync(backup, target, findings);
        Assert.NotEmpty(findings.Kept);
        Assert.False(File.Exists(target));
        var connectionString = await server.CreateDatabaseAsync();
        await DatabaseRestore.IntoPostgresAsync(backup, connectionString, new FindingList());
        await using var postgres = await PostgresDatabase.OpenAsync(connectionString);
        Assert.Equal(0, await postgres.ReadAsync(session => session.FirstAsync<long>("SELECT COUNT(*) FROM organization")));
    }

    [Fact]
    public async Task Restore_FileThatIsNoBackup_Refused()
    {
        var text = Path.Combine(_folder, "text.db");
        await File.WriteAllTextAsync(text, "no database at all, but a text of some length that goes on for a while");
        foreach (var file in new[] { text, Path.Combine(_folder, "nowhere.db") })
        {
            await Assert.ThrowsAsync<BackupException>(() =>
                DatabaseRestore.IntoFileAsync(file, Path.Combine(_folder, "target.db"), new FindingList()));
        }
    }

    private async Task<IReadOnlyList<string>> FilledBackupAsync(string path)
    {
        await using var database = await SqliteDatabase.OpenAsync(Path.Combine(_folder, "source.db"));
        await StoredExample.FillAsync(database);
        var findings = new FindingList();
        await DatabaseBackup.WriteAsync(database, path, findings);
        Assert.Empty(findings.Kept);
        return await database.SnapshotAsync(RowsAsync);
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(Session session)
    {
        var rows = new List<string>();
        foreach (var table in Tables.All)
        {
            await foreach (var row in session.RowsAsync(table.SelectSql))
            {
                rows.Add(table.Name + " " + Convert.ToHexString(table.Digest(row)));
            }
        }

        return rows.Order(StringComparer.Ordinal).ToArray();
    }
}
