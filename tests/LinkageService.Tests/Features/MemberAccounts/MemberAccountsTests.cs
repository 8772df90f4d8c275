using System.Globalization;
using System.Text.Json;
using LinkageService.Contracts.V1;
using LinkageService.Engine.Amounts;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using LinkageService.Tests.Tables;

namespace LinkageService.Tests.Features.MemberAccounts;

/// <summary>Member accounts: the columns of the law, opening + entries = closing, the same over every door.</summary>
public sealed class MemberAccountsTests
{
    private const string Id = "member-accounts";

    /// <summary>
    /// A tenth is drawn and noted to members, ten equal parts; 60% of the rest goes by milk, what remains by capital and quota.
    /// </summary>
    private const string Scheme = """
        id: member-accounts
        version: 1
        title: { zh: 盈余分配, en: Surplus }
        inputs:
          surplus: { type: money }
        holdings:
          share_money: { unit: 元, memberAccount: 出资额 }
          wheat: { unit: 斤, decimals: 0, default: 0, memberAccount: patronage, title: { zh: 小麦交易量, en: Wheat } }
          milk: { unit: 元, default: 0.00, memberAccount: 交易额, title: { zh: 牛奶交易额, en: Milk } }
          reserve_quota: { unit: 元, default: 0.00, carried: quota_out }
        steps:
          - { id: reserve, kind: take, from: surplus, amount: surplus * 10%, into: fund:reserve }
          - { id: quota_out, kind: record, amount: reserve_quota + surplus * 10% / 10 }
          - { id: refund_part, kind: take, from: surplus, amount: pool(surplus) * 60%, bound: at_least, into: refund_part }
          - { id: 盈余返还, kind: allocate, from: refund_part, by: milk }
          - { id: dividend, kind: allocate, from: surplus, by: share_money + reserve_quota, benefit: residual_dividend }
        """;

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Accounts_OfYearsWithACorrectionAndALeaver_AddUpByHandOverEveryDoor(string provider)
    {
        await using var years = await CarriedWorld.StartAsync(provider, Scheme);
        await years.HouseholdAsync(
            "0001", "2023-01-01", ("share_money", "1000.00"), ("reserve_quota", "50.00"), ("wheat", "100"), ("milk", "300.00"));
        await years.HouseholdAsync("0002", "2023-01-01", ("share_money", "3000.00"), ("milk", "100.00"));
        var first = CarriedWorld.IdOf(await years.RunAsync(Id, 2023, "paid", ("surplus", "1000.00")));
        Assert.Equal("capital=1000.00 reserve_quota=60.00 wheat=100 milk=300.00 patronage_refund=405.00 residual_dividend=93.33",
            Closing(await AccountAsync(years, 2023, "0001")));
        var correction = CarriedWorld.IdOf(await years.CorrectAsync(first, "paid", ("surplus", "2000.00")));
        await years.HouseholdAsync("0001", "2024-01-01", ("share_money", "1000.00"), ("milk", "200.00"));
        await years.HouseholdAsync("0001", "2024-07-01", ("share_money", "1500.00"), ("milk", "200.00"));
        await years.World.Service.SendAsync(HttpMethod.Delete, $"/v1/organizations/{CarriedWorld.Id}/households/0002?from=2024-10-01");
        var second = CarriedWorld.IdOf(await years.RunAsync(Id, 2024, "approved", ("surplus", "500.00")));

        Assert.Equal(
            $"""
             0001: capital=0.00 reserve_quota=0.00
             2023-01-01 名册登记: capital=1000.00 reserve_quota=50.00
             2023-12-31 2023 年核算：盈余分配 {first}: reserve_quota=10.00 wheat=100 milk=300.00 patronage_refund=405.00 residual_dividend=93.33
             2023-12-31 2023 年核算的更正：账目有误 {correction}: reserve_quota=10.00 patronage_refund=405.00 residual_dividend=93.34
             = capital=1000.00 reserve_quota=70.00 wheat=100 milk=300.00 patronage_refund=810.00 residual_dividend=186.67
             """, Text(await AccountAsync(years, 2023, "0001")));
        Assert.Equal(
            $"""
             0001: capital=1000.00 reserve_quota=70.00
             2024-07-01 名册登记: capital=500.00
             2024-12-31 2024 年核算：盈余分配 {second}: reserve_quota=5.00 milk=200.00 patronage_refund=270.00 residual_dividend=180.00
             = capital=1500.00 reserve_quota=75.00 wheat=0 milk=200.00 patronage_refund=270.00 residual_dividend=180.00
             """, Text(await AccountAsync(years, 2024, "0001")));

        // What nobody takes up any more goes out of the account with the year that did not take it.
        Assert.Equal(
            $"""
             0002: capital=3000.00 reserve_quota=20.00
             2024-10-01 退出名册: capital=-3000.00
             2024-12-31 2024 年核算：盈余分配 {second}: reserve_quota=-20.00
             = capital=0.00 reserve_quota=0.00 wheat=0 milk=0.00 patronage_refund=0.00 residual_dividend=0.00
             """, Text(await AccountAsync(years, 2024, "0002")));
        var columns = (await ListAsync(years, 2024)).GetProperty("columns").EnumerateArray().ToDictionary(
            column => column.GetProperty("name").GetString()!, column => column.GetProperty("sources").GetRawText());
        Assert.Equal("""[{"scheme":"member-accounts@1","holding":"reserve_quota","step":"quota_out"}]""", columns["reserve_quota"]);
        Assert.Equal("""[{"scheme":"member-accounts@1","step":"盈余返还"}]""", columns["patronage_refund"]);
        await ExpectOtherDoorsAsync(years, 2024);

        // 2025 has no run yet: what is held stands, and nothing of the year is made up.
        Assert.Equal("capital=1500.00 reserve_quota=75.00", Closing(await AccountAsync(years, 2025, "0001")));
        var gone = await years.World.Service.GetAsync($"/v1/organizations/{CarriedWorld.Id}/member-accounts?year=2025&household=0002");
        Assert.Equal((404, "unknown_household"), (gone.Status, gone.Code));
    }

