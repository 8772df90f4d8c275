using LinkageService.Engine.Problems;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Tables;

/// <summary>A table file cannot be read on. Whoever opened the reader turns it into the answer's problem.</summary>
internal sealed class TableException(Problem problem, Exception? inner = null) : Exception(problem.Message.En, inner)
{
    /// <summary>
    /// <c>malformed_csv</c>, <c>malformed_xlsx</c> or <c>body_too_large</c>; the message names the row (the cell, in a workbook) and
    /// <see cref="Problem.Line"/> holds it, 0 where the fault is the whole file's.
    /// </summary>
    public Problem Problem { get; } = problem;

    /// <summary>A fault of a CSV; row 0 is the whole file.</summary>
    public static TableException Csv(int row, string zh, string en, Exception? inner = null) =>
        new(Of(ProblemCodes.MalformedCsv, row, Place(row), zh, en), inner);

    /// <summary>A fault of a workbook; row 0 is the whole file, column 0 the whole row.</summary>
    public static TableException Xlsx(int row, int column, string zh, string en, Exception? inner = null) => new(
        Of(ProblemCodes.MalformedXlsx, row, column == 0 ? Place(row) : Cell(row, column), zh, en) with { Column = column }, inner);

    /// <summary>A fault in the inside of a workbook, which no program that people use writes: row and column as above.</summary>
    public static TableException Damaged(int row, int column, string zh, string en) => Xlsx(
        row, column, $"文件内部有错（{zh}）；请用 Excel 打开后另存为 .xlsx 再选一次", $"{en}; open the file in Excel and save it as .xlsx");

    /// <summary>A file, or what is packed in it, over <see cref="TableLimits.MaxBytes"/>.</summary>
    public static TableException TooLarge(long maxBytes) => new(Of(ProblemCodes.BodyTooLarge, 0, null,
        $"表格文件（解压后）超过 {maxBytes} 字节", $"the table file is over {maxBytes} bytes, as sent or unpacked"));

    private static Problem Of(ProblemCode code, int row, LocalizedText? place, string zh, string en) =>
        new(code, "", place is null ? new LocalizedText(zh, en) : new LocalizedText($"{place.Zh}：{zh}", $"{place.En}: {en}"))
        {
            Line = row,
        };

    private static LocalizedText? Place(int row) => row == 0 ? null : new LocalizedText($"第 {row} 行", $"row {row}");

    private static LocalizedText Cell(int row, int column)
    {
        var name = XlsxParts.ColumnName(column);
        return new LocalizedText($"单元格 {name}{row}", $"cell {name}{row}");
    }
}
