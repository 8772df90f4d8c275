using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LinkageService.Console.Tests.Support;
using LinkageService.Tests;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>
/// The accountant's day without a mouse, in both languages: from signing in to the run that is closed, by links, fields and buttons that
/// Tab comes to and shows, with nothing wrong on any page for a screen reader and nothing in the other language but names.
/// </summary>
public sealed class DayByKeyboardTests(ConsoleBrowser browser)
{
    private bool _isEnglish;

    [FullRunTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Day_WithoutAMouse_ComesToItsEnd(bool isEnglish)
    {
        _isEnglish = isEnglish;
        await using var service = await RunningService.StartAsync();
        var year = ChinaDays.Today.Year - 1;
        string run;
        await using (var maker = await SignInAsync(service, "会计"))
        {
            var keys = new Keyboard(maker);
            await EnterAsync(maker, keys);
            await ImportAsync(maker, keys, year);
            run = await MakeAsync(maker, keys, year);
            await DiscloseAsync(maker, keys);
        }

        await using (var checker = await SignInAsync(service, "主任"))
        {
            await ApproveAsync(checker, new Keyboard(checker), run);
        }

        await using (var maker = await SignInAsync(service, "会计"))
        {
            await PayAsync(maker, new Keyboard(maker), run);
        }

        await using (var checker = await SignInAsync(service, "主任"))
        {
            var keys = new Keyboard(checker);
            await checker.GoAsync(run + "/payments");
            await keys.PressAsync(T("核对 0002 号户", "Look at 0002"));
            await LookAsync(checker);
            await keys.PressAsync(T("账号无误", "The account is right"));
            await SaidAsync(checker, "0002");
        }

        await using var last = await SignInAsync(service, "会计");
        await SettleAsync(last, new Keyboard(last), run);
        Assert.True((await service.GetAsync($"/v1{run}/payments:summary")).Json.GetProperty("settled").GetBoolean());
    }

    // Who looks somebody up on a phone sees the first of them without scrolling.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Roster_OnAPhone_ShowsARowOnItsFirstScreen(bool isEnglish)
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        await using var person = await browser.OpenAsync(service, "会计", isEnglish: isEnglish, width: 390, height: 844);
        await person.GoAsync("/organizations/tangwan/roster");
        await Assertions.Expect(person.Page.Locator("main tbody th").First).ToBeInViewportAsync(new() { Ratio = 1 });
        Assert.Equal(0, Math.Max(0, await PageWords.OverflowAsync(person.Page)));
        Assert.Empty(await Axe.FindAsync(person.Page));
    }

    private string T(string zh, string en) => _isEnglish ? en : zh;

    // Nothing that keeps somebody out, no word of the other language, nothing wider than the screen.
    private async Task LookAsync(ConsoleUser person)
    {
        Assert.Empty(await Axe.FindAsync(person.Page));
        Assert.Empty(await PageWords.FindWrongAsync(person.Page, _isEnglish));
        Assert.Equal(0, Math.Max(0, await PageWords.OverflowAsync(person.Page)));
    }

