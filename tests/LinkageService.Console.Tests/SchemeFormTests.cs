using LinkageService.Console.Tests.Support;
using LinkageService.Documents;
using LinkageService.Engine.Schemes;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>A scheme changed by the form: the text beside it changes with it, and what is kept can be used.</summary>
public sealed class SchemeFormTests(ConsoleBrowser browser)
{
    [Fact]
    public async Task Form_RateRaisedStepAddedMistakeMended_KeptAndCalculated()
    {
        await using var service = await RunningService.StartAsync();
        await using var person = await browser.OpenAsync(service, "管理员");
        await person.GoAsync("/schemes/edit");
        await person.Page.GetByText("公积金比例").First.ClickAsync();
        await SetAsync(person, "数值", "15%");
        await Assertions.Expect(person.Page.GetByText("中提取 15%（公积金比例")).ToBeVisibleAsync();

        // The text is the same document: the comment on its first line is still there.
        var document = person.Page.GetByRole(AriaRole.Textbox, new() { Name = "方案文档" });
        await person.Page.GetByRole(AriaRole.Tab, new() { Name = "文本" }).ClickAsync();
        var text = await document.InputValueAsync();
        Assert.StartsWith("# 一个最小的方案", text, StringComparison.Ordinal);
        Assert.Contains("reserve_rate: { type: rate, default: 15%, title:", text, StringComparison.Ordinal);
        await person.Page.GetByRole(AriaRole.Tab, new() { Name = "表单" }).ClickAsync();

        await person.Page.GetByLabel("新步骤").SelectOptionAsync("take");
        await person.Page.GetByLabel("放在").SelectOptionAsync("1");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "加上这一步" }).ClickAsync();
        await Assertions.Expect(person.Page.GetByText("可以用，没有问题。")).ToBeVisibleAsync();
        var added = person.Page.Locator("[id='form-steps%5B1%5D']");
        await Assertions.Expect(added.Locator("> summary")).ToBeFocusedAsync();
        await SetAsync(person, added, "名称", "提取公益金");
        await SetAsync(person, added, "转到哪里", "fund:公益金");

        // A mistake is said at its field, and leads there from the list. Whoever types on before the answer is there loses nothing.
        await SetAsync(person, added, "提取多少", "profit * 4%");
        await SetAsync(person, added, "提取多少", "profitt * 5%");
        await Assertions.Expect(added.Locator(".field-problem")).ToContainTextAsync("profitt");
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Button, new() { Name = "保存为新版本" })).ToBeDisabledAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "去改" }).First.ClickAsync();
        await Assertions.Expect(added.GetByLabel("提取多少")).ToBeFocusedAsync();
        await SetAsync(person, added, "提取多少", "profit * 5%");
        await Assertions.Expect(person.Page.GetByText("可以用，没有问题。")).ToBeVisibleAsync();

        await person.Page.GetByRole(AriaRole.Button, new() { Name = "保存为新版本" }).ClickAsync();
        await Assertions.Expect(person.Page.GetByText("第 1 版已保存")).ToBeVisibleAsync();
        var answer = await service.PostAsync("/v1/calculations", """
            { "scheme": "my-scheme", "year": 2026, "inputs": { "profit": "1000.00" },
              "households": [ { "id": "0001", "holdings": { "land": "2" } } ] }
            """);
        Assert.Equal("800.00", answer.Json.GetProperty("totals").GetProperty("households").GetString());
    }

    [Fact]
    public async Task Form_StepMovedAndTakenOutThenUndone_TextIsAsItWas()
    {
        await using var service = await RunningService.StartAsync();
        await using var person = await browser.OpenAsync(service, "管理员");
        await person.GoAsync("/schemes/edit?from=tangwan-four-tier");
        var steps = person.Page.Locator("[id^='form-steps%5B'] > summary");
        string[] before = ["村民与村集体分成", "土地分红", "全额返还", "务工收入", "全村共享"];
        await steps.Nth(2).ClickAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "第 3 步上移" }).ClickAsync();
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Button, new() { Name = "第 2 步上移" })).ToBeFocusedAsync();
        await Assertions.Expect(steps.Nth(1)).ToContainTextAsync("全额返还");
        await person.PressAsync("删除第 2 步");
        await person.PressAsync("照样删除");
        await Assertions.Expect(steps).ToHaveCountAsync(before.Length - 1);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "撤销上一次修改" }).ClickAsync();
        await Assertions.Expect(steps).ToHaveCountAsync(before.Length);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "撤销上一次修改" }).ClickAsync();
        await Assertions.Expect(steps).ToContainTextAsync(before);
    }

    [Fact]
    public async Task Form_WhereFromForWhomAndNamesOfAccounts_StandInTheText()
    {
        await using var service = await RunningService.StartAsync();
        await using var person = await browser.OpenAsync(service, "管理员");
        await person.GoAsync("/schemes/edit");
        await person.PressAsync("加一条法律、章程");
        await SetAsync(person, "第几条", "第八条");
        await person.Page.GetByLabel("公司、集体和农户按协议").CheckAsync();
        await person.Page.GetByLabel("村集体", new() { Exact = true }).CheckAsync();
        await person.Page.GetByLabel("市场", new() { Exact = true }).CheckAsync();
        await person.Page.GetByLabel("村集体", new() { Exact = true }).UncheckAsync();
        await SetAsync(person, "“公积金（留存）”改叫", "村公积金");
        await Assertions.Expect(person.Page.GetByText("转入“村公积金”")).ToBeVisibleAsync();
        await person.Page.GetByRole(AriaRole.Tab, new() { Name = "文本" }).ClickAsync();
        var text = await person.Page.GetByRole(AriaRole.Textbox, new() { Name = "方案文档" }).InputValueAsync();
        var document = SchemeCompiler.Compile(YamlDocument.Parse(text, out _)!).Scheme!;
        Assert.Equal(("章程", "第八条"), (document.Sources[0].Law, document.Sources[0].Article));
        Assert.Equal(["contract_scheme", "market"], document.LegalForms.Concat(document.Parties));
        Assert.Equal("村公积金", document.Accounts.Single().Title.Zh);
    }

    [Fact]
    public async Task Form_SeveralConditionsChangedToOne_AsksBeforeAnyIsLost()
    {
        await using var service = await RunningService.StartAsync();
        await using var person = await browser.OpenAsync(service, "管理员");
        await person.GoAsync("/schemes/edit");
        await person.Page.GetByLabel("名称（如 老年户）").FillAsync("大户");
        await person.Page.GetByLabel("怎样认").First.SelectOptionAsync("all");
        await person.PressAsync("加一个人群");
        var group = person.Page.Locator("[id='form-groups.%E5%A4%A7%E6%88%B7-condition']");
        await group.GetByRole(AriaRole.Button, new() { Name = "加一条" }).ClickAsync();
        var kind = person.Page.Locator("[id='form-groups.%E5%A4%A7%E6%88%B7-kind']");
        await kind.SelectOptionAsync("holding");
        await person.PressAsync("不改");
        await Assertions.Expect(kind).ToHaveValueAsync("all");
        await kind.SelectOptionAsync("holding");
        await person.PressAsync("改，删掉 1 条");
        await Assertions.Expect(kind).ToHaveValueAsync("holding");
    }

    [Fact]
    public async Task Form_TextThatCannotBeRead_SaysSoAndLeadsToTheLine()
    {
        await using var service = await RunningService.StartAsync();
        await using var person = await browser.OpenAsync(service, "管理员");
        await person.GoAsync("/schemes/edit");
        await person.Page.GetByRole(AriaRole.Tab, new() { Name = "文本" }).ClickAsync();
        var document = person.Page.GetByRole(AriaRole.Textbox, new() { Name = "方案文档" });
        var text = await document.InputValueAsync();
        await document.FillAsync(text.Replace("kind: take", "kind：take", StringComparison.Ordinal));
        await person.Page.GetByRole(AriaRole.Tab, new() { Name = "表单" }).ClickAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "到出错的那一行" }).ClickAsync();
        await Assertions.Expect(document).ToBeFocusedAsync();
        await document.FillAsync(text.Replace("default: 10%", "default: 12%", StringComparison.Ordinal));
        await person.Page.GetByRole(AriaRole.Tab, new() { Name = "表单" }).ClickAsync();
        await person.Page.GetByText("公积金比例").First.ClickAsync();
        await Assertions.Expect(person.Page.GetByLabel("数值", new() { Exact = true })).ToHaveValueAsync("12%");
    }

    [Fact]
    public async Task Text_StepWrittenWithTheKeyboard_WordsAreOfferedChosenAndClosed()
    {
        await using var service = await RunningService.StartAsync();
        await using var person = await browser.OpenAsync(service, "管理员");
        await person.GoAsync("/schemes/edit");
        await person.Page.GetByRole(AriaRole.Tab, new() { Name = "文本" }).ClickAsync();
        var document = person.Page.GetByRole(AriaRole.Textbox, new() { Name = "方案文档" });
        var options = person.Page.GetByRole(AriaRole.Listbox, new() { Name = "这里可以写" });
        var first = options.GetByRole(AriaRole.Option).First;
        await Assertions.Expect(document).ToHaveAttributeAsync("aria-autocomplete", "list");
        await document.ClickAsync();
        await Assertions.Expect(document).ToBeFocusedAsync();
        await document.PressAsync("Control+End");
        await document.PressSequentiallyAsync("  - id: bonus\n    ki");
        await Assertions.Expect(document).ToHaveAttributeAsync("aria-activedescendant", "document-option-0");
        await Assertions.Expect(first).ToContainTextAsync("kind");
        await document.PressAsync("Enter");

        // A key is followed by what may be its value; typing narrows it.
        await Assertions.Expect(options.GetByRole(AriaRole.Option)).ToHaveCountAsync(8);
        await Assertions.Expect(document).ToHaveAttributeAsync("aria-activedescendant", "document-option-0");
        await document.PressAsync("ArrowDown");
        await Assertions.Expect(options.Locator("[aria-selected=true]")).ToContainTextAsync("take");
        Assert.Equal("document-option-1", await document.GetAttributeAsync("aria-activedescendant"));
        Assert.Empty(await Axe.FindAsync(person.Page));
        await document.PressSequentiallyAsync("pay");
        await Assertions.Expect(options).ToBeHiddenAsync();
        await document.PressSequentiallyAsync("\n    from: payer:company\n    amount: 土地");

        // By what it is called; Escape closes, Alt+/ asks again.
        await Assertions.Expect(first).ToContainTextAsync("land");
        await document.PressAsync("Escape");
        await Assertions.Expect(options).ToBeHiddenAsync();
        await document.PressAsync("Alt+/");
        await Assertions.Expect(document).ToHaveAttributeAsync("aria-activedescendant", "document-option-0");
        await Assertions.Expect(first).ToContainTextAsync("land");
        await document.PressAsync("Tab");
        await document.PressSequentiallyAsync(" * (5 元/亩)");
        await Assertions.Expect(document).ToBeFocusedAsync();
        Assert.EndsWith(
            "  - id: bonus\n    kind: pay\n    from: payer:company\n    amount: land * (5 元/亩)",
            (await document.InputValueAsync()).TrimEnd('\n'), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 1366)]
    [FullRunData(true, 390)]
    public async Task Form_EveryPartOpen_ReadableInBothLanguagesAndOnAPhone(bool isEnglish, int width)
    {
        await using var service = await RunningService.StartAsync();
        await using var person = await browser.OpenAsync(service, "管理员", isEnglish: isEnglish, width: width);
        string[] schemes = ["tangwan-four-tier", "qinglong-citrus-union", "guaranteed-minimum-dividend", "public-posts"];
        foreach (var scheme in schemes.Take(Thorough.Of(full: 4, quick: 2)))
        {
            await person.GoAsync("/schemes/edit?from=" + scheme);
            await person.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(part => part.open = true)");
            string[] found = [.. await Axe.FindAsync(person.Page), .. await PageWords.FindWrongAsync(person.Page, isEnglish)];
            Assert.True(found.Length == 0, string.Join('\n', found));
            Assert.True(await PageWords.OverflowAsync(person.Page) <= 0, $"{scheme} is wider than {width}");
        }
    }

    private static Task SetAsync(ConsoleUser person, string label, string value) =>
        SetAsync(person, person.Page.Locator("#panel-form"), label, value);

    // A field is taken over when it is left.
    private static async Task SetAsync(ConsoleUser person, ILocator part, string label, string value)
    {
        var field = part.GetByLabel(label, new() { Exact = true }).And(person.Page.Locator(":visible"));
        await field.FillAsync(value);
        await field.BlurAsync();
    }
}
