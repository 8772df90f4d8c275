using LinkageService.Engine.Amounts;
using LinkageService.Engine.StatementChecks;

namespace LinkageService.Engine.Tests.StatementChecks;

/// <summary>Causes by which somebody would act: none is named that the sheet itself speaks against.</summary>
public sealed class SheetCauseTests
{
    private static readonly (string, SheetColumnKind)[] LandOnly =
        [("入股亩数", SheetColumnKind.Quantity), ("金额", SheetColumnKind.Amount)];

    private static readonly decimal[] Amounts = [.. TypedSheet.Land.Select(land => TypedSheet.Fen(land * 412.35m))];

    private static CheckedSheet Right { get; } =
        TypedSheet.Of(LandOnly, TypedSheet.Land.Zip(Amounts, (land, amount) => new decimal?[] { land, amount }));

    /// <summary>A household listed twice, and a total that counts it once: nobody is to be paid again.</summary>
    [Fact]
    public void SameNameAndFigures_IsADuplicate_AndTheTotalSaysSo()
    {
        var sheet = Twice(name: "农户0004").Summed(TypedSheet.Land.Sum(), Amounts.Sum());
        var report = sheet.Check();
        Assert.True(Assert.Single(report.Findings) is { Cause: SheetCause.Duplicate, Row: 27 }, TypedSheet.Show(report));
        Assert.All(report.Sums, sum => Assert.Equal(SheetCause.Duplicate, sum.Cause));
    }

    /// <summary>Another name, or another account, is another household.</summary>
    [Fact]
    public void SameFigures_OfSomebodyElse_AreNoDuplicate()
    {
        Assert.Equal(0, Twice(name: "农户0099").Check().Faults);
        Assert.Equal(0, Twice(name: "农户0004").With(3, line => line with { Person = "a" }).Check().Faults);
    }

    /// <summary>Where several rows have the amount that a sum lacks, none of them is blamed.</summary>
    [Fact]
    public void SumThatLacksAnAmountOfSeveralRows_NamesThemAll()
    {
        var sheet = Right.With(8, 0, TypedSheet.Land[3]).With(8, 1, Amounts[3]);
        sheet = sheet.Summed(null, sheet.Lines.Sum(line => line.Fen(1) ?? 0) / 100m - Amounts[3]);
        var sum = Assert.Single(sheet.Check().Sums);
        Assert.Contains("第 6、11 行中某一行", sum.Words!.Zh, StringComparison.Ordinal);
    }

    /// <summary>A total that is right with what the households should get is not called wrong.</summary>
    [Fact]
    public void SumOfWhatHouseholdsShouldGet_IsNotWrong()
    {
        var report = Right.With(6, 1, Amounts[6] + 10).Summed(null, Amounts.Sum()).Check();
        Assert.Single(report.Differences);
        Assert.Equal((SheetCause.RowsDiffer, 1), (Assert.Single(report.Sums).Cause, report.Faults));
    }

    /// <summary>By heads many rows are alike: that the row beside it is so too is no sign that it was copied.</summary>
    [Fact]
    public void AmountThatManyHave_IsOfAnotherHolding_NotCopied()
    {
        int[] heads = [.. Enumerable.Range(0, 24).Select(at => (at * 7 % 5) + 1)];
        var at = Array.FindIndex(heads, 1, head => head == 3);
        heads[at - 1] = 2;
        var sheet = TypedSheet.Of([("人口", SheetColumnKind.Quantity), ("金额", SheetColumnKind.Amount)],
            heads.Select((head, line) => new decimal?[] { head, (line == at ? 2 : head) * 319 }));
        Assert.Equal(SheetCause.HoldingChanged, Assert.Single(sheet.Check().Differences).Cause);
    }

    /// <summary>A holding that no slip of the pen explains, and that gives the figure to the fen.</summary>
    [Fact]
    public void AmountOfAnotherHolding_SaysWhich()
    {
        var difference = Assert.Single(Right.With(6, 0, TypedSheet.Land[6] + 0.38m).Check().Differences);
        Assert.Equal(SheetCause.HoldingChanged, difference.Cause);
        Assert.Contains($"{TypedSheet.Land[6]:0.##} 算的", difference.Text.Zh, StringComparison.Ordinal);
    }

    /// <summary>A formula is not mistyped by a digit.</summary>
    [Fact]
    public void FormulaWithSomethingAdded_IsAnotherFormula()
    {
        var sheet = Right.With(6, 1, Amounts[6] + 50) with
        {
            Formulas = [.. Right.Lines.Select((line, at) =>
                new SheetFormula(line.Row, 1, "R[0]C[-1]*412.35" + (at == 6 ? "+50" : "")))],
        };
        Assert.Equal(SheetCause.FormulaDiffers, Assert.Single(sheet.Check().Differences).Cause);
    }

    [Fact]
    public void SumFormulaOfTheRightRows_WithAnotherFigure_WasNotRecalculated()
    {
        var sheet = Right.Summed(null, Amounts.Sum() + 100);
        Assert.Equal(SheetCause.DigitMistyped, Assert.Single(sheet.Check().Sums).Cause);
        sheet = sheet with { Formulas = [new SheetFormula(27, 1, "SUM(R[-24]C[0]:R[-1]C[0])") { Sum = (3, 26) }] };
        Assert.Equal(SheetCause.StaleFormula, Assert.Single(sheet.Check().Sums).Cause);
    }

    private static CheckedSheet Twice(string name) => Right with
    {
        Lines = [.. Right.Lines, Right.Lines[3] with { Row = 27, Name = name, Values = [.. Right.Lines[3].Values.Select(value => value)] }],
    };
}
