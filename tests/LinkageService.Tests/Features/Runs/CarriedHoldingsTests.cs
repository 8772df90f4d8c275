using System.Text.Json;
using LinkageService.Engine.Amounts;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>A column of the stored roster that names a step goes on from what the last approved run gave or noted there.</summary>
public sealed class CarriedHoldingsTests
{
    private const string Id = "cumulative-preference";

    /// <summary>6% of the capital first; what a year lacks is owed on.</summary>
    private const string Scheme = """
        id: cumulative-preference
        version: 1
        title: { zh: 累积优先股息, en: Cumulative preference }
        inputs:
          profit: { type: money }
        holdings:
          capital: { unit: 元 }
          arrears: { unit: 元, default: 0.00, carried: arrears_out, title: { zh: 历年欠付, en: Arrears } }
        steps:
          - { id: preference, kind: pay, from: profit, amount: capital * 6% + arrears, onShortfall: prorate }
          - { id: arrears_out, title: 结转欠付, kind: record, amount: capital * 6% + arrears - received(preference) }
          - { id: rest, kind: split, from: profit, into: { fund:company: remaining } }
        """;

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Years_GoodAndBad_OweOnByThemselvesAlsoAfterACorrection(string provider)
    {
        var seed = TestSeed.Value;
        TestContext.Current.TestOutputHelper?.WriteLine($"TEST_SEED={seed}");
        var random = new Random(seed);
        await using var years = await StartAsync(provider);
        long owed = 0;
        var runs = new List<(string Id, long Before, long Profit)>();
        foreach (var year in new[] { 2020, 2021, 2022, 2023 })
        {
            var profit = random.Next(0, 120_000) * 3L;
            var run = await years.RunAsync(Id, year, "paid", ("profit", new Money(profit).ToString()));
            runs.Add((CarriedWorld.IdOf(run), owed, profit));
            await ExpectAsync(years, runs[^1], seed);
            owed = Owed(owed, profit);
        }

        // 2020 is found to have had no profit at all: 2021 says so, and takes what it should have once it is corrected.
        if (runs[0].Profit > 0)
        {
            var correction = await years.CorrectAsync(runs[0].Id, "paid", ("profit", "0.00"));
            Assert.Contains(("carried_by_later_run", "warn"), CarriedWorld.Checks(correction));
            var outdated = await years.World.GetAsync("/v1/runs/" + runs[1].Id);
            Assert.Contains(("carried_outdated", "warn"), CarriedWorld.Checks(outdated));
            var moved = await years.CorrectAsync(runs[1].Id, "paid");
            await years.VerifyAsync(CarriedWorld.IdOf(correction), CarriedWorld.IdOf(moved));
        }

        await years.VerifyAsync(runs.Select(run => run.Id));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Create_HouseholdThatLeftOrStatesOtherwise_IsNamed(string provider)
    {
        await using var years = await StartAsync(provider);
        await years.RunAsync(Id, 2020, "approved", ("profit", "0.00"));
        await years.HouseholdAsync("0001", "2021-01-01", ("capital", "10000.00"), ("arrears", "1.00"));
        var removed = await years.World.Service.SendAsync(
            HttpMethod.Delete, $"/v1/organizations/{CarriedWorld.Id}/households/0002?from=2021-02-01");
        Assert.True(removed.Status is 200 or 204, removed.Text);
        var next = await years.RunAsync(Id, 2021, "draft", ("profit", "1200.00"));
        Assert.Contains("1 户共 600.00 元，接自 2020 年核算", CarriedWorld.Said(next, "carried_from_last_run"), StringComparison.Ordinal);
        Assert.Contains("按接来的算：0001", CarriedWorld.Said(next, "carried_otherwise"), StringComparison.Ordinal);
        Assert.Contains("共 1,200.00 元没有接上：0002 1,200.00", CarriedWorld.Said(next, "carried_not_on_roster"), StringComparison.Ordinal);
        Assert.Equal(120_000, Lines(await StatementAsync(years, CarriedWorld.IdOf(next), "0001")).Paid);
        await years.VerifyAsync(CarriedWorld.IdOf(next));
    }

    /// <summary>Share-days have whoever was there in the year; what goes on has whoever is there on the record date.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Create_WithShareDays_GoesOnForWhomTheRecordDateHasAndNamesTheRest(string provider)
    {
        await using var years = await CarriedWorld.StartAsync(provider, """
            id: days-and-arrears
            version: 1
            title: { zh: 租金和欠付, en: Rent and arrears }
            inputs: { profit: { type: money } }
            holdings:
              land: { unit: mu, weighting: time_weighted }
              arrears: { unit: 元, default: 0.00, carried: arrears_out, title: { zh: 历年欠付, en: Arrears } }
            steps:
              - { id: preference, kind: pay, from: profit, amount: arrears }
              - { id: arrears_out, kind: record, amount: land * 10.00 yuan / 1 mu + arrears - received(preference) }
              - { id: rest, kind: split, from: profit, into: { fund:company: remaining } }
            """);
        await years.HouseholdAsync("0001", "2000-01-01", ("land", "10"));
        await years.HouseholdAsync("0002", "2000-01-01", ("land", "10"));
        await years.RunAsync("days-and-arrears", 2020, "approved", ("profit", "0.00"));
        var removed = await years.World.Service.SendAsync(
            HttpMethod.Delete, $"/v1/organizations/{CarriedWorld.Id}/households/0002?from=2021-07-02");
        Assert.True(removed.Status is 200 or 204, removed.Text);

        // 182 of the 365 days: 10 × 10.00 × 182 ÷ 365 = 49.86.
        var run = await years.RunAsync("days-and-arrears", 2021, "draft", ("profit", "500.00"));
        Assert.Contains("1 户共 100.00 元，接自 2020 年核算", CarriedWorld.Said(run, "carried_from_last_run"), StringComparison.Ordinal);
        Assert.Contains("共 100.00 元没有接上：0002 100.00", CarriedWorld.Said(run, "carried_not_on_roster"), StringComparison.Ordinal);
        Assert.Equal((10_000, 10_000), Lines(await StatementAsync(years, CarriedWorld.IdOf(run), "0001")));
        var left = await StatementAsync(years, CarriedWorld.IdOf(run), "0002");
        Assert.Equal((0, 4_986), Lines(left));
        Assert.False(left.TryGetProperty("carriedFrom", out _));
        await years.VerifyAsync(CarriedWorld.IdOf(run));
    }

    private static async Task ExpectAsync(CarriedWorld years, (string Id, long Before, long Profit) run, int seed)
    {
        // 0002 has twice the capital of 0001, so twice of everything.
        var due = 60_000 + (run.Before / 3);
        var paid = Math.Min(due, run.Profit / 3);
        foreach (var (household, times) in new[] { ("0001", 1), ("0002", 2) })
        {
            var got = Lines(await StatementAsync(years, run.Id, household));
            Assert.True(got == (paid * times, (due - paid) * times), $"TEST_SEED={seed}, {household} of {run}: {got}");
        }
    }

    private static long Owed(long before, long profit) => Math.Max(0, before + 180_000 - profit);

    private static async Task<JsonElement> StatementAsync(CarriedWorld years, string run, string household) =>
        (await years.World.GetAsync($"/v1/runs/{run}/statements/{household}")).Json;

    private static (long Paid, long Owed) Lines(JsonElement statement) =>
        (Sum(statement, "lines", "preference"), Sum(statement, "records", "arrears_out"));

    private static long Sum(JsonElement statement, string list, string step) => !statement.TryGetProperty(list, out var lines) ? 0
        : lines.EnumerateArray().Where(line => line.GetProperty("step").GetString() == step)
            .Sum(line => (long)(line.GetProperty("amount").GetString() is { } text ? decimal.Parse(
                text, System.Globalization.CultureInfo.InvariantCulture) * 100 : 0));

    private static async Task<CarriedWorld> StartAsync(string provider)
    {
        var years = await CarriedWorld.StartAsync(provider, Scheme);
        await years.HouseholdAsync("0001", "2000-01-01", ("capital", "10000.00"));
        await years.HouseholdAsync("0002", "2000-01-01", ("capital", "20000.00"));
        return years;
    }
}
