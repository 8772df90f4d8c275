using System.Globalization;
using System.Text;
using LinkageService.Tests.Features.Runs;

namespace LinkageService.Tests.Features.Exports;

/// <summary>A run that settles earlier years, and the correction that left them: every paper shows the same amounts.</summary>
public sealed class SettledPapersTests
{
    [Theory]
    [InlineData("recompute_all")]
    [InlineData("settle_next_year")]
    public async Task Papers_OfARunThatSettlesEarlierYears_ShowTotalSettledAndPaidAlike(string policy)
    {
        await using var village = await CorrectedVillage.StartAsync(policy);
        foreach (var (run, titles, hasPayout) in new[]
        {
            (village.Settling.Id, new[] { "合计", "结清以前差额", "实发" }, true),
            (village.Correction.Id, new[] { "差额合计", "现在补发", "留待以后年度" }, false),
        })
        {
            var wanted = await WantedAsync(village, run, hasPayout);
            Assert.Contains(wanted.Values, row => row[0] != row[1] || row[0] != row[2]);
            var notice = PrintedRows.Of(await ExportAsync(village, run, "notice.html"));
            var head = notice.First(row => row[0] == "户编号");
            var shown = hasPayout ? titles : ["差", .. titles[1..]];
            Assert.Equal(shown.Select(title => title + "（元）"), head.TakeLast(3));
            var rows = Amounts(notice, 0, row => row.TakeLast(3));
            Assert.Equal(Sorted(wanted.Where(row => hasPayout || row.Value[0] != 0)), Sorted(rows));
            if (!hasPayout)
            {
                // Before, now, and the difference of them.
                Assert.Equal(["原（元）", "改为（元）"], head.SkipLast(3).TakeLast(2));
                Assert.All(Amounts(notice, 0, row => row.SkipLast(3).TakeLast(2)), row =>
                    Assert.Equal(rows[row.Key][0], row.Value[1] - row.Value[0]));
            }

            var csv = Encoding.UTF8.GetString(await ExportAsync(village, run, "statements.csv")).TrimStart('\uFEFF')
                .Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => (IReadOnlyList<string>)line.Split(',')).ToArray();
            Assert.Equal(titles, csv[0].TakeLast(3));
            Assert.Equal(Sorted(wanted), Sorted(Amounts(csv, 0, row => row.TakeLast(3))));
            foreach (var (household, amounts) in wanted)
            {
                var page = PrintedRows.Of(await ExportAsync(village, run, "household-statements.html", "?household=" + household));

                // What is settled stands on the slips of those whom it concerns.
                Assert.All(titles.Zip(amounts), sum => Assert.Equal(
                    !hasPayout || sum.First != titles[1] || sum.Second != 0,
                    page.Any(row => row is [var title, var text, ..]
                        && title == sum.First && text == new Engine.Amounts.Money(sum.Second).ToDisplayString())));
            }

            if (hasPayout)
            {
                // Gross of the year, from which nothing is deducted, what is settled, what is paid.
                var payout = PrintedRows.Of(await ExportAsync(village, run, "payout-sheet.html"));
                var first = payout[0].ToList().IndexOf("应发");
                Assert.Equal(["应发", "结清以前差额", "实发"], payout[0].Skip(first).Take(3));
                var paid = Amounts(payout, 1, row => row.Skip(first).Take(3));
                Assert.Equal(Sorted(wanted.Where(row => row.Value[2] != 0)), Sorted(paid));
            }
        }
    }

    // As REST says it.
    private static async Task<Dictionary<string, long[]>> WantedAsync(CorrectedVillage village, string run, bool settles) =>
        (await village.Api.StatementsAsync(run)).ToDictionary(row => row.Household, row => settles
            ? new[] { row.TotalFen, row.PaidFen - row.TotalFen, row.PaidFen }
            : [row.TotalFen, row.PayableFen!.Value, row.CarriedFen!.Value]);

    private static Dictionary<string, long[]> Amounts(
        IReadOnlyList<IReadOnlyList<string>> rows, int id, Func<IReadOnlyList<string>, IEnumerable<string>> amounts) =>
        rows.Where(row => row.Count > id && row[id].Length == 4 && row[id].All(char.IsAsciiDigit)).ToDictionary(
            row => row[id], row => amounts(row).Select(Fen).ToArray());

    private static long Fen(string yuan) =>
        (long)(decimal.Parse(yuan.Replace("—", "0", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 100);

    private static string[] Sorted(IEnumerable<KeyValuePair<string, long[]>> rows) =>
        rows.Select(row => $"{row.Key}: {string.Join(' ', row.Value)}").Order(StringComparer.Ordinal).ToArray();

    private static async Task<byte[]> ExportAsync(CorrectedVillage village, string run, string kind, string query = "")
    {
        using var answer = await village.Service.Client.GetAsync($"/v1/runs/{run}/exports/{kind}{query}");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.True((int)answer.StatusCode == 200, Encoding.UTF8.GetString(bytes));
        return bytes;
    }
}
