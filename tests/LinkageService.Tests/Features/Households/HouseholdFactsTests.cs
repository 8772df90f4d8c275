using System.Globalization;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Households;

/// <summary>Dated facts: what was so on a date, and what was known of it at a moment.</summary>
public class HouseholdFactsTests
{
    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Get_CorrectionToThePastKnownLater_BothAnswers(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        var roster = await new RosterClient(service).MakeAsync();
        await roster.PutAsync("0002", Land("2.70", "2025-01-01"));
        await roster.PutAsync("0002", Land("3.10", "2025-07-01"));
        var before = KnownAt(await roster.GetAsync("households/0002?asOf=2025-12-31"));

        // It is found out later that the land was 2.50 all the time until July.
        var corrected = await roster.PutAsync("0002", Land("2.50", "2025-01-01"));
        Assert.Equal(200, corrected.Status);
        Assert.Equal("2.50", await LandAsync(roster, "asOf=2025-03-01"));
        Assert.Equal("2.70", await LandAsync(roster, "asOf=2025-03-01&knownAt=" + before));
        Assert.Equal("3.10", await LandAsync(roster, "asOf=2025-07-01"));
        Assert.Equal("2.50", await LandAsync(roster, "asOf=2025-06-30"));
        Assert.Equal(404, (await roster.GetAsync("households/0002?asOf=2024-12-31")).Status);
        Assert.Equal(404, (await roster.GetAsync("households/0002?asOf=2025-03-01&knownAt=2020-01-01T00:00:00Z")).Status);

        // The list and the export say the same.
        Assert.Equal("2.70", (await roster.GetAsync("households?asOf=2025-03-01&knownAt=" + before)).Json
            .GetProperty("households")[0].GetProperty("holdings").GetProperty("land").GetString());
        var exported = System.Text.Encoding.UTF8.GetString(await roster.ExportAsync("?lang=en&asOf=2025-03-01&knownAt=" + before));
        Assert.Contains(",2.70,", exported, StringComparison.Ordinal);

        var history = (await roster.GetAsync("households/0002/history")).Json.GetProperty("facts").EnumerateArray().ToArray();
        Assert.Equal(["2025-01-01", "2025-07-01", "2025-01-01"], history.Select(fact => fact.GetProperty("validFrom").GetString()));
        var change = Assert.Single(history[2].GetProperty("changed").EnumerateArray());
        Assert.Equal(("holdings.land", "2.70", "2.50"), (
            change.GetProperty("field").GetString(), change.GetProperty("from").GetString(), change.GetProperty("to").GetString()));
    }

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Delete_FromADate_GoneFromThenAndBackWhenPutAgain(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        var roster = await new RosterClient(service).MakeAsync();
        foreach (var id in new[] { "1", "2", "3" })
        {
            await roster.PutAsync(id, Land("1", "2025-01-01"));
        }

        Assert.Equal(200, (await roster.SendAsync(HttpMethod.Delete, "households/2?from=2025-06-01")).Status);
        Assert.Equal((404, "unknown_household"), Of(await roster.SendAsync(HttpMethod.Delete, "households/2?from=2025-06-01")));
        Assert.Equal((404, "unknown_household"), Of(await roster.GetAsync("households/2?asOf=2025-06-01")));
        Assert.Equal("1,2,3", await IdsAsync(roster, "asOf=2025-05-31"));
        Assert.Equal("1,3", await IdsAsync(roster, "asOf=2025-06-01"));
        var page = await roster.GetAsync("households?asOf=2025-06-01&limit=1");
        var next = page.Json.GetProperty("next").GetString();
        Assert.Equal("3", await IdsAsync(roster, "asOf=2025-06-01&limit=1&cursor=" + next));
        Assert.Equal(201, (await roster.PutAsync("2", Land("1", "2025-09-01"))).Status);
        Assert.Equal("1,2,3", await IdsAsync(roster, "asOf=2025-09-01"));
        Assert.Equal((400, "invalid_value"), Of(await roster.GetAsync("households?asOf=2025-02-30&limit=0&cursor=%25")));
    }

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Put_200EditorsAtOnce_NoUpdateIsLost(string provider)
    {
        const int editors = 200;
        const int rounds = 4;
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        var roster = await new RosterClient(service).MakeAsync();
        await roster.PutAsync("0001", Land("0", "2025-01-01"));
        var winners = new List<string?> { "0" };
        for (var round = 0; round < rounds; round++)
        {
            using var read = await roster.RawAsync(HttpMethod.Get, "households/0001?asOf=2025-01-01", null, "");
            var tag = ("If-Match", read.Headers.ETag!.Tag);
            var from = 1 + (round * editors);
            var answers = await Task.WhenAll(Enumerable.Range(from, editors).Select(land =>
                roster.PutAsync("0001", Land(land.ToString(CultureInfo.InvariantCulture), "2025-01-01"), tag)));
            var winner = Assert.Single(answers, answer => answer.Status == 200);
            Assert.Equal(editors - 1, answers.Count(answer => Of(answer) == (412, "stale_revision")));
            winners.Add(winner.Json.GetProperty("holdings").GetProperty("land").GetString());
            Assert.Equal(winners[^1], await LandAsync(roster, "asOf=2025-01-01", "0001"));
        }

        // Nothing but what was answered with 200 was ever stored.
        var facts = (await roster.GetAsync("households/0001/history")).Json.GetProperty("facts").EnumerateArray();
        Assert.Equal(winners, facts.Select(fact => fact.GetProperty("changed").EnumerateArray().Single().GetProperty("to").GetString()));
    }