    // What is missing is said beside the field, which has the focus and names what is said to a screen reader.
    private static async Task MissingAsync(ConsoleUser person, string id, string words)
    {
        var field = person.Page.Locator("#" + id);
        await Assertions.Expect(field).ToBeFocusedAsync();
        await Assertions.Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(field).ToHaveAccessibleDescriptionAsync(
            new Regex(Regex.Escape(words), RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Assertions.Expect(person.Page.Locator($"#{id}-wrong")).ToHaveTextAsync(words);
    }

    private static Task SaidAsync(ConsoleUser person, string words) => PaymentsPage.SaidAsync(person, words);

    private async Task<ConsoleUser> SignInAsync(RunningService service, string name)
    {
        var person = await browser.OpenAsync(service, isEnglish: _isEnglish);
        await person.Page.GotoAsync("/sign-in");
        await Assertions.Expect(person.Page.Locator("#user")).ToBeFocusedAsync();
        await person.Page.Keyboard.PressAsync("Control+A");
        await person.Page.Keyboard.PressAsync("Delete");
        await person.Page.Keyboard.PressAsync("Enter");
        await MissingAsync(person, "user", T("请填写“您的姓名或岗位”。", "Fill in: Your name or post."));
        await LookAsync(person);
        await person.Page.Keyboard.TypeAsync(name);
        await Assertions.Expect(person.Page.Locator("#user-wrong")).ToHaveCountAsync(0);
        await person.Page.Keyboard.PressAsync("Enter");
        await person.ArriveAsync("/");
        return person;
    }

    private async Task EnterAsync(ConsoleUser maker, Keyboard keys)
    {
        await LookAsync(maker);
        await keys.PressAsync(T("组织与名册", "Organisations"));
        await keys.PressAsync(T("新建组织", "Enter an organisation"));
        await maker.ArriveAsync("/organizations/new");
        await keys.PressAsync(T("登记", "Enter"));
        await MissingAsync(maker, "org-name", T("请填写“名称”。", "Fill in: Name."));
        await Assertions.Expect(maker.Page.Locator("#org-form-wrong")).ToHaveTextAsync(T("请选择“法律形式”。", "Choose: Legal form."));
        await LookAsync(maker);
        await keys.TypeAsync(T("名称", "Name"), "甲村股份经济合作社");
        await keys.ChooseAsync(T("法律形式", "Legal form"), "rural_collective");

        // A number that is written wrongly says how it is written; the id was suggested.
        await keys.TypeAsync(T("行政区划代码", "Region code"), "50011");
        await keys.PressAsync(T("登记", "Enter"));
        await MissingAsync(maker, "org-region", T("请填 6 到 12 位数字，如 500155。", "6 to 12 digits, such as 500155."));
        await maker.Page.Keyboard.PressAsync("Control+A");
        await maker.Page.Keyboard.TypeAsync("500155");
        await keys.PressAsync(T("登记", "Enter"));
        await maker.ArriveAsync("/organizations/" + T("cun-1", "org-1"));
        await LookAsync(maker);
    }

    private async Task ImportAsync(ConsoleUser maker, Keyboard keys, int year)
    {
        var sheet = new StringBuilder("户编号,户主姓名,家庭人口,土地(亩),户名,银行账号,开户行\n");
        for (var at = 1; at <= 3; at++)
        {
            var account = at == 3 ? ",," : string.Create(CultureInfo.InvariantCulture, $"农户{at:D4},1034000000000{at:D3},某农商行");
            sheet.Append(CultureInfo.InvariantCulture, $"{at:D4},农户{at:D4},{1 + at},{at}.50亩,{account}\n");
        }

        await keys.PressAsync(T("导入名册", "Import a roster"));
        await maker.ArriveAsync("/organizations/[^/]+/import");
        await keys.GiveAsync(T("名册文件", "Roster file"), new FilePayload
        {
            Name = "甲村名册.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(sheet.ToString()),
        });
        await Assertions.Expect(maker.Page.Locator("#valid-from")).ToBeVisibleAsync();
        await LookAsync(maker);
        await keys.TypeDateAsync(T("从哪天起生效", "In force from"), $"{year}-01-01");
        await keys.PressAsync(T("导入 3 户", "Import 3 households"));
        await Assertions.Expect(maker.Page.GetByText(T("新增 3 户", "3 households added"))).ToBeVisibleAsync();
        await LookAsync(maker);
    }

    private async Task<string> MakeAsync(ConsoleUser maker, Keyboard keys, int year)
    {
        await keys.PressAsync(T("查看名册", "See the roster"));
        await maker.ArriveAsync("/organizations/[^/]+/roster");
        await LookAsync(maker);
        await keys.PressAsync(T("核算", "Runs"));
        await maker.ArriveAsync("/organizations/[^/]+/runs");
        await LookAsync(maker);
        await keys.PressAsync(T("新建核算", "New run"));
        await keys.PressAsync(T("选择塘湾村四层分配", "Choose Tangwan four-tier distribution"));
        await keys.TypeAsync(T("核算年度", "Year of the accounts"), year.ToString(CultureInfo.InvariantCulture));
        await keys.TypeAsync(T("当年可分配收益（元）", "Distributable income of the year (yuan)"), "10000.00");
        foreach (var step in (int[])[3, 4, 5])
        {
            await Assertions.Expect(maker.Page.GetByRole(AriaRole.Button, new() { Name = T("下一步", "Next"), Exact = true }))
                .ToBeEnabledAsync();
            await keys.PressAsync(T("下一步", "Next"));
            await Assertions.Expect(maker.Page.Locator("#step-title")).ToContainTextAsync(
                step.ToString(CultureInfo.InvariantCulture));
            await LookAsync(maker);
        }

        await keys.PressAsync(T("保存草稿", "Save the draft"));
        await Assertions.Expect(maker.Page.Locator("#saved-title")).ToHaveTextAsync(T("草稿已保存", "The draft is stored"));
        await Assertions.Expect(maker.Page.Locator(".exceptions-wait")).ToHaveCountAsync(0);
        await LookAsync(maker);
        await keys.PressAsync(T("打开核算", "Open the run"));
        await maker.ArriveAsync("/runs/[^/]+");
        return new Uri(maker.Page.Url).AbsolutePath;
    }

    private async Task DiscloseAsync(ConsoleUser maker, Keyboard keys)
    {
        await Assertions.Expect(maker.Page.Locator(".exceptions-wait")).ToHaveCountAsync(0);
        await LookAsync(maker);
        if (await maker.Page.Locator("#exceptions-seen").CountAsync() > 0)
        {
            await keys.PressAsync(T("提交", "Submit"));
            await MissingAsync(maker, "exceptions-seen", T("请看过以后打勾。", "Tick this once you have seen it."));
            await maker.Page.Keyboard.PressAsync("Space");
        }

        await TakeAsync(maker, keys, T("提交", "Submit"), T("确认提交", "Submit:"));
        await maker.ExpectStateAsync(T("已提交", "submitted"));
        await keys.TypeDateAsync(T("公示起始日", "First day of the notice"), ChinaDays.Ago(20));
        await keys.TypeAsync(T("公示天数", "Days of the notice"), "500");
        await keys.PressAsync(T("公示", "Put on notice"));
        await MissingAsync(maker, "notice-days", T("请填 1 到 365 之间的数。", "A number from 1 to 365."));
        await LookAsync(maker);
        await maker.Page.Keyboard.PressAsync("Control+A");
        await maker.Page.Keyboard.TypeAsync("15");
        await TakeAsync(maker, keys, T("公示", "Put on notice"), T("确认公示", "Put on notice:"));
        await maker.ExpectStateAsync(T("公示中", "on notice"));
    }

    private async Task TakeAsync(ConsoleUser person, Keyboard keys, string act, string yes)
    {
        await keys.PressAsync(act);
        await Assertions.Expect(person.Confirmation).ToBeVisibleAsync();
        await LookAsync(person);
        await keys.PressAsync(yes);
        await Assertions.Expect(person.Confirmation).ToHaveCountAsync(0);
        await person.ReadyAsync();
    }

    private async Task ApproveAsync(ConsoleUser checker, Keyboard keys, string run)
    {
        await checker.GoAsync(run);
        await Assertions.Expect(checker.Page.Locator(".exceptions-wait")).ToHaveCountAsync(0);
        await keys.TypeDateAsync(T("会议日期", "Day of the meeting"), ChinaDays.Ago(2));
        await keys.TypeAsync(T("应到人数", "Entitled to vote"), "十五");
        await keys.PressAsync(T("批准", "Approve"));
        await MissingAsync(checker, "meeting-due", T("请只填数字，如 60。", "Only digits, such as 60."));
        await Assertions.Expect(checker.Page.Locator("#same-result-wrong")).ToHaveTextAsync(
            T("请看过以后打勾。", "Tick this once you have seen it."));
        await LookAsync(checker);
        await checker.Page.Keyboard.PressAsync("Control+A");
        await checker.Page.Keyboard.TypeAsync("15");
        await keys.TypeAsync(T("实到人数", "Present"), "14");
        await keys.TypeAsync(T("同意人数", "In favour"), "14");
        if (await checker.Page.Locator("#exceptions-seen").CountAsync() > 0)
        {
            await keys.TickAsync(T("我看过异动清单", "I looked through the exceptions"));
        }

        await keys.TickAsync(T("表决的就是这份结果", "The vote was on this result"));
        await TakeAsync(checker, keys, T("批准", "Approve"), T("确认批准", "Approve:"));
        await checker.ExpectStateAsync(T("已批准", "approved"));
        await LookAsync(checker);
    }

    private async Task PayAsync(ConsoleUser maker, Keyboard keys, string run)
    {
        await maker.GoAsync(run);
        await keys.PressAsync(T("发放", "Payments"));
        await maker.ArriveAsync(run + "/payments");
        await keys.PressAsync(T("准备发放", "Prepare the payments"));
        await SaidAsync(maker, T("各户的款都列好了", "The payments are listed"));
        await keys.PressAsync(T("确认资金到位", "Confirm the money"));
        await MissingAsync(maker, "funds-reference",
            T("请填写“哪个账户、凭什么单据”。", "Fill in: Which account, by which paper."));
        await LookAsync(maker);
        await maker.Page.Keyboard.TypeAsync("6606");
        await keys.PressAsync(T("确认资金到位", "Confirm the money"));
        await SaidAsync(maker, T("已记下资金到位", "The money is confirmed"));
        await keys.PressAsync(T("去登记发放", "Note the payment"));
        await maker.ArriveAsync(run);
        await keys.TabToAsync(T("发放日期", "Day of the payment"));
        await TakeAsync(maker, keys, T("发放", "Note the payment"), T("确认发放", "Note the payment:"));
        await maker.ExpectStateAsync(T("已发放", "paid"));
        await LookAsync(maker);
        await maker.GoAsync(run + "/payments");
        await keys.TabToAsync(T("生成文件：2 户", "Make the file: 2 households"));
        var file = await maker.Page.RunAndWaitForDownloadAsync(() => maker.Page.Keyboard.PressAsync("Enter"));
        Assert.True(new FileInfo(await file.PathAsync()).Length > 0);
        await LookAsync(maker);
        await keys.PressAsync(T("登记已送银行：2 户", "Sent: 2 households"));
        await SaidAsync(maker, T("2 户已送银行", "2 payments are with the bank"));
        await keys.GiveAsync(T("银行回单文件", "The bank's file"), new FilePayload
        {
            Name = "代发结果.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(
                "户编码,账号,处理结果,失败原因\n0001,,成功,\n0002,,失败,账户已销户\n"),
        });
        await Assertions.Expect(maker.Page.Locator("#returned")).ToBeVisibleAsync();
        await LookAsync(maker);
        await keys.PressAsync(T("办理 0002 号户", "Deal with 0002"));
        await LookAsync(maker);
        await keys.TypeAsync(T("账号", "Account"), "6228480000000000018");
        await keys.PressAsync(T("补发 ", "Send "));
        await SaidAsync(maker, "0002");
    }

    private async Task SettleAsync(ConsoleUser maker, Keyboard keys, string run)
    {
        await maker.GoAsync(run + "/payments");
        await keys.PressAsync(T("登记已送银行：1 户", "Sent: 1 households"));
        await SaidAsync(maker, T("1 户已送银行", "1 payments are with the bank"));
        await keys.PressAsync(T("打开 0002 号户", "Open 0002"));
        await keys.PressAsync(T("登记到账", "Note that"));
        await SaidAsync(maker, "0002");
        await keys.PressAsync(T("打开 0003 号户", "Open 0003"));
        await keys.PressAsync(T("登记签收", "Note that"));
        await SaidAsync(maker, "0003");
        await LookAsync(maker);
        await keys.PressAsync(T("都结清了，去结清", "All settled: close the run"));
        await maker.ArriveAsync(run);
        await TakeAsync(maker, keys, T("结清", "Close"), T("确认结清", "Close:"));
        await maker.ExpectStateAsync(T("已结清", "closed"));
        await LookAsync(maker);
    }
}
