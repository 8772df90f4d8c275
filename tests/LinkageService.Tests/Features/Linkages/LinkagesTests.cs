using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Linkages;

/// <summary><c>/v1/organizations/{org}/linkages</c>, on both databases.</summary>
public class LinkagesTests
{
    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task List_AfterAnEndKnownLater_BothAnswers(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        var roster = await new RosterClient(service).MakeAsync();
        await roster.PutAsync("0001", "{}");
        await roster.PutAsync("0002", "{}");
        var rent = await AddAsync(roster, "0001", "land_transfer", "2025-01-01");
        await AddAsync(roster, "0001", "employment", "2025-06-01");
        var last = await AddAsync(roster, "0002", "purchase", "2025-01-01");
        var before = last.Json.GetProperty("knownAt").GetString();
        Assert.Equal("600.00", rent.Json.GetProperty("terms").GetProperty("rent_per_mu").GetString());

        var id = rent.Json.GetProperty("id").GetString();
        Assert.Equal(200, (await EndAsync(roster, id, "2025-06-30")).Status);
        Assert.Equal("land_transfer,employment,purchase", await ModesAsync(roster, ""));
        Assert.Equal("land_transfer,employment", await ModesAsync(roster, "household=0001"));
        Assert.Equal("purchase", await ModesAsync(roster, "mode=purchase"));
        Assert.Equal("land_transfer,employment", await ModesAsync(roster, "household=0001&asOf=2025-06-30"));
        Assert.Equal("employment", await ModesAsync(roster, "household=0001&asOf=2025-07-01"));
        Assert.Equal("land_transfer,employment", await ModesAsync(roster, "household=0001&asOf=2025-07-01&knownAt=" + before));
        var page = await roster.GetAsync("linkages?limit=2");
        Assert.Equal("purchase", await ModesAsync(roster, "limit=2&cursor=" + page.Json.GetProperty("next").GetString()));

        // Said again, the later statement counts.
        Assert.Equal(200, (await EndAsync(roster, id, "2025-12-31")).Status);
        Assert.Equal("land_transfer,employment", await ModesAsync(roster, "household=0001&asOf=2025-07-01"));
        Assert.Equal((400, "invalid_value"), Of(await EndAsync(roster, id, "2024-12-31")));
        Assert.Equal((404, "unknown_linkage"), Of(await EndAsync(roster, "0", "2025-12-31")));
        Assert.Equal((404, "unknown_household"), Of(await AddAsync(roster, "0009", "capital", "2025-01-01")));
        Assert.Equal((400, "invalid_value"), Of(await AddAsync(roster, "0001", "gift", "2025-01-01")));
        Assert.Equal((400, "invalid_value"), Of(await roster.GetAsync("linkages?mode=gift")));
    }

    private static async Task<Answer> AddAsync(RosterClient roster, string household, string mode, string from)
    {
        // Ids follow each other by the millisecond, and so does the list.
        await Task.Delay(TimeSpan.FromMilliseconds(2));
        return await roster.SendAsync(HttpMethod.Post, "linkages", $$"""
            { "household": "{{household}}", "partner": "某公司", "mode": "{{mode}}", "terms": { "rent_per_mu": "600.00" }, "from": "{{from}}" }
            """);
    }

    private static Task<Answer> EndAsync(RosterClient roster, string? id, string to) =>
        roster.SendAsync(HttpMethod.Post, $"linkages/{id}:end", $$"""{ "to": "{{to}}" }""");

    private static async Task<string> ModesAsync(RosterClient roster, string query) => string.Join(
        ',', (await roster.GetAsync("linkages?" + query)).Json.GetProperty("linkages").EnumerateArray()
            .Select(linkage => linkage.GetProperty("mode").GetString()));

    private static (int Status, string? Code) Of(Answer answer) => (answer.Status, answer.Code);
}
