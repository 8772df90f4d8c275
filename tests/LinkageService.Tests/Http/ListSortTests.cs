using System.Globalization;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Features.Payments;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Http;

/// <summary>
/// Lists come in the order of their changes too, either way round: page by page the same as at once, over both doors and on both
/// databases, and what changes while somebody pages is not passed over.
/// </summary>
public sealed class ListSortTests
{
    private const string Village = "paixu";

    private static readonly (string Path, string List, string Id)[] Lists =
    [
        ($"/v1/organizations/{Village}/households", "households", "id"), ($"/v1/organizations/{Village}/linkages", "linkages", "id"),
        ($"/v1/organizations/{Village}/runs", "runs", "id"), ("/v1/runs/{run}/payments", "payments", "household"),
    ];

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Lists_SortedByChange_HaveEverythingOnceInThatOrder(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        var clock = new SetClock(new DateTimeOffset(2026, 3, 10, 8, 0, 0, TimeSpan.Zero));
        await using var service = await RunningService.StartAsync(
            [.. storage.Settings, "--Demo:Enabled=false"], configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        var linkages = new List<string>();
        foreach (var household in new[] { "0001", "0002", "0003" })
        {
            linkages.Add(Text(await PostAsync(service, $"/v1/organizations/{Village}/linkages", $$"""
                { "household": "{{household}}", "partner": "某公司", "mode": "land_transfer", "from": "2025-01-01" }
                """)));
        }

        var run = await world.PreparedAsync(Village);
        var (second, _) = await world.RunAsync(Village, "draft");
        var (third, tag) = await world.RunAsync(Village, "draft");
        Assert.Equal(["0001", "0002", "0003", "0004", "0005"], await IdsAsync(service, Lists[3], run, ""));
        clock.Now += TimeSpan.FromHours(1);
        var since = clock.Now.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);

        // One after the other: the third household, the first linkage, the last run, two payments.
        await world.PutHouseholdAsync(Village, "0003", "9.00", account: null);
        await PostAsync(service, $"/v1/organizations/{Village}/linkages/{linkages[0]}:end", """{ "to": "2025-12-31" }""");
        Assert.Equal(200, (await world.StepAsync(third, "submit", tag)).Status);
        await world.ActedAsync(run, "sign", """{ "household": "0004" }""");
        clock.Now += TimeSpan.FromMinutes(1);
        await world.PutHouseholdAsync(Village, "0001", "9.00", account: null);
        await world.ActedAsync(run, "sign", """{ "household": "0002" }""");
        string[][] changed = [["0003", "0001"], [linkages[0]], [third], ["0004", "0002"]];
        string[][] before = [["0002", "0004", "0005"], linkages[1..].ToArray(), [run, second], ["0001", "0003", "0005"]];
        for (var at = 0; at < Lists.Length; at++)
        {
            string[] all = [.. before[at], .. changed[at]];
            Assert.Equal(all, await IdsAsync(service, Lists[at], run, "&sort=updatedAt"));
            Assert.Equal(all.Reverse(), await IdsAsync(service, Lists[at], run, "&sort=-updatedAt"));
            Assert.Equal(changed[at], await IdsAsync(service, Lists[at], run, $"&sort=updatedAt&updatedSince={since}"));
            Assert.Equal(
                changed[at].Order(StringComparer.Ordinal), await IdsAsync(service, Lists[at], run, $"&updatedSince={since}"));
        }

        Assert.Equal([run, second, third], await IdsAsync(service, Lists[2], run, "&sort=year"));
        await PagingAsync(service, world, clock);
        await RefusedAsync(service, run);
        await OverRpcAsync(service, run, linkages, third);
    }

    // Somebody changes an entry that was shown, and one that was not: both come again behind, nothing is missing.
    private static async Task PagingAsync(RunningService service, PaymentWorld world, SetClock clock)
    {
        var path = $"/v1/organizations/{Village}/households?sort=updatedAt&limit=2";
        var first = (await service.GetAsync(path)).Json;
        Assert.Equal(["0002", "0004"], first.GetProperty("households").EnumerateArray().Select(Text));
        clock.Now += TimeSpan.FromMinutes(1);
        await world.PutHouseholdAsync(Village, "0004", "8.00", account: null);
        await world.PutHouseholdAsync(Village, "0005", "8.00", account: null);
        var rest = new List<string>();
        for (var next = first.GetProperty("next").GetString(); next is not null;)
        {
            var page = (await service.GetAsync(path + "&cursor=" + next)).Json;
            rest.AddRange(page.GetProperty("households").EnumerateArray().Select(Text));
            next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
        }

        Assert.Equal(["0003", "0001", "0004", "0005"], rest);
    }

