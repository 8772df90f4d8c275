using LinkageService.Storage.Audit;
using LinkageService.Storage.Sqlite;
using LinkageService.Storage.Tests.Support;

namespace LinkageService.Storage.Tests.Sqlite;

/// <summary>However many read at once, the connections are bounded, and nobody waits for ever.</summary>
public class SqliteReadersTests
{
    private const int Many = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Read_ManyAtOnceEachReadingAndWritingInside_BoundedAndAllAnswered()
    {
        await using var test = await TestDatabase.OpenAsync("sqlite");
        var (inside, most) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, Many).Select(at => test.Database.SnapshotAsync(async session =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref inside));
            await Task.Delay(1);
            await test.Database.ReadAsync(nested => nested.FirstAsync<long>("SELECT 1"));
            await test.Database.WriteAsync(new Change("tester", DateTimeOffset.UnixEpoch), async change =>
            {
                // A change reads too, while every reader waits for it.
                await test.Database.ReadAsync(nested => nested.FirstAsync<long>("SELECT 1"));
                await change.InsertAsync(Tables.Setting, $"{at}", "…");
                change.Audit(new AuditDraft("setting.write", $"setting/{at}", Organization: null));
                return true;
            });
            Interlocked.Decrement(ref inside);
            return true;
        }))).WaitAsync(Patience);
        Assert.InRange(most, 2, SqliteReaders.Most);
        Assert.Equal(Many, await test.Database.ReadAsync(session => session.FirstAsync<long>("SELECT COUNT(*) FROM setting")));
    }

    [Fact]
    public async Task Read_WhileExportsWaitForSlowCallers_AnsweredAndWhoGivesUpLeavesTheQueue()
    {
        await using var test = await TestDatabase.OpenAsync("sqlite");
        var slow = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var exports = Enumerable.Range(0, Many).Select(_ => test.Database.SendSnapshotAsync(_ => slow.Task)).ToArray();
        using var leaving = new CancellationTokenSource();
        var left = test.Database.SendSnapshotAsync(_ => Task.FromResult(true), leaving.Token);
        Assert.Equal(1, await test.Database.ReadAsync(session => session.FirstAsync<long>("SELECT 1")).WaitAsync(Patience));
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left.WaitAsync(Patience));
        slow.SetResult(true);
        await Task.WhenAll(exports).WaitAsync(Patience);
    }

    [Fact]
    public async Task Read_ConnectionsNotUsedForAWhile_AreClosed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Absent: /proc/self/fd");
        var folder = Directory.CreateTempSubdirectory("linkage-readers-").FullName;
        var path = Path.Combine(folder, "linkage.db");
        await using (var database = await SqliteDatabase.OpenAsync(path))
        {
            var before = OpenLogs(path);
            var gate = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            var reads = Enumerable.Range(0, Many).Select(_ => database.ReadAsync(async session =>
            {
                await session.FirstAsync<long>("SELECT COUNT(*) FROM setting");
                return await gate.Task;
            })).ToArray();
            gate.SetResult(true);
            await Task.WhenAll(reads).WaitAsync(Patience);
            Assert.InRange(OpenLogs(path), before + 1, before + SqliteReaders.Most);
            database.Readers.CloseUnused(TimeSpan.Zero);
            Assert.Equal(before, OpenLogs(path));
            Assert.Equal(0, await database.ReadAsync(session => session.FirstAsync<long>("SELECT COUNT(*) FROM setting")));
        }

        Directory.Delete(folder, recursive: true);
    }

    // Each connection opens the log; the file itself SQLite keeps open for the next one, for its locks' sake.
    private static int OpenLogs(string path) => Directory.GetFiles("/proc/self/fd").Count(file =>
        string.Equals(OpenFile(file), path + "-wal", StringComparison.Ordinal));

    // Null when another test closed it since the folder was listed.
    private static string? OpenFile(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
