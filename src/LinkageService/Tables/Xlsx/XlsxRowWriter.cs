using System.Globalization;

namespace LinkageService.Tables.Xlsx;

/// <summary>
/// A table as a workbook of one worksheet: headings in bold that stay in sight, columns as wide as their first rows need, texts that
/// stay texts when edited.
/// </summary>
internal sealed class XlsxRowWriter(Stream output, string sheet) : ITableRowWriter
{
    private const string Font = "Calibri";
    private const int RowsMeasured = 200;

    // Excel's day 61: before it, days are counted past a 29 February 1900 that was not.
    private static readonly DateOnly FirstSafeDay = new(1900, 3, 1);

    private readonly XlsxSheetSetup _setup = new(sheet, []) { HeadingRow = 1, IsPrinted = false };
    private readonly List<IReadOnlyList<TableCell>> _first = [];
    private XlsxWriter? _workbook;

    /// <inheritdoc/>
    public void Write(IReadOnlyList<TableCell> cells)
    {
        for (var at = 0; at < cells.Count; at++)
        {
            if (cells[at].Text.Length > XlsxWriter.MaxTextLength)
            {
                throw new InvalidOperationException(
                    $"a cell of a worksheet has at most {XlsxWriter.MaxTextLength} characters; write a CSV");
            }
        }

        if (_workbook is not null)
        {
            WriteRow(_workbook, cells);
            return;
        }

        // The widths stand before the rows.
        _first.Add([.. cells]);
        if (_first.Count == RowsMeasured)
        {
            _workbook = Begin();
        }
    }

    /// <inheritdoc/>
    public void Complete()
    {
        _workbook ??= Begin();
        _workbook.Complete();
    }

    /// <inheritdoc/>
    public void Dispose() => _workbook?.Dispose();

    private XlsxWriter Begin()
    {
        var headings = _first is [var first, ..] ? first : [];
        var columns = Enumerable.Range(0, headings.Count).ToArray();
        var workbook = new XlsxWriter(output, Font, [_setup]);
        workbook.BeginSheet(_setup with
        {
            Widths = [.. columns.Select(at => ColumnWidth.Of(_first.Select(row => row[at].Text)))],

            // What a person adds below stays a text too: 0002.
            TextColumns = [.. columns.Where(at => _first.Skip(1).All(row => StyleOf(row[at]) == XlsxStyle.TableText)).Select(at => at + 1)],
        });
        foreach (var row in _first)
        {
            WriteRow(workbook, row);
        }

        _first.Clear();
        return workbook;
    }

    private static void WriteRow(XlsxWriter workbook, IReadOnlyList<TableCell> cells)
    {
        var isHeading = workbook.Row == 0;
        workbook.Write([.. cells.Select(cell => CellOf(cell, isHeading ? XlsxStyle.TableHeading : StyleOf(cell)))]);
    }

    private static XlsxCell CellOf(TableCell cell, XlsxStyle style) => cell.Text.Length == 0
        ? XlsxCell.None
        : style is XlsxStyle.TableHeading or XlsxStyle.TableText
        ? XlsxCell.Of(cell.Text, style)
        : XlsxCell.Number(cell.Day is { } day ? DayNumber(day) : cell.Text, style);

    private static string DayNumber(DateOnly day) =>
        (day.DayNumber - FirstSafeDay.DayNumber + 61).ToString(CultureInfo.InvariantCulture);

    private static XlsxStyle StyleOf(TableCell cell)
    {
        if (cell.Day is { } day)
        {
            return day >= FirstSafeDay ? XlsxStyle.TableDay : XlsxStyle.TableText;
        }

        return cell.Decimals is { } decimals ? XlsxStyle.TableDecimal + decimals : XlsxStyle.TableText;
    }
}
