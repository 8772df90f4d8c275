namespace LinkageService.Tables;

/// <summary>
/// How rows are numbered where several worksheets are read as one table: those of the first as they are, those of each other far behind,
/// so that a number names one row.
/// </summary>
internal static class SheetRow
{
    // More rows than a worksheet can have.
    private const int Stride = 2_000_000;

    /// <summary>The number of a row of a worksheet.</summary>
    public static int Of(int sheet, int row) => (sheet * Stride) + row;

    /// <summary>The row in its worksheet, as people see it.</summary>
    public static int RowOf(IReadOnlyList<string> sheets, int number) => sheets.Count > 1 ? number % Stride : number;

    /// <summary>The worksheet of a row; null where one is read, or none.</summary>
    public static string? SheetOf(IReadOnlyList<string> sheets, int number) =>
        sheets.Count > 1 && number > 0 ? sheets[number / Stride] : null;
}
