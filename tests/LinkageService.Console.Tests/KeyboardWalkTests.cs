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
            var keys = new Keyboard(maker);
            await maker.GoAsync(address);
            await keys.PressAsync("办理 0007 号户");
            await Assertions.Expect(maker.Page.Locator("#one-payment")).ToBeFocusedAsync();
            await keys.TypeAsync("账号", "6228480000000000018");
            await keys.PressAsync("补发 ");
            await PaymentsPage.SaidAsync(maker, "0007 号户列入补发");
        }

        await using (var checker = await browser.OpenAsync(service, "主任"))
        {
            var keys = new Keyboard(checker);
            await checker.GoAsync(address);
            await keys.PressAsync("核对 0007 号户");
            await keys.PressAsync("账号无误");
            await PaymentsPage.SaidAsync(checker, "0007 号户的新账号已核对");
        }

        await using var again = await browser.OpenAsync(service, "会计");
        var hands = new Keyboard(again);
        await again.GoAsync(address);
        await hands.PressAsync("登记已送银行：2 户");
        await PaymentsPage.SaidAsync(again, "2 户已送银行");
        await hands.PressAsync("打开 0007 号户");
        await hands.PressAsync("登记到账");
        await PaymentsPage.SaidAsync(again, "0007 号户已记到账");
    }
}
