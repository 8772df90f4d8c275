using System.Text.Json;
using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>Anybody checks a slip on their own device: from the service, from a file, without signing in.</summary>
public sealed class VerifyPageTests(ConsoleBrowser browser)
{
    [Theory]
    [InlineData(false)]
    [FullRunData(true)]
    public async Task Verify_ASlip_SaysWhatEachLevelShows(bool isEnglish)
    {
        string T(string zh, string en) => isEnglish ? en : zh;
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var run = (await service.GetAsync("/v1/organizations/tangwan/runs?state=paid")).Json.GetProperty("runs")[0]
            .GetProperty("id").GetString()!;
        var proof = (await service.GetAsync($"/v1/runs/{run}/proofs/0001")).Json;
        var (packed, code) = (proof.GetProperty("packed").GetString()!, proof.GetProperty("root").GetProperty("code").GetString()!);
        var list = await ListAsync(service, run);
        await using var person = await browser.OpenAsync(service, isEnglish: isEnglish, width: 390, height: 844);

        // As a phone's scanner opens it; then the file by itself, as somebody kept it.
        var page = person.Page;
        await page.GotoAsync("/V/" + packed);
        await ExpectAsync(page, T("通知单自己对得上：0001", "The slip agrees with itself: 0001"));
        var file = Path.Combine(Path.GetTempPath(), $"verify-{Guid.NewGuid():N}.html");
        try
        {
            await File.WriteAllTextAsync(file, (await service.GetAsync("/verify")).Text);
            await page.GotoAsync("file://" + file);
            await CheckAsync(page, "LK1:" + packed, code: "");
            await ExpectAsync(page, T("还没有和墙上的比", "Not compared with the wall yet"));
            await ExpectAsync(page, T("看不出有没有多出来的户", "it cannot be seen whether anybody was added"));
            await page.Locator("#list").SetInputFilesAsync([.. list.Select((text, at) => new FilePayload
            {
                Name = $"list-{at}.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(text),
            })]);
            await CheckAsync(page, packed, code);
            await ExpectAsync(page, T("公布的账里确实有这一户", "the published figures contain this household"));
            await ExpectAsync(page, T("名单对得上", "The list holds"));
            Assert.Empty(await Axe.FindAsync(page));
            Assert.Equal(0, await PageWords.OverflowAsync(page));

            // A household more than was published, another code, one mistyped, and a slip that was changed.
            await page.Locator("#list").SetInputFilesAsync([.. list.Concat(list.Take(1)).Select((text, at) => new FilePayload
            {
                Name = $"list-{at}.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(text),
            })]);
            await CheckAsync(page, packed, "0000 0000 0000 0000 0001");
            await ExpectAsync(page, T("和墙上的存证码不一样", "It is not the code on the wall"));
            await ExpectAsync(page, T("名单对不上", "The list does not hold"));
            await CheckAsync(page, packed, code[..19]);
            await ExpectAsync(page, T("填的存证码有错", "The code typed is wrong"));
            await CheckAsync(page, packed[..^40] + "A" + packed[^39..], code);
            await Assertions.Expect(page.Locator("#result .bad")).ToHaveCountAsync(1);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task CheckAsync(IPage page, string packed, string code)
    {
        await page.Locator("#proof").FillAsync(packed);
        await page.Locator("#code").FillAsync(code);
        await page.Locator("button[type=submit]").ClickAsync();
    }

    private static Task ExpectAsync(IPage page, string words) =>
        Assertions.Expect(page.Locator("#result")).ToContainTextAsync(words);

    private static async Task<List<string>> ListAsync(RunningService service, string run)
    {
        var (pages, cursor) = (new List<string>(), "");
        do
        {
            var page = await service.GetAsync($"/v1/runs/{run}/proofs:list?limit=40{cursor}");
            pages.Add(page.Text);
            cursor = page.Json.GetProperty("next") is { ValueKind: JsonValueKind.String } next ? "&cursor=" + next.GetString() : "";
        }
        while (cursor.Length > 0);
        return pages;
    }
}
