using System.Diagnostics;
using System.Globalization;
using LinkageService.Tests.Support;
using Microsoft.Data.Sqlite;

namespace LinkageService.Tests.Features.Demo;

/// <summary>A first start that is stopped or killed while it makes the demo: the database is empty or holds all of it.</summary>
public sealed class InterruptedDemoTests
{
    private static readonly int Turns = Thorough.Of(full: 6, quick: 2);
    private const int Villages = 5;
    private const int Runs = 10;
    private static readonly string[] Signals = ["INT", "TERM", "KILL"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [FullRunFact]
    public async Task Start_StoppedAtManyMoments_DemoIsWholeOrAbsentAndTheNextStartMakesIt()
    {
        var seed = TestSeed.Value;
        var random = new Random(seed);
        var stopped = 0;
        for (var turn = 0; turn < Turns; turn++)
        {
            using var storage = await TestStorage.CreateAsync("sqlite");
            var signal = Signals[turn % Signals.Length];
            var (code, output) = await InterruptAsync(storage, signal, random.Next(1, 800));
            var where = $"TEST_SEED={seed}, turn {turn}, {signal}, exit code {code}: {output}";
            Assert.True(signal == "KILL" || code is 0 or 130 or 143, where);
            Assert.False(output.Contains("   at ", StringComparison.Ordinal), where);
            var (villages, runs) = await StoredAsync(storage);
            Assert.True((villages, runs) is (0, 0) or (Villages, Runs), $"{villages} villages, {runs} runs; {where}");
            stopped += runs == 0 ? 1 : 0;
            if (turn >= Turns - Signals.Length)
            {
                await using var again = await RunningService.StartAsync([.. storage.Settings, "--Demo:Enabled=true"]);
                Assert.Equal((Villages, Runs), await StoredAsync(storage));
            }
        }

        Assert.True(stopped * 4 > Turns, $"TEST_SEED={seed}: {stopped} starts were stopped before the demo was there");
    }

    [Fact]
    public async Task Start_HalfADemoOfAnOlderVersion_SaysSoAndTouchesNothing()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using (var old = await RunningService.StartAsync([.. storage.Settings, "--Demo:Enabled=false"]))
        {
            await old.SendAsync(HttpMethod.Put, "/v1/organizations/tangwan", """{ "name": "塘湾村", "legalForm": "rural_collective" }""");
        }

        await using var again = await RunningService.StartAsync([.. storage.Settings, "--Demo:Enabled=true"]);
        Assert.Single(again.Log.Messages, line => line.Contains("half of one", StringComparison.Ordinal));
        Assert.Equal(1, (await again.GetAsync("/v1/organizations")).Json.GetProperty("organizations").GetArrayLength());
    }

    // The signal comes some time after the tables are made, while the demo is.
    private static async Task<(int Code, string Output)> InterruptAsync(TestStorage storage, string signal, int milliseconds)
    {
        using var process = ServiceProcess.Begin([.. storage.Settings, "--Demo:Enabled=true"]);
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        while (!File.Exists(Path.Combine(storage.Folder, "linkage.key")))
        {
            await Task.Delay(5, patience.Token);
        }

        await Task.Delay(milliseconds, patience.Token);
        using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + await errors);
    }

    private static async Task<(int Villages, int Runs)> StoredAsync(TestStorage storage)
    {
        await using var connection = new SqliteConnection($"Data Source={storage.SqlitePath};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT COUNT(*) FROM organization), (SELECT COUNT(*) FROM run)";
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt32(0), row.GetInt32(1));
    }
}
