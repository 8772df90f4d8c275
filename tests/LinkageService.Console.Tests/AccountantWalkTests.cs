using System.Globalization;
using System.Text;
using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>
/// The accountant's day, from an empty service to settled payments and back through a returned one: by who makes it, who checks it and who
/// only looks. <c>RENEW_GUIDE=1</c> keeps the pictures of docs/accountant.zh-CN.md.
/// </summary>
public sealed class AccountantWalkTests(ConsoleBrowser browser)
{
    private const string Organization = "jiacun";

    private static readonly bool IsGuide = Environment.GetEnvironmentVariable("RENEW_GUIDE") == "1";

    [Fact]
    public async Task Day_FromTheSheetToTheLastPayment_ComesToTheFen()
    {
        await using var service = await RunningService.StartAsync();
        var year = ChinaDays.Today.Year - 1;
        string run;
        await using (var maker = await browser.OpenAsync(service, "会计"))
        {
            await EnterAsync(maker);
            await ImportAsync(maker, year);
            run = await MakeAsync(maker, year);
            await EditAsync(maker, run);
            await SubmitAsync(maker, run);
        }

        await ApproveAsync(service, run);
        await PayAsync(service, run);
        await ReturnedAsync(service, run);
        await LookAsync(service, run);
        Assert.True((await service.GetAsync($"/v1{run}/payments:summary")).Json.GetProperty("settled").GetBoolean());
        Assert.True((await service.GetAsync("/v1/audit/verification")).Json.GetProperty("valid").GetBoolean());
    }

    private static async Task EnterAsync(ConsoleUser maker)
    {
        await maker.GoAsync("/organizations/new");
        await maker.FillAsync("名称", "甲村股份经济合作社");
        await maker.FillAsync("编号", Organization);
        await maker.Page.GetByLabel("法律形式").SelectOptionAsync("rural_collective");
        await maker.PressAsync("登记");
        await maker.ArriveAsync("/organizations/" + Organization);
    }

    // As villages keep it: a title above, units in brackets, amounts with separators.
    private static async Task ImportAsync(ConsoleUser maker, int year)
    {
        var sheet = new StringBuilder($"甲村股份经济合作社{year}年分红名册,,,,,,\n户编号,户主姓名,家庭人口,土地(亩),户名,银行账号,开户行\n");
        for (var at = 1; at <= 6; at++)
        {
            var account = at == 6 ? ",," : string.Create(CultureInfo.InvariantCulture, $"农户{at:D4},1034000000000{at:D3},某农商行");
            sheet.Append(CultureInfo.InvariantCulture, $"{at:D4},农户{at:D4},{1 + (at % 4)},{at}.50亩,{account}\n");
        }

        await maker.GoAsync($"/organizations/{Organization}/import");
        await maker.Page.SetInputFilesAsync("#roster-file", new FilePayload
        {
            Name = "甲村名册.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(sheet.ToString()),
        });
        await Assertions.Expect(maker.Page.GetByLabel("从哪天起生效")).ToBeVisibleAsync();
        await maker.FillAsync("从哪天起生效", $"{year}-01-01");
        await maker.Page.GetByLabel("从哪天起生效").BlurAsync();
        await maker.ReadyAsync();
        await PictureAsync(maker, "import", "#step-check");
        await maker.PressAsync("导入 6 户");
        await Assertions.Expect(maker.Page.GetByText("新增 6 户")).ToBeVisibleAsync();
    }

