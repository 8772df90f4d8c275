using System.Globalization;
using System.Text.RegularExpressions;
using LinkageService.Tests.Features.Batches;
using LinkageService.Tests.Support;
using Npgsql;

namespace LinkageService.Tests.Durability;

/// <summary>
/// Several services share the work of a batch over one PostgreSQL. Whatever becomes of one of them, every village has exactly one run.
/// </summary>
public sealed class SharedBatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // What a service says of itself may be 300 ms old.
    private static readonly TimeSpan Stale = TimeSpan.FromMilliseconds(400);

    [FullRunFact]
    public async Task ThreeServices_OneKilledAndOneStopped_TheThirdEndsItAndEveryVillageHasExactlyOneRun()
    {
        using var storage = await CreateAsync();
        var failing = await FillAsync(storage, 900);
        await using var killed = await StartAsync(storage);
        await using var stopped = await StartAsync(storage);
        await using var last = await StartAsync(storage);
        var world = new BatchWorld(last.Client);
        await using var database = Open(storage);
        var (batch, held) = await SharedAsync(database, killed, stopped, last);
        await using (held)
        {
            Assert.True(BatchWorld.Count(await world.GetAsync("/v1/batches/" + batch), "waiting") > 100);
            await killed.KillAsync();
        }

        await stopped.StopAsync();
        await world.FinishedAsync(batch);
        await CheckAsync(storage, world, batch, 900 - failing, failing);
    }

    [FullRunFact]
    public async Task Service_FrozenUntilAnotherTookItsChunksAndWoken_WritesNothingTwice()
    {
        using var storage = await CreateAsync();
        var failing = await FillAsync(storage, 600);
        await using var frozen = await StartAsync(storage);
        await using var other = await StartAsync(storage);
        var world = new BatchWorld(other.Client);
        await using var database = Open(storage);
        var (batch, held) = await SharedAsync(database, frozen, other);
        await using (held)
        {
            await frozen.SignalAsync("STOP");
            Assert.True(BatchWorld.Count(await world.GetAsync("/v1/batches/" + batch), "waiting") > 100);
        }

        await world.FinishedAsync(batch);
        var before = await MadeAsync(other);
        await frozen.SignalAsync("CONT");

        // It goes on with what it had in hand and finds that all of it is done; then it works on as any other.
        var woken = new BatchWorld(frozen.Client);
        await woken.FinishedAsync(await woken.MadeAsync("again", Again));
        Assert.Equal(600 - failing, await MadeAsync(frozen) + before);
        await CheckAsync(storage, world, batch, 600 - failing, failing);
    }

    private const string Again = """
        { "year": 2025, "scheme": "tangwan-four-tier", "parameters": { "day_wage": "80.00" }, "inputs": { "income": "100000.00" },
          "parent": "county", "dryRun": true }
        """;

    // What docs/scaling.md says of speed.
    [Theory(Explicit = true)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Speed_Of1200VillagesOf20Households(int services)
    {
        using var storage = await CreateAsync();
        await FillAsync(storage, 1200);
        var started = await Task.WhenAll(Enumerable.Range(0, services).Select(_ => StartAsync(storage)));
        var world = new BatchWorld(started[0].Client);
        await world.FinishedAsync(await world.MadeAsync("warm", Again));
        var cpu = started.Sum(service => service.ProcessorSeconds);
        var begun = TimeProvider.System.GetTimestamp();
        var batch = await world.MadeAsync("county");
        await world.FinishedAsync(batch);
        var seconds = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        var made = await Task.WhenAll(started.Select(service => MadeAsync(service, least: 0)));
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{services} services: {seconds:F1} s, {made.Sum() / seconds:F0} runs a second, made {string.Join(" + ", made)}, "
            + $"{started.Sum(service => service.ProcessorSeconds) - cpu:F1} s of processor time"));
        foreach (var service in started)
        {
            await service.DisposeAsync();
        }
    }

    private static Task<TestStorage> CreateAsync() => TestStorage.CreateAsync("postgres");

    private static async Task<int> FillAsync(TestStorage storage, int villages)
    {
        await using var seeded = await RunningService.StartAsync(storage.Settings);
        return await BatchWorld.FillAsync(seeded, villages, households: 20);
    }

    private static Task<ServiceProcess> StartAsync(TestStorage storage) =>
        ServiceProcess.StartAsync([.. storage.Settings, "--Batches:TakeoverSeconds=4", "--Telemetry:Metrics=true"]);

    // A batch of which each has taken chunks and made some runs, and nobody stores more until what is returned is let go: however fast
    // the machine, enough is left.
    private static async Task<(string Batch, Held Held)> SharedAsync(NpgsqlDataSource database, params ServiceProcess[] services)
    {
        var batch = await new BatchWorld(services[0].Client).MadeAsync("county");
        var held = await Held.TakeAsync(database);
        var begun = TimeProvider.System.GetTimestamp();
        while (await CountAsync(database, "(SELECT DISTINCT instance_name FROM qrtz_fired_triggers WHERE state = 'EXECUTING') taken")
            < services.Length)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, "a service takes nothing");
            await Task.Delay(50);
        }

        while ((await Task.WhenAll(services.Select(service => MadeAsync(service, least: 0)))).Min() == 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, "a service makes no runs");
            await held.DisposeAsync();
            held = await Held.TakeAsync(database);
            await Task.Delay(Stale);
        }

        return (batch, held);
    }

    /// <summary>The head of the audit log, which every change waits for.</summary>
    private sealed class Held(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public static async Task<Held> TakeAsync(NpgsqlDataSource database)
        {
            var connection = await database.OpenConnectionAsync();
            var transaction = await connection.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand("SELECT seq FROM audit_head FOR UPDATE", connection, transaction);
            await hold.ExecuteScalarAsync();
            return new Held(connection, transaction);
        }

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }

    private static NpgsqlDataSource Open(TestStorage storage) => NpgsqlDataSource.Create(
        storage.Settings.Single(setting => setting.Contains("ConnectionString", StringComparison.Ordinal)).Split('=', 2)[1]);

    private static async Task<long> CountAsync(NpgsqlDataSource database, string from)
    {
        await using var command = database.CreateCommand("SELECT COUNT(*) FROM " + from);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    // How many runs a service has made, as soon as it has made some.
    private static async Task<long> MadeAsync(ServiceProcess service, int least = 1)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, "a service makes no runs");
            var made = Regex.Match(
                await service.Client.GetStringAsync("/metrics"), """linkage_audit_entries_total\{[^}]*"run.create"[^}]*\} ([0-9]+)""",
                RegexOptions.None, TimeSpan.FromSeconds(1));
            var runs = made.Success ? long.Parse(made.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
            if (runs >= least)
            {
                return runs;
            }

            await Task.Delay(20);
        }
    }

    private static async Task CheckAsync(TestStorage storage, BatchWorld world, string batch, int done, int failed)
    {
        await world.ReconcileAsync(batch, done, failed);
        await using var database = Open(storage);
        Assert.Equal((long)done, await CountAsync(database, "run"));
        Assert.Equal((long)done, await CountAsync(database, "audit WHERE action = 'run.create'"));
        Assert.Equal(1L, await CountAsync(database, $"audit WHERE action = 'batch.finish' AND subject = 'batch/{batch}'"));
        Assert.Equal(0L, await CountAsync(database, "qrtz_job_details"));
        var (code, output) = await ServiceProcess.RunAsync(["verify", .. storage.Settings]);
        Assert.True(code == 0, output);
    }
}
