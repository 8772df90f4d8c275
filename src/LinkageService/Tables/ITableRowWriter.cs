namespace LinkageService.Tables;

/// <summary>Writes rows of one format into a stream that takes them at once, in memory.</summary>
internal interface ITableRowWriter : IDisposable
{
    /// <summary>Adds a row; the first is the headings.</summary>
    void Write(IReadOnlyList<TableCell> cells);

    /// <summary>Ends the file. What is disposed without it is not whole.</summary>
    void Complete();
}
