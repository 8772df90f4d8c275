using System.Globalization;
using System.Text.Json;
using LinkageService.Tests.Features.Exports;
using LinkageService.Tests.Features.Payments;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.LinkageReports;

/// <summary>The linkage report over two organisations that share a household.</summary>
public sealed class LinkageReportTests
{
    [Fact]
    public async Task Report_OfTwoOrganizationsWithOneHousehold_CountsItOnceAndAddsItsIncomeUp()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync("cun");
        await new RunWorld(service).OrganizationAsync("she", "farmer_cooperative", region: "500155108202");
        await PutAsync(service, "cun", "0001", "3.33", isRegistered: true);
        await PutAsync(service, "she", "A-1", "3.33", isRegistered: true);
        await world.PreparedAsync("cun");
        await LinkAsync(service, "cun", "0001", "land_transfer");
        await LinkAsync(service, "she", "A-1", "land_transfer");
        await LinkAsync(service, "she", "A-1", "employment");
        var report = await GetAsync(service, "year=2025&total=4&totalOn=2025-10-31&printed=20%25");
        var organizations = report.GetProperty("organizations").EnumerateArray().ToDictionary(
            each => each.GetProperty("organization").GetString()!, each => each.GetProperty("figures").GetProperty("thisYear"));
        var all = report.GetProperty("all").GetProperty("thisYear");
        Assert.Equal((5, 1, 5), (Households(organizations["cun"]), Households(organizations["she"]), Households(all)));
        Assert.Equal((1, 1), (Mode(all, "land_transfer"), Mode(all, "employment")));
        Assert.Equal(Fen(organizations["cun"], "income"), Fen(all, "income"));
        Assert.Equal("500155", report.GetProperty("districts")[1].GetProperty("code").GetString());
        Assert.Equal("梁平区福禄镇青桥村", report.GetProperty("organizations")[1].GetProperty("regionName").GetString());

