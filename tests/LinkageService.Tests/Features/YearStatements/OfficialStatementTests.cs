using System.Globalization;
using System.Text;
using System.Text.Json;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Features.Exports;
using LinkageService.Tests.Features.Payments;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.YearStatements;

/// <summary>The official statements: the lines of the form, sums that are right or unknown, ties, and what nobody stated.</summary>
public sealed class OfficialStatementTests
{
    // In the order of 会农社02表.
    private const string Cooperative = """
        { "form": "cooperative", "status": "closed", "operatingIncome": "500000.00", "investmentIncome": "20000.00",
          "operatingExpense": "300000.00", "taxesAndSurcharges": "1000.00", "administrativeExpense": "50000.00",
          "financeExpense": "2000.00",
          "otherIncome": "8000.00", "otherExpense": "5000.00", "incomeTax": "0.00", "netIncome": "170000.00",
          "openingUndistributed": "-20000.00", "transferredIn": "10000.00", "reserveDrawn": "15000.00", "patronageRefund": "87000.00",
          "residualDividend": "50000.00", "convertedToCapital": "3000.00", "closingUndistributed": "5000.00" }
        """;

    [Fact]
    public async Task Statement_OfACooperative_HasTheTwentyLinesOfTheForm()
    {
        await using var service = await RunningService.StartAsync();
        await new RunWorld(service).OrganizationAsync("hezuoshe", "farmer_cooperative");
        await PutAsync(service, "hezuoshe", 2025, Cooperative);
        var got = (await GetAsync(service, "hezuoshe", 2025)).Json;
        var lines = got.GetProperty("lines").EnumerateArray().ToArray();
        Assert.Equal(Enumerable.Range(1, 20), lines.Select(line => line.GetProperty("number").GetInt32()));
        Assert.Equal(
            ["500000.00", "20000.00", "300000.00", "1000.00", "50000.00", "2000.00", "167000.00", "8000.00", "5000.00", "170000.00", "0.00",
                "170000.00", "-20000.00", "10000.00", "15000.00", "145000.00", "87000.00", "50000.00", "3000.00", "5000.00"],
            lines.Select(line => line.GetProperty("amount").GetString()!));
        var ties = got.GetProperty("ties").EnumerateArray().ToDictionary(
            tie => tie.GetProperty("code").GetString()!,
            tie => tie.TryGetProperty("holds", out var holds) ? holds.GetBoolean() : (bool?)null);
        Assert.Equal((true, true, null), (ties["net_is_its_lines"], ties["closing_rolls_forward"], ties["opening_is_last_closing"]));

        // The year before closed with another balance than this one opens with: the tie says so.
        await PutAsync(service, "hezuoshe", 2024, """{ "form": "cooperative", "status": "closed", "closingUndistributed": "-21000.00" }""");
        var broken = (await GetAsync(service, "hezuoshe", 2025)).Json.GetProperty("ties")[0];
        Assert.False(broken.GetProperty("holds").GetBoolean());
        Assert.Contains("-21,000.00", broken.GetProperty("text").GetProperty("zh").GetString(), StringComparison.Ordinal);
    }

    /// <summary>What is not stated is no 0: the line, every sum over it and the workbook say so.</summary>
    [Fact]
    public async Task Statement_WithALineThatNobodyStated_LeavesItsSumsUnknown()
    {
        await using var service = await RunningService.StartAsync();
        await new RunWorld(service).OrganizationAsync("hezuoshe", "farmer_cooperative");
        await PutAsync(service, "hezuoshe", 2025, Cooperative.Replace("\"financeExpense\": \"2000.00\",", "", StringComparison.Ordinal)
            .Replace("\"netIncome\": \"170000.00\",", "", StringComparison.Ordinal));
        var got = (await GetAsync(service, "hezuoshe", 2025)).Json;
        var unknown = got.GetProperty("lines").EnumerateArray().Where(line => !line.TryGetProperty("amount", out _))
            .Select(line => line.GetProperty("number").GetInt32());
        Assert.Equal([6, 7, 10, 12, 16], unknown);
        Assert.Contains(got.GetProperty("missing").EnumerateArray(), line => line.GetProperty("field").GetString() == "financeExpense");
        var page = Encoding.UTF8.GetString(await service.Client.GetByteArrayAsync(Path("hezuoshe", 2025, "html")));
        Assert.Contains("未填", page, StringComparison.Ordinal);
        Assert.Contains("未定稿", page, StringComparison.Ordinal);
    }

