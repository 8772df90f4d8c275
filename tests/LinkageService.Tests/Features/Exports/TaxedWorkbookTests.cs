using System.Globalization;
using System.Text.Json;
using LinkageService.Tests.Features.Runs;

namespace LinkageService.Tests.Features.Exports;

/// <summary>The workbook that computes itself goes on from what households are due to what they are paid, as the service does.</summary>
public sealed class TaxedWorkbookTests
{
    [FullRunTheory]
    [InlineData("20%", "")]
    [InlineData("7.77%", "12.34")]
    [InlineData("1/3", "12.34")]
    public async Task Workbook_OfATaxedRun_TakesEveryHouseholdsTaxToTheFen(string rate, string debt)
    {
        await using var village = await ExportVillage.StartAsync();
        var stated = await village.Service.SendAsync(HttpMethod.Put, $"/v1/organizations/{ExportVillage.Organization}/facts/taxes", $$"""
            { "validFrom": "2025-01-01", "taxes": { "benefits": [
                { "benefit": "land_dividend", "mode": "withhold", "rate": "{{rate}}" },
                { "benefit": "full_return", "mode": "organization_bears" } ] } }
            """);
        Assert.True(stated.Status == 201, stated.Text);
        var draft = await village.DraftAsync("tangwan-four-tier", """{ "day_wage": "80.00" }""", "income");
        var run = draft.Json.GetProperty("id").GetString()!;
        if (debt.Length > 0)
        {
            var noted = await village.Service.PostAsync($"/v1/runs/{run}/set-offs", $$"""
                { "household": "0001", "amount": "{{debt}}", "reason": "赊购化肥款", "consentedOn": "2026-01-03", "consentedBy": "农户",
                  "document": "同意书" }
                """);
            Assert.True(noted.Status == 201, noted.Text);
        }

        var submitted = await village.Runs.StepAsync(run, "submit", draft.Headers["ETag"]);
        Assert.True(submitted.Status == 200, submitted.Text);
        var sheets = await LibreOfficeTests.RecomputedAsync(await village.ExportAsync(run, "statements.xlsx", "?formulas=full"));
        var statements = sheets["分配表"];
        Assert.Contains("核对：各项都对", statements, StringComparison.Ordinal);
        Assert.Contains("与服务算出的数一分不差", statements, StringComparison.Ordinal);
        Assert.Contains("全村：实发", sheets["核对"], StringComparison.Ordinal);
        var rows = statements.TrimEnd().Split('\n')
            .Select(row => row.Split(',').Select(cell => cell.Trim('"')).ToArray()).ToArray();
        var headings = rows.Single(row => row[0] == "户编号");
        string[] wanted = debt.Length > 0 ? ["代扣个税", "抵扣欠款", "实发", "服务算出的实发"] : ["代扣个税", "实发", "服务算出的实发"];
        Assert.Equal(wanted, headings[^wanted.Length..]);
        foreach (var household in new[] { "0001", "0002", "0003", "0005" })
        {
            var statement = (await village.Runs.GetAsync($"/v1/runs/{run}/statements/{household}")).Json;
            var (row, withheld) = (rows.Single(row => row[0] == household), statement.GetProperty("withheld"));
            Assert.Equal((Of(withheld, "tax"), Of(statement, "payable")), (Yuan(row[Array.IndexOf(headings, "代扣个税")]), Yuan(row[^2])));
        }

        var fixedThen = (await village.Runs.GetAsync("/v1/runs/" + run)).Json.GetProperty("withholding");
        Assert.Equal((Of(fixedThen, "paid"), Of(fixedThen, "paid")), (Yuan(rows[^1][^2]), Yuan(rows[^1][^1])));
        Assert.True(Of(fixedThen, "tax") > 0);
    }

    private static decimal Of(JsonElement json, string field) => Yuan(json.GetProperty(field).GetString()!);

    private static decimal Yuan(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
