using CsvHelper;

namespace LinkageService.Tables.Csv;

/// <summary>Records of RFC 4180 in UTF-8 with the mark that Excel needs to see that it is UTF-8.</summary>
internal sealed class CsvRowWriter(Stream output) : ITableRowWriter
{
    private readonly CsvWriter _writer = CsvWriter.Create(
        output, new CsvWriterOptions { WriteByteOrderMark = true, Quoting = CsvQuoting.WhenNeededOrWhitespace }, leaveOpen: true);

    /// <inheritdoc/>
    public void Write(IReadOnlyList<TableCell> cells)
    {
        for (var at = 0; at < cells.Count; at++)
        {
            // A decimal or a date is no formula, whatever it starts with.
            var cell = cells[at];
            _writer.WriteField(cell.Decimals is null && cell.Day is null ? CsvFormulaGuard.Add(cell.Text) : cell.Text);
        }

        _writer.EndRecord();
    }

    /// <inheritdoc/>
    public void Complete() => _writer.Flush();

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
