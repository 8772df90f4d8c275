using System.Xml;
using LinkageService.Engine.Problems;

namespace LinkageService.Tables.Xlsx;

/// <summary>
/// The rows of one worksheet. Cells below a merged one say what it says. Hidden rows and columns are rows and columns.
/// </summary>
internal sealed class XlsxRows : ITableRows
{
    private readonly XlsxPackage _package;
    private readonly SharedTexts _shared;
    private readonly XlsxSheet _sheet;
    private readonly MergedCells _merged;

    private XlsxRows(XlsxPackage package, string? sheet, TableLimits limits)
    {
        _package = package;
        var workbook = XlsxWorkbook.Of(package, sheet);
        using var styles = Part(workbook.StylesPart);
        using var shared = Part(workbook.SharedTextsPart);
        Origin = new TableOrigin(workbook.SheetName, Encoding: null)
        {
            OtherSheets = workbook.OtherSheets, HiddenSheets = workbook.HiddenSheets,
        };
        _merged = new MergedCells(XlsxMerges.Of(package, workbook.SheetPart, limits));
        var cells = new XlsxCells(XlsxStyles.Of(styles), workbook.Is1904, workbook.IsToBeComputed);
        var sheetXml = Part(workbook.SheetPart)!;
        _shared = SharedTexts.Of(shared, limits);
        _sheet = new XlsxSheet(sheetXml, cells, _shared, limits);
    }

    /// <inheritdoc/>
    public TableOrigin Origin { get; }

    /// <summary>Over a stream that can seek, which stays open.</summary>
    /// <param name="file">A zip.</param>
    /// <param name="sheet">Name of the worksheet; null for the first that is not hidden.</param>
    /// <param name="limits">What is refused.</param>
    /// <exception cref="TableException">It is no workbook that can be read.</exception>
    public static XlsxRows Open(Stream file, string? sheet, TableLimits limits)
    {
        XlsxPackage? package = null;
        try
        {
            package = new XlsxPackage(file, limits);
            return new XlsxRows(package, sheet, limits);
        }
        catch (Exception exception)
        {
            package?.Dispose();
            if (IsDamage(exception))
            {
                throw Damaged(0, exception);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public TableRow? Read()
    {
        try
        {
            return _sheet.Read() is { } row ? _merged.Fill(row) : null;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged(_sheet.Row, exception);
        }
        catch (TableException exception) when (exception.Problem is { Line: 0, Code.Kind: ProblemKind.Shape } && _sheet.Row > 0)
        {
            // What unpacks and reads the XML knows no rows.
            var message = exception.Problem.Message;
            throw TableException.Xlsx(_sheet.Row, 0, message.Zh, message.En, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sheet.Dispose();
        _shared.Dispose();
        _package.Dispose();
    }

    // A workbook need not have styles and shared texts; but those it refers to must be there.
    private XlsxXml? Part(string? name) => name is null ? null : _package.Open(name) ?? throw new InvalidDataException();

    // What unpacking and XML reading throw at bytes that are not what they should be. The bytes are in memory or in our own file by
    // now, so that an I/O error too says that they end too early.
    private static bool IsDamage(Exception exception) => exception
        is XmlException or InvalidDataException or IOException or NotSupportedException or ArgumentException;

    private static TableException Damaged(int row, Exception exception) => TableException.Xlsx(
        row,
        0,
        "文件已损坏或加了密码，读不下去；请用 Excel 打开后另存为 .xlsx",
        "the file is damaged or has a password; open it in Excel and save as .xlsx",
        exception);
}
