using LinkageService.Tables.Csv;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Tables;

/// <summary>
/// A table of texts out of a CSV or a workbook, a row at a time, in memory that does not grow with the file. What a file is, its
/// bytes say, not its name. Rows of nothing but blanks are passed over; the first other row is the headings.
/// </summary>
internal sealed class TableReader : IDisposable
{
    private readonly TableSpool _spool;
    private readonly bool _ownsSpool;
    private readonly ITableRows _rows;
    private readonly TableMending _mending;
    private readonly int _width;

    private TableReader(TableSpool spool, bool ownsSpool, string? sheet, TableLimits limits, TableMending mending)
    {
        (_spool, _ownsSpool, _mending) = (spool, ownsSpool, mending);
        var format = TableFormatDetection.Of(spool.Content);
        Format = format;
        _rows = format is TableFormat.Xlsx ? XlsxRows.Open(spool.Content, sheet, limits) : CsvRows.Open(spool.Content, limits);
        try
        {
            const string zh = "没有一行有内容；第一行应是列名";
            const string en = "no row holds anything; the first must be the headings";
            var row = Next() ?? throw (format is TableFormat.Xlsx ? TableException.Xlsx(0, 0, zh, en) : TableException.Csv(0, zh, en));
            row = row with { Cells = WithoutTrailingBlanks(row.Cells, 0) };
            _width = row.Cells.Count;
            Headings = mending.Apply(row, _width);
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
            return new TableReader(spool, ownsSpool: true, sheet, limits, TableMending.None);
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file that was put aside before, which stays so: it can be opened again, by one reader at a time.</summary>
    /// <param name="spool">The bytes of the file.</param>
    /// <param name="sheet">Name of the worksheet; null for the first that is not hidden.</param>
    /// <param name="limits">What is refused.</param>
    /// <param name="mending">What a person changed of it.</param>
    /// <exception cref="TableException">The file is not a table that can be read.</exception>
    public static TableReader Open(TableSpool spool, string? sheet, TableLimits limits, TableMending mending)
    {
        spool.Content.Position = 0;
        return new TableReader(spool, ownsSpool: false, sheet, limits, mending);
    }

    /// <summary>
    /// The next row that holds something, or null at the end. A workbook's row has at least as many cells as the headings; a CSV's
    /// may have fewer. More there are only when one of them beyond the headings holds something.
    /// </summary>
    /// <exception cref="TableException">The file cannot be read on; the rows before were good.</exception>
    public TableRow? Read()
    {
        TableRow? row;
        do
        {
            row = Next();
        }
        while (row is not null && _mending.LeavesOutRow(row.Number));

        if (row is null)
        {
            return null;
        }

        var cells = WithoutTrailingBlanks(row.Cells, _width);
        if (Format is TableFormat.Xlsx && cells.Count < _width)
        {
            // A workbook leaves out the cells that hold nothing.
            cells = [.. cells, .. Enumerable.Repeat("", _width - cells.Count)];
        }

        return _mending.Apply(row with { Cells = cells }, _width);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        if (_ownsSpool)
        {
            _spool.Dispose();
        }
    }

    private TableRow? Next()
    {
        TableRow? row;
        do
        {
            row = _rows.Read();
        }
        while (row is not null && (row.Number < _mending.FirstRow || row.Cells.All(string.IsNullOrWhiteSpace)));

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

/// <summary>The rows of a file of one format, forward only; blank rows may be among them.</summary>
internal interface ITableRows : IDisposable
{
    /// <summary>The next row, or null at the end.</summary>
    /// <exception cref="TableException">The file cannot be read on.</exception>
    TableRow? Read();
}

/// <summary>One row of a table that holds something.</summary>
/// <param name="Number">From 1, as a person sees it: Excel's row number; in a CSV the line of the file on which the record starts.</param>
/// <param name="Cells">Never null: a cell that is not there is "". Blanks around a text are kept.</param>
internal sealed record TableRow(int Number, IReadOnlyList<string> Cells)
{
    private static readonly Dictionary<int, OddCell> None = [];

    /// <summary>Cells of a workbook of which people see something else, by their place in <see cref="Cells"/>.</summary>
    public IReadOnlyDictionary<int, OddCell> Odd { get; init; } = None;
}
