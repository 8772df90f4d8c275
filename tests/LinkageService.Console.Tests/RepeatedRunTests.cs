using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>A year that is paid already: whoever makes it again is told at every step, and whoever approves it says why.</summary>
public sealed class RepeatedRunTests(ConsoleBrowser browser)
{
    private const string New = "/organizations/tangwan/runs/new?scheme=tangwan-four-tier&year=";
    private const string Income = "当年可分配收益（元）";
    private const string Said = "笔同方案核算。再做会重复发放；要改已发放的结果请走更正";

    // By the day the demo has closed the year before the last and paid the last.
    private readonly int _year = DateOnly.FromDateTime(ChinaDays.Today.ToDateTime(TimeOnly.MinValue).AddDays(-45)).Year - 1;

    [Fact]
    public async Task Year_PaidAlready_IsToldToTheMakerAndTheApproverSaysWhy()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        await using var maker = await browser.OpenAsync(service, "会计");
        await maker.GoAsync($"/organizations/tangwan/runs/new?year={_year}");
        await Assertions.Expect(maker.Page.GetByText($"{_year} 年已有一笔（已发放）")).ToBeVisibleAsync();
        await PreviewAsync(maker, "50000.00");
        await Assertions.Expect(maker.Page.GetByText(Said).First).ToBeVisibleAsync();
        await maker.PressAsync("下一步");
        await maker.PressAsync("保存草稿");
        await Assertions.Expect(maker.Page.Locator("#meant-wrong")).ToHaveTextAsync("请看过以后打勾。");
        await maker.Page.GetByLabel("我看过上面的核算").CheckAsync();
        await Assertions.Expect(maker.Page.Locator("#meant-wrong")).ToHaveCountAsync(0);
        await maker.PressAsync("保存草稿");
        await maker.TakeAsync("提交");
        await maker.Page.GetByRole(AriaRole.Link, new() { Name = "打开核算", Exact = true }).ClickAsync();
        await maker.ArriveAsync("/runs/[^/]+");
        await maker.FillAsync("公示起始日", ChinaDays.Ago(20));
        await maker.TakeAsync("公示");
        await maker.ExpectStateAsync("公示中");
        var run = new Uri(maker.Page.Url).AbsolutePath;

        await using var checker = await browser.OpenAsync(service, "主任");
        await checker.GoAsync(run);
        await Assertions.Expect(checker.Page.GetByText(Said).First).ToBeVisibleAsync();
        await checker.FillAsync("会议日期", ChinaDays.Ago(2));
        foreach (var count in (string[])["应到人数", "实到人数", "同意人数"])
        {
            await checker.FillAsync(count, "60");
        }

        await checker.Page.GetByLabel("表决的就是这份结果").CheckAsync();
        await checker.PressAsync("批准");
        await Assertions.Expect(checker.Page.Locator("#repeat-reason-wrong")).ToHaveTextAsync("请填写“为什么再发一笔”。");
        await Assertions.Expect(checker.Confirmation).ToHaveCountAsync(0);
        await checker.FillAsync("为什么再发一笔", "租金分两期发放，这是第二期");

        // Both together share out more than the statement of the year has.
        await checker.Page.Locator("#override-losses_not_covered").FillAsync("报表还没有记第二期租金，成员大会知道");
        Assert.Empty(await Axe.FindAsync(checker.Page));
        await checker.TakeAsync("批准");
        await Assertions.Expect(checker.Page.GetByText("再发一笔的原因：租金分两期发放，这是第二期")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Result_ThatIsARunAlready_CannotBeSavedAgain()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        await using var maker = await browser.OpenAsync(service, "会计");
        await maker.GoAsync(New + _year);
        await PreviewAsync(maker, "100000.00");
        await maker.PressAsync("下一步");
        await Assertions.Expect(maker.Page.GetByText("不能再存一笔")).ToBeVisibleAsync();
        await Assertions.Expect(Button(maker, "保存草稿")).ToBeDisabledAsync();
    }

    private async Task PreviewAsync(ConsoleUser maker, string income)
    {
        await maker.GoAsync(New + _year);
        await maker.FillAsync(Income, income);
        await maker.FillAsync("日工资（元/天）", "80.00");
        await maker.PressAsync("下一步");
        await Assertions.Expect(maker.Page.GetByRole(AriaRole.Heading, new() { Name = "第 3 步" })).ToBeVisibleAsync();
        await maker.PressAsync("下一步");
    }

    private static ILocator Button(ConsoleUser person, string words) =>
        person.Page.GetByRole(AriaRole.Button, new() { Name = words, Exact = true });
}