        // Both are the registered household that is linked; the other list has four, and a quarter was not printed.
        var coverage = report.GetProperty("coverage");
        Assert.Equal((1, "100.00%", "2025-12-31"), (coverage.GetProperty("registered").GetInt32(),
            coverage.GetProperty("rate").GetString(), coverage.GetProperty("registeredOn").GetString()));
        var stated = coverage.GetProperty("stated");
        Assert.Equal(("25.00%", "20.00%", false), (stated.GetProperty("rate").GetString(), stated.GetProperty("printed").GetString(),
            stated.GetProperty("agrees").GetBoolean()));
        var one = await GetAsync(service, "year=2025&region=5001");
        Assert.Equal("she", Assert.Single(one.GetProperty("organizations").EnumerateArray()).GetProperty("organization").GetString());
    }

    [Fact]
    public async Task Income_OfAHouseholdOfTwoOrganizations_IsStackedOverBothAndCountedOnce()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync("cun");
        await new RunWorld(service).OrganizationAsync("she", "farmer_cooperative", region: "500155108202");
        await PutAsync(service, "cun", "0001", "3.33", isRegistered: true);
        await PutAsync(service, "she", "A-1", "3.33", isRegistered: true);
        await PutAsync(service, "she", "A-2", "1", isRegistered: false, person: 8);
        await world.PreparedAsync("cun");
        var year = (await service.GetAsync("/v1/organizations/cun/households/0001/statements")).Json
            .GetProperty("statements")[0].GetProperty("year").GetInt32();
        var own = (await service.GetAsync($"/v1/organizations/cun/households/0001/income?year={year}")).Json;
        var other = (await service.GetAsync($"/v1/organizations/she/households/A-1/income?year={year}")).Json;
        var payers = other.GetProperty("payers").EnumerateArray().Select(payer =>
            $"{payer.GetProperty("organization")} {payer.GetProperty("household")} {payer.GetProperty("total")}").ToArray();
        Assert.Equal(["she A-1 0.00", $"cun 0001 {own.GetProperty("total")}"], payers);
        Assert.Equal(own.GetProperty("total").GetString(), other.GetProperty("total").GetString());
        Assert.Equal(own.GetProperty("benefits").GetRawText(), other.GetProperty("benefits").GetRawText());
        Assert.True(Fen(own, "total") > 0);

        // Another head, and no roster at all.
        var apart = (await service.GetAsync($"/v1/organizations/she/households/A-2/income?year={year}")).Json;
        Assert.Single(apart.GetProperty("payers").EnumerateArray());
        Assert.Equal(404, (await service.GetAsync("/v1/organizations/she/households/A-9/income")).Status);
    }

    [FullRunFact]
    public async Task Workbook_OfAReport_ComputesItsRateAnew()
    {
        await using var service = await RunningService.StartAsync();
        await new PaymentWorld(service).VillageAsync("cun");
        await PutAsync(service, "cun", "0001", "3.33", isRegistered: true);
        var book = await service.Client.GetByteArrayAsync(
            "/v1/reports/linkage:export?year=2025&total=3&totalOn=2025-10-31");
        await LibreOfficeTests.ExpectRecomputedSheetsAsync(book, ["各组织", "覆盖面"], atLeast: 1);
    }

    [Theory]
    [InlineData("total=4", "missing_field", "totalOn")]
    [InlineData("printed=20%25", "missing_field", "total")]
    [InlineData("total=4&totalOn=2025-10-31&printed=many", "invalid_value", "printed")]
    [InlineData("total=4&totalOn=2025-10-31&printed=55.2", "out_of_range", "printed")]
    [InlineData("total=4&totalOn=2025-10-31&printed=100.01%25", "out_of_range", "printed")]
    [InlineData("region=x", "invalid_value", "region")]
    [InlineData("year=1", "year_out_of_range", "year")]
    [InlineData("organization=nowhere", "unknown_organization", "organization")]
    public async Task Report_AskedForWrongly_SaysWhere(string query, string code, string field)
    {
        await using var service = await RunningService.StartAsync();
        var answer = await service.SendAsync(HttpMethod.Get, "/v1/reports/linkage?" + query);
        Assert.Contains((code, field), answer.Errors);
    }

    private static async Task PutAsync(
        RunningService service, string organization, string id, string land, bool isRegistered, int person = 7)
    {
        var tags = isRegistered ? "\"registered\"" : "";
        var answer = await service.SendAsync(HttpMethod.Put, $"/v1/organizations/{organization}/households/{id}",
            $$"""
            { "name": "农户0001", "tags": [{{tags}}], "holdings": { "land": "{{land}}" }, "validFrom": "2020-01-02",
              "persons": [ { "name": "农户0001", "idNumber": "{{PrivateExamples.IdNumber(person)}}", "head": true } ] }
            """, ("X-Linkage-User", "maker"));
        Assert.True(answer.Status is 200 or 201, answer.Text);
    }

    private static async Task LinkAsync(RunningService service, string organization, string household, string mode)
    {
        var answer = await service.SendAsync(HttpMethod.Post, $"/v1/organizations/{organization}/linkages",
            $$"""{ "household": "{{household}}", "partner": "公司", "mode": "{{mode}}", "from": "2025-03-01" }""",
            ("X-Linkage-User", "maker"));
        Assert.True(answer.Status == 201, answer.Text);
    }

    private static async Task<JsonElement> GetAsync(RunningService service, string query)
    {
        var answer = await service.SendAsync(HttpMethod.Get, "/v1/reports/linkage?" + query);
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }

    private static int Households(JsonElement figures) => figures.GetProperty("households").GetInt32();

    private static int Mode(JsonElement figures, string mode) =>
        figures.GetProperty("modes").GetProperty(mode).GetProperty("all").GetInt32();

    private static long Fen(JsonElement figures, string name) =>
        (long)(decimal.Parse(figures.GetProperty(name).GetString()!, CultureInfo.InvariantCulture) * 100);
}
