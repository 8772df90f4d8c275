namespace LinkageService.Tables;

/// <summary>One row of a table that holds something.</summary>
/// <param name="Number">From 1, as a person sees it: Excel's row number; in a CSV the line of the file on which the record starts.</param>
/// <param name="Cells">Never null: a cell that is not there is "". Blanks around a text are kept.</param>
internal sealed record TableRow(int Number, IReadOnlyList<string> Cells)
{
    private static readonly Dictionary<int, OddCell> None = [];

    /// <summary>Cells of a workbook of which people see something else, by their place in <see cref="Cells"/>.</summary>
    public IReadOnlyDictionary<int, OddCell> Odd { get; init; } = None;
}
