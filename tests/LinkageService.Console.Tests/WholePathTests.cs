using System.Globalization;
using System.Text;
using LinkageService.Access;
using LinkageService.Console.Tests.Support;
using LinkageService.Storage;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>From a roster on paper to a corrected payout, by four people with browsers of their own, as an office would.</summary>
public sealed class WholePathTests(ConsoleBrowser browser)
{
    private const string Organization = "xicun";

    // The third row has a letter in its land; it is mended on the page.
    private const string Roster = """
        户编号,户主,成员数,标签,入股土地（亩）,出工天数
        0001,农户0001,4,,2.50,0
        0002,农户0002,3,registered,1.50,20
        0003,农户0003,5,,l.00,0
        """;

    [Fact]
    public async Task Office_FromRosterToCorrection_EveryStepByTheOneWhoMay()
    {
        await using var service = await RunningService.StartAsync(["--Auth:Mode=ApiKey"]);
        await using var administrator = await browser.OpenAsync(service, key: await KeyAsync(service, "管理员", "administrator"));
        await using var maker = await browser.OpenAsync(service, key: await KeyAsync(service, "制单员", "preparer"));
        await using var checker = await browser.OpenAsync(service, key: await KeyAsync(service, "审核员", "approver"));
        await using var viewer = await browser.OpenAsync(service, key: await KeyAsync(service, "查看员", "viewer"));
        var year = ChinaDays.Today.Year - 1;

        await EnterOrganizationAsync(administrator);
        await ImportAsync(maker, year);
        var run = await MakeRunAsync(maker, year);
        await DiscloseAsync(maker, run);
        await OnlyLookAsync(viewer, run);
        await ApproveAsync(checker, run);
        await PayAsync(maker, run);
        await ExportAsync(maker, run);
        await CorrectAsync(maker, run, year);
    }

    [Fact]
    public async Task Maker_OfARunOnNotice_CannotApproveIt()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var runs = (await service.GetAsync("/v1/organizations/qinglong/runs?state=disclosed")).Json.GetProperty("runs");
        var address = "/runs/" + runs[0].GetProperty("id").GetString();
        await using var maker = await browser.OpenAsync(service, "制单员");
        await maker.GoAsync(address);
        await Assertions.Expect(maker.Page.GetByText("您制作或提交了这次核算，不能自己批准")).ToBeVisibleAsync();
        await Assertions.Expect(Button(maker, "批准")).ToBeDisabledAsync();

