using LinkageService.Engine.Problems;
using LinkageService.Engine.StatementChecks;

namespace LinkageService.Engine.Tests.StatementChecks;

/// <summary>Which rule a sheet is said to follow, and what is said where none was found.</summary>
public sealed class SheetRuleTests
{
    private static readonly (string, SheetColumnKind)[] LandOnly =
        [("入股亩数", SheetColumnKind.Quantity), ("金额", SheetColumnKind.Amount)];

    private static readonly (string, SheetColumnKind)[] Net =
    [
        ("入股亩数", SheetColumnKind.Quantity), ("应发合计", SheetColumnKind.Total), ("代扣", SheetColumnKind.Deduction),
        ("实发金额", SheetColumnKind.Total),
    ];

    /// <summary>A scheme of another village that happens to give the same does not outrank a price times land.</summary>
    [Fact]
    public void GuessedScheme_ThatExplainsAsMuchAsAPrice_IsNotTheRule()
    {
        var amounts = TypedSheet.Land.Select(land => TypedSheet.Fen(land * 412.35m)).ToArray();
        var sheet = TypedSheet.Of(LandOnly, TypedSheet.Land.Zip(amounts, (land, amount) => new decimal?[] { land, amount })).With(5, 1, 0);
        var report = sheet.Check(Guess(1, amounts));
        Assert.Null(Assert.Single(report.Rules, rule => rule.IsTaken).Scheme);
        Assert.Equal(SheetCause.LeftOut, Assert.Single(report.Differences).Cause);
    }

    /// <summary>A total that is the sum of its row is not measured by a scheme that nobody named.</summary>
    [Fact]
    public void GuessedScheme_ThatExplainsPartOfATotal_DoesNotOutrankItsSum()
    {
        (string, SheetColumnKind)[] columns =
        [
            ("入股亩数", SheetColumnKind.Quantity), ("土地分红", SheetColumnKind.Amount), ("全额返还", SheetColumnKind.Amount),
            ("合计", SheetColumnKind.Total),
        ];
        var paid = TypedSheet.Land.Select(land => TypedSheet.Fen(land * 200)).ToArray();
        var sheet = TypedSheet.Of(columns, TypedSheet.Land.Select((land, at) =>
            new decimal?[] { land, paid[at], at % 4 == 0 ? 100 + at : 0, paid[at] + (at % 4 == 0 ? 100 + at : 0) }));
        var report = sheet.Check(Guess(3, paid));
        Assert.Equal(0, report.Faults);
        var rule = Assert.Single(report.Rules, rule => rule.IsTaken && rule.Column.Heading == "合计");
        Assert.Equal((24, null), (rule.Matched, rule.Scheme));
    }

    /// <summary>That a row adds up says nothing of its parts: those that no rule explains are named.</summary>
    [Fact]
    public void ColumnsWithoutARule_AreSaidToBeUnchecked()
    {
        var rows = TypedSheet.Land.Select((land, at) =>
            (Land: land, All: 700m + (at * at * 13.37m), Back: at % 3 == 0 ? 20m + (at * at) : 0m));
        var sheet = TypedSheet.Of(Net, rows.Select(row => new decimal?[] { row.Land, row.All, row.Back, row.All - row.Back }));
        var report = sheet.Check();
        Assert.Equal(0, report.Faults);
        Assert.Equal(["应发合计", "代扣"], report.Unexplained.Select(column => column.Heading).Order(StringComparer.Ordinal).Reverse());
    }

    /// <summary>Those that do not follow the rule for no known cause, and those who have land and nothing for it, are counted.</summary>
    [Fact]
    public void HouseholdsOfWhichItCannotBeTold_AreCounted()
    {
        var sheet = TypedSheet.Of(LandOnly, TypedSheet.Land.Select((land, at) => new decimal?[]
        {
            land, at is 3 or 9 or 15 ? 0 : TypedSheet.Fen(land * 300) + (at is 5 or 11 or 17 ? 777.77m + (at * at) : 0),
        }));
        var report = sheet.Check();
        Assert.Equal((0, 6), (report.Faults, report.Unchecked));
    }

    /// <summary>A tax of a fifth is a rule: whom it was reckoned wrong for is found.</summary>
    [Fact]
    public void Tax_ThatIsAPartOfTheGross_IsARule()
    {
        var rows = TypedSheet.Land.Select((land, at) => (land, Gross: TypedSheet.Fen(land * 312.5m) + (at * at * 6))).ToArray();
        var sheet = TypedSheet.Of(Net, rows.Select(row => new decimal?[]
        {
            row.land, row.Gross, TypedSheet.Fen(row.Gross * 0.2m), row.Gross - TypedSheet.Fen(row.Gross * 0.2m),
        }));
        Assert.Equal(0, sheet.Check().Faults);
        var (right, wrong) = (TypedSheet.Fen(rows[7].Gross * 0.2m), TypedSheet.Fen(rows[7].Gross * 0.2m) + 13.11m);
        var report = sheet.With(7, 2, wrong).With(7, 3, rows[7].Gross - wrong).Check();
        var difference = Assert.Single(report.Differences);
        Assert.Equal(("代扣", 10, (long)(right * 100)), (difference.Column.Heading, difference.Line.Row, difference.Expected.Fen));
        Assert.Contains(report.Rules, rule => rule.IsTaken && rule.Title.Zh.StartsWith("“应发合计”的 20%", StringComparison.Ordinal));
    }

    /// <summary>What is held back may be written below zero: then the row is the plain sum.</summary>
    [Fact]
    public void Deductions_BelowZero_AddUp()
    {
        var rows = TypedSheet.Land.Select((land, at) => (land, Gross: TypedSheet.Fen(land * 412.35m), Back: at % 5 == 0 ? 100m + at : 0));
        var sheet = TypedSheet.Of(Net, rows.Select(row => new decimal?[] { row.land, row.Gross, -row.Back, row.Gross - row.Back }));
        Assert.Equal(0, sheet.Check().Faults);
        var wrong = sheet.With(5, 3, TypedSheet.Fen(TypedSheet.Land[5] * 412.35m)).Check();
        Assert.Equal(SheetCause.DeductionNotTaken, Assert.Single(wrong.Differences).Cause);
    }

    private static SheetTrial Guess(int column, decimal[] amounts) => new(
        "another@1", new LocalizedText("方案“别村”", "another"), IsNamed: false,
        new Dictionary<int, IReadOnlyList<long>> { [column] = [.. amounts.Select(amount => (long)(amount * 100))] });
}
