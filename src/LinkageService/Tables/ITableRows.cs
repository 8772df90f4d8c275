namespace LinkageService.Tables;

/// <summary>The rows of a file of one format, forward only; blank rows may be among them.</summary>
internal interface ITableRows : IDisposable
{
    /// <summary>The next row, or null at the end.</summary>
    /// <exception cref="TableException">The file cannot be read on.</exception>
    TableRow? Read();
}
