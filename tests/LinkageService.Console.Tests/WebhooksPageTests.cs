using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>An administrator makes a webhook, sees why nothing arrives, sends it again, and stops it.</summary>
public sealed class WebhooksPageTests(ConsoleBrowser browser) : IClassFixture<ConsoleBrowser>
{
    [Fact]
    public async Task Webhook_MadeTriedLookedAtAndRemoved()
    {
        await using var service = await RunningService.StartAsync(["--Webhooks:AllowedHosts=127.0.0.1"]);
        await using var person = await browser.OpenAsync(service, "管理员");
        await person.GoAsync("/");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "推送地址" }).ClickAsync();
        await Assertions.Expect(person.Page.GetByText("还没有推送地址")).ToBeVisibleAsync();

        // One that is not allowed is said, and why.
        await person.FillAsync("地址", "http://10.0.0.1/hooks");
        await person.PressAsync("建立");
        await Assertions.Expect(person.Page.Locator("#webhook-url-wrong")).ToContainTextAsync("要用 https 和公网地址");

        // Nobody listens there.
        await person.FillAsync("地址", "http://127.0.0.1:9/hooks");
        await person.PressAsync("建立");
        await Assertions.Expect(person.Page.GetByText("whsec_")).ToBeVisibleAsync();
        await person.PressAsync("试一下");
        await Assertions.Expect(person.Page.GetByText("没有送到：连接不上")).ToBeVisibleAsync();
        await Assertions.Expect(person.Page.GetByText("whsec_")).ToHaveCountAsync(0);
        var put = await service.SendAsync(
            HttpMethod.Put, "/v1/organizations/tangwan", """{ "name": "塘湾村", "legalForm": "rural_collective" }""");
        Assert.Equal(201, put.Status);
        var table = person.Page.GetByRole(AriaRole.Region, new() { Name = "投递情况" });
        await TriedAsync(service);
        await person.PressAsync("投递情况");
        await Assertions.Expect(table.GetByText("连接不上")).ToBeVisibleAsync();
        await Assertions.Expect(table.GetByText("新建组织")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(person.Page));
        await ShowAsync(person.Page, "webhooks");
        await person.Page.SetViewportSizeAsync(390, 844);
        Assert.True(await person.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 390"));
        await ShowAsync(person.Page, "webhooks-phone");
        await person.Page.SetViewportSizeAsync(1366, 768);
        await table.GetByRole(AriaRole.Button).First.ClickAsync();
        await Assertions.Expect(person.Page.GetByText("马上重新投递。")).ToBeVisibleAsync();
        await person.PressAsync("暂停");
        await Assertions.Expect(person.Page.GetByText("已暂停，期间的事件恢复后补送")).ToBeVisibleAsync();
        await person.GoAsync("/language?to=en&next=/webhooks");
        await Assertions.Expect(person.Page.GetByText("paused: what happens meanwhile is sent afterwards")).ToBeVisibleAsync();
        await ShowAsync(person.Page, "webhooks-en");
        await person.PressAsync("Remove");
        await person.PressAsync("Yes, remove it");
        await Assertions.Expect(person.Page.GetByText("No webhooks yet")).ToBeVisibleAsync();
    }

    private static async Task TriedAsync(RunningService service)
    {
        var webhook = (await service.GetAsync("/v1/webhooks")).Json.GetProperty("webhooks")[0].GetProperty("id").GetString();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!(await service.GetAsync($"/v1/webhooks/{webhook}/deliveries")).Text.Contains("no_connection", StringComparison.Ordinal))
        {
            await Task.Delay(100, patience.Token);
        }
    }

    private static async Task ShowAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }
}
