using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>
/// Every page of a run has the menu of what is printed; a PDF is made while the page stays, and kept under its Chinese name.
/// </summary>
public sealed class PrintMenuTests(ConsoleBrowser browser)
{
    private const int PrintMilliseconds = 180_000;

    [Theory]
    [InlineData("公示表 A4 竖", "塘湾村2025年收益分配公示表.pdf")]
    [InlineData("打印全部", "塘湾村2025年分红全套材料.pdf")]
    public async Task PrintMenu_Chosen_KeepsThePdfUnderItsName(string item, string file)
    {
        await Tool.RequireAsync(Tool.Chromium);
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var runs = await service.GetAsync("/v1/organizations/tangwan/runs");
        var run = runs.Json.GetProperty("runs").EnumerateArray().First(each => each.GetProperty("year").GetInt32() == 2025)
            .GetProperty("id").GetString();
        await using var maker = await browser.OpenAsync(service, "会计");
        await maker.GoAsync("/runs/" + run);
        await maker.Page.Locator("#print-menu > summary").ClickAsync();
        Assert.Empty(await Axe.FindAsync(maker.Page));
        var kept = await maker.Page.RunAndWaitForDownloadAsync(
            () => maker.Page.Locator("#print-menu a", new() { HasText = item }).First.ClickAsync(), new() { Timeout = PrintMilliseconds });
        Assert.Equal(file, kept.SuggestedFilename);
        await Assertions.Expect(maker.Page.Locator("#printing-said")).ToHaveTextAsync(file);
        if (Environment.GetEnvironmentVariable("PAPER_SHOT") is { } shot)
        {
            await maker.Page.ScreenshotAsync(new() { Path = shot });
        }
    }
}
