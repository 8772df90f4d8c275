using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LinkageService.Access;
using LinkageService.Console.Pages;
using LinkageService.Console.Pages.Households;
using LinkageService.Console.Pages.NewRun;
using LinkageService.Console.Pages.Organizations;
using LinkageService.Console.Pages.Runs;
using LinkageService.Console.Session;
using LinkageService.Hosting;
using LinkageService.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinkageService.Benchmarks.Pages;

/// <summary>
/// What the server works until a page of the console is there, with 50,000 households and 20 years of runs: the first time, when
/// nothing is remembered, and then; and what a page that stays open holds.
/// </summary>
internal static class PageBenchmark
{
    private const int Households = 50_000;
    // The scheme begins here; years to come count as any others.
    private const int FirstYear = 2018;
    private const int Years = 20;
    private const int OpenPages = 50;
    private const int Times = 5;
    private const string Organization = "benchmark";

    public static void Run(AlternatingRun run) => RunAsync().GetAwaiter().GetResult();

    private static async Task RunAsync()
    {
        await using var service = ServiceHost.Build(BenchmarkSettings.Standard(), builder => builder.Logging.ClearProviders());
        await service.StartAsync();
        var last = await FillAsync(new Uri(service.Urls.First()));
        var (organization, run) = (("Organization", (object)Organization), ("Run", (object)last));
        (string Name, Type Page, (string, object)[] Parameters)[] pages =
        [
            ("home", typeof(Home), []),
            ("organisation", typeof(OrganizationOverview), [organization]),
            ("roster", typeof(Roster), [organization]),
            ("household, 20 years", typeof(HouseholdPage), [organization, ("Id", "00031415")]),
            ("runs", typeof(RunList), [organization]),
            ("run", typeof(RunOverview), [run]),
            ("statements", typeof(RunStatements), [run]),
            ("compare with last year", typeof(RunCompare), [run]),
        ];
        System.Console.WriteLine($"\n### Pages of the console, {Households} households, {Years} years\n");
        System.Console.WriteLine("| page | first, ms | then, ms (median) | KB a page that stays open |");
        System.Console.WriteLine("|---|---:|---:|---:|");
        foreach (var (name, page, parameters) in pages)
        {
            var first = await OpenAsync(service, page, parameters);
            var then = new List<double>();
            for (var time = 0; time < Times; time++)
            {
                then.Add(await OpenAsync(service, page, parameters));
            }

            then.Sort();
            var held = await HeldAsync(service, page, parameters) / 1024;
            System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {first:0} | {then[Times / 2]:0} | {held} |"));
        }
    }

    private static async Task<double> OpenAsync(WebApplication service, Type page, (string, object)[] parameters)
    {
        var clock = Stopwatch.StartNew();
        await using var open = await OpenPage.OfAsync(service, page, parameters);
        return clock.Elapsed.TotalMilliseconds;
    }

    private static async Task<long> HeldAsync(WebApplication service, Type page, (string, object)[] parameters)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var open = new List<OpenPage>();
        for (var at = 0; at < OpenPages; at++)
        {
            open.Add(await OpenPage.OfAsync(service, page, parameters));
        }

        var held = (GC.GetTotalMemory(forceFullCollection: true) - before) / OpenPages;
        foreach (var each in open)
        {
            await each.DisposeAsync();
        }

        return held;
    }

    private static async Task<string> FillAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        await Answers.CheckAsync(await http.PutAsJsonAsync(
            "/v1/organizations/" + Organization, new { name = "测量村", legalForm = "rural_collective" }));
        var roster = new StringBuilder("户编号,户主,成员数,入股土地（亩）,出工天数\n");
        for (var at = 1; at <= Households; at++)
        {
            roster.Append(CultureInfo.InvariantCulture, $"{at:D8},农户{at:D8},{1 + (at % 6)},{1 + (at % 7)}.{at % 10},{at % 60}\n");
        }

        using var table = new StringContent(roster.ToString());
        table.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        await Answers.CheckAsync(await http.PostAsync(
            $"/v1/organizations/{Organization}/households:import?validFrom={FirstYear}-01-01", table));
        var last = "";
        for (var year = FirstYear; year < FirstYear + Years; year++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/organizations/{Organization}/runs")
            {
                Content = JsonContent.Create(new
                {
                    scheme = "tangwan-four-tier",
                    year,
                    recordDate = $"{year}-12-31",
                    inputs = new { income = $"{10_000_000 + year}.00" },
                }),
                Headers = { { "Idempotency-Key", "year-" + year.ToString(CultureInfo.InvariantCulture) } },
            };
            using var answer = await http.SendAsync(request);
            await Answers.CheckAsync(answer);
            last = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        }

        return last;
    }

    /// <summary>A page as a session has it, without the browser.</summary>
    private sealed class OpenPage(AsyncServiceScope scope, HtmlRenderer renderer) : IAsyncDisposable
    {
        public static async Task<OpenPage> OfAsync(WebApplication service, Type page, (string Name, object Value)[] parameters)
        {
            var scope = service.Services.CreateAsyncScope();
            var address = service.Urls.First() + "/";
            var navigation = (IHostEnvironmentNavigationManager)scope.ServiceProvider.GetRequiredService<NavigationManager>();
            navigation.Initialize(address, address);
            await scope.ServiceProvider.GetRequiredService<ConsoleSession>()
                .BeginAsync(new ConsoleTicket("制单员", KeyId: null), isEnglish: false);
            var renderer = new HtmlRenderer(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ILoggerFactory>());
            var given = ParameterView.FromDictionary(parameters.ToDictionary(
                each => each.Name, each => (object?)each.Value, StringComparer.Ordinal));
            await renderer.Dispatcher.InvokeAsync(async () =>
            {
                var root = await renderer.RenderComponentAsync(page, given);
                using var html = new StringWriter(CultureInfo.InvariantCulture);
                root.WriteHtmlTo(html);
            });
            return new OpenPage(scope, renderer);
        }

        public async ValueTask DisposeAsync()
        {
            await renderer.DisposeAsync();
            await scope.DisposeAsync();
        }
    }
}
