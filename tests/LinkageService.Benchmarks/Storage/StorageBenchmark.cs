using System.Globalization;
using LinkageService.Engine.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Runs;
using LinkageService.Storage.Sqlite;

namespace LinkageService.Benchmarks.Storage;

/// <summary>
/// Storing runs on SQLite with synchronous=FULL, packing, digests, audit entry and commit included, beside rows by prepared
/// insert; then one household read back.
/// </summary>
internal static class StorageBenchmark
{
    private const int LargeRun = 50_000;
    private const int SmallRun = 400;
    private const int SmallRunsTogether = 512;

    public static void Run(AlternatingRun run) => RunAsync(run).GetAwaiter().GetResult();

    private static async Task RunAsync(AlternatingRun run)
    {
        var folder = Directory.CreateTempSubdirectory("linkage-benchmark-").FullName;
        try
        {
            await LargeAsync(run, folder);
            await SmallAsync(run, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task LargeAsync(AlternatingRun run, string folder)
    {
        var distribution = SampleDistributions.ThreeGolds(LargeRun);
        var lines = Lines(distribution);
        var path = Path.Combine(folder, "large.db");
        await using var database = await SqliteDatabase.OpenAsync(path);
        using var rows = new PlainRows(Path.Combine(folder, "rows.db"), distribution);
        var first = await StoreAsync(database, distribution);
        var before = await BytesAsync(database);
        await StoreAsync(database, distribution);
        var bytes = await BytesAsync(database) - before;
        var measured = run.Measure(
            lines,
            BenchmarkClock.Wall,
            new("rows by prepared insert", rows.Store),
            new("LinkageService, packed blocks", () => StoreAsync(database, distribution).GetAwaiter().GetResult()));
        MarkdownTable.Print(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Storing a run of {LargeRun:N0} households, {lines:N0} lines, SQLite synchronous=FULL"),
            "line",
            measured);
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\n{(decimal)bytes / lines:0.00} bytes a line with roster, indexes and audit (target: at most 14)"));

        var one = run.Measure(
            1,
            BenchmarkClock.Wall,
            new Contender("one household out of the file, decoded", () => database.ReadAsync(session =>
                RunBlockStore.FindAsync(session, first, RunParts.Calculation, "0031415")).GetAwaiter().GetResult()));
        MarkdownTable.Print("Reading one household of a stored run (target: at most 50 µs)", "household", one);
    }

    private static async Task SmallAsync(AlternatingRun run, string folder)
    {
        var distribution = SampleDistributions.Huangjinlin(SmallRun);
        await using var database = await SqliteDatabase.OpenAsync(Path.Combine(folder, "small.db"));
        using var rows = new PlainRows(Path.Combine(folder, "small-rows.db"), distribution);
        var measured = run.Measure(
            SmallRunsTogether,
            BenchmarkClock.Wall,
            new("rows by prepared insert, a commit each", () =>
            {
                for (var at = 0; at < SmallRunsTogether; at++)
                {
                    rows.Store();
                }

                rows.Clear();
            }),
            new("LinkageService, whole runs, committed together", () => Task.WhenAll(
                Enumerable.Range(0, SmallRunsTogether).Select(_ => StoreAsync(database, distribution))).GetAwaiter().GetResult()));
        MarkdownTable.Print(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Storing runs of {SmallRun} households and lines, each with its own answer, SQLite synchronous=FULL"),
            "run",
            measured);
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\n{1e9 / measured[1].MedianNs:N0} runs a second (target: at least 15,000)"));
    }

    // All that storing a computed run takes, as the service does it: pack, digest, write, commit.
    internal static async Task<string> StoreAsync(Database database, Distribution distribution)
    {
        var change = new Change("benchmark", DateTimeOffset.UnixEpoch);
        var id = Guid.CreateVersion7().ToString("N");
        var blocks = RunPacking.Blocks(id, distribution);
        var scheme = distribution.Scheme;
        var row = new RunRow(
            id, "benchmark", RunKinds.Distribution, Corrects: null, Policy: null, distribution.Terms.Year, "2020-12-31", KnownAt: 0,
            RosterKinds.Inline, scheme.Id, scheme.Version, scheme.Digest, "{}", "{}", "sha256:…", distribution.Roster.Count,
            RunBlockRow.DigestOf(blocks), RunStates.Draft, Revision: 1, change.Actor, "{}", CreatedAt: 0, UpdatedAt: 0);
        var run = new NewRun(row, new SchemeDocumentRow(scheme.Digest, scheme.Id, scheme.Version, "{}"), blocks,
            RunPacking.Benefits(id, distribution), []);
        var key = new IdempotencyRow("benchmark", id, blocks[0].Digest, id, 0);
        return await database.WriteAsync(change, async session =>
        {
            await RunStore.ClaimAsync(session, key);
            await RunStore.AppendAsync(session, run);
            return id;
        });
    }

    internal static int Lines(Distribution distribution) => distribution.Steps.Where(step => step.AmountsFen is not null)
        .Sum(step => step.AmountsFen!.Value.ToArray().Count(amount => amount != 0));

    private static Task<long> BytesAsync(Database database) => database.ReadAsync(session => session.FirstAsync<long>(
        "SELECT (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)"));
}
