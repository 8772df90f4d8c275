using System.Globalization;
using LinkageService.Engine.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Postgres;
using Npgsql;

namespace LinkageService.Benchmarks.Storage;

/// <summary>
/// Storing runs on PostgreSQL, packing, digests, audit entry and commit included, beside rows by prepared insert. The server is the one of
/// <c>BENCHMARK_POSTGRES</c>; a database is made there and dropped at the end.
/// </summary>
internal static class PostgresBenchmark
{
    private const string Setting = "BENCHMARK_POSTGRES";
    private const string Name = "linkage_benchmark";
    private const int LargeRun = 10_000;
    private const int SmallRun = 400;
    private const int SmallRuns = 64;

    public static void Run(AlternatingRun run)
    {
        if (Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } server)
        {
            RunAsync(run, server).GetAwaiter().GetResult();
        }
        else
        {
            System.Console.Error.WriteLine($"{Setting} names no server, such as Host=127.0.0.1;Username=postgres");
        }
    }

    private static async Task RunAsync(AlternatingRun run, string server)
    {
        await ExecuteAsync(server, $"DROP DATABASE IF EXISTS {Name}");
        await ExecuteAsync(server, $"CREATE DATABASE {Name}");
        var connectionString = new NpgsqlConnectionStringBuilder(server) { Database = Name }.ConnectionString;
        try
        {
            await using var database = await PostgresDatabase.OpenAsync(connectionString);
            await MeasureAsync(run, database, connectionString);
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync(server, $"DROP DATABASE {Name} WITH (FORCE)");
        }
    }

    private static async Task MeasureAsync(AlternatingRun run, PostgresDatabase database, string connectionString)
    {
        var (small, large) = (SampleDistributions.Huangjinlin(SmallRun), SampleDistributions.ThreeGolds(LargeRun));
        using var rows = new PostgresLines(connectionString, small);
        var measured = run.Measure(
            SmallRuns,
            BenchmarkClock.Wall,
            new("rows by prepared insert, a commit each", () =>
            {
                for (var at = 0; at < SmallRuns; at++)
                {
                    rows.Store();
                }
            }),
            new("LinkageService, one caller after another", () =>
            {
                for (var at = 0; at < SmallRuns; at++)
                {
                    StorageBenchmark.StoreAsync(database, small).GetAwaiter().GetResult();
                }
            }),
            new("LinkageService, whole runs, committed together", () => Task.WhenAll(
                Enumerable.Range(0, SmallRuns).Select(_ => StorageBenchmark.StoreAsync(database, small))).GetAwaiter().GetResult()));
        MarkdownTable.Print(
            string.Create(CultureInfo.InvariantCulture, $"Storing runs of {SmallRun} households and lines, PostgreSQL"), "run", measured);
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\n{1e9 / measured[2].MedianNs:N0} runs a second, {1 / measured[2].Ratio:0} times rows (target: at least 20)"));

        using var lines = new PostgresLines(connectionString, large);
        var of = run.Measure(
            StorageBenchmark.Lines(large),
            BenchmarkClock.Wall,
            new("rows by prepared insert", lines.Store),
            new("LinkageService, packed blocks by COPY", () => StorageBenchmark.StoreAsync(database, large).GetAwaiter().GetResult()));
        MarkdownTable.Print(
            string.Create(CultureInfo.InvariantCulture, $"Storing a run of {LargeRun:N0} households, PostgreSQL"), "line", of);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
