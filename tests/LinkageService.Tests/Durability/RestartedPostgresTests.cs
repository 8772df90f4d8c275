using System.Collections.Concurrent;
using System.Globalization;
using LinkageService.Storage.Tests.Support;
using LinkageService.Tests.Support;
using Npgsql;

namespace LinkageService.Tests.Durability;

/// <summary>PostgreSQL goes away in the middle of a COPY and comes back: no run in part, and the same request makes it once.</summary>
public class RestartedPostgresTests
{
    private const int Households = 60_000;
    private const int Writers = 3;

    private static readonly int Restarts =
        int.TryParse(Environment.GetEnvironmentVariable("RESTARTS"), CultureInfo.InvariantCulture, out var wanted) ? wanted : 10;

    [FullRunFact]
    public async Task Write_ServerStoppedWhileCopying_NothingInPartAndTheRetryMakesOne()
    {
        await using var server = await PostgresServer.StartAsync();
        var connectionString = await server.CreateDatabaseAsync();
        await using var service = await RunningService.StartAsync(
            ["--Storage:Provider=postgres", "--Storage:ConnectionString=" + connectionString], errorsAreExpected: true);
        var client = new RunClient(service.Client);
        await client.MakeOrganizationAsync();
        var first = await client.MakeAsync(1);
        Assert.True(first.Status == 201, string.Join('\n', service.Log.Errors.Prepend(first.Text)));

        // Whoever holds the lock keeps the COPY waiting in its middle.
        await using var blocker = new NpgsqlConnection(connectionString + ";Pooling=false");
        await blocker.OpenAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await using (var lockBlocks = new NpgsqlCommand("LOCK TABLE run_block IN ACCESS EXCLUSIVE MODE", blocker, transaction))
        {
            await lockBlocks.ExecuteNonQueryAsync();
        }

        var writing = client.MakeAsync(2, Households);
        await WaitForCopyAsync(server, connectionString);
        await server.StopImmediatelyAsync();
        await server.StartAgainAsync();

        var answer = await writing;
        Assert.True(answer.Status is 201 or 503, answer.Text);
        for (var attempt = 0; answer.Status == 503 && attempt < 20; attempt++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250));
            answer = await client.MakeAsync(2, Households);
        }

        Assert.Equal(201, answer.Status);
        Assert.Equal(2, (await client.ListAsync()).Count);
        var again = await client.MakeAsync(2, Households);
        Assert.Equal(answer.Json.GetProperty("id").GetString(), again.Json.GetProperty("id").GetString());
        await using var check = new NpgsqlConnection(connectionString);
        await check.OpenAsync();
        await using var count = new NpgsqlCommand("SELECT SUM(households)::bigint FROM run_block WHERE part = 0", check);
        Assert.Equal(Households + 308L, await count.ExecuteScalarAsync());
    }

    [FullRunFact]
    public async Task Write_ServerStoppedAtRandomPointsAndKeysRepeated_EveryRunOnceAndTheBooksVerify()
    {
        await using var server = await PostgresServer.StartAsync();
        using var storage = await TestStorage.CreateAsync("sqlite");
        string[] settings =
        [
            "--Storage:Provider=postgres", "--Storage:ConnectionString=" + await server.CreateDatabaseAsync(),
            "--Storage:KeyFile=" + Path.Combine(storage.Folder, "linkage.key"),
        ];
        var (seed, random) = (TestSeed.Value, new Random(TestSeed.Value));
        var made = new ConcurrentDictionary<int, string>();
        await using (var service = await RunningService.StartAsync(settings, errorsAreExpected: true))
        {
            var client = new RunClient(service.Client);
            await client.MakeOrganizationAsync();
            var (key, refused) = (0, 0);
            using var answered = new SemaphoreSlim(0);
            using var end = new CancellationTokenSource();
            var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(WriteAsync)));
            for (var restart = 0; restart < Restarts; restart++)
            {
                Assert.True(await answered.WaitAsync(TimeSpan.FromMinutes(1)), $"TEST_SEED={seed}: no run for a minute");
                await Task.Delay(TimeSpan.FromMicroseconds(random.Next(200_000)));
                await server.StopImmediatelyAsync();
                await server.StartAgainAsync();
                while (await answered.WaitAsync(TimeSpan.Zero))
                {
                    // The next stop falls into what comes after this start.
                }
            }

            await end.CancelAsync();
            await writing;
            var runs = await client.ListAsync();
            TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"TEST_SEED={seed}: {Restarts} restarts, {made.Count} runs acknowledged, {refused} answers 503"));
            Assert.Equal(made.Values.Order(StringComparer.Ordinal), runs.Order(StringComparer.Ordinal));
            Assert.Equal(made[1], (await client.MakeAsync(1)).Json.GetProperty("id").GetString());

            async Task WriteAsync()
            {
                while (!end.IsCancellationRequested)
                {
                    var mine = Interlocked.Increment(ref key);
                    var answer = await client.MakeAsync(mine);
                    while (answer.Status == 503)
                    {
                        Interlocked.Increment(ref refused);
                        await Task.Delay(50);
                        answer = await client.MakeAsync(mine);
                    }

                    Assert.True(answer.Status == 201, answer.Text);
                    made[mine] = answer.Json.GetProperty("id").GetString()!;
                    answered.Release();
                }
            }
        }

        var (code, output) = await ServiceProcess.RunAsync(["verify", .. settings]);
        Assert.True(code == 0, output);
    }

    [FullRunFact]
    public async Task Write_ReplyToTheCommitLost_OneRunAndItsAnswer()
    {
        var server = await PostgresServer.SharedAsync();
        await using var proxy = new CuttingProxy(server.Port);
        await using var service = await RunningService.StartAsync(
        [
            "--Storage:Provider=postgres", "--Storage:ConnectionString=" + proxy.Through(await server.CreateDatabaseAsync()),
        ]);
        var client = new RunClient(service.Client);
        await client.MakeOrganizationAsync();
        for (var key = 1; key <= 3; key++)
        {
            proxy.CutAfterNextCommit();
            var answer = await client.MakeAsync(key);
            Assert.Equal(201, answer.Status);
            Assert.Equal(key, proxy.Cuts);
            await client.CheckWholeAsync(answer.Json.GetProperty("id").GetString()!);
            Assert.Equal(key, (await client.ListAsync()).Count);
        }
    }

    [FullRunFact]
    public async Task Write_ReplyToTheCommitLostAndServerAway_OutcomeUnknownAndTheSameKeyGivesTheRun()
    {
        var server = await PostgresServer.SharedAsync();
        await using var proxy = new CuttingProxy(server.Port);
        await using var service = await RunningService.StartAsync(
        [
            "--Storage:Provider=postgres", "--Storage:ConnectionString=" + proxy.Through(await server.CreateDatabaseAsync()),
        ], errorsAreExpected: true);
        var client = new RunClient(service.Client);
        await client.MakeOrganizationAsync();
        proxy.CutAfterNextCommitForGood();
        var answer = await client.MakeAsync(1);
        Assert.Equal((503, "outcome_unknown"), (answer.Status, answer.Code));
        var away = await client.MakeAsync(2);
        Assert.Equal((503, "storage_unavailable"), (away.Status, away.Code));
        Assert.Equal(503, (await service.GetAsync("/readyz")).Status);

        proxy.LetThrough();
        var run = Assert.Single(await client.ListAsync());
        Assert.Equal(run, (await client.MakeAsync(1)).Json.GetProperty("id").GetString());
        var audit = await service.GetAsync("/v1/audit?limit=1000");
        var change = answer.Json.GetProperty("errors")[0].GetProperty("change").GetString();
        Assert.Single(audit.Json.GetProperty("entries").EnumerateArray(), entry => entry.GetProperty("change").GetString() == change);
    }

    private static async Task WaitForCopyAsync(PostgresServer server, string connectionString)
    {
        await using var watcher = new NpgsqlConnection(connectionString + ";Pooling=false");
        await watcher.OpenAsync();
        for (var attempt = 0; attempt < 400; attempt++)
        {
            await using var command = new NpgsqlCommand(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE query ILIKE 'COPY run_block%' AND wait_event_type = 'Lock'", watcher);
            if (await command.ExecuteScalarAsync() is 1L)
            {
                return;
            }

            await Task.Delay(25);
        }

        Assert.Fail($"no COPY into run_block began (port {server.Port})");
    }
}