    [FullRunFact]
    public async Task Workbook_OfAYear_ComputesItsSumsAnew()
    {
        await using var service = await RunningService.StartAsync();
        await new RunWorld(service).OrganizationAsync("hezuoshe", "farmer_cooperative");
        await PutAsync(service, "hezuoshe", 2025, Cooperative);
        var sheets = await LibreOfficeTests.ExpectRecomputedSheetsAsync(
            await service.Client.GetByteArrayAsync(Path("hezuoshe", 2025, "xlsx")), ["盈余及盈余分配表", "成员权益变动表", "附注"], atLeast: 4);
        Assert.Contains(sheets["盈余及盈余分配表"], row => row[0].StartsWith("六、", StringComparison.Ordinal)
            && decimal.Parse(row[2], CultureInfo.InvariantCulture) == 5_000m);
    }

    /// <summary>
    /// 会农社03表 by hand: of 1,500.00 converted 1,200.00 come out of the capital reserve, of 10,000.00 of losses 400.00. Every cell is
    /// known, every tie holds, and LibreOffice computes the closing balances anew.
    /// </summary>
    [Fact]
    public async Task Equity_WithTheCapitalReserveStated_ClosesAndTiesWithTheBalanceSheet()
    {
        await using var service = await RunningService.StartAsync();
        var world = new RunWorld(service);
        await world.OrganizationAsync("hezuoshe", "farmer_cooperative");
        await world.HouseholdsAsync("hezuoshe", [new CaseHousehold("0001", [], new Dictionary<string, string>())]);
        await FactAsync(service, "capital", "\"validFrom\": \"2024-12-31\"", Contributions(""));
        await FactAsync(service, "capital", "\"validFrom\": \"2025-12-31\"", Contributions("""
            , { "household": "0001", "kind": "cash", "source": "member", "amount": "5000.00", "on": "2025-03-01" },
            { "household": "0001", "kind": "cash", "source": "reserve", "amount": "1500.00", "on": "2025-06-01" },
            { "household": "0001", "kind": "cash", "source": "donation", "amount": "700.00", "on": "2025-06-01" }
            """));
        await PutAsync(service, "hezuoshe", 2024, """
            { "form": "cooperative", "status": "closed", "closingUndistributed": "-20000.00", "balanceCapital": "40000.00",
              "balanceSpecialFund": "9000.00", "balanceCapitalReserve": "2000.00", "balanceSurplusReserve": "30000.00" }
            """);
        var stated = Cooperative.TrimEnd().TrimEnd('}') + """
            , "openingCapitalReserve": "2000.00", "capitalPremium": "300.00", "revaluation": "60.00", "capitalReserveConverted": "1200.00",
              "capitalReserveCovering": "400.00", "balanceCapital": "46500.00", "balanceSpecialFund": "9700.00",
              "balanceCapitalReserve": "760.00", "balanceSurplusReserve": "35100.00" }
            """;
        await PutAsync(service, "hezuoshe", 2025, stated);
        var got = (await GetAsync(service, "hezuoshe", 2025)).Json;
        string[] columns = ["capital", "specialFund", "capitalReserve", "surplusReserve", "undistributed", "total"];
        var rows = got.GetProperty("equity").EnumerateArray().ToArray();
        Assert.Equal(["40000.00", "9000.00", "2000.00", "30000.00", "-20000.00", "61000.00"], Of(rows[0]));
        Assert.Equal(["46500.00", "9700.00", "760.00", "35100.00", "5000.00", "97060.00"], Of(rows[^1]));
        Assert.All(got.GetProperty("ties").EnumerateArray().Where(tie => Code(tie).StartsWith("equity_", StringComparison.Ordinal)),
            tie => Assert.True(tie.GetProperty("holds").GetBoolean(), Code(tie)));
        Assert.Equal(9, got.GetProperty("ties").EnumerateArray().Count(tie => Code(tie).StartsWith("equity_", StringComparison.Ordinal)));
        var sheets = await LibreOfficeTests.ExpectRecomputedSheetsAsync(
            await service.Client.GetByteArrayAsync(Path("hezuoshe", 2025, "xlsx")), ["盈余及盈余分配表", "成员权益变动表", "附注"], atLeast: 10);
        var closing = sheets["成员权益变动表"].Single(row => row[0] == "年末余额");
        Assert.Equal([46_500m, 9_700m, 760m, 35_100m, 5_000m, 97_060m],
            closing.Skip(1).Take(6).Select(cell => decimal.Parse(cell, CultureInfo.InvariantCulture)));

        // A balance sheet that says otherwise, and a part above its whole.
        await PutAsync(service, "hezuoshe", 2025, stated.Replace("\"760.00\"", "\"761.00\"", StringComparison.Ordinal));
        var broken = (await GetAsync(service, "hezuoshe", 2025)).Json.GetProperty("ties").EnumerateArray()
            .Single(tie => Code(tie) == "equity_closing_capital_reserve");
        Assert.False(broken.GetProperty("holds").GetBoolean());
        Assert.Contains("761.00", broken.GetProperty("text").GetProperty("zh").GetString(), StringComparison.Ordinal);
        var refused = await service.SendAsync(HttpMethod.Put, "/v1/organizations/hezuoshe/facts/statement",
            $$"""{ "year": 2025, "statement": {{stated.Replace("\"400.00\"", "\"10000.01\"", StringComparison.Ordinal)}} }""");
        Assert.Equal([("invalid_value", "statement.capitalReserveCovering")], refused.Errors);

        string[] Of(JsonElement row) => [.. columns.Select(column => row.GetProperty(column).GetString()!)];
        static string Code(JsonElement tie) => tie.GetProperty("code").GetString()!;
        static string Contributions(string more) => $$"""
            { "contributions": [{ "household": "0001", "kind": "cash", "source": "member", "amount": "40000.00", "on": "2020-01-01" },
              { "household": "0001", "kind": "cash", "source": "public_subsidy", "amount": "9000.00", "on": "2021-01-01" }{{more}}] }
            """;
    }

