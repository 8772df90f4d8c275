using System.Globalization;
using System.Text.Json;
using LinkageService.Engine.Amounts;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.MemberAccounts;

/// <summary>
/// A dividend that is not paid out but kept until it buys a whole share (tests/arrangements/dividend-into-shares): what is kept and what
/// was bought go on from year to year by themselves, a correction moves both, and the member account shows the capital grow.
/// </summary>
public sealed class DividendIntoSharesTests
{
    private const string Id = "dividend-into-shares";

    private const long ShareFen = 10_000;

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    /// <summary>Random profits of six years, the third corrected in the fourth and the years after it made right: to the fen.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Years_DividendsKeptUntilTheyBuyAShare_GoOnAlsoAfterACorrection(string provider)
    {
        var seed = TestSeed.Value;
        TestContext.Current.TestOutputHelper?.WriteLine($"TEST_SEED={seed}");
        var random = new Random(seed);
        var file = Path.Combine(SchemeCases.RepositoryRoot(), "tests", "arrangements", Id, "scheme.yaml");
        var scheme = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await using var years = await CarriedWorld.StartAsync(provider, scheme);
        var members = new Dictionary<string, Member>(StringComparer.Ordinal)
        {
            ["0001"] = new(random.Next(1, 9) * ShareFen, 0), ["0002"] = new(random.Next(1, 9) * ShareFen, 0),
            ["0003"] = new(random.Next(1, 9) * ShareFen, 0),
        };
        foreach (var (household, member) in members)
        {
            await years.HouseholdAsync(household, "2000-01-01", ("capital", Yuan(member.Capital)));
        }

        var runs = new List<(string Id, Dictionary<string, Member> Before)>();
        for (var year = 2019; year < 2025; year++)
        {
            var profit = random.Next(1, 60_000);
            var run = CarriedWorld.IdOf(await years.RunAsync(Id, year, "paid", ("profit", Yuan(profit))));
            runs.Add((run, new Dictionary<string, Member>(members)));
            await TakeYearAsync(years, [run], members, seed);
            if (year == 2022)
            {
                // 2021 is put right; 2022 says that it took what is outdated, and is made right by a correction that changes nothing else.
                foreach (var (again, before) in runs.TakeLast(2).ToArray())
                {
                    var right = again == run ? profit : random.Next(60_000, 90_000);
                    if (again == run)
                    {
                        var seen = await years.World.GetAsync("/v1/runs/" + run);
                        Assert.Contains(("carried_outdated", "warn"), CarriedWorld.Checks(seen));
                    }

                    var correction = await years.CorrectAsync(again, "paid", ("profit", Yuan(right)));
                    members = again == run ? members : new Dictionary<string, Member>(before);
                    await TakeYearAsync(years, [again, CarriedWorld.IdOf(correction)], members, seed);
                }
            }

            foreach (var (household, member) in members)
            {
                var page = await years.World.GetAsync(
                    $"/v1/organizations/{CarriedWorld.Id}/member-accounts?year={year}&household={household}");
                var account = page.Json.GetProperty("accounts")[0];
                Assert.True(Yuan(member.Capital) == account.GetProperty("closing").GetProperty("capital").GetString(),
                    $"TEST_SEED={seed}, {year}, {household}: {member}, {account.GetRawText()}");
            }
        }

        await years.VerifyAsync(runs.Select(run => run.Id));
    }

    // What a household had, and its dividend: whole shares of a hundred yuan are bought, what is left is kept.
    private static async Task TakeYearAsync(
        CarriedWorld years, IReadOnlyList<string> runs, Dictionary<string, Member> members, int seed)
    {
        foreach (var (household, before) in members.ToArray())
        {
            long dividend = 0, bought = 0, kept = 0, capital = 0;
            foreach (var run in runs)
            {
                var statement = (await years.World.GetAsync($"/v1/runs/{run}/statements/{household}")).Json;
                dividend += Sum(statement, "lines", "dividend");
                bought -= Sum(statement, "lines", "into_shares");
                kept += Sum(statement, "records", "kept_out");
                capital += Sum(statement, "records", "capital_out");
            }

            var (shares, rest) = Math.DivRem(before.Kept + dividend, ShareFen);
            var expected = new Member(before.Capital + (shares * ShareFen), rest);
            Assert.True(expected == new Member(capital, kept) && dividend == bought,
                $"TEST_SEED={seed}, {household} of {string.Join('+', runs)}: {expected}, got {capital} {kept}, {dividend} {bought}");
            members[household] = expected;
        }
    }

    private static long Sum(JsonElement statement, string list, string step) => !statement.TryGetProperty(list, out var lines) ? 0
        : lines.EnumerateArray().Where(line => line.GetProperty("step").GetString() == step)
            .Sum(line => (long)(decimal.Parse(line.GetProperty("amount").GetString()!, CultureInfo.InvariantCulture) * 100));

    private static string Yuan(long fen) => new Money(fen).ToString();

    private sealed record Member(long Capital, long Kept);
}
