namespace LinkageService.Engine.Workbooks;

/// <summary>A sheet of a workbook that computes itself.</summary>
/// <param name="Name">Its name, as formulas have it.</param>
/// <param name="Widths">Widths of its columns, in digits.</param>
/// <param name="Rows">Its rows, made as they are read.</param>
public sealed record WorkbookSheet(string Name, IReadOnlyList<int> Widths, IEnumerable<IReadOnlyList<WorkbookCell>> Rows)
{
    /// <summary>The row of headings, from 1, which stays in sight.</summary>
    public int HeadingRow { get; init; }

    /// <summary>Columns at the left that stay in sight.</summary>
    public int FrozenColumns { get; init; }

    /// <summary>Rows whose first cell goes over all columns.</summary>
    public IReadOnlyList<int> WideRows { get; init; } = [];
}
