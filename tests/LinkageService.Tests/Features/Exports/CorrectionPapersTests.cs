using System.Globalization;
using System.Net;
using System.Text;
using LinkageService.Features.Exports;
using LinkageService.Features.Exports.Print;
using LinkageService.Tests.Features.Runs;

namespace LinkageService.Tests.Features.Exports;

/// <summary>The papers of a correction: only whom it touches, what they had, have and the difference, and why.</summary>
public sealed class CorrectionPapersTests
{
    private const string Reason = "账目有误";

    [Fact]
    public async Task Papers_OfACorrection_ListWhomItTouchesWithBeforeNowDifferenceAndReason()
    {
        await using var union = await UnionVillage.StartAsync(UnionVillage.Two, 9);
        var run = await union.RunAsync("paid");
        var before = await TotalsAsync(union, CarriedWorld.IdOf(run));

        // The land of 0003 was less: what is shared by land in its village changes, and nothing in the other.
        await union.PutAsync("0003", "东岸村", "3");
        var correction = CarriedWorld.IdOf(await union.Carried.CorrectAsync(CarriedWorld.IdOf(run), "draft"));
        var changes = await TotalsAsync(union, correction);
        var touched = changes.Where(change => change.Value != 0).Select(change => change.Key).Order(StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(touched);
        Assert.True(touched.Length < 9, string.Join(' ', touched));

        var notice = await union.ExportAsync(correction, "notice.html");
        Expect(PrintedRows.Of(notice), 0, "原（元）", touched, before, changes);
        Assert.Contains(Reason, Text(notice), StringComparison.Ordinal);
        Assert.Contains("只列有变动的农户", Text(notice), StringComparison.Ordinal);

        var payout = await union.ExportAsync(correction, "payout-sheet.html");
        Expect(PrintedRows.Of(payout), 1, "原（元）",
            [.. touched.Where(household => changes[household] > 0)], before, changes);
        Assert.Contains(Reason, Text(payout), StringComparison.Ordinal);

        var slips = Text(await union.ExportAsync(correction, "household-statements.html"));
        Assert.Equal(touched.Length, slips.Split("<section class=\"slip ").Length - 1);
        Assert.Equal(touched.Length, slips.Split("更正原因：" + Reason).Length - 1);
        foreach (var household in touched)
        {
            var slip = Assert.Single(slips.Split("<section class=\"slip ")[1..], slip =>
                slip.Contains($"户编号 <b>{household}</b>", StringComparison.Ordinal));
            var rows = PrintedRows.Of(Encoding.UTF8.GetBytes(slip))
                .Where(row => row.Count == 4 && row[0] != "项目").ToArray();
            Assert.NotEmpty(rows);
            Assert.All(rows, row => Assert.Equal(Fen(row[2]) - Fen(row[1]), Fen(row[3])));
            Assert.Equal(changes[household], rows.Sum(row => Fen(row[3])));
        }
    }

    [Theory]
    [InlineData("0003 户漏登建档立卡", "建档立卡")]
    [InlineData("身份证 110105 19491231 002X 登记错误", "19491231")]
    public void Reason_OfAPersonalKind_IsNotForEverybody(string reason, string hidden)
    {
        var words = new ExportWords(IsChinese: true);
        Assert.DoesNotContain(hidden, PaperReason.ForEverybody(reason, words), StringComparison.Ordinal);
        Assert.Equal(Reason + "，共 12 户", PaperReason.ForEverybody(Reason + "，共 12 户", words));
    }

    private static void Expect(
        IReadOnlyList<IReadOnlyList<string>> rows, int id, string first, string[] households, Dictionary<string, long> before,
        Dictionary<string, long> changes)
    {
        var at = rows.First(row => row.Contains(first)).ToList().IndexOf(first);
        var listed = rows.Where(row => row.Count > at + 2 && row[id].Length == 4 && row[id].All(char.IsAsciiDigit)).ToArray();
        Assert.Equal(households, listed.Select(row => row[id]).Order(StringComparer.Ordinal));
        Assert.All(listed, row => Assert.Equal(
            (before[row[id]], before[row[id]] + changes[row[id]], changes[row[id]]), (Fen(row[at]), Fen(row[at + 1]), Fen(row[at + 2]))));
    }

    private static async Task<Dictionary<string, long>> TotalsAsync(UnionVillage union, string run)
    {
        var answer = await union.World.GetAsync($"/v1/runs/{run}/statements?limit=100");
        return answer.Json.GetProperty("statements").EnumerateArray().ToDictionary(
            statement => statement.GetProperty("household").GetString()!, statement => Fen(statement.GetProperty("total").GetString()!));
    }

    private static long Fen(string yuan) =>
        yuan == "—" ? 0 : (long)(decimal.Parse(yuan, NumberStyles.Number, CultureInfo.InvariantCulture) * 100);

    private static string Text(byte[] html) => WebUtility.HtmlDecode(Encoding.UTF8.GetString(html));
}
