using System.Globalization;
using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>Before an act that counts the page asks once more, naming whose money, how many households and how much.</summary>
public sealed class ConfirmationTests(ConsoleBrowser browser)
{
    private const int PhoneWidth = 390;
    private const int PhoneHeight = 844;

    // Of the 60 households of Tangwan.
    private const string Draft =
        """{ "scheme": "tangwan-four-tier", "year": 2026, "inputs": { "income": "100000.00" }, "parameters": { "day_wage": "80.00" } }""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Submission_ByKeyboardOnAPhone_NamesWhatItPaysAndGoesNoFurtherWhenLeft(bool isEnglish)
    {
        string T(string zh, string en) => isEnglish ? en : zh;
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var run = await DraftAsync(service);
        await using var person = await browser.OpenAsync(service, "clerk", isEnglish: isEnglish, width: PhoneWidth, height: PhoneHeight);
        await person.GoAsync(run);
        var button = person.Page.GetByRole(AriaRole.Button, new() { Name = T("提交", "Submit"), Exact = true });

        await AskAsync(person, button);
        await Assertions.Expect(person.Confirmation).ToContainTextAsync(T("2026 年 塘湾村四层分配", "2026 · Tangwan four-tier distribution"));
        await Assertions.Expect(person.Confirmation).ToContainTextAsync(T("60 户", "60"));
        var sum = await person.Confirmation.Locator(".figure .amount").InnerTextAsync();
        Assert.Equal(await SumAsync(service, run), sum.Replace(",", "", StringComparison.Ordinal));
        await Assertions.Expect(person.Confirmation.GetByText("大写：")).ToHaveCountAsync(isEnglish ? 0 : 1);
        Assert.Empty(await Axe.FindAsync(person.Page));
        Assert.Empty(await PageWords.FindWrongAsync(person.Page, isEnglish));
        Assert.Equal(0, await PageWords.OverflowAsync(person.Page));

        // Escape, and the second button: nothing is done, and the focus is where it was.
        await person.Page.Keyboard.PressAsync("Escape");
        await IsLeftAsync(person, button);
        await AskAsync(person, button);
        await person.Page.Keyboard.PressAsync("Tab");
        await person.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(person.Confirmation.GetByRole(AriaRole.Button, new() { Name = T("先不提交", "Not now") })).ToBeFocusedAsync();
        await person.Page.Keyboard.PressAsync("Enter");
        await IsLeftAsync(person, button);
        Assert.Equal("draft", await StateAsync(service, run));

        await AskAsync(person, button);
        await person.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(person.Confirmation.GetByRole(AriaRole.Button, new() { Name = sum })).ToBeFocusedAsync();
        await person.Page.Keyboard.PressAsync("Enter");
        await person.ExpectStateAsync(T("已提交", "submitted"));
        await Assertions.Expect(person.Page.Locator("#next-act")).ToBeFocusedAsync();
        Assert.Equal("submitted", await StateAsync(service, run));
    }

    /// <summary>Where tax or debts are taken, every place says which total it names, before they are fixed and after.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_ThatIsTaxedAndSetsOffADebt_NamesEverySumAlike(bool isEnglish)
    {
        string T(string zh, string en) => isEnglish ? en : zh;
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        Assert.Equal(201, (int)(await service.SendAsync(HttpMethod.Put, "/v1/organizations/tangwan/facts/taxes",
            """{ "validFrom": "2025-01-01", "taxes": { "benefits": [ { "benefit": "land_dividend", "mode": "withhold" } ] } }""")).Status);
        var run = await DraftAsync(service);
        await using var person = await browser.OpenAsync(service, "clerk", isEnglish: isEnglish);
        await person.GoAsync(run);
        await person.Page.GetByText(T("登记一笔抵扣", "Note a debt to be set off")).ClickAsync();
        foreach (var (label, value) in new[]
        {
            (T("户编号", "Household number"), "0001"), (T("抵扣（元）", "Amount, yuan"), "1,00元"),
            (T("哪天同意的", "Agreed on"), ChinaDays.Ago(1)), (T("谁同意的", "Agreed by"), "农户0001"),
            (T("凭什么材料", "By which paper"), "同意书1号"), (T("哪笔欠款", "Which debt"), "赊购化肥款"),
        })
        {
            await person.FillAsync(label, value);
        }

        // A text that is no number is not answered as if there were none.
        await person.PressAsync(T("登记抵扣", "Note the debt"));
        await Assertions.Expect(person.Page.Locator("#debt-amount-wrong"))
            .ToContainTextAsync(T("“1,00元”不是十进制数", "\"1,00元\" is not a decimal"));
        await person.FillAsync(T("抵扣（元）", "Amount, yuan"), "100.00");
        await person.PressAsync(T("登记抵扣", "Note the debt"));
        await Assertions.Expect(person.Page.Locator("#set-offs ~ .table-place")).ToContainTextAsync("100.00");

        await person.GoAsync(run);
        var before = await SumsAsync(person.Page.Locator(".equation").Nth(1));
        Assert.Equal(
            isEnglish ? ["Due in all", "Tax withheld", "Debts set off", "Paid out in all"] : ["应发合计", "代扣个税", "抵扣欠款", "实发合计"],
            before.Select(sum => sum.Title));
        Assert.Equal(before[0].Yuan - before[1].Yuan - before[2].Yuan, before[3].Yuan);
        Assert.Equal(100m, before[2].Yuan);
        Assert.True(before[1].Yuan > 0);
        Assert.Empty(await Axe.FindAsync(person.Page));
        await person.LookThroughExceptionsAsync();
        await person.PressAsync(T("提交", "Submit"));
        foreach (var (title, yuan) in before)
        {
            await Assertions.Expect(person.Confirmation.Locator("dt", new() { HasText = title }).Locator("+ dd"))
                .ToContainTextAsync(Shown(yuan));
        }

        await person.Confirmation.GetByRole(AriaRole.Button, new() { Name = Shown(before[3].Yuan) }).ClickAsync();
        await person.ExpectStateAsync(T("已提交", "submitted"));
        Assert.Equal(before, await SumsAsync(person.Page.Locator(".equation").Nth(1)));
        var withholding = (await service.GetAsync("/v1" + run)).Json.GetProperty("withholding");
        Assert.Equal(Shown(before[3].Yuan), Shown(decimal.Parse(
            withholding.GetProperty("paid").GetString()!, CultureInfo.InvariantCulture)));
        await person.GoAsync(run + "/statements");
        await Assertions.Expect(person.Page.Locator("#statements tfoot")).ToContainTextAsync(Shown(before[1].Yuan));
        await Assertions.Expect(person.Page.Locator("#statements tfoot td").Last).ToHaveTextAsync(Shown(before[3].Yuan));
        Assert.Equal(0, await PageWords.OverflowAsync(person.Page));
    }

    private static string Shown(decimal yuan) => yuan.ToString("#,##0.00", CultureInfo.InvariantCulture);

    private static async Task<List<(string Title, decimal Yuan)>> SumsAsync(ILocator equation)
    {
        var sums = new List<(string, decimal)>();
        foreach (var sum in await equation.Locator("> div").AllAsync())
        {
            sums.Add((await sum.Locator(".figure-label").InnerTextAsync(), decimal.Parse(
                await sum.Locator(".amount").InnerTextAsync(), NumberStyles.Number, CultureInfo.InvariantCulture)));
        }

        return sums;
    }

    [Fact]
    public async Task Notice_BeforeItIsNoted_NamesItsDaysAndItsLast()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var run = await DraftAsync(service);
        await using var person = await browser.OpenAsync(service, "会计");
        await person.GoAsync(run);
        await person.TakeAsync("提交");
        await person.FillAsync("公示起始日", ChinaDays.Ago(12));
        await person.FillAsync("公示天数", "16");
        await person.PressAsync("公示");
        await Assertions.Expect(person.Confirmation).ToContainTextAsync($"16 天：{ChinaDays.Ago(12)} 至 {ChinaDays.Ago(-3)}（含当天）");
        Assert.Equal("submitted", await StateAsync(service, run));

        // Whoever gives it up instead is asked as well.
        await person.PressAsync("先不公示");
        await person.Page.GetByText("作废本次核算").ClickAsync();
        await person.FillAsync("作废原因", "农户0003的土地量错");
        await person.PressAsync("作废");
        await Assertions.Expect(person.Confirmation).ToContainTextAsync("农户0003的土地量错");
        Assert.Equal("submitted", await StateAsync(service, run));
        await person.PressAsync("确认作废");
        await person.ExpectStateAsync("已作废");
    }

    [Fact]
    public async Task Notice_ShorterThanTheLawAsksFor_IsWarnedOfBeforeItIsNoted()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        Assert.Equal(200, (int)(await service.SendAsync(HttpMethod.Put, "/v1/organizations/tangwan",
            """{ "name": "塘湾村股份经济合作社", "legalForm": "rural_collective", "region": "500113" }""", ("If-Match", "*"))).Status);
        var run = await DraftAsync(service);
        await using var person = await browser.OpenAsync(service, "会计");
        await person.GoAsync(run);
        await person.TakeAsync("提交");

        // The organisation has set 7 days; its law wants the plan open for 10.
        await Assertions.Expect(person.Page.GetByLabel("公示天数")).ToHaveValueAsync("10");
        await Assertions.Expect(person.Page.GetByText("少于表决前应公开")).ToHaveCountAsync(0);
        await person.FillAsync("公示起始日", ChinaDays.Ago(9));
        await person.FillAsync("公示天数", "9");
        await Assertions.Expect(person.Page.GetByText("公示 9 天，少于表决前应公开的 10 天")).ToBeVisibleAsync();
        await person.PressAsync("公示");
        await Assertions.Expect(person.Confirmation).ToContainTextAsync("公示 9 天，少于表决前应公开的 10 天");
        await Assertions.Expect(person.Confirmation.Locator("dt", new() { HasText = "最早开会表决" })
            .Locator("+ dd")).ToHaveTextAsync(ChinaDays.Ago(-1));
        Assert.Empty(await Axe.FindAsync(person.Page));
        await person.Confirmation.GetByRole(AriaRole.Button).First.ClickAsync();
        await person.ExpectStateAsync("公示中");
    }

    [Fact]
    public async Task Run_ThatSomebodyElseTookFurther_IsShownAsItStandsInsteadOfTheQuestion()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var run = await DraftAsync(service);
        await using var person = await browser.OpenAsync(service, "会计");
        await person.GoAsync(run);
        await person.PressAsync("提交");
        await Assertions.Expect(person.Confirmation).ToBeVisibleAsync();
        Assert.Equal(200, (int)(await service.SendAsync(HttpMethod.Post, $"/v1{run}:cancel", """{ "reason": "重做" }""",
            ("If-Match", "*"))).Status);
        await person.Confirmation.GetByRole(AriaRole.Button).First.ClickAsync();
        await Assertions.Expect(person.Page.GetByText("您打开之后有人改动了这次核算")).ToBeVisibleAsync();
        await Assertions.Expect(person.Confirmation).ToHaveCountAsync(0);
    }

    // Only keys: the button has the focus, Enter presses it, and the question takes the focus.
    private static async Task AskAsync(ConsoleUser person, ILocator button)
    {
        await button.FocusAsync();
        await person.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(person.Confirmation).ToBeVisibleAsync();
        await Assertions.Expect(person.Confirmation.Locator("h2")).ToBeFocusedAsync();
    }

    private static async Task IsLeftAsync(ConsoleUser person, ILocator button)
    {
        await Assertions.Expect(person.Confirmation).ToHaveCountAsync(0);
        await Assertions.Expect(button).ToBeFocusedAsync();
    }

    private static async Task<string> DraftAsync(RunningService service)
    {
        var made = await service.SendAsync(
            HttpMethod.Post, "/v1/organizations/tangwan/runs", Draft, ("Idempotency-Key", "confirmation"));
        Assert.Equal(201, (int)made.Status);
        return "/runs/" + made.Json.GetProperty("id").GetString();
    }

    private static async Task<string?> StateAsync(RunningService service, string run) =>
        (await service.GetAsync("/v1" + run)).Json.GetProperty("state").GetString();

    private static async Task<string?> SumAsync(RunningService service, string run) =>
        (await service.GetAsync("/v1" + run)).Json.GetProperty("totals").GetProperty("households").GetString();
}
