using System.Globalization;
using System.Net;
using System.Text;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;
using LinkageService.Tests.Tables;

namespace LinkageService.Tests.Features.Exports;

/// <summary>Papers and tables of a scheme with villages: who belongs together stands together, and the subtotals make the total.</summary>
[Collection(Printing.Name)]
public sealed class VillagePapersTests
{
    private const int Households = 41;

    [Theory]
    [InlineData("notice", 2)]
    [InlineData("notice", 5)]
    [InlineData("payout-sheet", 2)]
    [InlineData("payout-sheet", 5)]
    public async Task Papers_OfVillages_EveryVillageTogetherAndItsRowsMakeItsSubtotal(string document, int villages)
    {
        await using var union = await UnionVillage.StartAsync(villages == 2 ? UnionVillage.Two : UnionVillage.Five, Households);
        var run = await union.RunAsync("paid");
        var rows = PrintedRows.Of(await union.ExportAsync(CarriedWorld.IdOf(run), document + ".html"));
        var seen = Read([.. rows.SkipWhile(row => row.Count < 5)], document == "notice" ? 1 : 4);

        // The rows under each heading make the subtotal below them, and that is what the answer says of the village.
        var expected = UnionVillage.Subtotals(run);
        Assert.Equal(expected.Select(line => string.Join(' ', line.Split(' ')[..3])),
            seen.Villages.Select(village => $"{village.Name} {village.Households} {Yuan(village.RowsSum)}"));
        Assert.All(seen.Villages, village => Assert.Equal(village.RowsSum, village.Subtotal));

        // The table at the end: a line for each, and a total that is their sum and the run's.
        Assert.Equal(seen.Villages.Select(village => (village.Households, Yuan(village.Subtotal))), seen.Recap.SkipLast(1));
        Assert.Equal((Households, run.Json.GetProperty("totals").GetProperty("households").GetString()), seen.Recap[^1]);
        Assert.Equal(seen.Villages.Sum(village => village.Subtotal), seen.Total);
        // What stays in the reserve of each; nothing stays carried, so that has no column.
        if (document == "notice")
        {
            Assert.Equal(expected.Select(line => line.Split(' ')[3]), seen.RecapFunds.SkipLast(1));
        }
    }

    [Theory]
    [InlineData("notice", 5)]
    [InlineData("payout-sheet", 5)]
    public async Task Pages_OfVillages_NoSmallVillageIsCutAndEveryPageFits(string document, int villages)
    {
        await using var union = await UnionVillage.StartAsync(villages == 2 ? UnionVillage.Two : UnionVillage.Five, Households);
        var run = CarriedWorld.IdOf(await union.RunAsync("paid"));
        var text = WebUtility.HtmlDecode(Encoding.UTF8.GetString(await union.ExportAsync(run, document + ".html")));
        var pages = text.Split("<section class=\"sheet")[1..];
        await Tool.RequireAsync(Tool.Chromium);
        Assert.Equal(pages.Length, await PrintedPdf.PagesAsync(await union.ExportAsync(run, document + ".pdf")));
        Assert.Contains(pages, page => page.Contains("独户村　1 户", StringComparison.Ordinal)
            && page.Contains("独户村　小计", StringComparison.Ordinal));
        Assert.All(pages, page => Assert.True(
            !page.Contains("　小计", StringComparison.Ordinal) || page.Contains(">农户00", StringComparison.Ordinal), page));
    }

    [Fact]
    public async Task Slip_OfAHousehold_NamesItsVillageAndTeam()
    {
        await using var union = await UnionVillage.StartAsync(UnionVillage.Five, 12);
        var run = CarriedWorld.IdOf(await union.RunAsync());
        var one = Encoding.UTF8.GetString(await union.ExportAsync(run, "household-statements.html", "?household=0002"));
        Assert.Contains("村：<b>西岸村</b>", one, StringComparison.Ordinal);
        Assert.Contains("小组：<b>2组</b>", one, StringComparison.Ordinal);
        var all = Encoding.UTF8.GetString(await union.ExportAsync(run, "household-statements.html"));
        var villages = all.Split("村：<b>").Skip(1).Select(part => part[..part.IndexOf('<', StringComparison.Ordinal)]).ToArray();
        Assert.Equal(12, villages.Length);
        Assert.Equal(villages.Distinct().SelectMany(village => villages.Where(each => each == village)), villages);
    }

