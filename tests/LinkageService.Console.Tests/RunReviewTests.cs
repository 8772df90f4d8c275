using System.Text;
using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>Before a run goes on somebody looks through what is unusual, and what was signed is kept with it.</summary>
public sealed class RunReviewTests(ConsoleBrowser browser)
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4\n%%EOF");

    [Fact]
    public async Task Exceptions_OfARunThatHasSome_AreTickedBeforeItIsSubmittedAndApproved()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var run = (await service.GetAsync("/v1/organizations/liangping/runs?state=draft")).Json.GetProperty("runs")[0];
        var address = "/runs/" + run.GetProperty("id").GetString();
        await using var maker = await browser.OpenAsync(service, "会计");
        await maker.GoAsync(address + "/exceptions");
        await Assertions.Expect(maker.Page.GetByText("比上次多 20% 以上 3 户；比上次少 20% 以上 2 户")).ToBeVisibleAsync();
        await maker.FillAsync("多或少超过百分之几才列", "1000");
        await maker.PressAsync("重新列");
        await Assertions.Expect(maker.Page.GetByText("没有要特别看的户")).ToBeVisibleAsync();

        // Not before it is ticked.
        await maker.GoAsync(address);
        var submit = maker.Page.GetByRole(AriaRole.Button, new() { Name = "提交", Exact = true });
        await Assertions.Expect(maker.Page.Locator("#exceptions-seen")).ToBeVisibleAsync();
        await submit.ClickAsync();
        await Assertions.Expect(maker.Page.Locator("#exceptions-seen-wrong")).ToHaveTextAsync("请看过以后打勾。");
        await Assertions.Expect(maker.Confirmation).ToHaveCountAsync(0);
        await maker.TakeAsync("提交");
        await maker.ExpectStateAsync("已提交");
        await maker.GoAsync(address + "/exceptions");
        await Assertions.Expect(maker.Page.GetByText("提交前看过：")).ToBeVisibleAsync();
        var kept = (await service.GetAsync("/v1" + address)).Json.GetProperty("life").GetProperty("reviews")[0];
        Assert.Equal(("会计", "submit", 3), (
            kept.GetProperty("by").GetString(), kept.GetProperty("act").GetString(),
            kept.GetProperty("counts").GetProperty("more").GetInt32()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Files_OfARun_AreAddedDownloadedAndTakenOut(bool isEnglish)
    {
        string T(string zh, string en) => isEnglish ? en : zh;
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var run = (await service.GetAsync("/v1/organizations/tangwan/runs?state=paid")).Json.GetProperty("runs")[0];
        var address = $"/runs/{run.GetProperty("id").GetString()}/files";
        await using var person = await browser.OpenAsync(service, "clerk", isEnglish: isEnglish, width: 390, height: 844);
        await person.GoAsync(address);
        await person.Page.GetByLabel(T("是什么", "What it shows"), new() { Exact = true }).SelectOptionAsync("minutes");
        await person.SettleAsync();
        await ChooseAsync(person, "picture.png", Encoding.ASCII.GetBytes("GIF89a"));
        await Assertions.Expect(person.Page.GetByText(T("文件不是 PDF、JPEG 或 PNG", "the file is no PDF, JPEG or PNG")).First)
            .ToBeVisibleAsync();
        await ChooseAsync(person, "minutes.pdf", Pdf);
        await Assertions.Expect(person.Page.GetByText(T("已附上。", "Kept."))).ToBeVisibleAsync();
        await ChooseAsync(person, "again.pdf", Pdf);
        await Assertions.Expect(person.Page.GetByText(T("这个文件已经附过了。", "This file is there already."))).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(person.Page));
        Assert.Empty(await PageWords.FindWrongAsync(person.Page, isEnglish));
        Assert.Equal(0, await PageWords.OverflowAsync(person.Page));

        var download = await person.Page.RunAndWaitForDownloadAsync(() => person.Page.GetByText("minutes.pdf").ClickAsync());
        Assert.Equal("minutes.pdf", download.SuggestedFilename);
        Assert.Equal(Pdf, await File.ReadAllBytesAsync(await download.PathAsync()));

        // The first press asks, the second does.
        await person.Page.GetByText(T("撤下", "Take out"), new() { Exact = true }).ClickAsync();
        await person.Page.GetByText(T("确定撤下", "Yes, take it out"), new() { Exact = true }).ClickAsync();
        await Assertions.Expect(person.Page.GetByText(T("已撤下。", "Taken out."))).ToBeVisibleAsync();
        var files = (await service.GetAsync("/v1" + address)).Json.GetProperty("files");
        Assert.Equal(("minutes", "clerk"), (
            files[0].GetProperty("kind").GetString(), files[0].GetProperty("removedBy").GetString()));
    }

    private static async Task ChooseAsync(ConsoleUser person, string name, byte[] content)
    {
        await person.Page.Locator("#run-file").SetInputFilesAsync(
            new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content });
        await person.SettleAsync();
    }
}
