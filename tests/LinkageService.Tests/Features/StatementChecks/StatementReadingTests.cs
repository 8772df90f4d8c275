using System.Globalization;
using System.Text;
using LinkageService.Engine.StatementChecks;
using LinkageService.Features.StatementChecks;

namespace LinkageService.Tests.Features.StatementChecks;

/// <summary>Shapes in which payout sheets come: what is not read is not checked, and is not to be called right.</summary>
public sealed class StatementReadingTests
{
    private const string Two = "序号,户主,土地分红,,资金分红,,应发合计\n,,面积（亩）,金额,出资额（元）,金额,\n";

    private static readonly decimal[] Land = [.. Enumerable.Range(1, 21).Select(at => (at * 37 % 500 + 113) / 100m)];

    /// <summary>What stands under 土地分红 is its area and its money, not money twice.</summary>
    [Fact]
    public async Task TwoRowsOfHeadings_AreQuantitiesAndMoney()
    {
        var rows = Land.Select((land, at) => Line(at + 1, $"农户{at + 1:D4}", land, land * 300, 1000 * (at + 1), 60 * (at + 1),
            (land * 300) + (60 * (at + 1)) + (at == 4 ? 10 : 0)));
        var read = await ReadAsync(Two + string.Concat(rows));
        Assert.Equal(
            [SheetColumnKind.Quantity, SheetColumnKind.Amount, SheetColumnKind.Quantity, SheetColumnKind.Amount, SheetColumnKind.Total],
            read.Sheet.Columns.Skip(2).Select(column => column.Kind));
        Assert.Equal(("land", "capital"), (read.Sheet.Columns[2].Holding, read.Sheet.Columns[4].Holding));
        var report = Check(read);
        Assert.Equal(7, Assert.Single(report.Differences).Line.Row);
        Assert.Equal(("1 户对不上", 3), (StatementVerdict.Of(report).Zh, report.Rules.Count(rule => rule.IsTaken)));
    }

    /// <summary>Land, capital and people under one heading of money are money of each.</summary>
    [Fact]
    public async Task HoldingsUnderAHeadingOfMoney_AreMoney()
    {
        var read = await ReadAsync("户编号,户主,亩数,分红,,合计\n,,,土地,资金,\n0001,农户0001,2,200,30,230\n");
        Assert.Equal([SheetColumnKind.Quantity, SheetColumnKind.Amount, SheetColumnKind.Amount, SheetColumnKind.Total],
            read.Sheet.Columns.Skip(2).Select(column => column.Kind));
    }

    /// <summary>A list that goes on beside itself is read to its end, with the sums of both halves.</summary>
    [Fact]
    public async Task ListInTwoBlocks_IsReadWhole()
    {
        const string half = "序号,户主,亩数,金额,签字";
        var rows = Enumerable.Range(0, 11).Select(at => Half(at) + "," + (at + 11 < Land.Length ? Half(at + 11) : ",,,,") + "\n");
        var (left, right) = (Land[..11].Sum(), Land[11..].Sum());
        var head = $"{half},{half}\n{string.Concat(rows)}";
        var csv = head + Line("合计", "", left, left * 400, "", "", "", right, right * 400);
        var report = Check(await ReadAsync(csv));
        Assert.Equal((21, 0, Land.Sum() * 400), (report.Households, report.Faults, report.Total!.Value.Fen / 100m));
        Assert.Equal("没有发现错：21 户都对得上，合计也对", StatementVerdict.Of(report).Zh);
        Assert.Equal(0, Check(await ReadAsync(head + Line("合计", "", "", "", "", "", "", Land.Sum(), Land.Sum() * 400))).Faults);
        Assert.Equal(0, Check(await ReadAsync(head + Line("合计", "", Land.Sum(), Land.Sum() * 400))).Faults);

        var wrong = Check(await ReadAsync(csv.Replace(Text(right * 400), Text((right * 400) + 9), StringComparison.Ordinal)));
        var sum = Assert.Single(wrong.Sums, sum => sum.IsWrong);
        Assert.Equal(("合计（第2栏）", "9.00"), (sum.Text, sum.Difference));
    }

    /// <summary>A row that begins with a word for a sum is one, whatever stands where the name or number of a household does.</summary>
    [Theory]
    [InlineData("组别,户编号,户主,亩数,金额", "小计,{0}户,,{1},{2}")]
    [InlineData("组别,户主,亩数,金额", "小计,{0}户,{1},{2}")]
    [InlineData("村民小组,户编号,户主,亩数,金额", "小计,{0},,{1},{2}")]
    public async Task SubtotalsByGroup_AreNoHouseholds(string headings, string subtotal)
    {
        var hasId = headings.Contains("户编号", StringComparison.Ordinal);
        var parts = Land.Chunk(7).Select((part, group) => string.Concat(part.Select((land, at) =>
                $"{group + 1}组,{(hasId ? $"{(group * 7) + at + 1:D4}," : "")}农户{(group * 7) + at + 1:D4},"
                    + $"{Text(land)},{Text(land * 300)}\n"))
            + string.Format(CultureInfo.InvariantCulture, subtotal, part.Length, Text(part.Sum()), Text(part.Sum() * 300))
            + "\n");
        var report = Check(await ReadAsync($"{headings}\n{string.Concat(parts)}"));
        Assert.Equal((21, 0, Land.Sum() * 300), (report.Households, report.Faults, report.Total!.Value.Fen / 100m));
    }

