using LinkageService.Tables.Csv;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Tables;

/// <summary>
/// Writes a table, a row at a time, in memory that does not grow with it. The bytes go out asynchronously, so that the destination
/// may be the body of an answer; it need not seek and stays open. <see cref="TableReader"/> reads back the same texts, except that
/// a decimal in a workbook comes back without zeros at its end, and that rows of nothing but blanks and blank cells beyond the
/// headings do not come back.
/// </summary>
internal sealed class TableWriter : IAsyncDisposable
{
    private const int FlushSize = 1 << 16;

    private readonly Stream _destination;
    private readonly TableOutput _output = new();
    private readonly ITableRowWriter _rows;
    private int? _width;

    private TableWriter(Stream destination, TableFormat format, string sheet)
    {
        _destination = destination;
        _rows = format is TableFormat.Xlsx ? new XlsxRowWriter(_output, sheet) : new CsvRowWriter(_output);
    }

    /// <summary>Begins a table.</summary>
    /// <param name="destination">Where the bytes go, from where it stands.</param>
    /// <param name="format">CSV: UTF-8 with a mark, comma, CRLF, formulas made harmless (<see cref="CsvFormulaGuard"/>).</param>
    /// <param name="sheet">Name of the worksheet; what Excel refuses in a name becomes _. A CSV has none: ignored.</param>
    public static TableWriter Create(Stream destination, TableFormat format, string sheet) => new(destination, format, sheet);

    /// <summary>Adds a row. The first is the headings, and every other has as many cells.</summary>
    /// <exception cref="InvalidOperationException">
    /// Another number of cells than the headings; over 1,048,576 rows or 32,767 characters in a cell of a workbook.
    /// </exception>
    public async ValueTask WriteAsync(IReadOnlyList<TableCell> cells, CancellationToken cancellation)
    {
        _width ??= cells.Count;
        if (cells.Count != _width)
        {
            throw new InvalidOperationException($"{cells.Count} cells under {_width} headings");
        }

        _rows.Write(cells);
        if (_output.Written >= FlushSize)
        {
            await FlushAsync(cancellation);
        }
    }

    /// <summary>Ends the file. Without it a workbook cannot be opened and a CSV lacks its last rows.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellation)
    {
        _rows.Complete();
        await FlushAsync(cancellation);
        await _destination.FlushAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _rows.Dispose();
        await _output.DisposeAsync();
    }

    private async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await _destination.WriteAsync(_output.Bytes, cancellation);
        _output.Clear();
    }
}

/// <summary>Writes rows of one format into a stream that takes them at once, in memory.</summary>
internal interface ITableRowWriter : IDisposable
{
    /// <summary>Adds a row; the first is the headings.</summary>
    void Write(IReadOnlyList<TableCell> cells);

    /// <summary>Ends the file. What is disposed without it is not whole.</summary>
    void Complete();
}
