using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
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
    [InlineData("notice", 3)]
    [InlineData("payout-sheet", 6)]
    public async Task Pages_OfManyHouseholds_AddUpAndSayWhichOfHowMany(string document, int pages)
    {
        await using var village = await ManyAsync();
        var run = await MakeAsync(village);
        var html = await village.ExportAsync(run, document + ".html");
        var text = Encoding.UTF8.GetString(html);
        Assert.Equal(pages, SheetMark().Count(text));
        Assert.Equal(Enumerable.Range(1, pages).Select(page => $"第 {page} 页　共 {pages} 页"),
            PageMark().Matches(System.Net.WebUtility.HtmlDecode(text)).Select(mark => mark.Value));

        // Of each page: its rows add up to its own sum, and that with the pages before to the sum so far.
        decimal page = 0, all = 0;
        var serial = 0;
        foreach (var row in PrintedRows.Of(html).Where(row => row[0] != "序号"))
        {
            var amount = Net(row, document);
            switch (row[0])
            {
                case "本页小计":
                    Assert.Equal(page, amount);
                    (all, page) = (all + page, 0);
                    break;
                case "累计" or "合计":
                    Assert.Equal(all, amount);
                    break;
                default:
                    Assert.Equal((++serial).ToString(CultureInfo.InvariantCulture), row[0]);

                    // As a village counts: 9 is before 10.
                    Assert.Equal(serial, int.Parse(row[1], CultureInfo.InvariantCulture));
                    page += amount;
                    break;
            }
        }

        var total = (await village.Runs.GetAsync("/v1/runs/" + run)).Json.GetProperty("totals").GetProperty("households").GetString();
        Assert.Equal((Households, total), (serial, all.ToString("0.00", CultureInfo.InvariantCulture)));
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
        if (document != "notice")
        {
            Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#x27;", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("notice.pdf", 3, "A4")]
    [InlineData("payout-sheet.pdf", 6, "A4")]
    [InlineData("household-statements.pdf", Households, "A4")]
    [InlineData("household-statements.pdf?household=7", 1, "A4")]
    public async Task Pdf_OfManyHouseholds_HasExactlyThePagesItCounts(string kind, int pages, string paper)
    {
        await Tool.RequireAsync("command -v chromium && command -v pdfinfo");
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
        Assert.Equal(1, SheetMark().Count(text));
        foreach (var told in new[]
        {
            "欧阳春晓", "70,000.00 × 2.7 ÷ 14 = 13,500.00 元", "30,000.00 × 2.7 ÷ 14", "60 天", "24,085.71", "贰万肆仟零捌拾伍元柒角壹分",
            "公示期：2026年1月5日至2026年1月14日", "依据：",
        })
        {
            Assert.Contains(told, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("张三丰", text, StringComparison.Ordinal);
        Assert.Equal(6, SheetMark().Count(Encoding.UTF8.GetString(await village.ExportAsync(run, "household-statements.html"))));
    }

    [Fact]
    public async Task HouseholdStatements_OverTheLimit_AskForOneAtATime()
    {
        await using var village = await ExportVillage.StartAsync("--Limits:MaxExplainedHouseholds=5");
        var run = await village.RunAsync();
        var answer = await village.Service.GetAsync($"/v1/runs/{run}/exports/household-statements.html");
        Assert.Equal((413, "explanation_too_large"), (answer.Status, answer.Code));
        Assert.NotEmpty(await village.ExportAsync(run, "household-statements.html", "?household=0001"));
    }

    private static decimal Net(IReadOnlyList<string> row, string document) =>
        decimal.Parse(document == "notice" ? row[^1] : row[^4], CultureInfo.InvariantCulture);

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

    [GeneratedRegex("<section class=\"sheet\">", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SheetMark();

    [GeneratedRegex("第 [0-9]+ 页　共 [0-9]+ 页", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex PageMark();

    [GeneratedRegex("https?:|src=|href=|url\\(|@import|<link|<iframe|<object", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Outside();
}
