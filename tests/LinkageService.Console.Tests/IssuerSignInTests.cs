using System.Text.RegularExpressions;
using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>People who sign in to the console on the pages of a real issuer, until they leave or are not let in any more.</summary>
public sealed class IssuerSignInTests(ConsoleBrowser browser)
{
    [FullRunFact]
    public async Task SignIn_AtTheIssuer_ToThePageAskedForAndOutAgain()
    {
        await using var issuer = await TestIssuer.PrepareAsync();
        await using var service = await RunningService.StartAsync(issuer.Settings);
        var page = await browser.OpenPageAsync(service);
        await page.RouteAsync("https://**", route => route.AbortAsync());

        // Not there yet: said on the page, and a key would still do.
        await page.GotoAsync("/organizations");
        await page.GetByRole(AriaRole.Link, new() { Name = "用 127.0.0.1 登录" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("现在连不上登录服务");
        Assert.Empty(await Axe.FindAsync(page));

        await issuer.StartAsync(service.Client.BaseAddress);
        await SignInAsync(page, "zhang");
        await ArriveAsync(page, "/organizations");
        await Assertions.Expect(page.Locator(".who")).ToContainTextAsync("张三 <zhang>");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "改密码" })).ToHaveCountAsync(0);
        var cookie = (await page.Context.CookiesAsync()).Single(each => each.Name == "linkage-user");
        Assert.True(cookie is { HttpOnly: true, SameSite: SameSiteAttribute.Lax });

        // Whoever loses the role is out at the next look, and hears why when they come again.
        await issuer.SayAsync("zhang", """{ "name": "张三", "roles": ["visitor"], "organization": "*" }""");
        await Assertions.Expect(page.Locator("#key")).ToBeVisibleAsync();
        await SignInAsync(page, "zhang", isKnown: true);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("没有给您在这里的角色或组织（roles");
        await issuer.SayAsync("zhang", """{ "name": "张三", "roles": ["finance"], "organization": "*" }""");
        await SignInAsync(page, "zhang", isKnown: true);
        await ArriveAsync(page, "/organizations");

        // Out, here and there: the next sign-in asks for a name again.
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, sign me out" }).ClickAsync();
        await Assertions.Expect(page.Locator("#key")).ToBeVisibleAsync();
        await page.GotoAsync("/organizations");
        Assert.Contains("/sign-in?next=", page.Url, StringComparison.Ordinal);
        await SignInAsync(page, "li");
        await ArriveAsync(page, "/organizations");
        await Assertions.Expect(page.Locator(".who")).ToContainTextAsync("李四 <li>");
    }

    private static async Task SignInAsync(IPage page, string name, bool isKnown = false)
    {
        // An issuer that was not there is asked again ten seconds later.
        for (var tries = 0; tries == 0 || (tries < 30 && page.Url.Contains("problem=issuer", StringComparison.Ordinal)); tries++)
        {
            await Task.Delay(TimeSpan.FromSeconds(tries == 0 ? 0 : 1), TestContext.Current.CancellationToken);
            await page.GotoAsync((await page.GetByRole(AriaRole.Link, new() { Name = "用 127.0.0.1 登录" }).GetAttributeAsync("href"))!);
        }

        if (isKnown)
        {
            return;
        }

        await page.FillAsync("input[name=login]", name);
        await page.FillAsync("input[name=password]", "any");
        await page.ClickAsync("button[type=submit]");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
    }

    private static async Task ArriveAsync(IPage page, string path)
    {
        await Assertions.Expect(page).ToHaveURLAsync(
            new Regex("^https?://[^/]+" + path + "$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.Locator("main h1").WaitForAsync();
    }
}
