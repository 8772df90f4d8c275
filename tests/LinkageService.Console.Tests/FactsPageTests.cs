using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>Facts of an organisation: what is missing is said, a statement is entered with its sums beside it, rows are added.</summary>
public sealed class FactsPageTests(ConsoleBrowser browser)
{
    private const string Village = "/v1/organizations/tangwan";

    /// <summary>A benefit is chosen of what the runs give; another name is said to tax nothing.</summary>
    [Fact]
    public async Task Taxes_OfABenefit_AreOfferedOfTheRunsOfTheOrganisation()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        await using var clerk = await browser.OpenAsync(service, "会计");
        await clerk.GoAsync("/organizations/tangwan/facts/taxes?year=2025");
        await clerk.PressAsync("各项目的扣税方式：增加一行");
        var benefit = clerk.Page.GetByLabel("项目", new() { Exact = true });
        Assert.Equal("fact-benefits", await benefit.GetAttributeAsync("list"));
        var offered = await clerk.Page.Locator("#fact-benefits option").EvaluateAllAsync<string[]>("all => all.map(each => each.value)");
        Assert.NotEmpty(offered);
        var wrong = clerk.Page.GetByText("照它扣不到税");
        await benefit.FillAsync(offered[0] + "金");
        await benefit.BlurAsync();
        await Assertions.Expect(wrong).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(clerk.Page));
        foreach (var known in offered)
        {
            await benefit.FillAsync(known);
            await benefit.BlurAsync();
            await Assertions.Expect(wrong).ToHaveCountAsync(0);
        }

        Assert.Equal(0, await PageWords.OverflowAsync(clerk.Page));
    }

    [Fact]
    public async Task Facts_EnteredByAnAccountant_StandOnThePageAndInTheApi()
    {
        await using var service = await RunningService.StartAsync();
        var made = await service.SendAsync(HttpMethod.Put, Village, """{ "name": "某村", "legalForm": "rural_collective" }""");
        Assert.Equal(201, made.Status);
        await using var clerk = await browser.OpenAsync(service, "会计");
        await clerk.GoAsync("/organizations/tangwan/facts?year=2025");
        await Assertions.Expect(clerk.Page.GetByText("还缺 12 种资料")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(clerk.Page));
        await clerk.Page.GetByRole(AriaRole.Link, new() { Name = "登记或修改年度报表" }).ClickAsync();
        await clerk.ArriveAsync(@"/organizations/tangwan/facts/statement\?year=2025");
        await clerk.Page.GetByLabel("报表", new() { Exact = true }).SelectOptionAsync("collective");
        await clerk.Page.GetByLabel("状态", new() { Exact = true }).SelectOptionAsync("closed");
        foreach (var line in new[] { "投资收益", "补助收入", "经营支出", "税金及附加", "管理费用", "其他收入", "公益支出", "其他支出", "所得税费用" })
        {
            await clerk.FillAsync(line, "0");
        }

        await clerk.FillAsync("经营收入", "1000.50");
        await clerk.FillAsync("本年盈余（净收益）", "一千");
        await clerk.PressAsync("保存");
        await Assertions.Expect(clerk.Page.Locator("#fact-netIncome-wrong")).ToContainTextAsync("请写作 1000");
        await clerk.FillAsync("本年盈余（净收益）", "1000");
        await clerk.Page.GetByLabel("其他转入", new() { Exact = true }).FocusAsync();
        await Assertions.Expect(clerk.Page.GetByText("与所填 1,000.00 元差 0.50 元")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(clerk.Page));
        await clerk.PressAsync("保存");
        await clerk.ArriveAsync(@"/organizations/tangwan/facts\?year=2025");
        await Assertions.Expect(clerk.Page.GetByText("还缺 11 种资料")).ToBeVisibleAsync();
        var stated = (await service.GetAsync(Village + "/facts/statement?year=2025")).Json.GetProperty("statement");
        Assert.Equal("1000.50", stated.GetProperty("operatingIncome").GetString());
        Assert.Equal("1000.00", stated.GetProperty("netIncome").GetString());

        await clerk.GoAsync("/organizations/tangwan/facts/officers?year=2025");
        await clerk.FillAsync("从哪天起", "2025-01-01");
        await clerk.PressAsync("近亲属：确认没有");
        await clerk.PressAsync("管理人员：增加一行");
        await clerk.FillAsync("姓名", "农户0001");
        await clerk.Page.GetByLabel("职务", new() { Exact = true }).SelectOptionAsync("chair");
        Assert.Empty(await Axe.FindAsync(clerk.Page));
        await clerk.PressAsync("保存");
        await clerk.ArriveAsync(@"/organizations/tangwan/facts\?year=2025");
        var officers = (await service.GetAsync(Village + "/facts/officers")).Json.GetProperty("officers");
        Assert.Equal("""{"officers":[{"name":"农户0001","role":"chair"}],"kin":[]}""", officers.GetRawText());
    }
}
