using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using LinkageService.Benchmarks.Rest;
using LinkageService.Engine.Runs;
using LinkageService.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace LinkageService.Benchmarks.Storage;

/// <summary>One household's statement over REST beside a minimal endpoint on a prepared read of rows.</summary>
internal static class StatementBenchmark
{
    private const int Households = 10_000;
    private const int Connections = 4;
    private const int RequestsPerCall = 64;
    private const string Wanted = "0003141";

    public static void Run(AlternatingRun run) => RunAsync(run).GetAwaiter().GetResult();

    private static async Task RunAsync(AlternatingRun run)
    {
        var folder = Directory.CreateTempSubdirectory("linkage-benchmark-").FullName;
        var distribution = SampleDistributions.ThreeGolds(Households);
        await using var service = ServiceHost.Build(BenchmarkSettings.Standard(), builder => builder.Logging.ClearProviders());
        await service.StartAsync();
        var stored = await StoreAsync(new Uri(service.Urls.First()), distribution);
        await using var peer = await StatementPeer.StartAsync(Path.Combine(folder, "rows.db"), Lines(distribution));
        using var ours = new Connected(new Uri(service.Urls.First()).Port, $"/v1/runs/{stored}/statements/{Wanted}");
        using var theirs = new Connected(peer.Port, $"/v1/runs/run/statements/{Wanted}");
        var measured = run.Measure(
            Connections * RequestsPerCall,
            BenchmarkClock.Wall,
            new Contender("minimal endpoint, prepared read of rows", theirs.Once),
            new Contender("LinkageService", ours.Once));
        MarkdownTable.Print($"GET one statement out of a run of {Households} households", "request", measured);
        System.Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\nthroughput: {1 / measured[1].Ratio:0.00} of the peer's (target: at least 0.70)"));
    }

    private static async Task<string> StoreAsync(Uri address, Distribution distribution)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var organization = await http.PutAsJsonAsync(
            "/v1/organizations/benchmark", new { name = "测量", legalForm = "contract_scheme" });
        organization.EnsureSuccessStatusCode();
        var schema = distribution.Roster.Schema.Holdings;
        var body = new
        {
            scheme = "three-golds",
            year = 2020,
            parameters = new { rent_per_mu = "600.00", day_wage = "80.00" },
            inputs = new { dividend = "10000000.00" },
            households = Enumerable.Range(0, Households).Select(household => new
            {
                id = distribution.Roster.Id(household),
                holdings = Enumerable.Range(0, schema.Count).ToDictionary(
                    holding => schema[holding].Name,
                    holding => Decimal(distribution.Roster.Holding(holding)[household], schema[holding].Decimals)),
            }),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/organizations/benchmark/runs")
        {
            Content = JsonContent.Create(body),
            Headers = { { "Idempotency-Key", "benchmark" } },
        };
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static string Decimal(long value, int decimals) =>
        new decimal((int)value, 0, 0, isNegative: false, (byte)decimals).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(string Household, string Step, long AmountFen)> Lines(Distribution distribution) =>
        from step in distribution.Steps
        where step.AmountsFen is not null
        from household in Enumerable.Range(0, Households)
        let amount = step.AmountsFen!.Value.Span[household]
        where amount != 0
        select (distribution.Roster.Id(household), step.Step.Id, amount);

    // Several connections at once, each with one request on its way.
    private sealed class Connected(int port, string path) : IDisposable
    {
        private readonly RawHttpConnection[] _connections = Enumerable.Range(0, Connections)
            .Select(_ => new RawHttpConnection(port, path)).ToArray();

        public void Once()
        {
            for (var at = 0; at < RequestsPerCall; at++)
            {
                foreach (var connection in _connections)
                {
                    connection.Send();
                }

                foreach (var connection in _connections)
                {
                    connection.Receive();
                }
            }
        }

        public void Dispose() => Array.ForEach(_connections, connection => connection.Dispose());
    }
}
