using System.Text.Json;
using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>
/// From an approved run to a closed one by the page of its payments: one comes back, is sent again to an account that a second person
/// agrees to, one is collected in cash, and the run is closed when it comes to the fen.
/// </summary>
public sealed class PaymentPageTests(ConsoleBrowser browser)
{
    private const string Organization = "/v1/organizations/jiacun";
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("SCREENSHOTS");

    [Fact]
    public async Task Payments_OfAnApprovedRun_AreFollowedToTheClosing()
    {
        await using var service = await RunningService.StartAsync();
        var run = await ApproveAsync(service);
        await using var maker = await browser.OpenAsync(service, "会计");
        await maker.GoAsync($"/runs/{run}/payments");
        await maker.PressAsync("准备发放");
        await PaymentsPage.SaidAsync(maker, "各户的款都列好了");
        await maker.FillAsync("哪个账户、凭什么单据", "农商行对公账户尾号 6606，余额对账单");
        await maker.PressAsync("确认资金到位");
        await PaymentsPage.SaidAsync(maker, "已记下资金到位");
        await maker.GoAsync("/runs/" + run);
        await maker.TakeAsync("发放");
        await maker.ExpectStateAsync("已发放");
        await maker.GoAsync($"/runs/{run}/payments");
        await PaymentsPage.PressLikeAsync(maker, "登记已送银行：4 户");
        await PaymentsPage.SaidAsync(maker, "4 户已送银行");
        await ArrivedAsync(service, run, "0003", "0004");
        await maker.GoAsync($"/runs/{run}/payments");
        await PaymentsPage.OpenAsync(maker, "打开 0001 号户");
        await PaymentsPage.PressLikeAsync(maker, "登记到账");
        await PaymentsPage.SaidAsync(maker, "0001 号户已记到账");

        await PaymentsPage.OpenAsync(maker, "打开 0002 号户");
        await maker.Page.GetByLabel("结果").SelectOptionAsync("returned");
        await maker.Page.GetByLabel("退票原因").SelectOptionAsync("account_closed");
        await maker.FillAsync("银行写的话", "该账户已销户");
        await PaymentsPage.PressLikeAsync(maker, "登记退票");
        await PaymentsPage.SaidAsync(maker, "0002 号户已记退票");
        await Assertions.Expect(maker.Page.GetByText("这个账户已经注销，请本人另报一个账号。")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(maker.Page));
        await PictureAsync(maker, "payments-returned");

        // It cannot be closed yet, and says so on both pages.
        await Assertions.Expect(maker.Page.GetByText("还不能结清：还有 2 户")).ToBeVisibleAsync();
        await maker.GoAsync("/runs/" + run);
        var open = maker.Page.GetByText("没有结清：0002（退票）、0005（待发）");
        await Assertions.Expect(open).ToBeVisibleAsync();
        await maker.PressAsync("结清");
        await maker.Confirmation.GetByRole(AriaRole.Button).First.ClickAsync();
        await Assertions.Expect(open).ToHaveCountAsync(2);

        await maker.GoAsync($"/runs/{run}/payments");
        await PaymentsPage.OpenAsync(maker, "办理 0002 号户");
        await maker.FillAsync("账号", "6228480000000000018");
        await maker.FillAsync("开户行", "农行");
        await PaymentsPage.PressLikeAsync(maker, "补发");
        await PaymentsPage.SaidAsync(maker, "0002 号户列入补发");
        await PaymentsPage.OpenAsync(maker, "核对 0002 号户");
        await PaymentsPage.PressLikeAsync(maker, "账号无误");
        await Assertions.Expect(maker.Page.GetByText("要由另一人核对").First).ToBeVisibleAsync();
        await CheckAsync(service, run);

        await maker.GoAsync($"/runs/{run}/payments");
        await PaymentsPage.PressLikeAsync(maker, "登记已送银行：1 户");
        await PaymentsPage.SaidAsync(maker, "1 户已送银行");
        await PaymentsPage.OpenAsync(maker, "打开 0002 号户");
        await PaymentsPage.PressLikeAsync(maker, "登记到账");
        await PaymentsPage.SaidAsync(maker, "0002 号户已记到账");
        await PaymentsPage.OpenAsync(maker, "打开 0005 号户");
        await maker.Page.GetByLabel("谁签的字").SelectOptionAsync("family");
        await maker.FillAsync("代领人姓名", "农户0005之女");
        await PaymentsPage.PressLikeAsync(maker, "登记签收");
        await PaymentsPage.SaidAsync(maker, "0005 号户已签收");
        await Assertions.Expect(maker.Page.GetByText("都结清了：差 0.00")).ToBeVisibleAsync();
        await PictureAsync(maker, "payments");
        Assert.Empty(await PageWords.FindWrongAsync(maker.Page, isEnglish: false));
        await maker.GoAsync("/runs/" + run);
        await maker.TakeAsync("结清");
        await maker.ExpectStateAsync("已结清");
        await ReadAsync(service, run);
    }