    private static async Task<string> MakeAsync(ConsoleUser maker, int year)
    {
        await maker.GoAsync($"/organizations/{Organization}/runs/new");
        await maker.PressAsync("选择塘湾村四层分配");
        await maker.FillAsync("核算年度", year.ToString(CultureInfo.InvariantCulture));
        await maker.FillAsync("当年可分配收益（元）", "10000.00");
        await PictureAsync(maker, "figures");
        await maker.PressAsync("下一步");
        await Assertions.Expect(maker.Page.GetByRole(AriaRole.Heading, new() { Name = "第 3 步" })).ToBeVisibleAsync();
        await maker.PressAsync("下一步");
        await Assertions.Expect(maker.Page.GetByRole(AriaRole.Heading, new() { Name = "第 4 步" })).ToBeVisibleAsync();
        await PictureAsync(maker, "preview");
        await maker.PressAsync("下一步");
        await maker.PressAsync("保存草稿");
        await Assertions.Expect(maker.Page.Locator("#saved-title")).ToHaveTextAsync("草稿已保存");
        await maker.Page.GetByRole(AriaRole.Link, new() { Name = "打开核算", Exact = true }).ClickAsync();
        await maker.ArriveAsync("/runs/[^/]+");
        return new Uri(maker.Page.Url).AbsolutePath;
    }

    // A figure was wrong: the draft is changed and stays the same run.
    private static async Task EditAsync(ConsoleUser maker, string run)
    {
        await maker.GoAsync(run);
        await maker.Page.GetByRole(AriaRole.Link, new() { Name = "改这份草稿" }).ClickAsync();
        await Assertions.Expect(maker.Page.Locator("main h1")).ToHaveTextAsync("修改草稿");
        await maker.ReadyAsync();
        await maker.FillAsync("当年可分配收益（元）", "12000.00");
        await maker.PressAsync("下一步");
        await Assertions.Expect(maker.Page.GetByRole(AriaRole.Heading, new() { Name = "第 3 步" })).ToBeVisibleAsync();
        await maker.PressAsync("下一步");
        await Assertions.Expect(maker.Page.GetByRole(AriaRole.Heading, new() { Name = "第 4 步" })).ToBeVisibleAsync();
        await Assertions.Expect(maker.Page.GetByText("再做会重复发放")).ToHaveCountAsync(0);
        await maker.PressAsync("下一步");
        await maker.PressAsync("保存修改");
        await Assertions.Expect(maker.Page.Locator("#saved-title")).ToHaveTextAsync("草稿已保存");
        await maker.GoAsync(run);
        await maker.ExpectStateAsync("草稿");
        await Assertions.Expect(maker.Page.Locator("main")).ToContainTextAsync("12,000.00");
    }

    private static async Task SubmitAsync(ConsoleUser maker, string run)
    {
        await maker.GoAsync(run + "/exceptions");
        await PictureAsync(maker, "exceptions");
        await maker.GoAsync(run);
        await PictureAsync(maker, "submit", "#next-act");
        await maker.TakeAsync("提交");
        await maker.ExpectStateAsync("已提交");
        await maker.FillAsync("公示起始日", ChinaDays.Ago(20));
        await maker.FillAsync("公示天数", "15");
        await maker.FillAsync("受理人、地点", "村委会办公室");
        await maker.FillAsync("电话", "023-00000000");
        await maker.FillAsync("几日内答复", "3");
        await maker.FillAsync("不服答复的，向谁反映", "镇农经站");
        await PictureAsync(maker, "disclose", "#next-act");
        await maker.TakeAsync("公示");
        await maker.ExpectStateAsync("公示中");
        await maker.Page.GotoAsync($"/exports{run}/notice.html");
        var notice = await maker.Page.Locator("body").InnerTextAsync();
        Assert.Contains("村委会办公室", notice, StringComparison.Ordinal);
        Assert.Contains("3 日内答复", notice, StringComparison.Ordinal);
        Assert.Contains("可向镇农经站反映", notice, StringComparison.Ordinal);
        await PictureAsync(maker, "notice");
    }

    private async Task ApproveAsync(RunningService service, string run)
    {
        await using var checker = await browser.OpenAsync(service, "主任");
        await checker.GoAsync(run);
        await checker.FillAsync("会议日期", ChinaDays.Ago(2));
        await checker.FillAsync("应到人数", "15");
        await checker.FillAsync("实到人数", "14");
        await checker.FillAsync("同意人数", "14");
        await checker.Page.GetByLabel("表决的就是这份结果").CheckAsync();
        await PictureAsync(checker, "approve", "#next-act");
        Assert.Empty(await Axe.FindAsync(checker.Page));
        await checker.TakeAsync("批准");
        await checker.ExpectStateAsync("已批准");
    }

