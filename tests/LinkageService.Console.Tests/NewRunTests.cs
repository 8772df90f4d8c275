using System.Text.Json;
using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>The guided path from a scheme to a run that is handed in, as somebody who prepares it walks it.</summary>
public sealed class NewRunTests(ConsoleBrowser browser)
{
    private const string Address = "/organizations/tangwan/runs/new?year=2026";

    [Theory]
    [InlineData(false)]
    [FullRunData(true)]
    public async Task Path_FromSchemeToSubmission_MakesOneRunAndIsReadableAtEveryStep(bool isEnglish)
    {
        string T(string zh, string en) => isEnglish ? en : zh;
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var wrong = new List<string>();
        await using (var person = await browser.OpenAsync(service, "clerk", isEnglish: isEnglish))
        {
            async Task LookAsync()
            {
                wrong.AddRange(await Axe.FindAsync(person.Page));
                wrong.AddRange(await PageWords.FindWrongAsync(person.Page, isEnglish));
            }

            var income = T("当年可分配收益（元）", "Distributable income of the year (yuan)");
            await person.GoAsync(Address);
            await LookAsync();
            await person.PressAsync(T("选择塘湾村四层分配", "Choose Tangwan four-tier distribution"));
            await person.PressAsync(T("下一步", "Next"));
            await Assertions.Expect(person.Page.GetByText(T("这一项要填写", "this has to be filled in"))).ToBeVisibleAsync();
            await LookAsync();

            await person.FillAsync(income, "112000.50");
            await person.PressAsync(T("沿用 2025 年的参数", "Take the parameters of 2025"));
            await person.PressAsync(T("下一步", "Next"));
            await Assertions.Expect(person.Page.GetByText(T("名册齐全", "The roster is complete"))).ToBeVisibleAsync();
            await LookAsync();

            // 60 households: 70% of the income by land, full return, and 28,800.00 of wages that the company pays.
            await person.PressAsync(T("下一步", "Next"));
            await Assertions.Expect(person.Page.Locator(".equation")).ToContainTextAsync("140,800.50");
            await LookAsync();

            // Back and forth: nothing is lost, and a changed figure has to be looked at again.
            await person.PressAsync(T("账目与参数", "Accounts and parameters"));
            await Assertions.Expect(person.Page.GetByLabel(income, new() { Exact = true })).ToHaveValueAsync("112000.50");
            await person.FillAsync(income, "112000.60");
            await Assertions.Expect(Button(person, T("保存", "Save"))).ToBeDisabledAsync();
            await person.PressAsync(T("预览", "Preview"));
            await Assertions.Expect(person.Page.Locator(".equation")).ToContainTextAsync("140,800.60");

            await person.PressAsync(T("下一步", "Next"));
            await LookAsync();
            await Button(person, T("保存草稿", "Save the draft")).DblClickAsync();
            await Assertions.Expect(person.Page.GetByText(T("草稿已保存", "The draft is stored"))).ToBeVisibleAsync();
            await person.ReadyAsync();
            await LookAsync();
            await person.TakeAsync(T("提交", "Submit"));
            await Assertions.Expect(person.Page.GetByText(T("核算已提交", "The run is handed in"))).ToBeVisibleAsync();
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        var run = Assert.Single(await RunsAsync(service, "tangwan", "2026"));
        Assert.Equal(("submitted", "clerk"), (run.GetProperty("state").GetString(), run.GetProperty("maker").GetString()));
        Assert.Equal("140800.60", run.GetProperty("totals").GetProperty("sources").GetString());
    }

    [FullRunFact]
    public async Task Path_RosterWithGaps_NamesTheHouseholdsAndKeepsWhatWasFilledIn()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        await using var person = await browser.OpenAsync(service, "clerk");

        // Land is not what the shares of Liangping are: every household lacks them.
        await person.GoAsync("/organizations/tangwan/runs/new?scheme=liangping-collective-income&year=2026");
        await person.FillAsync("本年净收益（元）", "5000");
        await person.PressAsync("下一步");
        await Assertions.Expect(person.Page.GetByText("名册有 60 处缺漏")).ToBeVisibleAsync();
        await Assertions.Expect(Button(person, "下一步")).ToBeDisabledAsync();
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Link, new() { Name = "0001", Exact = true }))
            .ToHaveAttributeAsync("href", "/organizations/tangwan/households/0001");

        await person.Page.GetByRole(AriaRole.Link, new() { Name = "核算", Exact = true }).First.ClickAsync();
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "新建核算", Exact = true }).ClickAsync();
        await Assertions.Expect(person.Page.GetByText("接着上次没有做完的核算")).ToBeVisibleAsync();
        await person.PressAsync("账目与参数");
        await Assertions.Expect(person.Page.GetByLabel("本年净收益（元）", new() { Exact = true })).ToHaveValueAsync("5000");
    }

    [FullRunFact]
    public async Task Path_SchemeThatCountsDays_FirstDayIsAskedForAndIsTheRuns()
    {
        const string Scheme = """
            { "id": "by-days", "version": 1, "title": "按天分", "inputs": { "profit": { "type": "money", "title": "利润" } },
              "holdings": { "land": { "unit": "mu", "weighting": "time_weighted", "title": "入股土地" } },
              "steps": [ { "id": "dividend", "kind": "allocate", "from": "profit", "by": "land" } ] }
            """;
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        Assert.Equal(201, (int)(await service.PostAsync("/v1/schemes", Scheme)).Status);
        await using var person = await browser.OpenAsync(service, "clerk");
        await person.GoAsync("/organizations/tangwan/runs/new?scheme=by-days&year=2025");
        await person.FillAsync("利润", "6000");
        await person.PressAsync("下一步");
        var first = person.Page.GetByLabel("从哪天起按天数算", new() { Exact = true });
        await Assertions.Expect(first).ToHaveValueAsync("2025-01-01");
        await first.FillAsync("2025-07-01");
        await Assertions.Expect(person.Page.GetByText("从 2025-07-01 到登记日，每天的数相加")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(person.Page));
        await person.PressAsync("下一步");
        await person.PressAsync("下一步");
        await Assertions.Expect(person.Page.Locator("dl.facts")).ToContainTextAsync("2025-07-01");
        await Button(person, "保存草稿").ClickAsync();
        await Assertions.Expect(person.Page.GetByText("草稿已保存")).ToBeVisibleAsync();
        var run = (await RunsAsync(service, "tangwan", "2025"))
            .Single(run => run.GetProperty("scheme").GetProperty("id").GetString() == "by-days");
        Assert.Equal("2025-07-01", run.GetProperty("from").GetString());
    }

    /// <summary>The browser's own way back goes through the steps, and what was filled in stays.</summary>
    [Fact]
    public async Task Path_BackAndForwardInTheBrowser_GoesThroughTheStepsAndKeepsTheFigures()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        await using var person = await browser.OpenAsync(service, "clerk");
        ILocator Step(string words) => person.Page.Locator("#step-title", new() { HasText = words });
        var income = person.Page.GetByLabel("当年可分配收益（元）", new() { Exact = true });
        await person.GoAsync("/organizations/tangwan/runs");
        await person.GoAsync(Address);
        await person.PressAsync("选择塘湾村四层分配");
        await Assertions.Expect(Step("账目与参数")).ToBeVisibleAsync();
        await income.FillAsync("5000.25");
        await person.PressAsync("下一步");
        await Assertions.Expect(person.Page.GetByText("名册齐全")).ToBeVisibleAsync();

        await person.Page.GoBackAsync();
        await Assertions.Expect(Step("账目与参数")).ToBeVisibleAsync();
        await Assertions.Expect(income).ToHaveValueAsync("5000.25");
        await person.Page.GoBackAsync();
        await Assertions.Expect(Step("选择方案")).ToBeVisibleAsync();
        await person.Page.GoForwardAsync();
        await Assertions.Expect(income).ToHaveValueAsync("5000.25");
        await person.Page.GoForwardAsync();
        await Assertions.Expect(person.Page.GetByText("名册齐全")).ToBeVisibleAsync();

        // Only from the first step it leads out of the guide.
        await person.Page.GoBackAsync();
        await Assertions.Expect(Step("账目与参数")).ToBeVisibleAsync();
        await person.Page.GoBackAsync();
        await Assertions.Expect(Step("选择方案")).ToBeVisibleAsync();
        await person.Page.GoBackAsync();
        await person.ArriveAsync("/organizations/tangwan/runs");
    }

    [Fact]
    public async Task Path_SchemeThatCountsNoDays_DoesNotAskForAFirstDay()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        await using var person = await browser.OpenAsync(service, "clerk");
        await person.GoAsync("/organizations/tangwan/runs/new?scheme=tangwan-four-tier&year=2026");
        await person.FillAsync("当年可分配收益（元）", "5000");
        await person.PressAsync("下一步");
        await Assertions.Expect(person.Page.GetByText("名册齐全")).ToBeVisibleAsync();
        await Assertions.Expect(person.Page.GetByLabel("从哪天起按天数算")).ToHaveCountAsync(0);
    }

    private static ILocator Button(ConsoleUser person, string words) =>
        person.Page.GetByRole(AriaRole.Button, new() { Name = words, Exact = true });

    private static async Task<JsonElement[]> RunsAsync(RunningService service, string organization, string year) =>
        (await service.GetAsync($"/v1/organizations/{organization}/runs?year={year}")).Json.GetProperty("runs").EnumerateArray().ToArray();
}