    [Theory]
    [InlineData("""{ "holdings": { "land": "1.00001", "la-nd": "1", "x": "-1", "y": "a" } }""",
        "invalid_value holdings.la-nd|negative_amount holdings.x|not_a_number holdings.y|too_many_decimals holdings.land")]
    [InlineData("""{ "tags": ["a;b"], "members": 1001, "validFrom": "1899-12-31" }""",
        "invalid_value members|invalid_value tags[0]|invalid_value validFrom")]
    [InlineData("""{ "tags": ["a;b"], "persons": [ { "relation": "子" } ] }""", "invalid_value tags[0]|missing_field persons[0].name")]
    [InlineData("""
        { "tags": ["a;b"], "account": { "number": "1234" }, "persons": [
          { "name": "甲", "idNumber": "11010519491231002X", "head": true, "joined": "2020-01-02", "left": "2020-01-01" },
          { "name": "乙", "idNumber": "11010519491231002x" }, { "name": "丙", "head": true }, { "name": "丁", "head": true } ] }
        """,
        "invalid_value account.number|invalid_value persons[0].left|"
        + "invalid_value persons[1].idNumber|invalid_value persons[3].head|invalid_value tags[0]")]
    public async Task Put_BadShape_EveryProblem(string body, string problems)
    {
        await using var service = await RunningService.StartAsync();
        var answer = await (await new RosterClient(service).MakeAsync()).PutAsync("0001", body);
        Assert.Equal(400, answer.Status);
        Assert.Equal(
            problems, string.Join('|', answer.Errors.Select(error => $"{error.Code} {error.Field}").Order(StringComparer.Ordinal)));
    }

    private static string Land(string land, string validFrom) =>
        $$"""{ "holdings": { "land": "{{land}}" }, "validFrom": "{{validFrom}}" }""";

    private static async Task<string?> LandAsync(RosterClient roster, string query, string household = "0002") =>
        (await roster.GetAsync($"households/{household}?{query}")).Json.GetProperty("holdings").GetProperty("land").GetString();

    private static async Task<string> IdsAsync(RosterClient roster, string query) => string.Join(
        ',', (await roster.GetAsync("households?" + query)).Json.GetProperty("households").EnumerateArray()
            .Select(household => household.GetProperty("id").GetString()));

    private static (int Status, string? Code) Of(Answer answer) => (answer.Status, answer.Code);

    private static string KnownAt(Answer household) => household.Json.GetProperty("knownAt").GetString()!;
}