    /// <summary>Whole yuan, however they came about: the price is found, and so are two rows that were exchanged.</summary>
    [Theory]
    [InlineData(MidpointRounding.ToZero, "1533.58")]
    [InlineData(MidpointRounding.ToZero, "310.28")]
    [InlineData(MidpointRounding.ToPositiveInfinity, "310.28")]
    [InlineData(MidpointRounding.AwayFromZero, "310.28")]
    public async Task AmountsInWholeYuan_AreExplained(MidpointRounding rounding, string price)
    {
        var amounts = Land.Select(land => Math.Round(land * decimal.Parse(price, CultureInfo.InvariantCulture), 0, rounding)).ToArray();
        string Sheet() => "户编号,户主,亩数,分红\n" + string.Concat(Land.Select((land, at) =>
            $"{at + 1:D4},农户{at + 1:D4},{Text(land)},{Text(amounts[at])}\n")) + $"合计,,{Text(Land.Sum())},{Text(amounts.Sum())}\n";
        var report = Check(await ReadAsync(Sheet()));
        Assert.Equal((21, 0), (report.Households, report.Faults));
        Assert.Contains(report.Rules, rule => rule.IsTaken && rule.Matched == 21);
        (amounts[3], amounts[9]) = (amounts[9], amounts[3]);
        Assert.Equal([5, 11], Check(await ReadAsync(Sheet())).Differences.Select(each => each.Line.Row).Order());
    }

    /// <summary>Said above the table, ten thousands are those of its amounts.</summary>
    [Fact]
    public async Task UnitAboveTheTable_IsThatOfItsAmounts()
    {
        string Wan(decimal yuan) => (yuan / 10_000).ToString("0.0000", CultureInfo.InvariantCulture);
        var rows = Land.Select((land, at) => $"农户{at + 1:D4},{Text(land)},{Wan(land * 300)}\n");
        var report = Check(await ReadAsync(
            $"某村2025年分红表,,\n,,单位：万元\n户主,亩数,金额\n{string.Concat(rows)}合计,{Text(Land.Sum())},{Wan(Land.Sum() * 300)}\n"));
        Assert.Equal((21, 0, Land.Sum() * 300), (report.Households, report.Faults, report.Total!.Value.Fen / 100m));
    }

    /// <summary>Amounts in words are no column of money.</summary>
    [Theory]
    [InlineData("金额大写")]
    [InlineData("实发金额")]
    public async Task AmountsInWords_AreNoMoney(string heading)
    {
        var csv = $"序号,户主,亩数,金额,{heading}\n"
            + string.Concat(Land.Select((land, at) => Line(at + 1, $"农户{at + 1:D4}", land, land * 400, "壹仟贰佰元整")));
        var read = await ReadAsync(csv);
        var report = Check(read);
        Assert.Equal((Land.Sum() * 400, 0), (report.Total!.Value.Fen / 100m, report.Faults));
        Assert.True(read.Notes.Count <= 1);
        Assert.Equal("没有发现错：21 户都对得上；表上没有合计", StatementVerdict.Of(report).Zh);
    }

    /// <summary>A holding of the named scheme is found though its heading is not quite the title; two that may be it are not.</summary>
    [Fact]
    public async Task HoldingsOfTheNamedScheme_AreFoundByWordsOfTheirTitles()
    {
        var read = await ReadAsync("户编号,户主,成年人,未成年人,农龄合计（年）,金额\n0001,农户0001,2,1,30,100\n", "tenure-shares");
        Assert.Equal(["adults", "minors", "years_worked", ""], read.Sheet.Columns.Skip(2).Select(column => column.Holding));
        Assert.Equal(30, (int)read.Sheet.Lines[0].Values[4]!.Value.Numerator);
        read = await ReadAsync("户编号,户主,交易量,出资额,补助份额（元）,金额\n0001,农户0001,2,1,30,100\n", "farmer-cooperative-surplus");
        Assert.Equal("subsidy_quota", read.Sheet.Columns[4].Holding);
        read = await ReadAsync("户编号,户主,交易量,出资额,份额,金额\n0001,农户0001,2,1,30,100\n", "farmer-cooperative-surplus");
        Assert.Equal("", read.Sheet.Columns[4].Holding);
        read = await ReadAsync("户编号,户主,成年人,全家农龄,未成年人,金额\n0001,农户0001,2,30,1,100\n", "tenure-shares");
        Assert.Equal("years_worked", read.Sheet.Columns[3].Holding);
    }

    /// <summary>Nothing wrong was found is not that all is right, where much was not checked.</summary>
    [Fact]
    public async Task Verdict_NamesWhatWasNotChecked()
    {
        var csv = "序号,户主,亩数,应发合计,扣欠款,实发金额\n" + string.Concat(Land.Select((land, at) =>
            Line(at + 1, $"农户{at + 1:D4}", land, 700 + (at * at * 13), at % 3 == 0 ? 20 + (at * at) : 0,
                700 + (at * at * 13) - (at % 3 == 0 ? 20 + (at * at) : 0))));
        var verdict = StatementVerdict.Of(Check(await ReadAsync(csv)));
        Assert.Equal("没有发现错；表上没有合计；“扣欠款”“应发合计”没有找到算法，没有核对", verdict.Zh);
        Assert.DoesNotContain("all 21", verdict.En, StringComparison.Ordinal);
    }

    private static string Half(int at) => $"{at + 1},农户{at + 1:D4},{Text(Land[at])},{Text(Land[at] * 400)},";

    private static string Line(params object[] cells) =>
        string.Join(',', cells.Select(cell => cell is decimal number ? Text(number) : cell)) + "\n";

    private static string Text(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static Task<StatementSheet> ReadAsync(string csv, string scheme = "") =>
        SheetRun.ReadAsync(Encoding.UTF8.GetBytes(csv), scheme);

    private static SheetReport Check(StatementSheet read) => StatementCheck.Of(read.Sheet, [], TestContext.Current.CancellationToken);
}
