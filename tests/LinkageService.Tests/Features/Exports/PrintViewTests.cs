using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LinkageService.Engine.Amounts;
using LinkageService.Features.Exports.Print;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Exports;

/// <summary>Print views: parted into pages that add up, on their own, and safe whatever a household is called.</summary>
[Collection(Printing.Name)]
public sealed partial class PrintViewTests
{
    private const int Households = 61;
    private const string Run = """
        { "scheme": "three-golds", "year": 2025, "recordDate": "2025-12-31", "parameters": { "rent_per_mu": "0.01", "day_wage": "0.00" },
          "inputs": { "dividend": "100.00" } }
        """;

    [Theory]
    [InlineData("notice", "", 3)]
    [InlineData("payout-sheet", "", 3)]
    [InlineData("payout-sheet", "?rows=20", 4)]
    public async Task Pages_OfManyHouseholds_AddUpAndSayWhichOfHowMany(string document, string query, int pages)
    {
        await using var village = await ManyAsync();
        var run = await MakeAsync(village);
        var html = await village.ExportAsync(run, document + ".html", query);
        var text = Encoding.UTF8.GetString(html);
        Assert.Equal(pages, SheetMark().Count(text));
        Assert.Equal(Enumerable.Range(1, pages).Select(page => $"第 {page} 页　共 {pages} 页"),
            PageMark().Matches(System.Net.WebUtility.HtmlDecode(text)).Select(mark => mark.Value));

        // Of each page: its rows add up to its own sum, and that with the pages before to the sum so far.
        decimal page = 0, all = 0;
        var (serial, onPage, id) = (0, 0, document == "notice" ? 0 : 1);
        foreach (var row in PrintedRows.Of(html))
        {
            if (row.Count > 5 && !row[0].EndsWith('）') && int.TryParse(row[id], CultureInfo.InvariantCulture, out var number))
            {
                // As a village counts: 9 is before 10.
                Assert.Equal(++serial, number);
                (page, onPage) = (page + Net(row, document), onPage + 1);
            }
            else if (row[0] == $"本页小计（{onPage} 户）")
            {
                Assert.Equal(page, Net(row, document));
                (all, page, onPage) = (all + page, 0, 0);
            }
            else if (row[0] == $"累计（{serial} 户）" || row[0] == $"合计（{serial} 户）")
            {
                Assert.Equal(all, Net(row, document));
            }
        }

        var total = (await village.Runs.GetAsync("/v1/runs/" + run)).Json.GetProperty("totals").GetProperty("households").GetString();
        Assert.Equal((Households, total, 0), (serial, all.ToString("0.00", CultureInfo.InvariantCulture), onPage));
        if (document == "notice")
        {
            Assert.Contains($"共 {pages} 张，请按页次并排张贴", text, StringComparison.Ordinal);
            Assert.Contains("（大写：<b>" + ChineseAmount.Of(new Money((long)(all * 100))), text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("notice")]
    [InlineData("payout-sheet")]
    [InlineData("household-statements")]
    public async Task Html_AnyDocument_StandsAloneAndEscapesEveryName(string document)
    {
        await using var village = await ExportVillage.StartAsync();
        using var response = await village.Service.Client.GetAsync($"/v1/runs/{await village.RunAsync()}/exports/{document}.html");
        Assert.StartsWith("default-src 'none'; style-src 'unsafe-inline'; img-src data:",
            response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(("text/html", "utf-8", "inline"), (response.Content.Headers.ContentType!.MediaType,
            response.Content.Headers.ContentType.CharSet, response.Content.Headers.ContentDisposition!.DispositionType));
        Assert.True(response.Headers.CacheControl!.NoStore);
        var text = await response.Content.ReadAsStringAsync();
        Assert.DoesNotMatch(Outside(), text);
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#x27;", text, StringComparison.Ordinal);
    }

    [FullRunTheory]
    [InlineData("notice.pdf", 3, "A4")]
    [InlineData("payout-sheet.pdf", 3, "A4")]
    [InlineData("household-statements.pdf", 21, "A4")]
    [InlineData("household-statements.pdf?household=7", 1, "A4")]
    [InlineData("papers.pdf?rows=20&names=masked", 3 + 4 + 21, "A4")]
    public async Task Pdf_OfManyHouseholds_HasExactlyThePagesItCounts(string kind, int pages, string paper)
    {
        await Tool.RequireAsync(Tool.Chromium + " && command -v pdfinfo");
        await using var village = await ManyAsync();
        var parts = kind.Split('?');
        var file = await village.ExportAsync(await MakeAsync(village), parts[0], parts.Length > 1 ? "?" + parts[1] : "");
        Assert.Equal(pages, await PrintedPdf.PagesAsync(file));
        Assert.Contains($"({paper})", await PrintedPdf.TextAsync(file), StringComparison.Ordinal);
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Pdf_WithoutChromium_SaysWhatToInstallAndThatTheHtmlWorks()
    {
        await using var village = await ExportVillage.StartAsync("--Print:Chromium=/nowhere/chromium");
        var run = await village.RunAsync();
        var answer = await village.Service.GetAsync($"/v1/runs/{run}/exports/notice.pdf");
        Assert.Equal((503, "print_unavailable"), (answer.Status, answer.Code));
        Assert.Contains("apt install chromium", answer.Text, StringComparison.Ordinal);
        Assert.Contains(".html", answer.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await village.Service.GetAsync($"/v1/runs/{new string('0', 32)}/exports/notice.pdf")).Status);
        Assert.NotEmpty(await village.ExportAsync(run, "notice.html"));
    }

    [Fact]
    public async Task Pdf_ChromiumThatFails_IsRefusedAndLeavesNothing()
    {
        await using var village = await ExportVillage.StartAsync("--Print:Chromium=/bin/false");
        var answer = await village.Service.GetAsync($"/v1/runs/{await village.RunAsync()}/exports/notice.pdf");
        Assert.Equal((503, "print_unavailable"), (answer.Status, answer.Code));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task HouseholdStatement_OfOneHousehold_SaysHowItCameAboutAndNothingOfOthers()
    {
        await using var village = await ExportVillage.StartAsync();
        var run = await village.RunAsync();
        var text = System.Net.WebUtility.HtmlDecode(
            Encoding.UTF8.GetString(await village.ExportAsync(run, "household-statements.html", "?household=0002")));
        Assert.Equal((1, 1), (SheetMark().Count(text), SlipMark().Count(text)));
        foreach (var told in new[]
        {
            "欧阳春晓 户 2025 年分红通知单", "70,000.00 元 × 2.7 亩 ÷ 14 亩 = 13,500.00 元。", "30,000.00 元 × 2.7 亩 ÷ 14 亩",
            "60 天 × 80.00 元，得 4,800.00 元", "24,085.71", "大写：贰万肆仟零捌拾伍元柒角壹分", ExportVillage.Account(1)[^4..],
        })
        {
            Assert.Contains(told, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("张三丰", text, StringComparison.Ordinal);
        var all = Encoding.UTF8.GetString(await village.ExportAsync(run, "household-statements.html"));
        Assert.Equal((3, 6), (SheetMark().Count(all), SlipMark().Count(all)));

        // The period is over, and nobody is sent to object within it.
        Assert.DoesNotContain("异议", text, StringComparison.Ordinal);
    }

    private static decimal Net(IReadOnlyList<string> row, string document) =>
        decimal.Parse((document == "notice" ? row[^1] : row[^4]).Replace("—", "0", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    // Beside the six of the village: 55 with a little land each.
    private static async Task<ExportVillage> ManyAsync()
    {
        var village = await ExportVillage.StartAsync();
        var table = new StringBuilder("户编号,户主,成员数,rented_land,shares\n");
        for (var at = 1; at <= Households; at++)
        {
            var id = at.ToString(at > 6 ? "0" : "0000", CultureInfo.InvariantCulture);
            table.Append(CultureInfo.InvariantCulture, $"{id},农户{at:0000},{1 + (at % 7)},{1 + (at * 37 % 400)}.25,{at}.00\n");
        }

        var roster = new RosterClient(village.Service, ExportVillage.Organization);
        var imported = await roster.ImportAsync(table.ToString(), "?validFrom=2024-01-01");
        Assert.True(imported.Status == 200, imported.Text);
        return village;
    }

    // Another test may be printing just now; its folder goes too.
    private static async Task NothingIsLeftAsync()
    {
        var folders = Directory.GetDirectories(Path.GetTempPath(), $"linkage-print-{Environment.ProcessId}-*");
        for (var waited = 0; waited < 600 && folders.Any(Directory.Exists); waited++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain(folders, Directory.Exists);
    }

    private static async Task<string> MakeAsync(ExportVillage village)
    {
        var created = await village.Runs.CreateAsync(ExportVillage.Organization, Run, Guid.NewGuid().ToString("N"));
        Assert.True(created.Status == 201, created.Text);
        return created.Json.GetProperty("id").GetString()!;
    }

    [GeneratedRegex("<section class=\"slip ", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SlipMark();

    [GeneratedRegex("<section class=\"sheet( first)?\">", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SheetMark();

    [GeneratedRegex("第 [0-9]+ 页　共 [0-9]+ 页", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex PageMark();

    [GeneratedRegex(
        "https?:|src=(?!\"data:image/png;base64,)|href=|url\\(|@import|<link|<iframe|<object", RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Outside();
}
