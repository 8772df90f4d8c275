using LinkageService.Tables.Xlsx;

namespace LinkageService.Features.Payments.Files;

/// <summary>Payments as a workbook of one sheet: amounts are numbers, all else is text, also digits.</summary>
internal static class PaymentWorkbook
{
    private const string SheetName = "代发";
    private const string Font = "Calibri";
    private const int RowsMeasured = 200;

    // A number of a spreadsheet keeps 15 digits; a longer amount is right as a text.
    private const int MaxDigits = 15;

    /// <summary>One file.</summary>
    /// <param name="fields">What the columns hold.</param>
    /// <param name="headings">The first row; null for none.</param>
    /// <param name="rows">The payments.</param>
    /// <param name="totals">The last row; null for none.</param>
    public static byte[] Write(
        IReadOnlyList<PaymentField> fields, string[]? headings, ReadOnlyMemory<string[]> rows, string[]? totals)
    {
        var columns = Enumerable.Range(0, fields.Count).ToArray();
        var measured = new[] { headings, totals }.OfType<string[]>()
            .Concat(Enumerable.Range(0, Math.Min(RowsMeasured, rows.Length)).Select(at => rows.Span[at])).ToArray();
        var setup = new XlsxSheetSetup(SheetName, [.. columns.Select(at => ColumnWidth.Of(measured.Select(row => row[at])))])
        {
            HeadingRow = headings is null ? 0 : 1,
            IsPrinted = false,
            TextColumns = [.. columns.Where(at => fields[at].TotalOf is null).Select(at => at + 1)],
        };
        var bytes = new MemoryStream();
        using (var workbook = new XlsxWriter(bytes, Font, [setup]))
        {
            workbook.BeginSheet(setup);
            if (headings is not null)
            {
                workbook.Write([.. headings.Select(heading => XlsxCell.Of(heading, XlsxStyle.TableHeading))]);
            }

            foreach (var row in rows.Span)
            {
                workbook.Write(CellsOf(fields, row));
            }

            if (totals is not null)
            {
                workbook.Write(CellsOf(fields, totals));
            }

            workbook.Complete();
        }

        return bytes.ToArray();
    }

    private static XlsxCell[] CellsOf(IReadOnlyList<PaymentField> fields, string[] cells) => [.. cells.Select((cell, at) =>
        cell.Length == 0 ? XlsxCell.None
        : fields[at].TotalOf is not null && cell.Count(char.IsAsciiDigit) <= MaxDigits
            && cell.AsSpan().IndexOfAnyExcept("0123456789.") < 0
            ? XlsxCell.Number(cell, fields[at] == PaymentField.Amount ? XlsxStyle.TableDecimal + 2 : XlsxStyle.TableDecimal)
        : XlsxCell.Of(cell, XlsxStyle.TableText))];
}