    /// <summary>Random capital, milk, surpluses and corrections: against the answers of the roster and of the statements.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Accounts_OfRandomYears_AreWhatStatementsAndRosterSay(string provider)
    {
        var seed = TestSeed.Value;
        TestContext.Current.TestOutputHelper?.WriteLine($"TEST_SEED={seed}");
        var random = new Random(seed);
        await using var years = await CarriedWorld.StartAsync(provider, Scheme);
        string[] households = ["0001", "0002", "0003", "0004", "0005"];
        var (capital, quota) = (new Dictionary<string, long>(), new Dictionary<string, long>());
        for (var year = 2018; year < 2022; year++)
        {
            var opening = (Capital: new Dictionary<string, long>(capital), Quota: new Dictionary<string, long>(quota));
            foreach (var household in households.Where(_ => random.Next(4) > 0 || capital.Count < households.Length))
            {
                capital[household] = random.Next(1, 500_000);
                await years.HouseholdAsync(household, $"{year}-0{random.Next(1, 10)}-15",
                    ("share_money", Yuan(capital[household])), ("milk", Yuan(random.Next(1, 90_000))), ("wheat", $"{random.Next(0, 900)}"));
            }

            var run = CarriedWorld.IdOf(await years.RunAsync(Id, year, "paid", ("surplus", Yuan(random.Next(1000, 9_000_000)))));
            List<string> runs = [run];
            if (random.Next(2) == 0)
            {
                runs.Add(CarriedWorld.IdOf(await years.CorrectAsync(run, "paid", ("surplus", Yuan(random.Next(1000, 9_000_000))))));
            }

            var got = (await ListAsync(years, year, limit: 2)).GetProperty("accounts").EnumerateArray()
                .Concat((await ListAsync(years, year, limit: 2, page: 2)).GetProperty("accounts").EnumerateArray())
                .Concat((await ListAsync(years, year, limit: 2, page: 3)).GetProperty("accounts").EnumerateArray()).ToArray();
            Assert.True(
                households.SequenceEqual(got.Select(account => account.GetProperty("household").GetString()!)),
                $"TEST_SEED={seed}");
            foreach (var account in got)
            {
                var household = account.GetProperty("household").GetString()!;
                var (refund, dividend, noted) = await StatementsAsync(years, runs, household);
                quota[household] = noted;
                var expected = $"{opening.Capital.GetValueOrDefault(household)}/{opening.Quota.GetValueOrDefault(household)} "
                    + $"{capital[household]}/{noted}/{refund}/{dividend}";
                var found = $"{Fen(account, "opening", "capital")}/{Fen(account, "opening", "reserve_quota")} "
                    + $"{Fen(account, "closing", "capital")}/{Fen(account, "closing", "reserve_quota")}/"
                    + $"{Fen(account, "closing", "patronage_refund")}/{Fen(account, "closing", "residual_dividend")}";
                Assert.True(expected == found, $"TEST_SEED={seed}, {year}, {household}: {expected}, got {found}");
                Assert.True(AddsUp(account), $"TEST_SEED={seed}, {year}, {household}: {account.GetRawText()}");
            }
        }
    }

