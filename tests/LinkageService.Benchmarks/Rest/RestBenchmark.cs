using System.Globalization;
using System.Text.Json.Nodes;
using LinkageService.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace LinkageService.Benchmarks.Rest;

/// <summary>
/// <c>POST /v1/calculations</c> with 300 households beside an endpoint that only reads and writes the same JSON.
/// </summary>
internal static class RestBenchmark
{
    private const int Households = 300;
    private const int Connections = 4;

    public static void Run(AlternatingRun run) => RunAsync(run).GetAwaiter().GetResult();

    private static async Task RunAsync(AlternatingRun run)
    {
        await using var service = ServiceHost.Build(BenchmarkSettings.Standard(), builder => builder.Logging.ClearProviders());
        await service.StartAsync();
        var body = Body();
        using var ours = new RawHttpClient(service, body);
        var answer = ours.Once();
        await using var peer = await JsonOnlyPeer.StartAsync(answer);
        using var theirs = new RawHttpClient(peer, body);
        var measured = run.Measure(
            Connections,
            BenchmarkClock.Wall,
            new Contender("only reads and writes the JSON", () => theirs.Once()),
            new Contender("LinkageService, whole calculation", () => ours.Once()));
        MarkdownTable.Print(
            string.Create(
                CultureInfo.InvariantCulture,
                $"POST /v1/calculations, {Households} households, {body.Length} bytes in, {answer.Length} out"),
            "request",
            measured);
        System.Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\nthroughput: {1 / measured[1].Ratio:0.00} of the peer's (target: at least 0.60)"));
    }

    private static byte[] Body()
    {
        var households = new JsonArray();
        for (var number = 1; number <= Households; number++)
        {
            var household = new JsonObject { ["id"] = number.ToString("D4", CultureInfo.InvariantCulture) };
            if (number % 4 == 0)
            {
                household["tags"] = new JsonArray("registered");
            }

            var land = string.Create(CultureInfo.InvariantCulture, $"{(number * 37 % 600) + 50}").Insert(1, ".");
            household["holdings"] = number % 3 == 0
                ? new JsonObject { ["land"] = land, ["wage_days"] = (number % 90).ToString(CultureInfo.InvariantCulture) }
                : new JsonObject { ["land"] = land };
            households.Add(household);
        }

        return System.Text.Encoding.UTF8.GetBytes(new JsonObject
        {
            ["scheme"] = "tangwan-four-tier",
            ["year"] = 2019,
            ["parameters"] = new JsonObject { ["day_wage"] = "80.00" },
            ["inputs"] = new JsonObject { ["income"] = "1234567.89" },
            ["households"] = households,
        }.ToJsonString());
    }

    // Several connections at once, so that the server and not the turn-around of one connection is measured.
    private sealed class RawHttpClient(WebApplication app, byte[] body) : IDisposable
    {
        private readonly RawHttpConnection[] _connections = Enumerable.Range(0, Connections)
            .Select(_ => new RawHttpConnection(new Uri(app.Urls.First()).Port, "/v1/calculations", body)).ToArray();

        public byte[] Once()
        {
            foreach (var connection in _connections)
            {
                connection.Send();
            }

            byte[] last = [];
            foreach (var connection in _connections)
            {
                var answer = connection.Receive();
                last = last.Length == 0 ? answer.ToArray() : last;
            }

            return last;
        }

        public void Dispose() => Array.ForEach(_connections, connection => connection.Dispose());
    }
}
