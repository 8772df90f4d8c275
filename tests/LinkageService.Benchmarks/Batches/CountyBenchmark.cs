using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LinkageService.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace LinkageService.Benchmarks.Batches;

/// <summary>
/// A county as an operator has it: 300 villages with rosters in the database, and one batch over all of them, asked for by REST, on SQLite
/// with synchronous=FULL. Two years, for the second finds runs, the code compiled and the rosters as they were.
/// </summary>
internal static class CountyBenchmark
{
    private const int Villages = 300;
    private const int FirstYear = 2024;
    private const int Years = 3;

    public static void Run(AlternatingRun run) => RunAsync().GetAwaiter().GetResult();

    private static async Task RunAsync()
    {
        await using var service = ServiceHost.Build(BenchmarkSettings.Standard(), builder => builder.Logging.ClearProviders());
        await service.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(service.Urls.First()), Timeout = TimeSpan.FromMinutes(10) };
        var clock = Stopwatch.StartNew();
        var households = await FillAsync(http);
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\n### A county of {Villages} villages, {households:N0} households\n"));
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Rosters imported in {clock.Elapsed.TotalSeconds:0.0} s.\n"));
        System.Console.WriteLine("| year | wall, s | processor, s | runs/s | households/s | processor, ms a run | reconciles |");
        System.Console.WriteLine("|---|---:|---:|---:|---:|---:|---|");
        for (var year = FirstYear; year < FirstYear + Years; year++)
        {
            var (worked, wall) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
            var batch = await SettleAsync(http, year);
            var (seconds, processor) = (wall.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - worked).TotalSeconds);
            var done = batch.GetProperty("done").GetInt32();
            System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {year} | {seconds:0.0} | {processor:0.0} | {done / seconds:0} | {households / seconds:0} | "
                + $"{processor * 1000 / done:0.0} | {done} of {Villages}, difference {batch.GetProperty("difference")} |"));
        }
    }

    private static async Task<int> FillAsync(HttpClient http)
    {
        await Answers.CheckAsync(await http.PutAsJsonAsync(
            "/v1/organizations/county", new { name = "测量县", legalForm = "rural_collective" }));
        var all = 0;
        for (var village = 0; village < Villages; village++)
        {
            var id = VillageSizes.Id(village);
            await Answers.CheckAsync(await http.PutAsJsonAsync(
                "/v1/organizations/" + id, new { name = "测量" + id, legalForm = "rural_collective", parent = "county" }));
            var households = VillageSizes.Of(village);
            using var table = new StringContent(Roster(households));
            table.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
            await Answers.CheckAsync(await http.PostAsync($"/v1/organizations/{id}/households:import?validFrom=2020-01-01", table));
            all += households;
        }

        return all;
    }

    private static string Roster(int households)
    {
        var roster = new StringBuilder("户编号,户主,成员数,入股土地（亩）,出工天数\n");
        for (var at = 1; at <= households; at++)
        {
            roster.Append(CultureInfo.InvariantCulture, $"{at:D5},农户{at:D5},{1 + (at % 6)},{1 + (at % 7)}.{at % 10},{at % 60}\n");
        }

        return roster.ToString();
    }

    private static async Task<JsonElement> SettleAsync(HttpClient http, int year)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/batches")
        {
            Content = JsonContent.Create(new
            {
                year,
                scheme = "tangwan-four-tier",
                parent = "county",
                recordDate = $"{year}-12-31",
                inputs = new { income = $"{1_000_000 + year}.00" },
            }),
            Headers = { { "Idempotency-Key", "county-" + year.ToString(CultureInfo.InvariantCulture) } },
        };
        using var answer = await http.SendAsync(request);
        var batch = await ReadAsync(answer);
        var id = batch.GetProperty("id").GetString();
        while (batch.GetProperty("state").GetString() == "running")
        {
            await Task.Delay(100);
            using var looked = await http.GetAsync("/v1/batches/" + id);
            batch = await ReadAsync(looked);
        }

        return batch;
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        await Answers.CheckAsync(answer);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
