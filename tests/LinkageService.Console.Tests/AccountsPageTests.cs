using LinkageService.Access;
using LinkageService.Console.Tests.Support;
using LinkageService.Features.Accounts;
using LinkageService.Storage;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>An office without an identity provider: accounts are made, locked, reset and disabled, and pages that are open end.</summary>
public sealed class AccountsPageTests(ConsoleBrowser browser)
{
    private const string Boss = "苹果树下三只小猫咪睡着";
    private const string Maker = "plum boat window 7 rain";

    [Fact]
    public async Task Accounts_FirstSignInToDisabled_EveryStepOnItsPage()
    {
        await using var service = await RunningService.StartAsync(["--Auth:Mode=ApiKey"]);
        await using var administrator = await browser.OpenAsync(service);
        await FirstSignInAsync(administrator, "管理员", await GivenAsync(service, "管理员", "administrator"), Boss, "/accounts");
        await Assertions.Expect(administrator.Page.GetByText("这是您自己的账号")).ToBeVisibleAsync();

        // One that is there already is said; another is made, and its password shown once.
        await administrator.FillAsync("姓名", "管 理 员");
        await administrator.PressAsync("新建");
        await Assertions.Expect(administrator.Page.Locator("#account-name-wrong")).ToContainTextAsync("已有这个姓名的账号");
        await administrator.FillAsync("姓名", "制单员");
        await administrator.PressAsync("新建");
        var given = await administrator.Page.Locator(".note.warn code").InnerTextAsync();
        await Assertions.Expect(administrator.Page.GetByText("还没有改一次性密码")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(administrator.Page));
        await ShowAsync(administrator.Page, "accounts");

        await using var maker = await browser.OpenAsync(service);
        await FirstSignInAsync(maker, "制单员", given, Maker, "/organizations");
        await Assertions.Expect(maker.Page.GetByRole(AriaRole.Link, new() { Name = "改密码" })).ToBeVisibleAsync();
        await Assertions.Expect(maker.Page.GetByRole(AriaRole.Link, new() { Name = "账号", Exact = true })).ToHaveCountAsync(0);

        // Disabled on one page, the other ends by itself.
        await administrator.GoAsync("/accounts");
        await administrator.PressAsync("停用");
        await administrator.PressAsync("确定停用");
        await Assertions.Expect(administrator.Page.GetByText("已打开的网页马上失效")).ToBeVisibleAsync();
        await Assertions.Expect(maker.Page.Locator("#password")).ToBeVisibleAsync();
        Assert.Contains("/sign-in?next=", maker.Page.Url, StringComparison.Ordinal);
        await SignInAsync(maker, "制单员", Maker);
        await Assertions.Expect(maker.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("没有登录");

        // Enabled again, then locked by guesses, then let in with a new password.
        await administrator.PressAsync("重新启用");
        for (var i = 0; i < AccountSignIns.MaxAttempts; i++)
        {
            await SignInAsync(maker, "制单员", "不是这个密码呀再想想");
        }

        await SignInAsync(maker, "制单员", Maker);
        await Assertions.Expect(maker.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("锁 15 分钟");
        await ShowAsync(maker.Page, "sign-in-locked");
        await administrator.GoAsync("/accounts");
        await Assertions.Expect(administrator.Page.GetByText("密码错的次数太多，锁到")).ToBeVisibleAsync();
        await administrator.PressAsync("重设密码");
        await administrator.PressAsync("确定重设密码");
        given = await administrator.Page.Locator(".note.warn code").InnerTextAsync();
        await FirstSignInAsync(maker, "制单员", given, Maker + "!", "/organizations");

        // A phone, and English.
        await administrator.Page.SetViewportSizeAsync(390, 844);
        Assert.True(await administrator.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 390"));
        await administrator.GoAsync("/language?to=en&next=/accounts");
        await Assertions.Expect(administrator.Page.GetByText("This is your own")).ToBeVisibleAsync();
        await ShowAsync(administrator.Page, "accounts-en");
    }

    // Whoever made a run under Auth:Mode Local or with a key is the same person with an account.
    [Fact]
    public async Task Account_WithTheMakersNameInOtherLetters_CannotApproveTheRun()
    {
        await using var service = await RunningService.StartAsync(["--Auth:Mode=ApiKey", "--Demo:Enabled=true"]);
        var keys = new KeyAdministration(service.Services.GetRequiredService<Database>(), TimeProvider.System, "test");
        var (_, key) = await keys.CreateAsync(new CreateKeyRequest("查看员", "viewer", Organization: null, Expires: null), default);
        service.Client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var runs = (await service.GetAsync("/v1/organizations/qinglong/runs?state=disclosed")).Json.GetProperty("runs");
        var address = "/runs/" + runs[0].GetProperty("id").GetString();
        await using var maker = await browser.OpenAsync(service);
        await FirstSignInAsync(maker, "制 单 员", await GivenAsync(service, "制 单 员", "approver"), Maker, address);
        await Assertions.Expect(maker.Page.GetByText("您制作或提交了这次核算，不能自己批准")).ToBeVisibleAsync();
        await Assertions.Expect(maker.Page.GetByRole(AriaRole.Button, new() { Name = "批准", Exact = true })).ToBeDisabledAsync();
    }

    private static async Task<string> GivenAsync(RunningService service, string name, string role) =>
        (await service.Services.GetRequiredService<ManagedAccounts>().CreateAsync(
            new Caller("test", Role.Local, Organization: null), new CreateAccountRequest(name, role, Organization: null),
            CancellationToken.None)).Password!;

    // The page that was asked for comes after the password is one's own.
    private static async Task FirstSignInAsync(ConsoleUser person, string name, string given, string own, string address)
    {
        await person.Page.GotoAsync(address);
        await SignInAsync(person, name, given);
        await Assertions.Expect(person.Page.GetByText("现在的密码是别人给的")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(person.Page));
        await ShowAsync(person.Page, "password");
        await person.Page.FillAsync("#current", given);
        await person.Page.FillAsync("#new", own);
        await person.Page.FillAsync("#repeated", own);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "改好" }).ClickAsync();
        await person.ReadyAsync();
        Assert.EndsWith(address, person.Page.Url, StringComparison.Ordinal);
    }

    private static async Task SignInAsync(ConsoleUser person, string name, string password)
    {
        await person.Page.FillAsync("#user", name);
        await person.Page.FillAsync("#password", password);
        await person.Page.Locator("form[action='/session'] button").ClickAsync();
        await person.Page.Locator("main h1").WaitForAsync();
    }

    private static async Task ShowAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }
}
