using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Features.Batches;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>A county clerk settles many villages: begins, sees what failed and why, mends, and tries that alone.</summary>
public sealed class BatchPageTests(ConsoleBrowser browser) : IClassFixture<ConsoleBrowser>
{
    [Fact]
    public async Task Batch_FromTheFormToTheRuns_ProgressFailuresAndRetry()
    {
        await using var service = await RunningService.StartAsync();
        await BatchWorld.FillAsync(service, 40);
        await using var clerk = await browser.OpenAsync(service, "县经办");
        await clerk.GoAsync("/organizations");
        await clerk.Page.GetByRole(AriaRole.Link, new() { Name = "批量核算" }).ClickAsync();
        await Assertions.Expect(clerk.Page.GetByText("还没有批次")).ToBeVisibleAsync();
        await clerk.FillAsync("上级组织编号（办它和它下面的）", BatchWorld.County);
        await clerk.PressAsync("开始试算");

        // Nobody has accounts of the year before: each village says so.
        await Assertions.Expect(clerk.Page.GetByText("没算成的 40 个，按原因")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(clerk.Page.GetByText("没有可沿用的核算").First).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(clerk.Page));

        // A batch with figures, made by a program, is seen on its page until it is finished.
        var world = new BatchWorld(service.Client);
        var batch = await world.MadeAsync("a");
        await clerk.GoAsync("/batches/" + batch);
        await Assertions.Expect(clerk.Page.GetByText("差 0.00")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(clerk.Page.GetByText("没算成的 1 个，按原因")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(clerk.Page));
        await clerk.PressAsync("算好的");
        await Assertions.Expect(clerk.Page.Locator("a[href^='/runs/']").First).ToBeVisibleAsync();

        // Its drafts are handed in: looked through, confirmed with the amount, done.
        await clerk.PressAsync("提交 39 村");
        await Assertions.Expect(clerk.Page.GetByText("能办 39 村，195 户")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.Empty(await Axe.FindAsync(clerk.Page));
        await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "提交 39 村，" }).ClickAsync();
        var dialog = clerk.Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByText("大写")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(clerk.Page));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "确认提交" }).ClickAsync();
        await Assertions.Expect(clerk.Page.GetByText("办好 39 村，195 户")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await clerk.PressAsync("公示 39 村");
        await Assertions.Expect(clerk.Page.GetByLabel("公示起始日")).ToBeVisibleAsync();
        await clerk.PressAsync("改好的重算");
        await Assertions.Expect(clerk.Page.GetByText("办完，平均每分钟")).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }
}
