using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>What an accountant changes who has never seen the text, by the form alone; and the same by the keyboard alone.</summary>
public sealed class SchemeFormWalkTests(ConsoleBrowser browser)
{
    [Theory]
    [InlineData(1280)]
    [FullRunData(390)]
    public async Task Form_RateRequirementGroupAndVillage_WithoutTheText(int width)
    {
        await using var service = await RunningService.StartAsync();
        await using var person = await browser.OpenAsync(service, "管理员", width: width);
        await person.GoAsync("/schemes/edit?from=progressive-reserve");

        // The rate of the second bracket, and another from a later year on, begun as this year's.
        var table = person.Page.Locator("[id='form-parameters.reserve_rates']");
        var values = table.GetByLabel("这一档的值");
        await table.Locator("> summary").ClickAsync();
        await SetAsync(person, values.Nth(1), "12%");
        await person.PressAsync("从某年起变（先照上一张表填好）");
        await Assertions.Expect(values.Nth(3)).ToHaveValueAsync("12%");
        await SetAsync(person, values.Nth(3), "13%");

        // 公积金不超过10%
        await person.Page.GetByLabel("要求的是哪个数").SelectOptionAsync(
            new SelectOptionValue { Label = "公积金（留存）" });
        await person.FillAsync("多少（如 10%、600 元）", "10%");
        await person.Page.GetByLabel("是比例的，占什么的").SelectOptionAsync("surplus");
        await person.FillAsync("原话（如 公积金不超过10%）", "公积金不超过10%");
        await person.PressAsync("加一条要求");
        await Assertions.Expect(person.Page.Locator("[id='form-require%5B0%5D'] > summary")).ToContainTextAsync("公积金不超过10%");

        // 人均土地超过1亩的户
        await AddAsync(person, "holdings", "承包地", "亩");
        await AddAsync(person, "groups", "人均土地超过1亩的户", "formula");
        var group = person.Page.Locator($"[id='form-groups.{Uri.EscapeDataString("人均土地超过1亩的户")}']");
        await group.GetByLabel("哪一列", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "承包地" });
        await Assertions.Expect(group.GetByLabel("除以哪一列")).ToHaveValueAsync("members");
        await Assertions.Expect(group.GetByLabel("多少", new() { Exact = true })).ToHaveValueAsync("1");
        await person.SettleAsync();

        // Within the village: the label, then the step, then the step before that it asks for.
        await AddAsync(person, "labels", "村", kind: null);
        var step = person.Page.Locator("[id='form-steps%5B2%5D']");
        await step.Locator("> summary").ClickAsync();
        await step.GetByLabel("在哪种归属之内分（如本村）").SelectOptionAsync("村");
        await person.SettleAsync();
        await person.PressAsync("在前面加一步：先把这笔钱按它分开");
        await Assertions.Expect(person.Page.Locator("[id='form-steps%5B2%5D'] > summary")).ToContainTextAsync("先按村分开");
        await Assertions.Expect(person.Page.GetByText("可以用，", new() { Exact = false })).ToBeVisibleAsync();

        Assert.Empty(await Axe.FindAsync(person.Page));
        Assert.True(await PageWords.OverflowAsync(person.Page) <= 0, "wider than the screen");
        var text = await TextAsync(person);
        foreach (var written in new[]
        {
            "upTo: { 1000000.00: 5%, 5000000.00: 12% }", "upTo: { 1000000.00: 5%, 5000000.00: 13% }",
            "{ formula: fund(reserve), atMost: surplus * 10%, clause: 公积金不超过10% }",
            "人均土地超过1亩的户: { formula: 承包地 / members, above: 1 亩 / 1 人 }", "within: 村",
        })
        {
            Assert.Contains(written, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Form_StepThatOthersUse_NamesThemBeforeItIsTakenOut()
    {
        await using var service = await RunningService.StartAsync();
        await using var person = await browser.OpenAsync(service, "管理员");
        await person.GoAsync("/schemes/edit?from=public-posts");
        var step = person.Page.Locator("[id='form-steps%5B0%5D']");
        await step.Locator("> summary").ClickAsync();
        await person.PressAsync("删除第 1 步");
        await Assertions.Expect(step.GetByRole(AriaRole.Alert)).ToContainTextAsync("第 1 步“岗位补贴”");
        await Assertions.Expect(step.GetByRole(AriaRole.Alert)).ToContainTextAsync("post_holders");
        Assert.Empty(await Axe.FindAsync(person.Page));
        await person.PressAsync("不删");
        await Assertions.Expect(person.Page.Locator("[id^='form-steps%5B'] > summary").First).ToContainTextAsync("选");
        await person.PressAsync("删除第 1 步");
        await person.PressAsync("照样删除");
        await Assertions.Expect(person.Page.Locator("[id='form-steps%5B0%5D'] > summary")).ToContainTextAsync("岗位补贴");
        await person.PressAsync("撤销上一次修改");
        await Assertions.Expect(person.Page.Locator("[id^='form-steps%5B'] > summary")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Form_RateAndOrderChangedByKeyboardAlone_FocusStaysWhereItIs()
    {
        await using var service = await RunningService.StartAsync();
        await using var person = await browser.OpenAsync(service, "管理员");
        await person.GoAsync("/schemes/edit?from=public-posts");
        await person.Page.Locator("[id='form-steps%5B0%5D'] > summary").FocusAsync();
        await person.Page.Keyboard.PressAsync("Enter");
        await TabToAsync(person, "谁在先：第 1 位下移");
        await person.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(person.Page.GetByLabel("第 1 位", new() { Exact = true })).ToHaveValueAsync("monitored");
        await Assertions.Expect(person.Page.GetByLabel("第 2 位", new() { Exact = true })).ToHaveValueAsync("registered");
        Assert.Contains("rank: [monitored, registered, hardship]", await TextAsync(person), StringComparison.Ordinal);
    }

    private static async Task TabToAsync(ConsoleUser person, string name)
    {
        var wanted = person.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
        for (var presses = 0; presses < 30; presses++)
        {
            await person.Page.Keyboard.PressAsync("Tab");
            if (await wanted.EvaluateAsync<bool>("button => button === document.activeElement"))
            {
                return;
            }
        }

        Assert.Fail($"“{name}” is not reached by the keyboard");
    }

    private static async Task AddAsync(ConsoleUser person, string section, string name, string? kind)
    {
        await person.Page.Locator($"#new-{section}-name").FillAsync(name);
        if (kind is not null)
        {
            await person.Page.Locator($"#new-{section}-kind").SelectOptionAsync(kind);
        }

        await person.PressAsync(section switch
        {
            "holdings" => "加一列",
            "groups" => "加一个人群",
            _ => "加一种归属",
        });
    }

    private static async Task SetAsync(ConsoleUser person, ILocator field, string value)
    {
        await field.FillAsync(value);
        await person.SettleAsync();
    }

    private static async Task<string> TextAsync(ConsoleUser person)
    {
        await person.Page.GetByRole(AriaRole.Tab, new() { Name = "文本" }).ClickAsync();
        return await person.Page.GetByRole(AriaRole.Textbox, new() { Name = "方案文档" }).InputValueAsync();
    }
}
