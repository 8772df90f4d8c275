using System.Globalization;
using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>The pages of schemes: found, understood, tried, changed and compared.</summary>
public sealed class SchemePagesTests(ConsoleBrowser browser)
{
    [Fact]
    public async Task Scheme_TriedWithOtherLand_AmountsAreComputedAgainAndExplained()
    {
        await using var service = await RunningService.StartAsync();
        await using var person = await browser.OpenAsync(service, "张会计");
        await person.GoAsync("/schemes");
        await person.FillAsync("查找方案", "塘湾");
        await Assertions.Expect(person.Page.GetByText("共 1 个方案")).ToBeVisibleAsync();
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "塘湾村四层分配" }).ClickAsync();
        await Assertions.Expect(person.Page.GetByText("当年可分配收益按 7：3 分成两份：村民、村集体；尾差按最大余数法处理。")).ToBeVisibleAsync();
        await Assertions.Expect(person.Page.GetByText("“第一层：村民以土地入股将和村集体共享收益，按7：3分配”")).ToBeVisibleAsync();

        // 70,000 × 10 ÷ 26.8 = 26,119.402…
        await person.FillAsync("0001 入股土地（亩）", "10");
        var amount = person.Page.GetByRole(AriaRole.Button, new() { Name = "0001 第一层：土地分红 26,119.40 怎么算" });
        await amount.ClickAsync();
        await Assertions.Expect(person.Page.GetByText("70,000.00 × 10 ÷ 26.8 = 26,119.40298507…")).ToBeVisibleAsync();
        await person.Page.GetByText("可分的钱怎么来的").ClickAsync();
        await Assertions.Expect(person.Page.GetByText("100,000.00 × 7 ÷ 10 = 70,000.00 元")).ToBeVisibleAsync();

        await person.FillAsync("日工资（元/天）", "100");
        await Assertions.Expect(person.Page.GetByText("由公司按“出工天数 × 日工资（每天 100.00 元）”付给全体农户，四舍五入到分。")).ToBeVisibleAsync();
        await person.FillAsync("0002 入股土地（亩）", "二亩");
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Status).GetByText("“二亩”不是十进制数")).ToBeVisibleAsync();
        Assert.Equal("true", await person.Page.GetByLabel("0002 入股土地（亩）").GetAttributeAsync("aria-invalid"));
    }

    [Fact]
    public async Task Editor_MistakeThenNewVersion_MarkedKeptAndComparedWithTheOld()
    {
        await using var service = await RunningService.StartAsync();
        await using var person = await browser.OpenAsync(service, "管理员");
        await person.GoAsync("/schemes/liangping-collective-income");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "复制并编辑" }).ClickAsync();
        var document = person.Page.GetByRole(AriaRole.Textbox, new() { Name = "方案文档" });
        await Assertions.Expect(person.Page.GetByText("可以用，没有问题。")).ToBeVisibleAsync();
        await person.Page.GetByRole(AriaRole.Tab, new() { Name = "文本" }).ClickAsync();
        var text = await document.InputValueAsync();
        Assert.Contains("version: 2", text, StringComparison.Ordinal);
        var line = Array.FindIndex(text.Split('\n'), each => each.Contains("by: shares", StringComparison.Ordinal)) + 1;

        await document.FillAsync(text.Replace("by: shares", "by: shears", StringComparison.Ordinal));
        await person.Page.GetByRole(AriaRole.Button, new() { Name = $"第 {line} 行" }).ClickAsync();
        await Assertions.Expect(document).ToBeFocusedAsync();
        await Assertions.Expect(person.Page.Locator(".code-numbers .stop")).ToHaveTextAsync(line.ToString(CultureInfo.InvariantCulture));
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Button, new() { Name = "保存为新版本" })).ToBeDisabledAsync();

        await document.FillAsync(text.Replace("default: 40%", "default: 30%", StringComparison.Ordinal));
        await Assertions.Expect(person.Page.Locator(".editor-side").GetByText("中提取 30%（公积公益金提取比例，不超过 40%）")).ToBeVisibleAsync();
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "首页" }).ClickAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "继续编写" }).ClickAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "保存为新版本" }).ClickAsync();
        await Assertions.Expect(person.Page.GetByText("第 2 版已保存")).ToBeVisibleAsync();

        await person.Page.GetByRole(AriaRole.Link, new() { Name = "和第 2 版对照" }).ClickAsync();
        await Assertions.Expect(person.Page.GetByText("有 2 行不同，1 个参数不同。")).ToBeVisibleAsync();
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Cell, new() { Name = "30%，不超过 40%", Exact = true })).ToBeVisibleAsync();
    }
}
