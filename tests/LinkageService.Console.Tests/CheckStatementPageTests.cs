using System.Text;
using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>A sheet made elsewhere on the page: the verdict, who differs and why, the sums, and the opinion to take along.</summary>
public sealed class CheckStatementPageTests(ConsoleBrowser browser)
{
    private static readonly string Sheet = "塘湾村2025年土地分红发放表（每亩359.24元）\n户编号,户主,账号,入股土地（亩）,土地分红（元）,签字\n"
        + string.Concat(Enumerable.Range(1, 24).Select(at => $"{at:D4},农户{at:D4},62179965300001742{at:D2},{at}.50,{Amount(at)},\n"
            + (at % 8 == 0 ? $"本页小计,,,,{(at == 16 ? "36000.00" : PageSum(at))},\n" : "")))
        + $"合计,,,,{Enumerable.Range(1, 24).Sum(Amount):0.00},\n";

    [Fact]
    public async Task Sheet_IsChecked_AndTheOpinionIsTakenAlong()
    {
        await using var service = await RunningService.StartAsync();
        await using var maker = await browser.OpenAsync(service, "会计");
        await maker.GoAsync("/");
        await maker.Page.GetByRole(AriaRole.Link, new() { Name = "核对分红表" }).ClickAsync();
        await Assertions.Expect(maker.Page.GetByRole(AriaRole.Heading, new() { Name = "核对一张别人做的分红表" })).ToBeVisibleAsync();
        await maker.Page.SetInputFilesAsync("#check-file", new FilePayload
        {
            Name = "塘湾村分红表.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Sheet),
        });
        await Assertions.Expect(maker.Page.Locator("#check-verdict")).ToContainTextAsync("3 户对不上，1 处合计加错");
        await maker.ReadyAsync();
        await Assertions.Expect(maker.Page.GetByText("与第 8 行（0006）的金额对调了：两户的行抄反")).ToBeVisibleAsync();
        await Assertions.Expect(maker.Page.GetByText("按“入股土地（亩）”22.5 算的；表上写的是 20.5")).ToBeVisibleAsync();
        Assert.DoesNotContain("6217996530000174201", await maker.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(await Axe.FindAsync(maker.Page));
        await ShowAsync(maker.Page, "check");

        var paper = await maker.Page.RunAndWaitForDownloadAsync(() => maker.Page.GetByText("下载可打印的核对意见").ClickAsync());
        await using (var stream = await paper.CreateReadStreamAsync())
        using (var reader = new StreamReader(stream))
        {
            var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.Contains("分红表核对意见", text, StringComparison.Ordinal);
            Assert.Contains("0020", text, StringComparison.Ordinal);
        }

        await KeepAsync(service, maker);
        await maker.Page.SetViewportSizeAsync(390, 844);
        Assert.True(await maker.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 390"));
        await ShowAsync(maker.Page, "check-phone");
        await maker.Page.SetViewportSizeAsync(1366, 768);

        // A named scheme asks for its figures; what is not one is said.
        await maker.Page.GetByText("按指定的方案和总额核对").ClickAsync();
        await maker.Page.GetByLabel("应当分完的总额（元）").FillAsync("十万");
        await maker.PressAsync("再核对一遍");
        await Assertions.Expect(maker.Page.GetByText("总额写作 89950.00，最多两位小数")).ToBeVisibleAsync();
    }

    // Kept, opened again and printed; the sheet itself is left behind.
    private static async Task KeepAsync(RunningService service, ConsoleUser maker)
    {
        await maker.PressAsync("保存这次核对");
        await Assertions.Expect(maker.Page.GetByText("核对结果已保存，表没有保存。")).ToBeVisibleAsync();
        var kept = maker.Page.GetByRole(AriaRole.Region, new() { Name = "保存过的核对" }).First;
        await Assertions.Expect(kept).ToContainTextAsync("塘湾村分红表.csv");
        await maker.Page.GetByRole(AriaRole.Link, new() { Name = "打开保存的核对" }).ClickAsync();
        await Assertions.Expect(maker.Page.GetByRole(AriaRole.Heading, new() { Name = "保存过的核对" })).ToBeVisibleAsync();
        await Assertions.Expect(maker.Page.Locator("#check-verdict")).ToContainTextAsync("3 户对不上，1 处合计加错");
        await Assertions.Expect(maker.Page.GetByText("按“入股土地（亩）”22.5 算的；表上写的是 20.5")).ToBeVisibleAsync();
        var paper = await maker.Page.RunAndWaitForDownloadAsync(() => maker.Page.GetByText("下载可打印的核对意见").ClickAsync());
        await using (var stream = await paper.CreateReadStreamAsync())
        using (var reader = new StreamReader(stream))
        {
            Assert.Contains("塘湾村分红表.csv", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.Empty(await Axe.FindAsync(maker.Page));
        await ShowAsync(maker.Page, "check-kept");
        await maker.PressAsync("删去");
        await maker.PressAsync("确定删去");
        await Assertions.Expect(maker.Page.GetByText("已删去。")).ToBeVisibleAsync();
        Assert.Empty((await service.GetAsync("/v1/statement-checks")).Json.GetProperty("checks").EnumerateArray());
        await maker.GoAsync("/check");
        await maker.Page.SetInputFilesAsync("#check-file", new FilePayload
        {
            Name = "塘湾村分红表.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Sheet),
        });
        await Assertions.Expect(maker.Page.Locator("#check-verdict")).ToContainTextAsync("3 户对不上，1 处合计加错");
        await maker.ReadyAsync();
    }

    // 359.24 yuan a mu; 0005 and 0006 stand in each other's place, 0020 was reckoned with 22.5.
    private static decimal Amount(int at) => Price(at switch { 5 => 6, 6 => 5, 20 => 22, _ => at });

    private static decimal Price(int at) => 359.24m * (at + 0.5m);

    private static string PageSum(int last) =>
        Enumerable.Range(last - 7, 8).Sum(Amount).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task ShowAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }
}