    [Fact]
    public async Task Tables_OfVillages_HaveThemAsColumnsAndASheetOfSubtotalsThatOfficeComputesAlike()
    {
        await using var union = await UnionVillage.StartAsync(UnionVillage.Five, Households);
        var answer = await union.RunAsync();
        var run = CarriedWorld.IdOf(answer);
        var csv = await TableFiles.ReadAsync(await union.ExportAsync(run, "statements.csv"));
        Assert.Equal(["户编号", "户主", "村", "小组", "土地分红", "股份分红", "合计"], csv[0].Cells);
        Assert.Equal(["0002", "农户0002", "西岸村", "2组"], csv[2].Cells.Take(4));

        await Tool.RequireAsync("command -v soffice");
        var sheets = await LibreOfficeTests.ExpectRecomputedAsync(await union.ExportAsync(run, "statements.xlsx"), "各村小计");
        var rows = sheets["各村小计"].Skip(5).ToArray();
        Assert.Equal(UnionVillage.Subtotals(answer),
            rows.Take(5).Select(row => $"{row[0]} {row[1]} {Yuan(row[4])} {Yuan(row[5])} {Yuan(row[6])}"));
        Assert.Equal(["合计", "41", answer.Json.GetProperty("totals").GetProperty("households").GetString()!],
            [rows[5][0], rows[5][1], Yuan(rows[5][4])]);
        Assert.Equal("0.00", Yuan(rows.Single(row => row[0].StartsWith("核对", StringComparison.Ordinal))[4]));
    }

    [Theory]
    [InlineData("notice", "脱贫户", "其他", "Village")]
    [InlineData("payout-sheet", "脱贫户", "其他", "Village")]
    [InlineData("payout-sheet", "丙", "丁", "Monitored")]
    public async Task Paper_LabelThatTellsAStatus_IsNoColumnNoHeadingAndNoOrder(
        string document, string one, string other, string title)
    {
        await using var union = await UnionVillage.StartAsync(
            [one, other], 8, UnionVillage.Scheme.Replace("en: Village }", $"en: {title} }}", StringComparison.Ordinal));
        var run = CarriedWorld.IdOf(await union.RunAsync());
        var paper = WebUtility.HtmlDecode(Encoding.UTF8.GetString(await union.ExportAsync(run, document + ".html")));
        Assert.All([$">{one}", $">{other}"], value => Assert.DoesNotContain(value, paper, StringComparison.Ordinal));
        Assert.Contains("小组", paper, StringComparison.Ordinal);
        Assert.Equal(
            Enumerable.Range(1, 8).Select(at => $"农户{at:0000}"),
            PrintedRows.Of(Encoding.UTF8.GetBytes(paper)).SelectMany(row => row)
                .Where(cell => cell.StartsWith("农户", StringComparison.Ordinal)));

        // The office still has it in its tables.
        Assert.Contains(one, Encoding.UTF8.GetString(await union.ExportAsync(run, "statements.csv")), StringComparison.Ordinal);
    }

    // Rows by the headings above them; amounts are the last column of text rows counted from the end.
    private static Printed Read(IReadOnlyList<IReadOnlyList<string>> rows, int fromEnd)
    {
        var (villages, recap, funds, total) = (new List<PrintedVillage>(), new List<(int, string)>(), new List<string>(), 0m);
        foreach (var row in rows)
        {
            if (row.Count == 1)
            {
                var name = row[0].Split('　')[0].Replace("（续）", "", StringComparison.Ordinal);
                if (villages.Count == 0 || villages[^1].Name != name)
                {
                    villages.Add(new PrintedVillage(name, 0, 0, 0));
                }
            }
            else if (row[0].EndsWith("　小计", StringComparison.Ordinal))
            {
                villages[^1] = villages[^1] with { Subtotal = Of(row[^fromEnd]) };
            }
            else if (int.TryParse(row[0], CultureInfo.InvariantCulture, out var serial))
            {
                var village = villages[^1];
                Assert.True(fromEnd == 1 || villages.Sum(each => each.Households) + 1 == serial);
                villages[^1] = village with { Households = village.Households + 1, RowsSum = village.RowsSum + Of(row[^fromEnd]) };
            }
            else if (row[0].StartsWith("累计（", StringComparison.Ordinal) || row[0].StartsWith("本页小计（", StringComparison.Ordinal))
            {
                continue;
            }
            else if (row[0].StartsWith("合计（", StringComparison.Ordinal))
            {
                total = Of(row[^fromEnd]);
            }
            else if (row[1] is var count && int.TryParse(count, CultureInfo.InvariantCulture, out var households))
            {
                recap.Add((households, Yuan(fromEnd == 1 ? row[^2] : row[^1])));
                funds.Add(Yuan(row[^1]));
            }
        }

        return new Printed(villages, recap, funds, total);
    }

    private static decimal Of(string yuan) => decimal.Parse(yuan, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static string Yuan(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Yuan(string amount) => Yuan(Of(amount));

    private sealed record Printed(
        List<PrintedVillage> Villages, List<(int Households, string Amount)> Recap, List<string> RecapFunds, decimal Total);

    private sealed record PrintedVillage(string Name, int Households, decimal RowsSum, decimal Subtotal);
}
