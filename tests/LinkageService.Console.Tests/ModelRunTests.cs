using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>A run is made again: for the year after with what was agreed, or for the same year with everything filled in.</summary>
public sealed class ModelRunTests(ConsoleBrowser browser)
{
    // By the day the demo has paid the year before the last or the last.
    private readonly int _year = DateOnly.FromDateTime(ChinaDays.Today.ToDateTime(TimeOnly.MinValue).AddDays(-45)).Year - 1;

    // Of a roster that is counted on a day of the village's own.
    private string Floor => $$"""
        { "scheme": "floor-and-second-dividend", "year": {{_year}}, "recordDate": "{{_year}}-11-30",
          "parameters": { "floor_per_mu": "600.00", "grain_per_mu": "500", "households_part": "6" },
          "inputs": { "surplus": "200000.00", "grain_price": "1.31" } }
        """;

    [Fact]
    public async Task LastYear_PressedOnTheOrganisation_IsTheNewYearWithSchemeAndParameters()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        await using var person = await browser.OpenAsync(service, "会计");
        await person.GoAsync("/organizations/tangwan");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = $"沿用 {_year} 年做 {_year + 1} 年（塘湾村四层分配）" }).ClickAsync();
        await person.ArriveAsync($"/organizations/tangwan/runs/new\\?scheme=tangwan-four-tier%401&year={_year + 1}&step=2");
        await Field(person, "核算年度").ExpectAsync($"{_year + 1}");
        await Field(person, "日工资（元/天）").ExpectAsync("80.00");
        await Field(person, "当年可分配收益（元）").ExpectAsync("");
        await Assertions.Expect(person.Page.GetByText($"方案和参数沿用 {_year} 年；账目请填 {_year + 1} 年的")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(person.Page));

        // Once it is begun, it is gone on with: nothing offers to begin it again.
        await person.FillAsync("当年可分配收益（元）", "100000");
        await person.PressAsync("下一步");
        await person.PressAsync("下一步");
        await person.PressAsync("下一步");
        await person.PressAsync("保存草稿");
        await Assertions.Expect(person.Page.Locator("#saved-title")).ToHaveTextAsync("草稿已保存");
        await person.GoAsync("/organizations/tangwan");
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Link, new() { Name = "新建核算", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(person.Page.GetByText($"沿用 {_year} 年")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Price_OfLastYear_HasToBeLookedAtBeforeAnybodyGoesOn(bool isEnglish)
    {
        string T(string zh, string en) => isEnglish ? en : zh;
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var run = await MakeAsync(service);
        await using var person = await browser.OpenAsync(service, "clerk", isEnglish: isEnglish);
        await person.GoAsync("/organizations/tangwan/runs/new?follow=" + run);
        await Field(person, T("核算年度", "Year of the accounts")).ExpectAsync($"{_year + 1}");
        await Field(person, T("农户份数", "Parts to the households")).ExpectAsync("6");
        await Field(person, T("当年粮价（元/斤）", "Grain price of the year (yuan per jin)")).ExpectAsync("1.31");
        await Field(person, T("当年盈余（元）", "Surplus of the year (yuan)")).ExpectAsync("");
        Assert.Empty(await Axe.FindAsync(person.Page));
        Assert.Empty(await PageWords.FindWrongAsync(person.Page, isEnglish));

        await person.FillAsync(T("当年盈余（元）", "Surplus of the year (yuan)"), "180000");
        await person.PressAsync(T("下一步", "Next"));
        await Assertions.Expect(person.Page.GetByText(T("沿用上年的数还没有核对", "has not been checked"))).ToBeVisibleAsync();
        await Assertions.Expect(Button(person, T("名册与登记日", "Roster and record date"))).ToBeDisabledAsync();
        await person.PressAsync(T("都核对过了", "I checked them"));
        await person.PressAsync(T("下一步", "Next"));

        // The day of the roster moves on with the year.
        await Field(person, T("登记日", "Record date")).ExpectAsync($"{_year + 1}-11-30");
    }

    [Fact]
    public async Task Draft_Copied_HasEveryFigureAndStaysAsItIs()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var run = await MakeAsync(service);
        await using var person = await browser.OpenAsync(service, "会计");
        await person.GoAsync("/runs/" + run);
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "复制成新的一笔" }).ClickAsync();
        await person.ArriveAsync($"/organizations/tangwan/runs/new\\?scheme=floor-and-second-dividend%401&year={_year}&step=2");
        await Field(person, "每亩保底粮食（斤/亩）").ExpectAsync("500");
        await Field(person, "当年粮价（元/斤）").ExpectAsync("1.31");
        await Field(person, "当年盈余（元）").ExpectAsync("200000.00");
        await Assertions.Expect(person.Page.GetByText("沿用上年的数")).ToHaveCountAsync(0);
        await person.FillAsync("农户份数", "7");
        await person.PressAsync("下一步");
        await Field(person, "登记日").ExpectAsync($"{_year}-11-30");
        await person.PressAsync("下一步");
        await person.PressAsync("下一步");
        await person.Page.GetByLabel("我看过上面的核算").CheckAsync();
        await person.PressAsync("保存草稿");
        await Assertions.Expect(person.Page.Locator("#saved-title")).ToHaveTextAsync("草稿已保存");
        var parts = (await service.GetAsync($"/v1/organizations/tangwan/runs?year={_year}")).Json.GetProperty("runs").EnumerateArray()
            .Where(each => each.GetProperty("scheme").GetProperty("id").GetString() == "floor-and-second-dividend")
            .Select(each => each.GetProperty("parameters").GetProperty("households_part").GetString());
        Assert.Equal(["6", "7"], parts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_OfAnotherVillage_IsNoModelAndTakesNothingAway()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var run = await MakeAsync(service);
        await using var person = await browser.OpenAsync(service, "会计");
        await person.GoAsync("/organizations/qinglong/runs/new?copy=" + run);
        await Assertions.Expect(person.Page.GetByText("那一笔不能照着做")).ToBeVisibleAsync();
        await Assertions.Expect(person.Page.Locator("#step-title")).ToContainTextAsync("第 1 步");
    }

    private static ILocator Button(ConsoleUser person, string words) =>
        person.Page.GetByRole(AriaRole.Button, new() { Name = words, Exact = true });

    private static ModelField Field(ConsoleUser person, string label) => new(person.Page.GetByLabel(label, new() { Exact = true }));

    private async Task<string?> MakeAsync(RunningService service)
    {
        var made = await service.SendAsync(HttpMethod.Post, "/v1/organizations/tangwan/runs", Floor, ("Idempotency-Key", "model"));
        Assert.True((int)made.Status == 201, made.Text);
        return made.Json.GetProperty("id").GetString();
    }

    private sealed record ModelField(ILocator Input)
    {
        public Task ExpectAsync(string value) => Assertions.Expect(Input).ToHaveValueAsync(value);
    }
}
