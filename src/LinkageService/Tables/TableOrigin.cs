namespace LinkageService.Tables;

/// <summary>Where the rows of a table come from.</summary>
/// <param name="Sheet">Name of the worksheet; null for a CSV.</param>
/// <param name="Encoding">In what a CSV is written, such as UTF-8; null for a workbook.</param>
internal sealed record TableOrigin(string? Sheet, string? Encoding)
{
    /// <summary>Other worksheets that people can see: they are not read.</summary>
    public IReadOnlyList<string> OtherSheets { get; init; } = [];

    /// <summary>Worksheets that the workbook hides: they are not read.</summary>
    public IReadOnlyList<string> HiddenSheets { get; init; } = [];
}

/// <summary>Which of the first rows are the headings.</summary>
/// <param name="At">The first of them, by its place in the list.</param>
/// <param name="Count">How many.</param>
/// <param name="Cells">What they say together, a text for each column.</param>
internal sealed record HeadingRows(int At, int Count, IReadOnlyList<string> Cells)
{
    /// <summary>Whether they are headings for certain; else another worksheet may have them.</summary>
    public bool IsFound { get; init; } = true;
}

/// <summary>Finds the headings.</summary>
/// <param name="rows">The first rows that hold something, at least one.</param>
/// <param name="isChosen">Whether a person said that the first of them is the first of the headings.</param>
internal delegate HeadingRows FindHeadings(IReadOnlyList<TableRow> rows, bool isChosen);
