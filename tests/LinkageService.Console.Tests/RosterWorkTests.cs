using System.Text;
using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>
/// The roster as staff use it: changed in place, several households at once, exported as filtered, taken back as a whole.
/// </summary>
public sealed class RosterWorkTests(ConsoleBrowser browser)
{
    private const string Roster = """
        户编号,户主,家庭人口,人员类别,土地,备注
        1,农户1,4,建档立卡户,2.5,
        2,农户2,3,,1,
        10,农户10,5,,3,
        """;

    [Fact]
    public async Task Roster_ChangedInTheTableAndAtOnce_SeenBeforeStoredAndTakenBack()
    {
        await using var service = await RunningService.StartAsync();
        await SendAsync(service, HttpMethod.Put, "/v1/organizations/tangwan", """{ "name": "塘湾村", "legalForm": "rural_collective" }""");
        await SendAsync(
            service, HttpMethod.Post, "/v1/organizations/tangwan/households:import?validFrom=2025-01-01&fileName=塘湾村名册.csv", Roster,
            "text/csv");
        await using var clerk = await browser.OpenAsync(service, "李会计");
        var page = clerk.Page;
        await clerk.GoAsync("/organizations/tangwan/roster");
        await clerk.PressAsync("在表里改");
        Assert.Empty(await Axe.FindAsync(page));

        // Over the keyboard: a cell, the one below it, one that cannot be, and the way back.
        await page.GetByLabel("户 1 家庭人口").FillAsync("6");
        await page.GetByLabel("户 1 家庭人口").PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("户 2 家庭人口")).ToBeFocusedAsync();
        await page.GetByLabel("户 2 家庭人口").FillAsync("三");
        await clerk.SettleAsync();
        await Assertions.Expect(page.GetByText("1 格填得不对（红框），改好才能存。")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("户 2 家庭人口")).ToHaveAttributeAsync("aria-invalid", "true");
        await clerk.PressAsync("撤销上一步");
        await Assertions.Expect(page.GetByLabel("户 2 家庭人口")).ToHaveValueAsync("3");
        await Assertions.Expect(page.GetByText("改了 1 格、1 户，还没有存")).ToBeVisibleAsync();
        await page.GetByLabel("生效日期").FillAsync("2025-01-01");
        await clerk.PressAsync("先看看会改成什么样");
        await Assertions.Expect(page.GetByText("4 → 6")).ToBeVisibleAsync();
        await clerk.PressAsync("确认修改 1 户");
        await Assertions.Expect(page.GetByText("已修改 1 户")).ToBeVisibleAsync();

        // Two of three at once.
        await page.GetByLabel("选 2", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("选 10", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("改成").FillAsync("监测对象");
        await page.GetByLabel("生效日期").FillAsync("2025-01-01");
        await clerk.SettleAsync();
        await clerk.PressAsync("先看看会改成什么样");
        await Assertions.Expect(page.GetByText("无 → 监测对象").First).ToBeVisibleAsync();
        await clerk.PressAsync("确认修改 2 户");
        await Assertions.Expect(page.GetByText("已修改 2 户")).ToBeVisibleAsync();

        // What is filtered is what is exported.
        await clerk.PressAsync("不改了，回到名册");
        await page.GetByLabel("人员类别").SelectOptionAsync("监测对象");
        await Assertions.Expect(page.GetByText("找到 2 户（名册共 3 户）")).ToBeVisibleAsync();
        var address = await page.GetByRole(AriaRole.Link, new() { Name = "导出筛选的 CSV" }).GetAttributeAsync("href");
        var file = await page.APIRequest.GetAsync(new Uri(new Uri(page.Url), address).ToString());
        var lines = (await file.TextAsync()).Trim().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Contains("人员类别", lines[0], StringComparison.Ordinal);

        // The import is kept: of its households two were changed since, one stands as imported but for the members.
        await clerk.GoAsync("/organizations/tangwan/imports");
        Assert.Empty(await Axe.FindAsync(page));
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await page.Locator("tbody tr").First.GetByRole(AriaRole.Button).ClickAsync();
        await clerk.PressAsync("撤回 2 户");
        await Assertions.Expect(page.GetByText("已撤回 2 户，恢复到导入以前。")).ToBeVisibleAsync();
        await page.Locator("tbody tr").Last.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByText("后来又改过的，保持现在的样子")).ToBeVisibleAsync();
        await clerk.PressAsync("撤回 2 户");
        await clerk.GoAsync("/organizations/tangwan/roster");
        await Assertions.Expect(page.GetByText("共 1 户")).ToBeVisibleAsync();

        await FindInAuditAsync(clerk);
    }

    private static async Task FindInAuditAsync(ConsoleUser clerk)
    {
        var page = clerk.Page;

        // All of it in sentences, found by person, act and day, and to be kept as a file.
        await clerk.GoAsync("/audit");
        await page.GetByLabel("谁", new() { Exact = true }).FillAsync("李会计");
        await page.GetByLabel("做了什么").SelectOptionAsync("撤回导入");
        await clerk.PressAsync("查找");
        await Assertions.Expect(page.GetByText("李会计撤回了塘湾村的一次导入")).ToHaveCountAsync(2);
        await page.GetByLabel("做了什么").SelectOptionAsync("看过或送出完整号码（身份证、账号）");
        await clerk.PressAsync("查找");
        await Assertions.Expect(page.GetByText("没有符合条件的记录")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(page));
    }

    private static async Task SendAsync(
        RunningService service, HttpMethod method, string path, string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await service.Client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}
