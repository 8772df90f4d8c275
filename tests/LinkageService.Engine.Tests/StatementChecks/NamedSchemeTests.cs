using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.StatementChecks;

namespace LinkageService.Engine.Tests.StatementChecks;

/// <summary>
/// Sheets checked by a scheme that shares a total by land, and returns another to registered households: what one household was
/// reckoned with changes what all get.
/// </summary>
public sealed class NamedSchemeTests
{
    private const long LandTotal = 1_234_567;
    private const long BackTotal = 345_678;

    private static readonly (string, SheetColumnKind)[] Whole =
    [
        ("入股亩数", SheetColumnKind.Quantity), ("土地分红", SheetColumnKind.Amount), ("全额返还", SheetColumnKind.Amount),
        ("合计", SheetColumnKind.Total),
    ];

    [Fact]
    public void OneHoldingChanged_IsThatHousehold_NotEverybody()
    {
        var sheet = Sheet().With(6, 0, TypedSheet.Land[6] + 0.30m);
        var report = sheet.Check(Trial(sheet));
        var difference = Assert.Single(report.Differences);
        Assert.True(difference is { Cause: SheetCause.HoldingChanged, Line.Row: 9 }, TypedSheet.Show(report));
    }

    [Fact]
    public void PartNotInTheTotal_IsSaidOnce()
    {
        var sheet = Sheet();
        sheet = sheet.With(4, 3, sheet.Lines[4].Fen(1)!.Value / 100m);
        var report = sheet.Check(Trial(sheet));
        var difference = Assert.Single(report.Differences);
        Assert.True(difference is { Cause: SheetCause.PartLeftOut, Line.Row: 7 }, TypedSheet.Show(report));
    }

    [Fact]
    public void PartLeftOut_IsNotToldAgainOfTheTotal()
    {
        var sheet = Sheet();
        sheet = sheet.With(4, 2, 0).With(4, 3, sheet.Lines[4].Fen(1)!.Value / 100m);
        var report = sheet.Check(Trial(sheet));
        var difference = Assert.Single(report.Differences);
        Assert.True(difference is { Cause: SheetCause.LeftOut, Line.Row: 7, Column.Heading: "全额返还" }, TypedSheet.Show(report));
    }

    [Fact]
    public void CategoryMissing_OnASheetOfTotals_IsFound()
    {
        var whole = Sheet();
        var sheet = (whole with
        {
            Columns = [whole.Columns[0], whole.Columns[3]],
            Lines = [.. whole.Lines.Select(line => line with { Values = [line.Values[0], line.Values[3]] })],
        }).With(4, line => line with { Tags = [] });
        var report = sheet.Check(Trial(sheet));
        var difference = Assert.Single(report.Differences);
        Assert.True(difference is { Cause: SheetCause.TagMissing, Line.Row: 7 }, TypedSheet.Show(report));
    }

    /// <summary>A scheme that goes by a column that was not found says nothing, and that is said.</summary>
    [Fact]
    public void HoldingThatWasSupposed_CallsNobodyWrong()
    {
        var sheet = TypedSheet.Of([("农龄", SheetColumnKind.Other), ("金额", SheetColumnKind.Amount)],
            Enumerable.Range(1, 24).Select(at => new decimal?[] { null, 100 + (at * at * 7.13m) }));
        var trial = new SheetTrial("tenure@1", new LocalizedText("方案", "scheme"), IsNamed: true,
            new Dictionary<int, IReadOnlyList<long>> { [1] = [.. Enumerable.Repeat(50_000L, 24)] });
        Assert.Equal(24, sheet.Check(trial).Differences.Count);
        var report = sheet.Check(trial with { Supposed = [new LocalizedText("农龄", "Years")] });
        Assert.Equal(0, report.Faults);
        Assert.Equal("金额", Assert.Single(report.Unexplained).Heading);
        Assert.Contains(report.Notes, note => note.Zh.Contains("“农龄”表上没有认出来", StringComparison.Ordinal));
    }

    private static CheckedSheet Sheet()
    {
        var sheet = TypedSheet.Of(Whole, TypedSheet.Land.Select(land => new decimal?[] { land, 0, 0, 0 }));
        sheet = sheet with { Lines = [.. sheet.Lines.Select((line, at) => at % 4 == 0 ? line with { Tags = ["registered"] } : line)] };
        var amounts = Trial(sheet).Amounts;
        for (var line = 0; line < sheet.Lines.Count; line++)
        {
            foreach (var column in new[] { 1, 2, 3 })
            {
                sheet = sheet.With(line, column, amounts[column][line] / 100m);
            }
        }

        return sheet;
    }

    private static SheetTrial Trial(CheckedSheet sheet)
    {
        var land = Shares(sheet, LandTotal, _ => true);
        var back = Shares(sheet, BackTotal, line => line.Tags.Count > 0);
        var all = land.Zip(back, (one, other) => one + other).ToArray();
        return new SheetTrial("own@1", new LocalizedText("方案", "scheme"), IsNamed: true, sheet.Columns.Count == Whole.Length
            ? new Dictionary<int, IReadOnlyList<long>> { [1] = land, [2] = back, [3] = all }
            : new Dictionary<int, IReadOnlyList<long>> { [1] = all }) { Again = Trial };
    }

    private static long[] Shares(CheckedSheet sheet, long total, Func<SheetLine, bool> isIn)
    {
        var shares = new long[sheet.Lines.Count];
        Apportionment.LargestRemainder(
            total, [.. sheet.Lines.Select(line => isIn(line) ? (long)(line.Values[0]!.Value * 100).Numerator : 0)], shares);
        return shares;
    }
}
