using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Exports;

/// <summary>A file is called what people call the paper, and has an ASCII name beside it (RFC 6266).</summary>
public sealed class FileNamesTests
{
    [Theory]
    [InlineData("notice.html", "", "inline", "标记村2025年收益分配公示表.html", "marked-2025-notice.html")]
    [InlineData("payout-sheet.html", "", "inline", "标记村2025年分红发放表.html", "marked-2025-payout-sheet.html")]
    [InlineData("household-statements.html", "?household=0002", "inline", "标记村2025年分红通知单0002.html",
        "marked-2025-0002-household-statements.html")]
    [InlineData("statements.csv", "", "attachment", "标记村2025年分红明细表.csv", "marked-2025-statements.csv")]
    [InlineData("statements.csv", "?lang=en", "attachment", null, "marked-2025-statements.csv")]
    public async Task Export_Disposition_IsTheTitleOfThePaper(string kind, string query, string disposition, string? name, string ascii)
    {
        await using var village = await ExportVillage.StartAsync();
        var run = (await village.DraftAsync("tangwan-four-tier", "{}", "income")).Json.GetProperty("id").GetString()!;
        using var response = await village.Service.Client.GetAsync($"/v1/runs/{run}/exports/{kind}{query}");
        var header = response.Content.Headers.ContentDisposition!;
        Assert.Equal((disposition, ascii, name), (header.DispositionType, header.FileName?.Trim('"'), header.FileNameStar));
    }

    [Theory]
    [InlineData("notice.html?rows=20", "rows")]
    [InlineData("statements.csv?names=masked", "names")]
    [InlineData("household-statements.html?names=full", "names")]
    [InlineData("payout-sheet.html?rows=30", "rows")]
    [InlineData("notice.html?names=none", "names")]
    public async Task Export_OptionThatHasNoEffect_IsRefused(string kind, string field)
    {
        await using var village = await ExportVillage.StartAsync();
        var run = (await village.DraftAsync("tangwan-four-tier", "{}", "income")).Json.GetProperty("id").GetString()!;
        var answer = await village.Service.GetAsync($"/v1/runs/{run}/exports/{kind}");
        Assert.Equal((400, "invalid_value", field), (answer.Status, answer.Code,
            answer.Json.GetProperty("errors")[0].GetProperty("field").GetString()));
    }
}