    private async Task PayAsync(RunningService service, string run)
    {
        await using var maker = await browser.OpenAsync(service, "会计");
        await maker.GoAsync(run + "/payments");
        await maker.PressAsync("准备发放");
        await PaymentsPage.SaidAsync(maker, "各户的款都列好了");
        await maker.FillAsync("哪个账户、凭什么单据", "农商行对公账户尾号 6606，余额对账单");
        await PictureAsync(maker, "funds", "#payment-steps");
        await maker.PressAsync("确认资金到位");
        await PaymentsPage.SaidAsync(maker, "已记下资金到位");
        await maker.GoAsync(run);
        await maker.TakeAsync("发放");
        await maker.ExpectStateAsync("已发放");
        await maker.GoAsync(run + "/payments");
        await TemplateAsync(maker);
        await maker.Page.GetByLabel("银行要哪种").SelectOptionAsync("template/甲行");
        await maker.SettleAsync();
        await PictureAsync(maker, "bank-file", "#bank-files");
        var file = await maker.Page.RunAndWaitForDownloadAsync(() => PaymentsPage.PressLikeAsync(maker, "生成文件：5 户"));
        Assert.Equal($"甲村{ChinaDays.Today.Year - 1}年银行代发.txt", file.SuggestedFilename);
        var text = await File.ReadAllTextAsync(await file.PathAsync());
        Assert.StartsWith("卡号|户名|金额\r\n1034000000000001|农户0001|", text.TrimStart('\uFEFF'), StringComparison.Ordinal);
        await Assertions.Expect(maker.Page.GetByText("请与网银上显示的笔数、金额核对")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(maker.Page));
        await PaymentsPage.PressLikeAsync(maker, "登记已送银行：5 户");
        await PaymentsPage.SaidAsync(maker, "5 户已送银行");
    }

    private static async Task TemplateAsync(ConsoleUser maker)
    {
        await maker.Page.GetByText("自己定义一家银行要的列").ClickAsync();
        await maker.FillAsync("叫什么（如：农商银行代发）", "甲行");
        await maker.Page.GetByLabel("什么文件", new() { Exact = true }).SelectOptionAsync("text");
        await maker.SettleAsync();
        await maker.Page.GetByLabel("各项之间用").SelectOptionAsync("bar");
        foreach (var at in new[] { 8, 7, 5, 4, 1 })
        {
            await maker.PressAsync($"去掉第 {at} 列");
        }

        // Name, account, amount are left: the account goes to the front under its own heading.
        await maker.Page.GetByLabel("第 1 列填什么").SelectOptionAsync("account");
        await maker.Page.GetByLabel("第 2 列填什么").SelectOptionAsync("name");
        await maker.FillAsync("第 1 列的列名", "卡号");
        await maker.PressAsync("保存模板");
        await Assertions.Expect(maker.Page.GetByText("模板“甲行”存好了")).ToBeVisibleAsync();
        await PictureAsync(maker, "template", "#bank-files");
    }

    private async Task ReturnedAsync(RunningService service, string run)
    {
        await using (var maker = await browser.OpenAsync(service, "会计"))
        {
            await maker.GoAsync(run + "/payments");
            await maker.Page.SetInputFilesAsync("#results-file", new FilePayload
            {
                Name = "代发结果.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(
                    "户编码,账号,处理结果,失败原因\n0001,,成功,\n0002,,失败,账户已销户\n0003,,成功,\n0004,,成功,\n0005,,成功,\n0099,,成功,\n"),
            });
            await Assertions.Expect(maker.Page.GetByText("读了 6 笔：到账 4，退票 1")).ToBeVisibleAsync();
            await Assertions.Expect(maker.Page.GetByText("银行回单里对不上的 1 行")).ToBeVisibleAsync();
            await maker.SettleAsync();
            Assert.Empty(await Axe.FindAsync(maker.Page));
            await PictureAsync(maker, "results", "#bank-results");
            await PictureAsync(maker, "returned", "#returned");
            await PaymentsPage.OpenAsync(maker, "办理 0002 号户");
            await maker.FillAsync("账号", "6228480000000000018");
            await maker.FillAsync("开户行", "农行");
            await PictureAsync(maker, "reissue", "#one-payment");
            await PaymentsPage.PressLikeAsync(maker, "补发");
            await PaymentsPage.SaidAsync(maker, "0002 号户列入补发");
        }