    // A second person looks at the account and agrees to it.
    private async Task CheckAsync(RunningService service, string run)
    {
        await using var checker = await browser.OpenAsync(service, "主任");
        await checker.GoAsync($"/runs/{run}/payments");
        await PaymentsPage.OpenAsync(checker, "核对 0002 号户");
        await PictureAsync(checker, "payments-confirm");
        await PaymentsPage.PressLikeAsync(checker, "账号无误");
        await PaymentsPage.SaidAsync(checker, "0002 号户的新账号已核对");
    }

    // The page of a closed run, on a phone and in English.
    private async Task ReadAsync(RunningService service, string run)
    {
        await using (var phone = await browser.OpenAsync(service, "会计", width: 390, height: 844))
        {
            await phone.GoAsync($"/runs/{run}/payments");
            await PaymentsPage.OpenAsync(phone, "打开 0002 号户");
            await PictureAsync(phone, "payments-phone");
            Assert.Equal(0, Math.Max(0, await PageWords.OverflowAsync(phone.Page)));
        }

        await using var reader = await browser.OpenAsync(service, "auditor", isEnglish: true);
        await reader.GoAsync($"/runs/{run}/payments");
        await PaymentsPage.OpenAsync(reader, "Open 0002");
        Assert.Empty(await Axe.FindAsync(reader.Page));
        Assert.Empty(await PageWords.FindWrongAsync(reader.Page, isEnglish: true));
    }

    private static async Task PictureAsync(ConsoleUser person, string name)
    {
        if (Pictures is not null)
        {
            await person.Page.ScreenshotAsync(new() { Path = Path.Combine(Directory.CreateDirectory(Pictures).FullName, name + ".png"),
                FullPage = true });
        }
    }

    private static Task ArrivedAsync(RunningService service, string run, params IEnumerable<string> households) => SendAsync(
        service, HttpMethod.Post, $"/v1/runs/{run}/payments:record", JsonSerializer.Serialize(new
        {
            results = households.Select(household => new { household, outcome = "paid" }),
        }));

    private static async Task<string> ApproveAsync(RunningService service)
    {
        await SendAsync(service, HttpMethod.Put, Organization, """{ "name": "甲村", "legalForm": "contract_scheme" }""");
        foreach (var (id, land) in new[] { ("0001", "3.33"), ("0002", "2.70"), ("0003", "1.85"), ("0004", "4.10"), ("0005", "0.95") })
        {
            var account = id == "0005" ? "" : $$""", "account": { "holder": "农户{{id}}", "bank": "某农商行", "number": "103400000000{{id}}" }""";
            await SendAsync(service, HttpMethod.Put, $"{Organization}/households/{id}",
                $$"""{ "name": "农户{{id}}", "holdings": { "land": "{{land}}" }, "validFrom": "2025-01-01"{{account}} }""");
        }

        var made = await SendAsync(service, HttpMethod.Post, Organization + "/runs",
            """{ "scheme": "tangwan-four-tier", "year": 2025, "inputs": { "income": "100000.00" } }""", ("Idempotency-Key", "r"));
        var (run, digest) = (made.GetProperty("id").GetString()!, made.GetProperty("digest").GetString());
        var revision = 1;
        foreach (var (step, body, user) in new[]
        {
            ("submit", "{}", "会计"), ("disclose", """{ "from": "2026-03-01" }""", "会计"),
            ("approve", $$"""{ "digest": "{{digest}}" }""", "主任"),
        })
        {
            await SendAsync(service, HttpMethod.Post, $"/v1/runs/{run}:{step}", body,
                ("If-Match", $"\"{revision++}\""), ("X-Linkage-User", Uri.EscapeDataString(user)));
        }

        return run;
    }

    private static async Task<JsonElement> SendAsync(
        RunningService service, HttpMethod method, string path, string? body, params (string, string?)[] headers)
    {
        var answer = await service.SendAsync(method, path, body, headers);
        Assert.True(answer.Status is >= 200 and < 300, path + ": " + answer.Text);
        return answer.Json;
    }
}
