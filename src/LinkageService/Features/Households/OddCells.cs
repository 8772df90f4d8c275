using System.Text.RegularExpressions;
using LinkageService.Engine.Problems;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>Cells of a workbook that show something else than they hold, where they tell who or which one.</summary>
internal static partial class OddCells
{
    /// <summary>Reports a cell: its row, its column, what it shows, and what is wrong.</summary>
    public delegate void Report(int row, int column, string? value, ProblemCode code, string zh, string en);

    /// <summary>The row with such cells as people see them; null when one of them lost what was typed into it.</summary>
    /// <param name="row">The row as read.</param>
    /// <param name="columns">What its columns hold.</param>
    /// <param name="report">Takes every cell that is refused.</param>
    public static TableRow? AsSeen(TableRow row, IReadOnlyList<RosterColumn?> columns, Report report)
    {
        var cells = row.Cells.ToArray();
        var isWhole = true;
        foreach (var (at, odd) in row.Odd.OrderBy(cell => cell.Key)
            .Where(cell => cell.Key < columns.Count && columns[cell.Key] is { IsKept: true }))
        {
            if ((FaultOf(odd, columns[at]!.IsIdentifier) ?? PercentageOf(odd, columns[at]!)) is { } fault)
            {
                var code = columns[at]!.Field == RosterField.HouseholdId ? ProblemCodes.InvalidHouseholdId : ProblemCodes.InvalidValue;
                report(row.Number, at, odd.Shown, code, fault.Zh, fault.En);
                isWhole = false;
            }
            else if (columns[at]!.IsIdentifier)
            {
                cells[at] = odd.Shown;
            }
            else if (columns[at]!.IsNumber && WrittenNumber.ScaleOf(odd.Behind) is (> 1, _))
            {
                cells[at] += odd.Behind;
            }
        }

        return isWhole ? row with { Cells = cells } : null;
    }

    /// <summary>What is wrong with an id that a spreadsheet wrote into a CSV as a figure, <c>6.2E+18</c>; null for any other.</summary>
    public static LocalizedText? FaultOfText(string id) => Scientific().IsMatch(id)
        ? new LocalizedText(
            $"Excel 把号码写成了 {id}，原来的数字已经丢了；请把这一列设成文本，照原样重填后再另存",
            $"the number was saved as {id} and its digits are lost: make the column text, type it anew and save again")
        : null;

    /// <summary>What is wrong with a cell; null where what people see can be taken.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="isIdentifier">Whether it tells who or which one.</param>
    public static LocalizedText? FaultOf(OddCell cell, bool isIdentifier) => cell.Kind switch
    {
        OddCellKind.Error => new LocalizedText(
            $"这一格是公式错误 {cell.Shown}；请改好公式，或直接填写", $"the cell is the error {cell.Shown} of a formula; mend the formula, or fill it in"),
        _ when !isIdentifier => null,
        OddCellKind.Formatted => null,
        OddCellKind.Rounded => new LocalizedText(
            "Excel 把号码存成了数字，末几位已变成 0；请把这一列设成文本，照卡、折或证件重填",
            "the number was stored as a figure, which keeps 15 digits and zeros for the rest: make the column text and type it anew"),
        OddCellKind.Date => new LocalizedText(
            $"Excel 把它存成了日期 {cell.Shown}（原来写的可能是 {AsTyped(cell.Shown)}）；请把这一列设成文本再重填",
            $"this was stored as the date {cell.Shown} (what was typed may have been {AsTyped(cell.Shown)}): make the column text and "
            + "type it anew"),
        OddCellKind.Flag => new LocalizedText(
            $"这一格是 {cell.Shown}，不是号码；请设成文本再填", $"the cell is {cell.Shown} and no number; make it text and fill it in"),
        OddCellKind.Unclear => new LocalizedText(
            "这一格显示的和存的不一样（有千分位、百分号或四舍五入）；请把这一列设成文本再填",
            "what the cell shows is not what it holds (separators, a percentage, rounding): make the column text and type it anew"),
        _ => throw new InvalidOperationException("There is no odd cell " + cell.Kind),
    };

    // 0.5 shown as 50%.
    private static LocalizedText? PercentageOf(OddCell cell, RosterColumn column) =>
        column.IsNumber && cell.Behind.Contains('%', StringComparison.Ordinal)
            ? new LocalizedText(
                "这一格显示成百分数，存的是小数，分不清是哪个数；请改成普通数字再填",
                "the cell shows a percentage of what it holds, and which of the two is meant cannot be told: make it a plain number")
            : null;

    // 2026-01-02 was 1-2.
    private static string AsTyped(string date) =>
        date.Length == 10 ? $"{date[5..7].TrimStart('0')}-{date[8..].TrimStart('0')}" : "3-1";

    [GeneratedRegex(
        @"^[0-9]([.,][0-9]+)?E\+[0-9]{1,3}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scientific();
}
