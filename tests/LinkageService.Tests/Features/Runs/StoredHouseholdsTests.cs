using System.Globalization;
using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Households;
using LinkageService.Storage.Sqlite;
using LinkageService.Tests.Oracle;

namespace LinkageService.Tests.Features.Runs;

/// <summary>Rosters out of dated facts: fixed cases, and random histories against a count of days.</summary>
public sealed class StoredHouseholdsTests : IAsyncLifetime
{
    private const string Organization = "tangwan";

    private static readonly Scheme Weighted = InlineScheme.Compile("""
        id: weighted
        version: 1
        title: 按天数加权
        inputs: { income: { type: money } }
        holdings:
          land: { unit: mu, decimals: 2, weighting: time_weighted }
          shares: { unit: share, decimals: 2 }
          days: { unit: day, decimals: 0, default: 0, weighting: time_weighted }
        groups: { poor: { tag: registered } }
        steps:
          - { id: by_land, kind: allocate, from: income, by: land, ifEmpty: keep, to: poor, over: everyone }
          - { id: by_shares, kind: allocate, from: income, by: shares, ifEmpty: keep, to: poor, over: everyone }
          - { id: by_days, kind: allocate, from: income, by: days, ifEmpty: keep, to: poor, over: everyone }
          - { id: rest, kind: split, from: income, into: { fund:rest: remaining } }
        """);

