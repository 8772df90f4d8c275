using System.Collections;
using System.Diagnostics;
using System.Globalization;
using LinkageService.Features.Runs;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Runs;
using LinkageService.Storage.Sqlite;

namespace LinkageService.Benchmarks.Batches;

/// <summary>
/// The year of 570,000 villages on one machine: rosters made up, calculated, held against every legal check, proved and stored on SQLite
/// with synchronous=FULL; then the sums compared two ways and a sample computed again out of the file. It says how far it is, and begun
/// again in the same folder it goes on where it stopped.
/// </summary>
internal static class NationalBenchmark
{
    /// <summary>The name on the command line.</summary>
    public const string Argument = "national";

    private const int AllVillages = 570_000;
    private const int InFlight = 512;
    private const int Sampled = 1_000;
    private static readonly string[] Phases = ["rosters", "calculated", "checked", "proved", "packed"];

    /// <param name="args">How many villages, and the folder: both may be left out.</param>
    public static async Task RunAsync(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : AllVillages;
        var folder = args.Length > 1 ? args[1] : Directory.CreateTempSubdirectory("linkage-national-").FullName;
        await using var database = await SqliteDatabase.OpenAsync(Path.Combine(folder, "linkage.db"));
        using var numbers = await PrivateNumbers.OpenAsync(Path.Combine(folder, "linkage.key"), database, TimeProvider.System);
        System.Console.WriteLine($"\n### The year of {count:N0} villages, in {folder}\n");
        var done = await DoneAsync(database, count);
        var run = new National(database, numbers, new NationalVillages(), new long[Phases.Length]);
        var (worked, wall) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var made = await MakeAsync(run, done, wall);
        var (seconds, processor) = (wall.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - worked).TotalSeconds);
        wall.Restart();
        await VerifyAsync(run, count);
        var bytes = new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length);
        var households = Enumerable.Range(0, count).Sum(village => (long)VillageSizes.Of(village));
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            | made | villages | households | wall, s | processor, s | runs/s | households/s |
            |---|---:|---:|---:|---:|---:|---:|
            | now | {made.Runs:N0} | {made.Households:N0} | {seconds:0} | {processor:0} | {made.Runs / seconds:N0} | {made.Households
                / seconds:N0} |

            {run.Villages.Schemes} schemes. Disk {bytes / 1e9:0.00} GB: {(decimal)bytes / households:0.0} bytes a household,
            {bytes / count:N0} a run. Memory at its peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB.
            Verified in {wall.Elapsed.TotalSeconds:0} s.
            """));
        for (var phase = 0; phase < Phases.Length; phase++)
        {
            System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Phases[phase]}: {Stopwatch.GetElapsedTime(0, run.Ticks[phase]).TotalSeconds:0} s of the workers"));
        }
    }

    // What a run of it stored before it was stopped.
    private static Task<BitArray> DoneAsync(Database database, int count) => database.ReadAsync(async session =>
    {
        var done = new BitArray(count);
        await foreach (var row in session.RowsAsync("SELECT organization_id FROM run"))
        {
            var village = int.Parse(((string)row[0]!).AsSpan(1), CultureInfo.InvariantCulture);
            if (village < count)
            {
                done[village] = true;
            }
        }

        return done;
    });

    private static async Task<(long Runs, long Households)> MakeAsync(National run, BitArray done, Stopwatch wall)
    {
        using var room = new SemaphoreSlim(InFlight);
        var next = -1;
        var (runs, households, said) = (0L, 0L, 0L);
        AggregateException? failure = null;
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(worker => Task.Run(async () =>
        {
            int village;
            while ((village = Interlocked.Increment(ref next)) < done.Length)
            {
                if (done[village])
                {
                    continue;
                }

                await room.WaitAsync();
                _ = run.StoreAsync(village).ContinueWith(
                    stored =>
                    {
                        Interlocked.CompareExchange(ref failure, stored.Exception, comparand: null);
                        room.Release();
                    },
                    CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                if (Volatile.Read(ref failure) is { } failed)
                {
                    throw failed;
                }

                Interlocked.Add(ref households, VillageSizes.Of(village));
                var so = Interlocked.Increment(ref runs);
                var quarter = wall.ElapsedMilliseconds / 15_000;
                if (Interlocked.Exchange(ref said, quarter) < quarter)
                {
                    System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{wall.Elapsed.TotalSeconds:0} s: {so:N0} villages, {Interlocked.Read(ref households):N0} households"));
                }
            }
        })));
        for (var taken = 0; taken < InFlight; taken++)
        {
            await room.WaitAsync();
        }

        return (runs, households);
    }

    // The sum of the results beside that of the benefits; the runs counted; a sample computed again.
    private static async Task VerifyAsync(National run, int count)
    {
        var (results, runs) = (0L, 0L);
        await run.Database.ReadAsync(async session =>
        {
            await foreach (var row in session.RowsAsync("SELECT result FROM run"))
            {
                results += StoredRunResult.Read((string)row[0]!).Totals.Read().Households.Fen;
                runs++;
            }

            return true;
        });
        var benefits = await run.Database.ReadAsync(session => session.FirstAsync<long>("SELECT SUM(amount_fen) FROM run_benefit"));
        if (runs != count || results != benefits)
        {
            throw new InvalidOperationException(
                $"{runs} runs of {count} villages; {results} fen in the results, {benefits} in the benefits");
        }

        var step = Math.Max(1, count / Sampled);
        for (var village = 0; village < count; village += step)
        {
            var organization = VillageSizes.Id(village);
            await run.Database.ReadAsync(async session => await RunRecomputation.AgainAsync(
                session, StoredRun.Of((await RunStore.ListAsync(session, organization, null, null, null, 1))[0]),
                CancellationToken.None));
        }

        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{runs:N0} runs, {results / 100m:N2} yuan both ways; {(count + step - 1) / step:N0} runs computed again give their digests"));
    }
}
