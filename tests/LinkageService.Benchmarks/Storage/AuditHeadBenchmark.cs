using System.Diagnostics;
using System.Globalization;
using LinkageService.Engine.Proofs;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Sqlite;

namespace LinkageService.Benchmarks.Storage;

/// <summary>
/// The root over an audit log of a million entries, and the way of an old entry to it: every entry hashed, beside the roots kept in memory.
/// </summary>
internal static class AuditHeadBenchmark
{
    private const int Entries = 1_000_000;
    private const int ChangeEntries = 50_000;
    private const long Proven = 123_456;

    public static void Run(AlternatingRun run) => RunAsync(run).GetAwaiter().GetResult();

    private static async Task RunAsync(AlternatingRun run)
    {
        var folder = Directory.CreateTempSubdirectory("linkage-audit-").FullName;
        try
        {
            await using var database = await SqliteDatabase.OpenAsync(Path.Combine(folder, "linkage.db"));
            for (var entry = 0; entry < Entries; entry += ChangeEntries)
            {
                await NoteAsync(database, entry);
            }

            var tree = new AuditTree();
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var watch = Stopwatch.StartNew();
            Read(database, session => tree.HeadAsync(session, Entries));
            var first = watch.Elapsed;
            var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
            System.Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"first answer {first.TotalMilliseconds:0} ms, kept in memory {kept / 1024:N0} KiB"));
            var measured = run.Measure(
                1, BenchmarkClock.Wall,
                new("every entry hashed", () => Read(database, HashedAsync)),
                new("roots kept in memory", () => Read(database, session => tree.HeadAsync(session, Entries))),
                new("and the way of an old entry", () => Read(database, session => tree.HeadAsync(session, Entries, Proven))),
                new("at the end of an old day", () => Read(database, session => tree.SizeAsync(session, Entries / 2))));
            MarkdownTable.Print(
                string.Create(CultureInfo.InvariantCulture, $"Root over {Entries:N0} entries of the audit log"), "answer", measured);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<byte[]> HashedAsync(Session session)
    {
        var tree = new HashTree();
        await foreach (var row in session.RowsAsync("SELECT hash FROM audit ORDER BY seq"))
        {
            tree.Add((byte[])row[0]!);
        }

        return tree.Root();
    }

    private static void Read<T>(Database database, Func<Session, Task<T>> read) =>
        database.SnapshotAsync(read).GetAwaiter().GetResult();

    private static Task<bool> NoteAsync(Database database, int from) =>
        database.WriteAsync(new Change("benchmark", DateTimeOffset.UnixEpoch.AddMicroseconds(from)), session =>
        {
            for (var entry = from; entry < from + ChangeEntries; entry++)
            {
                session.Audit(new AuditDraft(
                    "run.submit", string.Create(CultureInfo.InvariantCulture, $"run/{entry:x32}"), Organization: "tangwan"));
            }

            return Task.FromResult(true);
        });
}
