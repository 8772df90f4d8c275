using System.Net;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Exports;

/// <summary>What was looked at before the money goes out is printed for the office.</summary>
public sealed class ReviewPrintTests
{
    [Fact]
    public async Task Review_OfTheDemo_HasExceptionsWhoLookedAndObjectionsWithAnswers()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var open = await ReviewAsync(service, "qinglong", "disclosed", "zh");
        Assert.Contains("青龙村柑橘联合社（演示） 2025 年发放前核对表", open, StringComparison.Ordinal);
        Assert.Contains("比上次多 20% 以上（3 户）", open, StringComparison.Ordinal);
        Assert.Contains("提交前看过：<b>制单员</b>", open, StringComparison.Ordinal);
        Assert.Contains("异议（0003 户，", open, StringComparison.Ordinal);
        Assert.Contains("还没有答复。", open, StringComparison.Ordinal);
        var answered = await ReviewAsync(service, "tangwan", "paid", "en");
        Assert.Contains("Review before the payment, 2025", answered, StringComparison.Ordinal);
        Assert.Contains("已现场核对，登记无误，本人认可", answered, StringComparison.Ordinal);
    }

    private static async Task<string> ReviewAsync(RunningService service, string village, string state, string language)
    {
        var runs = (await service.GetAsync($"/v1/organizations/{village}/runs?state={state}")).Json.GetProperty("runs");
        var answer = await service.GetAsync($"/v1/runs/{runs[0].GetProperty("id").GetString()}/exports/review.html?lang={language}");
        Assert.Equal(200, answer.Status);
        return WebUtility.HtmlDecode(answer.Text);
    }
}