    /// <summary>What a collective paid by approved runs stands in its statement, without form number and line numbers.</summary>
    [Fact]
    public async Task Statement_OfACollective_TakesWhatItsRunsPaid()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync("jiti");
        var run = await world.PreparedAsync("jiti");
        var got = (await GetAsync(service, "jiti", 2025)).Json;
        var lines = got.GetProperty("lines").EnumerateArray().ToDictionary(line => line.GetProperty("code").GetString()!);
        Assert.Equal("runs", lines["paidToMembers"].GetProperty("origin").GetString());
        Assert.False(lines["paidToMembers"].TryGetProperty("number", out _));
        Assert.False(got.TryGetProperty("equity", out _));

        // By hand: all that households get, less the wages that the company pays.
        var seen = await world.GetAsync("/v1/runs/" + run);
        var company = seen.GetProperty("sources").EnumerateArray().Where(source => source.GetProperty("name").GetString() == "company")
            .Sum(source => Fen(source.GetProperty("amount")));
        Assert.Equal(
            Fen(seen.GetProperty("totals").GetProperty("households")) - company, Fen(lines["paidToMembers"].GetProperty("amount")));
        Assert.Equal("invalid_value", (await new RunWorldCompany(service).GetAsync()).Code);
    }

    private static long Fen(JsonElement yuan) => (long)(decimal.Parse(yuan.GetString()!, CultureInfo.InvariantCulture) * 100);

    private static string Path(string organization, int year, string format) =>
        $"/v1/organizations/{organization}/year-statements:export?year={year}&format={format}";

    private static async Task<Answer> GetAsync(RunningService service, string organization, int year)
    {
        var answer = await service.SendAsync(HttpMethod.Get, $"/v1/organizations/{organization}/year-statements?year={year}");
        Assert.True(answer.Status == 200, answer.Text);
        return answer;
    }

    private static async Task FactAsync(RunningService service, string kind, string time, string fact)
    {
        var answer = await service.SendAsync(HttpMethod.Put, "/v1/organizations/hezuoshe/facts/" + kind,
            $$"""{ {{time}}, "{{kind}}": {{fact}} }""", ("X-Linkage-User", "maker"));
        Assert.True(answer.Status is 200 or 201, answer.Text);
    }

    private static async Task PutAsync(RunningService service, string organization, int year, string statement)
    {
        var answer = await service.SendAsync(HttpMethod.Put, $"/v1/organizations/{organization}/facts/statement",
            $$"""{ "year": {{year}}, "statement": {{statement}} }""", ("X-Linkage-User", "maker"));
        Assert.True(answer.Status is 200 or 201, answer.Text);
    }

    /// <summary>A company, which has no such statements.</summary>
    private sealed class RunWorldCompany(RunningService service)
    {
        public async Task<Answer> GetAsync()
        {
            await new RunWorld(service).OrganizationAsync("gongsi", "company");
            return await service.SendAsync(HttpMethod.Get, "/v1/organizations/gongsi/year-statements?year=2025");
        }
    }
}
