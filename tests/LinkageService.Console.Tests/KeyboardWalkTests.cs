using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>The payments of a run, by nothing but Tab, Enter and letters.</summary>
public sealed class KeyboardWalkTests(ConsoleBrowser browser)
{
    // A return is paid again to another account, agreed to by a second person, sent, and arrives.
    [Fact]
    public async Task Return_ByTheKeyboardAlone_IsPaidAgain()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var runs = (await service.GetAsync("/v1/organizations/tangwan/runs?state=paid")).Json.GetProperty("runs");
        var address = $"/runs/{runs[0].GetProperty("id").GetString()}/payments";
        await using (var maker = await browser.OpenAsync(service, "会计"))
        {
            await maker.GoAsync(address);
            await TabToAsync(maker, "办理 0007 号户");
            await maker.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(maker.Page.Locator("#one-payment")).ToBeFocusedAsync();
            await TabToAsync(maker, "账号");
            await maker.Page.Keyboard.TypeAsync("6228480000000000018");
            await TabToAsync(maker, "补发 ");
            await maker.Page.Keyboard.PressAsync("Enter");
            await PaymentsPage.SaidAsync(maker, "0007 号户列入补发");
        }

        await using (var checker = await browser.OpenAsync(service, "主任"))
        {
            await checker.GoAsync(address);
            await TabToAsync(checker, "核对 0007 号户");
            await checker.Page.Keyboard.PressAsync("Enter");
            await TabToAsync(checker, "账号无误");
            await checker.Page.Keyboard.PressAsync("Enter");
            await PaymentsPage.SaidAsync(checker, "0007 号户的新账号已核对");
        }

        await using var again = await browser.OpenAsync(service, "会计");
        await again.GoAsync(address);
        await TabToAsync(again, "登记已送银行：2 户");
        await again.Page.Keyboard.PressAsync("Enter");
        await PaymentsPage.SaidAsync(again, "2 户已送银行");
        await TabToAsync(again, "打开 0007 号户");
        await again.Page.Keyboard.PressAsync("Enter");
        await TabToAsync(again, "登记到账");
        await again.Page.Keyboard.PressAsync("Enter");
        await PaymentsPage.SaidAsync(again, "0007 号户已记到账");
    }

    // What the focus is on is named by its label or by what it says.
    private static async Task TabToAsync(ConsoleUser person, string name)
    {
        const int most = 400;
        await person.ReadyAsync();
        for (var at = 0; at < most; at++)
        {
            await person.Page.Keyboard.PressAsync("Tab");
            var said = await person.Page.EvaluateAsync<string>("""
                () => {
                    const at = document.activeElement;
                    return (at.ariaLabel || at.labels?.[0]?.innerText || at.innerText || '').trim();
                }
                """);
            if (said == name || (name.Length > 2 && said.StartsWith(name.Trim(), StringComparison.Ordinal)))
            {
                return;
            }
        }

        Assert.Fail($"Tab never came to: {name}");
    }
}