        await using var checker = await browser.OpenAsync(service, "审核员");
        await checker.GoAsync(address);
        await Assertions.Expect(checker.Page.GetByText("您制作或提交了这次核算")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Nobody_SignedIn_IsLedToTheSignInAndBack()
    {
        await using var service = await RunningService.StartAsync(["--Auth:Mode=ApiKey", "--Demo:Enabled=true"]);
        var key = await KeyAsync(service, "查看员", "viewer");
        await using var person = await browser.OpenAsync(service);
        await person.Page.GotoAsync("/organizations/tangwan/roster");
        Assert.Contains("/sign-in?next=", person.Page.Url, StringComparison.Ordinal);
        await person.Page.FillAsync("#key", "lk_wrong");
        await person.Page.Locator("form[action='/session'] button").ClickAsync();
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("没有登录");
        await person.Page.FillAsync("#key", key);
        await person.Page.Locator("form[action='/session'] button").ClickAsync();
        await person.ReadyAsync();
        Assert.EndsWith("/organizations/tangwan/roster", person.Page.Url, StringComparison.Ordinal);

        // A viewer is told so where they may not go, from outside and from page to page.
        Assert.Equal(403, (await person.Page.APIRequest.GetAsync("/audit")).Status);
        await person.Page.EvaluateAsync("() => Blazor.navigateTo('/audit')");
        await Assertions.Expect(person.Page.Locator("main h1")).ToHaveTextAsync("您没有权限看这一页");

        // Who leaves is nobody again.
        await person.GoAsync("/sign-in");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();
        await Assertions.Expect(person.Page.Locator("#key")).ToBeVisibleAsync();
        await person.Page.GotoAsync("/organizations");
        Assert.Contains("/sign-in?next=", person.Page.Url, StringComparison.Ordinal);
    }

    private static async Task<string> KeyAsync(RunningService service, string name, string role)
    {
        var keys = new KeyAdministration(service.Services.GetRequiredService<Database>(), TimeProvider.System, "test");
        return (await keys.CreateAsync(new CreateKeyRequest(name, role, Organization: null, Expires: null), CancellationToken.None)).Key;
    }

    private static async Task EnterOrganizationAsync(ConsoleUser administrator)
    {
        await administrator.GoAsync("/organizations/new");
        await administrator.FillAsync("名称", "西村股份经济合作社");
        await administrator.FillAsync("编号", Organization);
        await administrator.Page.GetByLabel("法律形式").SelectOptionAsync("rural_collective");
        await Assertions.Expect(administrator.Page.GetByLabel("公示天数")).ToHaveValueAsync("10");
        await administrator.PressAsync("登记");
        await administrator.ArriveAsync("/organizations/" + Organization);
        await Assertions.Expect(administrator.Page.Locator("main h1")).ToContainTextAsync("西村股份经济合作社");
    }

    private static async Task ImportAsync(ConsoleUser maker, int year)
    {
        await maker.GoAsync($"/organizations/{Organization}/import");
        await maker.Page.SetInputFilesAsync("#roster-file", new FilePayload
        {
            Name = "名册.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Roster),
        });
        var cell = maker.Page.GetByLabel("第 4 行 入股土地（亩）");
        await Assertions.Expect(cell).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(maker.Page.GetByRole(AriaRole.Button, new() { Name = "改好上面的行再导入" })).ToBeDisabledAsync();
        await cell.FillAsync("1.00");
        await cell.BlurAsync();
        await Assertions.Expect(maker.Page.GetByText("没有问题了")).ToBeVisibleAsync();
        await maker.FillAsync("从哪天起生效", $"{year}-01-01");
        await maker.Page.GetByLabel("从哪天起生效").BlurAsync();
        await maker.ReadyAsync();
        await maker.PressAsync("导入 3 户");
        await Assertions.Expect(maker.Page.GetByText("新增 3 户")).ToBeVisibleAsync();
    }

    private static async Task<string> MakeRunAsync(ConsoleUser maker, int year)
    {
        await maker.GoAsync($"/organizations/{Organization}/runs/new");
        await maker.PressAsync("选择塘湾村四层分配");
        await maker.FillAsync("核算年度", year.ToString(CultureInfo.InvariantCulture));
        await maker.FillAsync("当年可分配收益（元）", "10000.00");
        await maker.PressAsync("下一步");
        await Assertions.Expect(maker.Page.GetByRole(AriaRole.Heading, new() { Name = "第 3 步" })).ToBeVisibleAsync();
        await maker.PressAsync("下一步");

        // 7,000.00 by land (5.00 mu), and the registered household's part of the 3,000.00: 900.00.
        await Assertions.Expect(maker.Page.Locator("main")).ToContainTextAsync("7,900.00");
        await maker.PressAsync("下一步");
        await maker.PressAsync("保存草稿");
        await Assertions.Expect(maker.Page.Locator("#saved-title")).ToHaveTextAsync("草稿已保存");
        await maker.TakeAsync("提交");
        await Assertions.Expect(maker.Page.Locator("#saved-title")).ToHaveTextAsync("核算已提交");
        await maker.Page.GetByRole(AriaRole.Link, new() { Name = "打开核算", Exact = true }).ClickAsync();
        await maker.ArriveAsync("/runs/[^/]+");
        return new Uri(maker.Page.Url).AbsolutePath;
    }

    private static async Task DiscloseAsync(ConsoleUser maker, string run)
    {
        await maker.GoAsync(run);
        await Assertions.Expect(Button(maker, "批准")).ToHaveCountAsync(0);
        await maker.FillAsync("公示起始日", ChinaDays.Ago(20));
        await maker.FillAsync("公示天数", "15");
        await maker.TakeAsync("公示");
        await maker.ExpectStateAsync("公示中");
    }

    private static async Task OnlyLookAsync(ConsoleUser viewer, string run)
    {
        await viewer.GoAsync(run);
        foreach (var act in (string[])["提交", "公示", "批准", "发放", "作废"])
        {
            await Assertions.Expect(Button(viewer, act)).ToHaveCountAsync(0);
        }

        await viewer.GoAsync(run + "/statements");
        await viewer.Page.GetByLabel("查户编号或户主").FillAsync("0002");
        await Assertions.Expect(viewer.Page.Locator("#statements tfoot")).ToContainTextAsync("3,000.00");
        await viewer.Page.Locator("button[aria-label^='0002 '][aria-label*='2,100.00']").ClickAsync();
        await Assertions.Expect(viewer.Page.Locator("main")).ToContainTextAsync("7,000.00");
    }

    private static async Task ApproveAsync(ConsoleUser checker, string run)
    {
        await checker.GoAsync(run);
        await checker.FillAsync("会议日期", ChinaDays.Ago(2));
        await checker.FillAsync("应到人数", "3");
        await checker.FillAsync("实到人数", "3");
        await checker.FillAsync("同意人数", "3");
        await checker.Page.GetByLabel("表决的就是这份结果").CheckAsync();
        await checker.TakeAsync("批准");
        await checker.ExpectStateAsync("已批准");
    }

    private static async Task PayAsync(ConsoleUser maker, string run)
    {
        await maker.GoAsync(run);
        await maker.TakeAsync("发放");
        await maker.ExpectStateAsync("已发放");
    }

    private static async Task ExportAsync(ConsoleUser maker, string run)
    {
        var download = await maker.Page.RunAndWaitForDownloadAsync(() =>
            maker.Page.GetByRole(AriaRole.Link, new() { Name = "明细表 CSV" }).ClickAsync());
        Assert.Contains("0002,农户0002,2100.00,900.00,3000.00", await File.ReadAllTextAsync(await download.PathAsync()),
            StringComparison.Ordinal);
        var workbook = await maker.Page.RunAndWaitForDownloadAsync(() =>
            maker.Page.GetByRole(AriaRole.Link, new() { Name = "明细表 Excel" }).ClickAsync());
        Assert.EndsWith(".xlsx", workbook.SuggestedFilename, StringComparison.Ordinal);

        // The notice is a page of its own; nothing on it tells who is registered.
        await maker.Page.GotoAsync("/exports" + run + "/notice.html");
        var notice = await maker.Page.Locator("body").InnerTextAsync();
        Assert.Contains("7,900.00", notice, StringComparison.Ordinal);
        Assert.DoesNotContain("建档立卡", notice, StringComparison.Ordinal);
    }

    private static async Task CorrectAsync(ConsoleUser maker, string run, int year)
    {
        // Household 0003 had 2.00 mu: the fact is put right first.
        await maker.GoAsync($"/organizations/{Organization}/households/0003");
        await maker.PressAsync("修改");
        await maker.FillAsync("入股土地（亩）", "2.00");
        await maker.Page.Locator("input[type=date]").Last.FillAsync($"{year}-01-01");
        await maker.PressAsync("保存");
        await Assertions.Expect(maker.Page.GetByText("已保存")).ToBeVisibleAsync();

        await maker.GoAsync(run + "/correct");
        await maker.FillAsync("更正原因", "农户0003的土地量错，实为 2.00 亩。");
        await maker.PressAsync("下一步");
        await maker.PressAsync("下一步");
        await maker.PressAsync("预览");
        await Assertions.Expect(maker.Page.Locator("main")).ToContainTextAsync("农户0003");
        await maker.PressAsync("建立更正");
        await maker.ExpectStateAsync("草稿");
        await Assertions.Expect(maker.Page.Locator("main")).ToContainTextAsync("被更正的核算");
    }

    private static ILocator Button(ConsoleUser person, string name) =>
        person.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
