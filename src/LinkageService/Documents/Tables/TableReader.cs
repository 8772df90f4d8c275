using LinkageService.Documents.Tables.Csv;
using LinkageService.Documents.Tables.Xlsx;

namespace LinkageService.Documents.Tables;

/// <summary>
/// A table of texts out of a CSV or a workbook, a row at a time, in memory that does not grow with the file. What a file is, its
/// bytes say, not its name. Rows of nothing but blanks are passed over; the first other row is the headings.
/// </summary>
internal sealed class TableReader : IDisposable
{
    private readonly TableSpool _spool;
    private readonly ITableRows _rows;

    private TableReader(TableSpool spool, TableFormat format, string? sheet, TableLimits limits)
    {
        _spool = spool;
        Format = format;
        _rows = format is TableFormat.Xlsx ? XlsxRows.Open(spool.Content, sheet, limits) : CsvRows.Open(spool.Content, limits);
        try
        {
            const string zh = "没有一行有内容；第一行应是列名";
            const string en = "no row holds anything; the first must be the headings";
            var row = Next() ?? throw (format is TableFormat.Xlsx ? TableException.Xlsx(0, 0, zh, en) : TableException.Csv(0, zh, en));
            Headings = row with { Cells = WithoutTrailingBlanks(row.Cells, 0) };
        }
        catch
        {
            _rows.Dispose();
            throw;
        }
    }

    /// <summary>What the file is; an export answers in the same format.</summary>
    public TableFormat Format { get; }

    /// <summary>The heading row, without blank cells at its end.</summary>
    public TableRow Headings { get; }

    /// <summary>Opens a file: puts the whole of the stream aside (it need not seek, and stays open), then reads the headings.</summary>
    /// <param name="file">The bytes of the file, from where the stream stands.</param>
    /// <param name="sheet">Name of the worksheet, in any case; null for the first that is not hidden. A CSV has none: ignored.</param>
    /// <param name="limits">What is refused.</param>
    /// <param name="cancellation">Ends the reading of the stream.</param>
    /// <exception cref="TableException">The file is not a table that can be read.</exception>
    public static async Task<TableReader> OpenAsync(
        Stream file, string? sheet, TableLimits limits, CancellationToken cancellation)
    {
        var spool = await TableSpool.OfAsync(file, limits.MaxBytes, cancellation);
        try
        {
            return new TableReader(spool, TableFormatDetection.Of(spool.Content), sheet, limits);
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The next row that holds something, or null at the end. A workbook's row has at least as many cells as the headings; a CSV's
    /// may have fewer. More there are only when one of them beyond the headings holds something.
    /// </summary>
    /// <exception cref="TableException">The file cannot be read on; the rows before were good.</exception>
    public TableRow? Read()
    {
        if (Next() is not { } row)
        {
            return null;
        }

        var cells = WithoutTrailingBlanks(row.Cells, Headings.Cells.Count);
        if (Format is TableFormat.Xlsx && cells.Count < Headings.Cells.Count)
        {
            // A workbook leaves out the cells that hold nothing.
            cells = [.. cells, .. Enumerable.Repeat("", Headings.Cells.Count - cells.Count)];
        }

        return row with { Cells = cells };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _spool.Dispose();
    }

    private TableRow? Next()
    {
        TableRow? row;
        do
        {
            row = _rows.Read();
        }
        while (row is not null && row.Cells.All(string.IsNullOrWhiteSpace));

        return row;
    }

    private static IReadOnlyList<string> WithoutTrailingBlanks(IReadOnlyList<string> cells, int keep)
    {
        var count = cells.Count;
        while (count > keep && string.IsNullOrWhiteSpace(cells[count - 1]))
        {
            count--;
        }

        return count == cells.Count ? cells : [.. cells.Take(count)];
    }
}