        await using (var checker = await browser.OpenAsync(service, "主任"))
        {
            await checker.GoAsync(run + "/payments");
            await PaymentsPage.OpenAsync(checker, "核对 0002 号户");
            await PictureAsync(checker, "confirm", "#one-payment");
            await PaymentsPage.PressLikeAsync(checker, "账号无误");
            await PaymentsPage.SaidAsync(checker, "0002 号户的新账号已核对");
        }

        await using var again = await browser.OpenAsync(service, "会计");
        await again.GoAsync(run + "/payments");
        await PaymentsPage.PressLikeAsync(again, "登记已送银行：1 户");
        await PaymentsPage.SaidAsync(again, "1 户已送银行");
        await PaymentsPage.OpenAsync(again, "打开 0002 号户");
        await PaymentsPage.PressLikeAsync(again, "登记到账");
        await PaymentsPage.SaidAsync(again, "0002 号户已记到账");

        // The wrong household's signature is taken back; then the right one signs.
        await SignAsync(again);
        await again.PressAsync("已签收 1");
        await PaymentsPage.OpenAsync(again, "打开 0006 号户");
        await again.Page.GetByText("签收登记错了").ClickAsync();
        await again.FillAsync("错在哪里", "签字的是另一户");
        await PaymentsPage.PressLikeAsync(again, "撤销签收");
        await PaymentsPage.SaidAsync(again, "0006 号户的签收已撤销");
        await SignAsync(again);
        await Assertions.Expect(again.Page.GetByText("都结清了：差 0.00")).ToBeVisibleAsync();
        await PictureAsync(again, "settled", "#balance");
        await again.GoAsync(run);
        await again.TakeAsync("结清");
        await again.ExpectStateAsync("已结清");
        await PictureAsync(again, "closed");
    }

    private static async Task SignAsync(ConsoleUser person)
    {
        await PaymentsPage.OpenAsync(person, "打开 0006 号户");
        await PaymentsPage.PressLikeAsync(person, "登记签收");
        await PaymentsPage.SaidAsync(person, "0006 号户已签收");
    }

    // Who only looks: on a phone and in English, nothing to press that changes anything.
    private async Task LookAsync(RunningService service, string run)
    {
        foreach (var isEnglish in new[] { false, true })
        {
            await using var viewer = await browser.OpenAsync(service, "viewer", isEnglish: isEnglish, width: 390, height: 844);
            foreach (var page in new[] { "", "/payments", "/exceptions", "/objections", "/files" })
            {
                await viewer.GoAsync(run + page);
                Assert.Empty(await Axe.FindAsync(viewer.Page));
                Assert.Empty(await PageWords.FindWrongAsync(viewer.Page, isEnglish));
                Assert.Equal(0, Math.Max(0, await PageWords.OverflowAsync(viewer.Page)));
            }
        }
    }

    // Of the window, or of the card whose heading this is.
    private static async Task PictureAsync(ConsoleUser person, string name, string? heading = null)
    {
        if (!IsGuide)
        {
            return;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "LinkageService.sln")))
        {
            folder = folder.Parent;
        }

        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.FullName, "docs/images/accountant")).FullName, name + ".png");
        await person.SettleAsync();

        // A bar that stays at the top of the window would lie across a card that is higher than it.
        await person.Page.EvaluateAsync("""
            () => [...document.querySelectorAll('*')].filter(at => getComputedStyle(at).position === 'sticky')
                .forEach(at => { at.style.position = 'static'; })
            """);
        if (heading is null)
        {
            await person.Page.ScreenshotAsync(new() { Path = path });
        }
        else
        {
            await person.Page.Locator("section.card", new() { Has = person.Page.Locator(heading) }).ScreenshotAsync(new() { Path = path });
        }
    }
}