    private static async Task<(long Refund, long Dividend, long Noted)> StatementsAsync(
        CarriedWorld years, IEnumerable<string> runs, string household)
    {
        long refund = 0, dividend = 0, noted = 0;
        foreach (var run in runs)
        {
            var statement = (await years.World.GetAsync($"/v1/runs/{run}/statements/{household}")).Json;
            refund += Sum(statement, "lines", "盈余返还");
            dividend += Sum(statement, "lines", "dividend");
            noted += Sum(statement, "records", "quota_out");
        }

        return (refund, dividend, noted);
    }

    private static long Sum(JsonElement statement, string list, string step) => !statement.TryGetProperty(list, out var lines) ? 0
        : lines.EnumerateArray().Where(line => line.GetProperty("step").GetString() == step)
            .Sum(line => Fen(line.GetProperty("amount").GetString()!));

    private static async Task ExpectOtherDoorsAsync(CarriedWorld years, int year)
    {
        var rest = (await ListAsync(years, year)).GetProperty("accounts").EnumerateArray().Select(Text).ToArray();
        using var api = new GrpcApi(years.World.Service.GrpcAddress);
        var answer = await api.CallAsync("linkage.v1.MemberAccounts/ListMemberAccounts",
            new ListMemberAccountsRequest { Organization = CarriedWorld.Id, Year = year });
        Assert.Equal(rest, ListMemberAccountsResponse.Parser.ParseFrom(answer.Messages[0]).Accounts.Select(Text));

        var address = $"/v1/organizations/{CarriedWorld.Id}/member-accounts:export?year={year}";
        var cancellation = TestContext.Current.CancellationToken;
        foreach (var format in new[] { "csv", "xlsx" })
        {
            var rows = await TableFiles.ReadAsync(
                await years.World.Service.Client.GetByteArrayAsync($"{address}&format={format}", cancellation));
            Assert.Equal(
                ["户编号", "户主", "日期", "摘要", "成员出资（元）", "公积金份额（元）", "小麦交易量（斤）", "牛奶交易额（元）", "盈余返还（元）", "剩余盈余分配（元）"],
                rows[0].Cells);
            Assert.Equal(["0001", "农户0001", $"{year}-12-31", "年末余额（或全年）", "1500", "75", "0", "200", "270", "180"],
                rows[4].Cells.Select(cell => cell.Contains('.', StringComparison.Ordinal) ? cell.TrimEnd('0').TrimEnd('.') : cell));
        }

        var exported = await api.CallAsync("linkage.v1.MemberAccounts/ExportMemberAccounts",
            new ExportMemberAccountsRequest { Organization = CarriedWorld.Id, Year = year });
        var parts = exported.Messages.Select(ExportMemberAccountsResponse.Parser.ParseFrom).ToArray();
        Assert.Equal($"{CarriedWorld.Id}-{year}-member-accounts.csv", parts[0].Head.FileName);
        Assert.Equal(await years.World.Service.Client.GetByteArrayAsync(address, cancellation),
            parts.Skip(1).SelectMany(part => part.Chunk.ToByteArray()));
        var page = (await years.World.GetAsync($"{address}&format=html&household=0001")).Text;
        Assert.Contains("<td class=\"c\">2</td><td class=\"c\">2024-12-31</td><td>2024 年核算：盈余分配</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("0002", page, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> AccountAsync(CarriedWorld years, int year, string household) =>
        (await years.World.GetAsync($"/v1/organizations/{CarriedWorld.Id}/member-accounts?year={year}&household={household}")).Json
            .GetProperty("accounts")[0];

    private static async Task<JsonElement> ListAsync(CarriedWorld years, int year, int limit = 100, int page = 1)
    {
        string? cursor = null;
        for (var at = 1; ; at++)
        {
            var answer = (await years.World.GetAsync($"/v1/organizations/{CarriedWorld.Id}/member-accounts?year={year}&limit={limit}"
                + (cursor is null ? "" : "&cursor=" + cursor))).Json;
            if (at == page)
            {
                return answer;
            }

            cursor = answer.GetProperty("next").GetString();
        }
    }

    private static bool AddsUp(JsonElement account) => account.GetProperty("closing").EnumerateObject().All(column =>
        (account.GetProperty("opening").TryGetProperty(column.Name, out var opening) ? Fen(opening.GetString()!) : 0)
        + account.GetProperty("entries").EnumerateArray().Sum(entry =>
            entry.GetProperty("amounts").TryGetProperty(column.Name, out var amount) ? Fen(amount.GetString()!) : 0)
        == Fen(column.Value.GetString()!));

    private static string Text(JsonElement account) => string.Join('\n',
        [
            $"{account.GetProperty("household").GetString()}: {Amounts(account.GetProperty("opening"))}",
            .. account.GetProperty("entries").EnumerateArray().Select(entry => $"{entry.GetProperty("date").GetString()} "
                + entry.GetProperty("text").GetProperty("zh").GetString()
                + (entry.TryGetProperty("run", out var run) ? " " + run.GetString() : "") + ": " + Amounts(entry.GetProperty("amounts"))),
            $"= {Closing(account)}",
        ]);

    private static string Text(MemberAccount account) => string.Join('\n',
        [
            $"{account.Household}: {Amounts(account.Opening)}",
            .. account.Entries.Select(entry => $"{entry.Date} {entry.Text.Zh}{(entry.Run.Length > 0 ? " " : "")}{entry.Run}: "
                + Amounts(entry.Amounts)),
            $"= {Amounts(account.Closing)}",
        ]);

    private static string Closing(JsonElement account) => Amounts(account.GetProperty("closing"));

    private static string Amounts(JsonElement amounts) =>
        string.Join(' ', amounts.EnumerateObject().Select(column => $"{column.Name}={column.Value.GetString()}"));

    private static string Amounts(IEnumerable<AccountAmount> amounts) => string.Join(' ', amounts.Select(amount => amount.Column + "="
        + (amount.AmountCase == AccountAmount.AmountOneofCase.Quantity ? amount.Quantity : Yuan(amount.AmountFen))));

    private static long Fen(JsonElement account, string at, string column) =>
        Fen(account.GetProperty(at).GetProperty(column).GetString()!);

    private static long Fen(string yuan) => (long)(decimal.Parse(yuan, CultureInfo.InvariantCulture) * 100);

    private static string Yuan(long fen) => new Money(fen).ToString();
}
