using System.Globalization;
using System.Text.RegularExpressions;
using LinkageService.Access;
using LinkageService.Console.Tests.Support;
using LinkageService.Storage;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>The home page of a year under way: a stripe for every organisation, and no alarm because it is not finished.</summary>
public sealed class HomePageTests(ConsoleBrowser browser)
{
    // Words in red, and bars: #9c1c1c is the colour of what is wrong.
    private const string Red = """
        () => [...document.querySelectorAll('main *')].filter(each => each.checkVisibility()
            && ['color', 'backgroundColor', 'borderLeftColor'].some(name =>
                ['rgb(156, 28, 28)', 'rgb(253, 234, 234)'].includes(getComputedStyle(each)[name]))).map(each => each.outerHTML)
        """;

    // By the day the demo has closed the year before the last and brought the last under way.
    private readonly int _year = ChinaDays.Today.AddDays(-45).Year - 1;

    [Fact]
    public async Task Home_OfAYearUnderWay_ShowsStagesAndDaysLeftAndNothingRed()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        await using var maker = await browser.OpenAsync(service, "会计");

        // The village whose run of last year was handed in puts it on notice three days ago, for ten days.
        await GoHomeAsync(maker);
        var row = Row(maker, "严寨村");
        await Assertions.Expect(row.Locator("[aria-current=step]")).ToContainTextAsync("还没张榜");
        await row.GetByRole(AriaRole.Link, new() { Name = "公示" }).ClickAsync();
        await maker.ArriveAsync("/runs/[^/]+");
        await maker.FillAsync("公示起始日", ChinaDays.Ago(3));
        await maker.FillAsync("公示天数", "10");
        await maker.TakeAsync("公示");
        await maker.ExpectStateAsync("公示中");

        await GoHomeAsync(maker);
        Assert.Equal(["制单", "公示", "批准", "发放", "结清"], await row.Locator(".stripe strong").AllInnerTextsAsync());
        await Assertions.Expect(row.Locator("[aria-current=step]")).ToContainTextAsync(new Regex(
            @"公示\s*还差 [56] 天，([0-9]{4}-)?[0-9]{2}-[0-9]{2} 满", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Assertions.Expect(row.Locator(".later").First).ToContainTextAsync("最早");
        await Assertions.Expect(Row(maker, "塘湾村").Locator(".done")).ToHaveCountAsync(4);
        await Assertions.Expect(maker.Page.GetByRole(AriaRole.Row, new() { Name = "严寨村" })).ToContainTextAsync("批准后再比");
        Assert.Empty(await maker.Page.EvaluateAsync<string[]>(Red));
        Assert.Empty(await Axe.FindAsync(maker.Page));

        await using var reader = await browser.OpenAsync(service, "会计", isEnglish: true, width: 390, height: 844);
        await GoHomeAsync(reader);
        await Assertions.Expect(Row(reader, "严寨村").Locator("[aria-current=step]")).ToContainTextAsync("days left, until");
        Assert.Equal(0, await PageWords.OverflowAsync(reader.Page));
        Assert.Empty(await PageWords.FindWrongAsync(reader.Page, isEnglish: true));
        Assert.Empty(await Axe.FindAsync(reader.Page));
    }

    [Fact]
    public async Task Backup_OfTheAdministrator_IsMadeAndItsAgeIsShownToNobodyElse()
    {
        var folder = Directory.CreateTempSubdirectory("linkage-backups-").FullName;
        try
        {
            await using var service = await RunningService.StartAsync(["--Auth:Mode=ApiKey", "--Backup:Folder=" + folder]);
            var keys = new KeyAdministration(service.Services.GetRequiredService<Database>(), TimeProvider.System, "test");
            var (_, administrator) = await keys.CreateAsync(
                new CreateKeyRequest("管理员", "administrator", Organization: null, Expires: null), CancellationToken.None);
            var (_, preparer) = await keys.CreateAsync(
                new CreateKeyRequest("会计", "preparer", Organization: null, Expires: null), CancellationToken.None);

            await using var person = await browser.OpenAsync(service, key: administrator);
            await person.GoAsync("/");
            await Assertions.Expect(person.Page.GetByText("还没有备份过")).ToBeVisibleAsync();
            await person.PressAsync("立即备份");
            await Assertions.Expect(person.Page.GetByText("已备份并核对：")).ToBeVisibleAsync();
            Assert.Single(Directory.GetFiles(folder, "linkage-*.db"));
            Assert.Empty(await Axe.FindAsync(person.Page));
            await person.GoAsync("/");
            await Assertions.Expect(person.Page.Locator(".backup")).ToContainTextAsync(new Regex(
                "上次备份：(今天|昨天) [0-9]{2}:[0-9]{2}，管理员", RegexOptions.None, TimeSpan.FromSeconds(1)));
            await person.GoAsync("/audit");
            await Assertions.Expect(person.Page.GetByText("管理员备份了数据库")).ToBeVisibleAsync();

            await using var other = await browser.OpenAsync(service, key: preparer);
            await other.GoAsync("/");
            await Assertions.Expect(other.Page.Locator(".backup")).ToHaveCountAsync(0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Backup_WithoutAFolder_SaysWhatToSet()
    {
        await using var service = await RunningService.StartAsync();
        await using var person = await browser.OpenAsync(service, "管理员", width: 390, height: 844);
        await person.GoAsync("/");
        await person.PressAsync("立即备份");
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Backup:Folder" })).ToBeVisibleAsync();
        Assert.Equal(0, await PageWords.OverflowAsync(person.Page));
        Assert.Empty(await Axe.FindAsync(person.Page));

        // What to do is a page in the same words, not the list for developers.
        var help = await person.Page.Context.RunAndWaitForPageAsync(() =>
            person.Page.GetByRole(AriaRole.Link, new() { Name = "这是什么意思，怎么办？" }).ClickAsync());
        await Assertions.Expect(help.Locator("main h1")).ToHaveTextAsync("备份没有做成");
        await Assertions.Expect(help.GetByRole(AriaRole.Heading, new() { Name = "现在怎么办" })).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(help));
    }

    // Early in a year that of the demo is not the one the page opens with.
    private async Task GoHomeAsync(ConsoleUser person)
    {
        await person.GoAsync("/");
        var head = person.Page.Locator(".page-head");
        var shown = int.Parse((await head.Locator("strong").InnerTextAsync())[.."2025".Length], CultureInfo.InvariantCulture);
        for (; shown > _year; shown--)
        {
            await head.GetByRole(AriaRole.Button).First.ClickAsync();
            await Assertions.Expect(head.Locator("strong")).ToContainTextAsync((shown - 1).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static ILocator Row(ConsoleUser person, string village) =>
        person.Page.Locator(".stripes > li").Filter(new() { HasText = village });
}
