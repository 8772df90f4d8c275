using System.Text;
using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>A roster's file on the page: what is to be mended comes first, and what was said and mended is not asked for again.</summary>
public sealed class RosterImportPageTests(ConsoleBrowser browser)
{
    private const string Roster = """
        编码,户主,家庭人口,自管地（亩）,联系电话,备注
        0001,农户0001,4,2.50,13900000001,
        0002,农户0002,3,壹拾亩,无,外出务工
        0003,农户0003,5,1.00,13900000003,
        合计,,12,4.50,,
        """;

    /// <summary>A running number is known and not kept: chosen for another field, the list shows the last choice, however fast.</summary>
    [Fact]
    public async Task Heading_OfARunningNumberChosenForAnother_IsShownAsChosenLast()
    {
        await using var service = await RunningService.StartAsync();
        await MakeVillageAsync(service);
        await using var maker = await browser.OpenAsync(service, "会计");
        await maker.GoAsync("/organizations/tangwan/import");
        await ChooseAsync(maker, "序号,户主,土地（亩）\n1,农户0001,2.50\n2,农户0002,1.00\n");
        var list = maker.Page.GetByLabel("“序号”当作");
        foreach (var heading in new[] { "户编号", "备注", "户编号" })
        {
            // Chosen without waiting for what the choice before brought about.
            await list.SelectOptionAsync(heading);
        }

        await maker.SettleAsync();
        await maker.ReadyAsync();
        await Assertions.Expect(list.Locator("option:checked")).ToHaveTextAsync("户编号");
        await Assertions.Expect(maker.Page.GetByText("“序号”当作“户编号”")).ToBeVisibleAsync();
        await maker.PressAsync("导入 2 户");
        await Assertions.Expect(maker.Page.GetByText("新增 2 户")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task File_ChosenAgain_KeepsWhatWasSaidAndMended()
    {
        await using var service = await RunningService.StartAsync();
        await MakeVillageAsync(service);
        await using var maker = await browser.OpenAsync(service, "会计");
        await maker.GoAsync("/organizations/tangwan/import");
        await ChooseAsync(maker, Roster);

        // The headings are said once; their list stays open, there may be more to say.
        await maker.Page.GetByLabel("“编码”当作").SelectOptionAsync("户编号");
        await Assertions.Expect(maker.Page.GetByText("列名要先对好")).ToHaveCountAsync(0);
        await maker.ReadyAsync();
        await maker.Page.GetByLabel("“自管地（亩）”当作").SelectOptionAsync("入股土地（亩）");
        await maker.ReadyAsync();
        await Assertions.Expect(maker.Page.GetByText("写的是“壹拾亩”，请写成数字，如 10 或 10.5")).ToBeVisibleAsync();
        await Assertions.Expect(maker.Page.GetByText("有 1 处没改好，改好再比")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(maker.Page));
        await Assertions.Expect(maker.Page.Locator(".mending tbody tr").First.Locator("th")).ToHaveTextAsync("3");
        await maker.Page.GetByLabel("显示哪些行").SelectOptionAsync("Bad");
        await Assertions.Expect(maker.Page.Locator(".mending tbody tr")).ToHaveCountAsync(1);
        var cell = maker.Page.GetByLabel("第 3 行 自管地（亩）");
        await cell.FillAsync("1.00");
        await cell.BlurAsync();
        await Assertions.Expect(maker.Page.GetByText("没有问题了")).ToBeVisibleAsync();

        // A file that is none loses nothing of it.
        await maker.Page.SetInputFilesAsync("#roster-file", new FilePayload
        {
            Name = "名册.xlsx", MimeType = "application/octet-stream", Buffer = "PK\u0003\u0004"u8.ToArray(),
        });
        await Assertions.Expect(maker.Page.Locator("#step-check")).ToHaveCountAsync(0);
        await maker.ReadyAsync();

        // The file again, with a household more before it.
        await ChooseAsync(maker, Roster.Replace("0001,农", "0000,农户0000,1,1.00,,\n0001,农", StringComparison.Ordinal));
        await Assertions.Expect(maker.Page.GetByText("上次改过的 1 处，这次照样改好了")).ToBeVisibleAsync();
        await Assertions.Expect(maker.Page.GetByLabel("第 4 行 自管地（亩）")).ToHaveValueAsync("1.00");
        await Assertions.Expect(maker.Page.GetByText("按以前选的：“编码”当作“户编号”")).ToBeVisibleAsync();
        await Assertions.Expect(maker.Page.GetByText("0000 农户0000、0001 农户0001、0002 农户0002、0003 农户0003")).ToBeVisibleAsync();
        await maker.PressAsync("导入 4 户");
        await Assertions.Expect(maker.Page.GetByText("新增 4 户")).ToBeVisibleAsync();

        // The phone is there and masked, the remark as it was written.
        await maker.GoAsync("/organizations/tangwan/households/0002");
        await Assertions.Expect(maker.Page.GetByText("外出务工")).ToBeVisibleAsync();
        await maker.GoAsync("/organizations/tangwan/households/0003");
        await Assertions.Expect(maker.Page.GetByText("****0003")).ToBeVisibleAsync();

        // Another clerk, who forgets it.
        await using var other = await browser.OpenAsync(service, "出纳");
        await other.GoAsync("/organizations/tangwan/import");
        await ChooseAsync(other, Roster);
        await Assertions.Expect(other.Page.GetByText("名册上有、表里没有的 1 户")).ToBeVisibleAsync();
        await Assertions.Expect(other.Page.GetByText("0000 农户0000", new() { Exact = true })).ToBeVisibleAsync();
        await other.Page.GetByText("列名（第 1 行").ClickAsync();
        await other.Page.GetByLabel("忘掉“编码”以前选的").ClickAsync();
        await Assertions.Expect(other.Page.GetByText("缺少“户编号”这一列")).ToBeVisibleAsync();
    }

    /// <summary>A table without numbers is numbered once somebody says so, with the numbers in sight, and not when they do not.</summary>
    [Fact]
    public async Task Table_WithoutNumbers_IsNumberedWhenChosen()
    {
        await using var service = await RunningService.StartAsync();
        await MakeVillageAsync(service);
        await using var maker = await browser.OpenAsync(service, "会计");
        await maker.GoAsync("/organizations/tangwan/import");
        await ChooseAsync(maker, "户主,土地（亩）\n农户甲,2.50\n农户乙,1.00\n");
        await Assertions.Expect(maker.Page.GetByText("缺少“户编号”这一列")).ToBeVisibleAsync();
        await maker.PressAsync("按表里的次序编号");
        await Assertions.Expect(maker.Page.GetByText("1 农户甲、2 农户乙")).ToBeVisibleAsync();
        await Assertions.Expect(maker.Page.GetByText("新的 2 户编为 1–2")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(maker.Page));
        await maker.PressAsync("不编号");
        await Assertions.Expect(maker.Page.GetByText("缺少“户编号”这一列")).ToBeVisibleAsync();
        await maker.PressAsync("按表里的次序编号");
        await maker.PressAsync("导入 2 户");
        await Assertions.Expect(maker.Page.GetByText("新增 2 户")).ToBeVisibleAsync();
    }

    private static async Task MakeVillageAsync(RunningService service)
    {
        using var body = new StringContent("""{ "name": "塘湾村", "legalForm": "rural_collective" }""", Encoding.UTF8, "application/json");
        using var made = await service.Client.PutAsync(new Uri("/v1/organizations/tangwan", UriKind.Relative), body);
        Assert.True(made.IsSuccessStatusCode);
    }

    private static async Task ChooseAsync(ConsoleUser user, string roster)
    {
        await user.Page.SetInputFilesAsync("#roster-file", new FilePayload
        {
            Name = "名册.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(roster),
        });
        await Assertions.Expect(user.Page.Locator("#step-check")).ToBeVisibleAsync();
        await user.ReadyAsync();
    }
}
