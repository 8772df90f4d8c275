using System.Globalization;
using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
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

    private const string WeightedText = """
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
        """;

    private static readonly Scheme Weighted = InlineScheme.Compile(WeightedText);
    private static readonly Scheme WeightedByTheFirstRules = InlineScheme.Compile(WeightedText, RuleVersion.First);

    private static readonly Scheme Shared = InlineScheme.Compile("""
        id: shared
        version: 1
        title: 按天分红
        parameters: { price: { type: money, per: mu, default: 0.37 } }
        inputs: { income: { type: money } }
        holdings: { land: { unit: mu, decimals: 2, weighting: time_weighted } }
        groups: { large: { holding: land, above: 500.5 } }
        steps:
          - { id: rent, kind: pay, from: payer:company, amount: land * price }
          - { id: large_rent, kind: pay, from: payer:company, amount: 1.00 yuan, to: large }
          - { id: dividend, kind: allocate, from: income, by: land, ifEmpty: keep }
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
    [InlineData("2025: 2019-05-01 3.65", "3.65", "1332.25")] // the whole year: 365 days
    [InlineData("2025: 2019-05-01 3.65 2025-12-31 0.00", "3.64", "1328.6")] // 364 days of 365
    [InlineData("2025: 2025-12-31 3.65", "0.01", "3.65")] // joined on the last day
    [InlineData("2025: 2025-12-31 1.82", "0", "1.82")] // 0.00498…: below a half
    [InlineData("2025: 2025-12-31 1.83", "0.01", "1.83")] // 0.00501…: above a half
    [InlineData("2024: 2024-12-31 1.83", "0.01", "1.83")] // leap year: exactly 0.005, half up
    [InlineData("2024: 2024-12-31 1.82", "0", "1.82")]
    [InlineData("2024: 2024-02-29 3.66 2024-03-01 -", "0.01", "3.66")] // the leap day alone
    [InlineData("2025: 2020-01-01 4.00 2025-07-02 2.00", "3", "1094")] // 182 and 183 days: 2.997…
    [InlineData("2025: 2020-01-01 4.00 2025-01-01 -", null, null)] // left before the first day
    [InlineData("2025: 2020-01-01 4.00 2025-01-02 -", "0.01", "4")] // left after the first day: 4 ÷ 365 = 0.01095…
    [InlineData("2025: 2026-01-01 4.00", null, null)] // not yet there
    [InlineData("2025: 2020-01-01 4.00 2025-04-01 - 2025-10-01 4.00", "1.99", "728")] // 90 and 92 days: 1.9945…
    [InlineData("2025: 2025-06-01 9.00 2025-06-01 5.00 2025-07-01 -", "0.41", "150")] // of two of one date the later known counts
    public async Task AddToAsync_TimeWeighted_ShareDaysAndByTheFirstRulesTheirAverage(string history, string? average, string? shareDays)
    {
        var year = int.Parse(history[..4], CultureInfo.InvariantCulture);
        var words = history[5..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var at = 0; at < words.Length; at += 2)
        {
            await StateAsync("0002", words[at], knownAt: at + 1, words[at + 1] == "-" ? null : words[at + 1]);
        }

        await StateAsync("0001", "2019-01-01", knownAt: 1, "1.00");

        foreach (var (scheme, wanted) in new[] { (Weighted, shareDays), (WeightedByTheFirstRules, average) })
        {
            var roster = (await RosterAsync(year, new DateOnly(year, 12, 31), scheme: scheme)).Build();

            var place = roster!.IndexOf("0002");
            Assert.Equal(wanted, place < 0 ? null : DecimalText.Format(roster.Holding(0)[place], decimals: 2));
        }
    }

    [Theory]
    [InlineData("2025-06-30", null, "0001 3000 0002 0", 181)] // half a year; who joins on the last day of the year is not there
    [InlineData("2025-12-31", "2025-07-01", "0001 3100 0002 100", 184)]
    [InlineData("2026-01-10", null, "0001 6100 0002 1100", 375)]
    [InlineData("2024-12-31", null, "invalid_value recordDate", 0)]
    [InlineData("2025-06-30", "2025-07-01", "invalid_value recordDate", 0)]
    public async Task AddToAsync_WindowOfTheRun_EndsAtTheRecordDate(string recordDate, string? from, string wanted, int days)
    {
        await StateAsync("0001", "2025-06-01", 1, "1.00");
        await StateAsync("0001", "2025-07-01", 1, "0.00");
        await StateAsync("0001", "2025-12-31", 1, "31.00");
        await StateAsync("0001", "2026-01-01", 1, "0.00");
        await StateAsync("0002", "2025-12-31", 1, "1.00");

        var builder = await RosterAsync(2025, Date(recordDate), from: from is null ? null : Date(from));

        if (builder.Build() is not { } roster)
        {
            Assert.Equal(wanted, string.Join(' ', builder.Problems.Select(problem => $"{problem.Code} {problem.Field}")));
            return;
        }

        var held = new[] { "0001", "0002" }.Select(id =>
            $"{id} {(roster.IndexOf(id) is >= 0 and var at ? roster.Holding(0)[at] : 0)}");
        Assert.Equal(wanted, string.Join(' ', held));
        Assert.Equal(days, roster.Window!.Days);
        Assert.Equal(100 * days, roster.Denominator(0));
    }

    [Fact]
    public async Task Explain_ShareDays_InNumbersThatCanBeRedone()
    {
        await StateAsync("0001", "2020-01-01", 1, "100.00");
        await StateAsync("0002", "2024-07-03", 1, "100.00"); // 182 days of 366
        var roster = (await RosterAsync(2024, new DateOnly(2024, 12, 31), scheme: Shared)).Build()!;
        var terms = RunTerms.Bind(Shared, 2024, new Dictionary<string, string>(),
            new Dictionary<string, string> { ["income"] = "54800.00" }, new List<Problem>())!;
        var distribution = Calculation.Run(Shared, terms, roster).Distribution!;

        var rent = distribution.Explain(1, distribution.Steps.First(step => step.Step.Id == "rent")).Text.Zh;
        var dividend = distribution.Explain(1, distribution.Steps.First(step => step.Step.Id == "dividend")).Text.Zh;

        Assert.Contains("(18,200 亩·天 ÷ 366 天) × 0.37 元/亩", rent, StringComparison.Ordinal);
        Assert.Contains(
            "按land和天数分（2024-01-01 至 2024-12-31，每天的数相加，不在册的日子算 0），本户 18,200 亩·天，合计 54,800 亩·天；"
            + "54,800.00 × 18,200 ÷ 54,800 = 18,200.00 元，恰好到分", dividend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_ShareDaysInPieces_EachWithItsDays()
    {
        await StateAsync("0001", "2020-01-01", 1, "100.00");
        await StateAsync("0002", "2023-10-01", 1, "3.00");
        await StateAsync("0002", "2025-07-01", 1, "5.00");
        await StateAsync("0002", "2025-10-01", 1, "5.00"); // something else of it changed
        await StateAsync("0002", "2025-12-31", 1, land: null);
        await StateAsync("0002", "2025-03-01", 9, "7.00"); // known after the run was made
        var households = new StoredHouseholds(Organization, 2025, new DateOnly(2025, 12, 31), KnownAt: 5, Numbers: null);
        var pieces = await _database.ReadAsync(session => households.PiecesAsync(session, Shared, "0002"));
        var roster = (await RosterAsync(2025, new DateOnly(2025, 12, 31), scheme: Shared, knownAt: 5)).Build()!;
        var terms = RunTerms.Bind(Shared, 2025, new Dictionary<string, string>(),
            new Dictionary<string, string> { ["income"] = "37958.00" }, new List<Problem>())!;
        var distribution = Calculation.Run(Shared, terms, roster).Distribution!;

        foreach (var step in distribution.Steps.Where(step => step.Step.Id is "rent" or "dividend"))
        {
            var explained = distribution.Explain(1, step, pieces);
            Assert.EndsWith("land按天：3 亩 × 181 天（1月1日—6月30日） + 5 亩 × 183 天（7月1日—12月30日） = 1,458 亩·天，其余 1 天没有，算 0。",
                explained.Text.Zh, StringComparison.Ordinal);
            Assert.EndsWith("land by days: 3 mu × 181 days (2025-01-01 to 2025-06-30) + 5 mu × 183 days (2025-07-01 to 2025-12-30) = "
                + "1,458 mu-days, nothing on 1 other day.", explained.Text.En, StringComparison.Ordinal);
            Assert.Contains(("pieces(land)", "3 × 181 + 5 × 183"), explained.Figures);
        }
    }

    [Fact]
    public async Task AddToAsync_ShareDaysBeyond64Bits_RefusedForTheHousehold()
    {
        await StateAsync("0001", "2025-01-01", 1, "99999999999999.99");
        var builder = await RosterAsync(2999, new DateOnly(2999, 12, 31), from: new DateOnly(2025, 1, 1));

        Assert.Null(builder.Build());
        Assert.Equal("out_of_range households[0001].holdings.land",
            string.Join(' ', builder.Problems.Select(problem => $"{problem.Code} {problem.Field}")));
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

        Assert.Equal([200L * 365], then.Holding(0).ToArray());
        Assert.Equal([900L * 365, 500L * 365], now.Holding(0).ToArray());
    }

    [Fact]
    public async Task AddToAsync_RandomHistories_TheSameAsCountingDays()
    {
        var seed = TestSeed.Value;
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
            DateOnly? from = random.Next(2) == 0 ? null : new DateOnly(year, 1, 1).AddDays(random.Next(-60, 200));
            var recordDate = (from ?? new DateOnly(year, 1, 1)).AddDays(random.Next(400));
            var built = (await RosterAsync(year, recordDate, from: from, scheme: Shared)).Build();
            var wanted = histories.Select(row => (row.Key, Days: Naive(row.Value, from ?? new DateOnly(year, 1, 1), recordDate)))
                .Where(row => row.Days is not null).Select(row => (row.Key, Hundredths: row.Days!.Value)).ToArray();
            Assert.True(built is not null == wanted.Length > 0, $"TEST_SEED={seed}, year {year}");
            if (built is not { } roster)
            {
                continue;
            }

            Assert.True(
                wanted.SequenceEqual(Enumerable.Range(0, roster.Count).Select(at => (roster.Id(at), (BigInteger)roster.Holding(0)[at]))),
                $"TEST_SEED={seed}, year {year}");
            CheckAmounts(
                wanted.Select(row => row.Hundredths).ToArray(), roster, random.Next(1, 1_000_000),
                $"TEST_SEED={seed}, year {year}");
        }
    }

    // Largest remainder over whole share-days; rent and bound by the exact fraction share-days ÷ days.
    private static void CheckAmounts(BigInteger[] hundredths, Roster roster, int incomeFen, string what)
    {
        var income = new Money(incomeFen).ToString();
        var terms = RunTerms.Bind(Shared, 2025, new Dictionary<string, string>(),
            new Dictionary<string, string> { ["income"] = income }, new List<Problem>())!;
        var distribution = Calculation.Run(Shared, terms, roster).Distribution!;
        var days = roster.Window!.Days;
        var shares = hundredths.All(value => value.IsZero) ? hundredths.ToList()
            : LargestRemainder.Share(incomeFen, [.. hundredths.Select(Ratio.Whole)]);
        for (var at = 0; at < hundredths.Length; at++)
        {
            var held = new Ratio(hundredths[at], 100 * (BigInteger)days);
            var rent = (held * Ratio.Whole(37)).HalfUp();
            var large = Ratio.Compare(held, new Ratio(5005, 10)) > 0 ? 100 : 0;
            Assert.True(rent + large + shares[at] == distribution.Statement(at).Total.Fen, $"{what}, {roster.Id(at)}");
        }
    }

    // Day by day; null for nobody.
    private static BigInteger? Naive((DateOnly From, long Known, decimal? Land)[] facts, DateOnly first, DateOnly last)
    {
        decimal? On(DateOnly day) => facts.Where(fact => fact.From <= day)
            .OrderBy(fact => fact.From).ThenBy(fact => fact.Known).Select(fact => fact.Land).LastOrDefault();
        var days = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(day => On(first.AddDays(day))).ToArray();
        return days.All(land => land is null) ? null
            : days.Aggregate(BigInteger.Zero, (sum, land) => sum + (BigInteger)((land ?? 0) * 100));
    }

    private async Task<RosterBuilder> RosterAsync(
        int year, DateOnly recordDate, long knownAt = long.MaxValue, DateOnly? from = null, Scheme? scheme = null)
    {
        scheme ??= Weighted;
        var builder = new RosterBuilder(scheme.RosterSchema, maxHouseholds: 1000);
        var stored = new StoredHouseholds(Organization, year, recordDate, knownAt, Numbers: null) { From = from };
        await _database.SnapshotAsync(async session =>
        {
            await stored.AddToAsync(session, builder, scheme, CancellationToken.None);
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

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
