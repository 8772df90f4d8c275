using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using LinkageService.Hosting;
using LinkageService.Tables.Xlsx;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace LinkageService.Benchmarks.Rosters;

/// <summary>
/// A roster of 50,000 households with an account each, checked and then imported over REST on SQLite with <c>synchronous=FULL</c>: as a
/// workbook and as CSV, each into an organisation of its own, by the clock and by processor time.
/// </summary>
internal static class ImportBenchmark
{
    private const int Households = 50_000;
    private const int Times = 5;

    private static readonly string[] Headings = ["户编号", "户主", "家庭人口", "入股土地（亩）", "户名", "银行账号", "开户行"];

    public static void Run(AlternatingRun run) => RunAsync().GetAwaiter().GetResult();

    private static async Task RunAsync()
    {
        await using var service = ServiceHost.Build(BenchmarkSettings.Standard(), builder => builder.Logging.ClearProviders());
        await service.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(service.Urls.First()), Timeout = TimeSpan.FromMinutes(10) };
        System.Console.WriteLine($"\n### A roster of {Households} households\n");
        System.Console.WriteLine("| file | checked, s (processor) | imported, s (processor) |");
        System.Console.WriteLine("|---|---:|---:|");
        (string Name, string Type, byte[] File)[] files =
        [
            (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Workbook()), (".csv", "text/csv", Csv()),
        ];
        foreach (var (name, type, file) in files)
        {
            var (checks, imports) = await MeasureAsync(http, name.TrimStart('.'), type, file);
            System.Console.WriteLine($"| {name} | {Median(checks)} | {Median(imports)} |");
        }
    }

    private static async Task<(List<(double Wall, double Processor)> Checks, List<(double Wall, double Processor)> Imports)> MeasureAsync(
        HttpClient http, string name, string type, byte[] file)
    {
        var (checks, imports) = (new List<(double, double)>(), new List<(double, double)>());
        for (var time = 0; time < Times; time++)
        {
            var organization = string.Create(CultureInfo.InvariantCulture, $"{name}-{time}");
            await Answers.CheckAsync(await http.PutAsJsonAsync(
                "/v1/organizations/" + organization, new { name = "测量村", legalForm = "rural_collective" }));
            checks.Add(await TimeAsync(http, organization, "&dryRun=true", type, file));
            imports.Add(await TimeAsync(http, organization, "", type, file));
        }

        return (checks, imports);
    }

    private static async Task<(double Wall, double Processor)> TimeAsync(
        HttpClient http, string organization, string query, string type, byte[] file)
    {
        using var table = new ByteArrayContent(file);
        table.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var process = Process.GetCurrentProcess();
        var (before, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        await Answers.CheckAsync(await http.PostAsync(
            $"/v1/organizations/{organization}/households:import?validFrom=2026-01-01{query}", table));
        var wall = clock.Elapsed.TotalSeconds;
        process.Refresh();
        return (wall, (process.TotalProcessorTime - before).TotalSeconds);
    }

    private static string Median(List<(double Wall, double Processor)> times)
    {
        var wall = times.Select(time => time.Wall).Order().ElementAt(Times / 2);
        var processor = times.Select(time => time.Processor).Order().ElementAt(Times / 2);
        return string.Create(CultureInfo.InvariantCulture, $"{wall:0.00} ({processor:0.00})");
    }

    private static IEnumerable<string[]> Rows() => Enumerable.Range(1, Households).Select(at =>
    {
        string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        return (string[])
        [
            Text($"{at:D8}"), Text($"农户{at:D8}"), Text($"{1 + (at % 6)}"), Text($"{1 + (at % 7)}.{at % 10}"), Text($"农户{at:D8}"),
            Text($"1034{at:D12}"), "某农商行",
        ];
    });

    private static byte[] Csv() =>
        Encoding.UTF8.GetBytes(string.Concat(Rows().Prepend(Headings).Select(row => string.Join(',', row) + "\r\n")));

    private static byte[] Workbook()
    {
        using var bytes = new MemoryStream();
        var setup = new XlsxSheetSetup("名册", [.. Headings.Select(_ => 12)]) { IsPrinted = false };
        using (var writer = new XlsxWriter(bytes, "Calibri", [setup]))
        {
            writer.BeginSheet(setup);
            foreach (var row in Rows().Prepend(Headings))
            {
                writer.Write([.. row.Select(cell => XlsxCell.Of(cell))]);
            }

            writer.Complete();
        }

        return bytes.ToArray();
    }
}