    private static async Task RefusedAsync(RunningService service, string run)
    {
        foreach (var list in Lists)
        {
            var path = list.Path.Replace("{run}", run, StringComparison.Ordinal);
            var unknown = await service.GetAsync(path + "?sort=name");
            Assert.Equal((400, ("invalid_value", "sort")), (unknown.Status, Assert.Single(unknown.Errors)));
            Assert.Contains("updatedAt, -updatedAt", unknown.Text, StringComparison.Ordinal);
            Assert.Contains("之一，得到", unknown.Text, StringComparison.Ordinal);
            var next = (await service.GetAsync(path + "?sort=updatedAt&limit=1")).Json.GetProperty("next").GetString();
            foreach (var other in new[] { "", "&sort=-updatedAt" })
            {
                var taken = await service.GetAsync($"{path}?limit=1&cursor={next}{other}");
                Assert.Equal((400, ("invalid_value", "cursor")), (taken.Status, Assert.Single(taken.Errors)));
            }
        }
    }

    private static async Task OverRpcAsync(RunningService service, string run, List<string> linkages, string last)
    {
        using var api = new GrpcApi(service.GrpcAddress);
        var households = await api.CallAsync(
            "linkage.v1.Households/ListHouseholds", new ListHouseholdsRequest { Organization = Village, Sort = "-updatedAt", Limit = 2 });
        Assert.Equal(
            ["0005", "0004"], ListHouseholdsResponse.Parser.ParseFrom(households.Messages.Single()).Households.Select(each => each.Id));
        var linked = await api.CallAsync(
            "linkage.v1.Organizations/ListLinkages", new ListLinkagesRequest { Organization = Village, Sort = "updatedAt" });
        Assert.Equal(
            [.. linkages[1..], linkages[0]],
            ListLinkagesResponse.Parser.ParseFrom(linked.Messages.Single()).Linkages.Select(each => each.Id));
        var runs = await api.CallAsync(
            "linkage.v1.Runs/ListRuns", new ListRunsRequest { Organization = Village, Sort = "-updatedAt", Limit = 1 });
        Assert.Equal([last], ListRunsResponse.Parser.ParseFrom(runs.Messages.Single()).Runs.Select(each => each.Id));
        var payments = await api.CallAsync(
            "linkage.v1.Payments/ListPayments", new ListPaymentsRequest { Run = run, Sort = "-updatedAt", State = "signed" });
        Assert.Equal(
            ["0002", "0004"], ListPaymentsResponse.Parser.ParseFrom(payments.Messages.Single()).Payments.Select(each => each.Household));
        var unknown = await api.CallAsync("linkage.v1.Payments/ListPayments", new ListPaymentsRequest { Run = run, Sort = "name" });
        Assert.Equal("sort", Assert.Single(unknown.Violations).Field);
    }

    private static async Task<string[]> IdsAsync(
        RunningService service, (string Path, string List, string Id) list, string run, string query)
    {
        var ids = new List<string>();
        for (var cursor = ""; ;)
        {
            var path = $"{list.Path.Replace("{run}", run, StringComparison.Ordinal)}?limit=2{query}{cursor}";
            var page = await service.GetAsync(path);
            Assert.True(page.Status == 200, path + ": " + page.Text);
            ids.AddRange(page.Json.GetProperty(list.List).EnumerateArray().Select(each => each.GetProperty(list.Id).GetString()!));
            if (!page.Json.TryGetProperty("next", out var next) || next.GetString() is not { } place)
            {
                return [.. ids];
            }

            cursor = "&cursor=" + place;
        }
    }

    private static async Task<System.Text.Json.JsonElement> PostAsync(RunningService service, string path, string body)
    {
        var answer = await service.PostAsync(path, body);
        Assert.True(answer.Status is 200 or 201, answer.Text);
        return answer.Json;
    }

    private static string Text(System.Text.Json.JsonElement item) => item.GetProperty("id").GetString()!;
}