    private readonly string _folder = Directory.CreateTempSubdirectory("linkage-").FullName;
    private SqliteDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await SqliteDatabase.OpenAsync(Path.Combine(_folder, "linkage.db"));

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("2025: 2019-05-01 3.65", "3.65")] // the whole year
    [InlineData("2025: 2019-05-01 3.65 2025-12-31 0.00", "3.64")] // 364 days of 365
    [InlineData("2025: 2025-12-31 3.65", "0.01")] // joined on the last day
    [InlineData("2025: 2025-12-31 1.82", "0")] // 0.00498…: below a half
    [InlineData("2025: 2025-12-31 1.83", "0.01")] // 0.00501…: above a half
    [InlineData("2024: 2024-12-31 1.83", "0.01")] // leap year: exactly 0.005, half up
    [InlineData("2024: 2024-12-31 1.82", "0")]
    [InlineData("2024: 2024-02-29 3.66 2024-03-01 -", "0.01")] // the leap day alone
    [InlineData("2025: 2020-01-01 4.00 2025-07-02 2.00", "3")] // 182 and 183 days: 2.997…
    [InlineData("2025: 2020-01-01 4.00 2025-01-01 -", null)] // left before the first day
    [InlineData("2025: 2020-01-01 4.00 2025-01-02 -", "0.01")] // left after the first day: 4 ÷ 365 = 0.01095…
    [InlineData("2025: 2026-01-01 4.00", null)] // not yet there
    [InlineData("2025: 2020-01-01 4.00 2025-04-01 - 2025-10-01 4.00", "1.99")] // 90 and 92 days: 1.9945…
    [InlineData("2025: 2025-06-01 9.00 2025-06-01 5.00 2025-07-01 -", "0.41")] // of two facts of one date the later known counts
    public async Task AddToAsync_TimeWeighted_AverageOverTheDaysOfTheYear(string history, string? wanted)
    {
        var year = int.Parse(history[..4], CultureInfo.InvariantCulture);
        var words = history[5..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var at = 0; at < words.Length; at += 2)
        {
            await StateAsync("0002", words[at], knownAt: at + 1, words[at + 1] == "-" ? null : words[at + 1]);
        }

        await StateAsync("0001", "2019-01-01", knownAt: 1, "1.00");

        var roster = (await RosterAsync(year, new DateOnly(year, 12, 31))).Build();

        var place = roster!.IndexOf("0002");
        Assert.Equal(wanted, place < 0 ? null : DecimalText.Format(roster.Holding(0)[place], decimals: 2));
    }

    [Fact]
    public async Task AddToAsync_AbsentOnTheRecordDate_HoldsNothingThenAndKeepsItsLastTags()
    {
        await StateAsync("0001", "2025-01-01", 1, "2.00", tags: "\"registered\"");
        await StateAsync("0001", "2025-03-01", 1, "4.00", tags: "\"hardship\"");
        await StateAsync("0001", "2025-06-01", 1, land: null);
        await StateAsync("0002", "2025-01-01", 1, "2.00", tags: "\"hardship\"");
        await StateAsync("0002", "2025-12-31", 1, "2.00", tags: "\"registered\", \"unknown_to_the_scheme\"");

        var roster = (await RosterAsync(2025, new DateOnly(2025, 12, 31))).Build()!;

        Assert.Equal(["0001", "0002"], Enumerable.Range(0, roster.Count).Select(roster.Id));
        Assert.Equal([0L, 700L], roster.Holding(1).ToArray());
        Assert.Equal([false, true], Enumerable.Range(0, 2).Select(roster.Registered.Contains));
    }

    [Fact]
    public async Task AddToAsync_FactsThatLackOrExceedTheColumn_ProblemsNameTheHousehold()
    {
        await StateAsync("0002", "2025-01-01", 1, "2.005");
        await StateAsync("0003", "2025-01-01", 1, land: "", shares: "");
        await StateAsync("0004", "2025-01-01", 1, "1.00");
        await StateAsync("0004", "2025-05-01", 1, land: "");

        var builder = await RosterAsync(2025, new DateOnly(2025, 12, 31));

        Assert.Null(builder.Build());
        Assert.Equal(
            [
                "too_many_decimals households[0002].holdings.land", "missing_holding households[0003].holdings.land",
                "missing_holding households[0003].holdings.shares", "missing_holding households[0004].holdings.land",
            ],
            builder.Problems.Select(problem => $"{problem.Code} {problem.Field}"));
    }

    [Fact]
    public async Task AddToAsync_FactsKnownLater_TheRosterOfThenStaysTheSame()
    {
        await StateAsync("0001", "2025-01-01", 10, "2.00");
        await StateAsync("0001", "2025-01-01", 20, "9.00");
        await StateAsync("0002", "2025-01-01", 20, "5.00");

        var then = (await RosterAsync(2025, new DateOnly(2025, 12, 31), knownAt: 19)).Build()!;
        var now = (await RosterAsync(2025, new DateOnly(2025, 12, 31), knownAt: 20)).Build()!;

        Assert.Equal([200L], then.Holding(0).ToArray());
        Assert.Equal([900L, 500L], now.Holding(0).ToArray());
    }

    [Fact]
    public async Task AddToAsync_RandomHistories_TheSameAsCountingDays()
    {
        var seed = Environment.TickCount & 0xFFFF;
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var random = new Random(seed);
        var histories = Enumerable.Range(0, 60).ToDictionary(
            number => number.ToString("D4", CultureInfo.InvariantCulture),
            _ => Enumerable.Range(0, random.Next(1, 7)).Select(known => (
                From: new DateOnly(2023, 1, 1).AddDays(random.Next(1100)), Known: (long)known,
                Land: random.Next(4) == 0 ? null : (decimal?)(random.Next(100_000) / 100m))).ToArray());
        foreach (var (id, facts) in histories)
        {
            foreach (var (from, known, land) in facts)
            {
                await StateAsync(id, Text(from), known, land?.ToString("0.00", CultureInfo.InvariantCulture));
            }
        }

        foreach (var year in new[] { 2023, 2024, 2025 })
        {
            var recordDate = new DateOnly(year, 1, 1).AddDays(random.Next(400));
            var roster = (await RosterAsync(year, recordDate)).Build()!;
            var wanted = histories.Select(row => (row.Key, Value: Naive(row.Value, year, recordDate)))
                .Where(row => row.Value is not null).Select(row => $"{row.Key} {row.Value}");
            Assert.True(
                wanted.SequenceEqual(Enumerable.Range(0, roster.Count).Select(at => $"{roster.Id(at)} {roster.Holding(0)[at]}")),
                $"seed {seed}, year {year}");
        }
    }

    // Day by day; null for nobody.
    private static long? Naive((DateOnly From, long Known, decimal? Land)[] facts, int year, DateOnly recordDate)
    {
        decimal? On(DateOnly day) => facts.Where(fact => fact.From <= day)
            .OrderBy(fact => fact.From).ThenBy(fact => fact.Known).Select(fact => fact.Land).LastOrDefault();
        var days = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365)
            .Select(day => On(new DateOnly(year, 1, 1).AddDays(day))).ToArray();
        if (days.All(land => land is null) && On(recordDate) is null)
        {
            return null;
        }

        var hundredths = days.Aggregate(BigInteger.Zero, (sum, land) => sum + (BigInteger)((land ?? 0) * 100));
        return (long)(((hundredths * 2) + days.Length) / (days.Length * 2));
    }

    private async Task<RosterBuilder> RosterAsync(int year, DateOnly recordDate, long knownAt = long.MaxValue)
    {
        var builder = new RosterBuilder(Weighted.RosterSchema, maxHouseholds: 1000);
        var stored = new StoredHouseholds(Organization, year, recordDate, knownAt);
        await _database.SnapshotAsync(async session =>
        {
            await stored.AddToAsync(session, builder, Weighted, CancellationToken.None);
            return true;
        });
        return builder;
    }

    /// <param name="id">Of the household.</param>
    /// <param name="from">The date.</param>
    /// <param name="knownAt">When it became known.</param>
    /// <param name="land">null: absent; empty: no land stated.</param>
    /// <param name="shares">Empty: no shares stated.</param>
    /// <param name="tags">JSON.</param>
    private Task StateAsync(string id, string from, long knownAt, string? land, string shares = "7.00", string tags = "")
    {
        var holdings = string.Join(',', new[] { ("land", land), ("shares", shares), ("forest", "1.2345") }
            .Where(row => row.Item2?.Length > 0).Select(row => $"\"{row.Item1}\":\"{row.Item2}\""));
        var data = $$"""{"name":"农户{{id}}","members":4,"tags":[{{tags}}],"holdings":{{{holdings}}},"persons":[{"name":"x"}]}""";
        return _database.WriteAsync(new Change("test", DateTimeOffset.UnixEpoch), async session =>
        {
            await HouseholdStore.AddAsync(session, Organization, new HouseholdFact(
                id, from, knownAt, land is null ? 0 : 1, land is null ? "{}" : data, "test", session.Change.Id));
            session.Audit(new AuditDraft("household.put", $"household/{Organization}/{id}", Organization));
            return true;
        });
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
