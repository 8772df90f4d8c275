using System.Text;
using LinkageService.Tests.Tables;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Exports;

/// <summary>
/// The papers of a run that only pays open balances: who is paid how much, out of which year and which money, and nothing of a scheme
/// that shares nothing out. What is private is on the payout sheet of whoever may see it, and nowhere else.
/// </summary>
public sealed class SettlementPapersTests
{
    private const string HeirAccount = "6228480000005678";
    private const string Deed = "（2026）示证民字第0012号";

    [Fact]
    public async Task Papers_OfASettlement_ShowPayeesAndOneAmountEach()
    {
        await using var service = await RunningService.StartAsync();
        var api = new RestRunsApi(service);
        var (correction, gone, there) = await OwedVillage.MakeAsync(service, api);
        var run = (await api.SettleAsync(
            OwedVillage.Id, "s1", new Claim(OwedVillage.There, correction, there),
            new Claim(OwedVillage.Gone, correction, gone, new Heir("欧阳春晓", HeirAccount, Deed)))).Run.Id;
        var (first, second) = (Shown(there), Shown(gone));

        var notice = await ExportAsync(service, run, "notice.html?names=masked");
        Assert.Equal(
            [
                ["户编号", "户主", "更正年度", "收款人", "付清金额（元）"],
                ["0002", "农户0002", "2024", "农户0002", first],
                ["0003", "农户0003", "2024", "欧阳**", second],
                ["合计（2 户）", Shown(gone + there)],
            ],
            PrintedRows.Of(notice));
        var wall = Encoding.UTF8.GetString(notice);
        Assert.Contains("付清更正差额公示", wall, StringComparison.Ordinal);
        Assert.Contains("资金来源：集体公益金账户", wall, StringComparison.Ordinal);
        foreach (var hidden in new[] { "春晓", "继承人", "5678", "1234", "012号", "分配方案", "集体留用" })
        {
            Assert.DoesNotContain(hidden, wall, StringComparison.Ordinal);
        }

        var payout = PrintedRows.Of(await ExportAsync(service, run, "payout-sheet.html"));
        Assert.Equal(
            ["1", "0002", "农户0002", "2024", "农户0002", "本户", "现金", "", "", first, "", ""], payout[1]);
        Assert.Equal(
            ["2", "0003", "农户0003", "2024", "欧阳春晓", "继承人", "****5678", "", "****012号", second, "", ""], payout[2]);
        var full = PrintedRows.Of(await ExportAsync(service, run, "payout-sheet.html", purpose: "bank file"));
        Assert.Equal((HeirAccount, Deed), (full[2][6], full[2][8]));

        var page = Encoding.UTF8.GetString(await ExportAsync(service, run, "household-statements.html?household=0003"));
        Assert.Contains($"2024 年收益分配更正（更正编号 {correction}）少发 {second} 元，这次付清", page, StringComparison.Ordinal);
        Assert.Contains("欧阳春晓（继承人）", page, StringComparison.Ordinal);
        Assert.DoesNotContain("5678", page, StringComparison.Ordinal);

        var csv = await TableFiles.ReadAsync(await ExportAsync(service, run, "statements.csv"));
        Assert.Equal(["户编号", "户主", "付清金额", "更正年度", "收款人", "与本户的关系"], csv[0].Cells);
        Assert.Equal(["0003", "农户0003", new Engine.Amounts.Money(gone).ToString(), "2024", "欧阳春晓", "继承人"], csv[2].Cells);
        Assert.Equal(200, (await service.GetAsync($"/v1/runs/{run}/exports/statements.xlsx")).Status);
    }

    private static string Shown(long fen) => new Engine.Amounts.Money(fen).ToDisplayString();

    private static async Task<byte[]> ExportAsync(RunningService service, string run, string kind, string? purpose = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/runs/{run}/exports/{kind}");
        if (purpose is not null)
        {
            request.Headers.Add("X-Linkage-Purpose", purpose);
        }

        using var answer = await service.Client.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.True((int)answer.StatusCode == 200, Encoding.UTF8.GetString(bytes));
        return bytes;
    }
}
