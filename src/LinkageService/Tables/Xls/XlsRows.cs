using System.Globalization;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using LinkageService.Engine.Problems;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Tables.Xls;

/// <summary>
/// The rows of one worksheet of Excel 97–2003: the same texts as the same sheet saved as .xlsx. Cells below a merged one say what it
/// says.
/// </summary>
internal sealed class XlsRows : ITableRows
{
    // As wide as a sheet of Excel 97–2003 can be; a damaged file may say that it is wider, and each blank cell takes its time.
    private const int MaxColumns = 256;

    private readonly IExcelDataReader _reader;
    private readonly MergedCells _merged;
    private readonly HashSet<(int Row, int Column)> _errors;
    private readonly TableLimits _limits;

    private XlsRows(
        IExcelDataReader reader, ILookup<bool, string> others, HashSet<(int Row, int Column)> errors, TableLimits limits)
    {
        (_reader, _errors, _limits) = (reader, errors, limits);
        Origin = new TableOrigin(reader.Name, Encoding: null) { OtherSheets = [.. others[true]], HiddenSheets = [.. others[false]] };
        _merged = new MergedCells((reader.MergeCells ?? []).Where(cell => cell.ToRow > cell.FromRow)
            .Select(cell => new MergedCell(cell.FromRow + 1, cell.ToRow + 1, cell.FromColumn)));
    }

    /// <inheritdoc/>
    public TableOrigin Origin { get; }

    /// <summary>Over a stream that can seek, which stays open.</summary>
    /// <param name="file">A compound file.</param>
    /// <param name="sheet">Name of the worksheet; null for the first that is not hidden.</param>
    /// <param name="limits">What is refused.</param>
    /// <exception cref="TableException">It is no workbook that can be read, or has a password.</exception>
    public static XlsRows Open(Stream file, string? sheet, TableLimits limits)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        IExcelDataReader? reader = null;
        try
        {
            // The sheets are gone through one after the other, and only once.
            reader = ExcelReaderFactory.CreateBinaryReader(file, new ExcelReaderConfiguration { LeaveOpen = true });
            var names = new List<(string Name, bool IsVisible)>();
            do
            {
                names.Add((reader.Name ?? "", reader.VisibleState is "visible"));
            }
            while (reader.NextResult());

            var at = sheet is null
                ? names.FindIndex(one => one.IsVisible)
                : names.FindIndex(one => one.Name.Equals(sheet, StringComparison.OrdinalIgnoreCase));
            if (at < 0)
            {
                throw NoSheet(sheet, names.Select(one => one.Name));
            }

            reader.Reset();
            for (var next = 0; next < at; next++)
            {
                reader.NextResult();
            }

            var others = names.Where((_, place) => place != at).ToLookup(one => one.IsVisible, one => one.Name);
            return new XlsRows(reader, others, XlsErrors.Of(file, at), limits);
        }
        catch (Exception exception)
        {
            reader?.Dispose();
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
            return _reader.Read() ? _merged.Fill(Row()) : null;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged(_reader.Depth + 1, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private TableRow Row()
    {
        if (_reader.FieldCount > MaxColumns)
        {
            throw new InvalidDataException($"no sheet of it has {_reader.FieldCount} columns");
        }

        var number = _reader.Depth + 1;
        var cells = new List<string>(_reader.FieldCount);
        Dictionary<int, OddCell>? odd = null;
        for (var at = 0; at < _reader.FieldCount; at++)
        {
            var (text, seen) = Cell(number, at);
            cells.Add(text);
            if (text.Length > 0 && at >= _limits.MaxCells)
            {
                throw TableException.Xlsx(number, at + 1, $"一行最多 {_limits.MaxCells} 格", $"a row has at most {_limits.MaxCells} cells");
            }

            if (seen is not null)
            {
                (odd ??= []).Add(at, seen);
            }
        }

        var row = new TableRow(number, cells);
        return odd is null ? row : row with { Odd = odd };
    }

    private (string Text, OddCell? Odd) Cell(int row, int at)
    {
        if (_errors.Contains((row, at)))
        {
            return ("#N/A", new OddCell(OddCellKind.Error, "#N/A"));
        }

        return _reader.GetValue(at) switch
        {
            null => ("", null),
            string text => (text, null),
            bool flag => Odd(OddCellKind.Flag, flag ? "TRUE" : "FALSE"),
            DateTime date => Odd(OddCellKind.Date, date.ToString(
                date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)),
            TimeSpan time => Odd(OddCellKind.Date, time.ToString("c", CultureInfo.InvariantCulture)),
            IFormattable number => Number(number.ToString("R", CultureInfo.InvariantCulture), _reader.GetNumberFormatString(at)),
            var other => throw new InvalidDataException("no cell holds " + other.GetType()),
        };
    }

    private static (string Text, OddCell? Odd) Odd(OddCellKind kind, string text) => (text, new OddCell(kind, text));

    private static (string Text, OddCell? Odd) Number(string number, string? format)
    {
        var text = XlsxNumber.ToDecimal(number) ?? throw new InvalidDataException(number);
        return (text, XlsxCells.OddNumber(text, format is null or "General" or "@" ? null : format));
    }

    private static TableException NoSheet(string? sheet, IEnumerable<string> known)
    {
        if (sheet is null)
        {
            return TableException.Xlsx(0, 0, "没有不隐藏的工作表", "no worksheet of it is visible");
        }

        var (shown, names) = (NumberProblems.Shorten(sheet), string.Join(", ", known.Take(20).Select(NumberProblems.Shorten)));
        return TableException.Xlsx(0, 0, $"没有工作表“{shown}”；有：{names}", $"there is no worksheet \"{shown}\"; there are: {names}");
    }

    // What the reading of such a file throws at bytes that are not what they should be.
    private static bool IsDamage(Exception exception) => exception
        is ExcelReaderException or InvalidDataException or IOException or NotSupportedException or ArgumentException
        or IndexOutOfRangeException or InvalidCastException or InvalidOperationException or ArithmeticException
        or NullReferenceException or KeyNotFoundException or FormatException or OutOfMemoryException;

    private static TableException Damaged(int row, Exception exception) => exception is InvalidPasswordException
        ? TableException.Xlsx(0, 0, "文件加了密码；请在 Excel 里去掉密码再保存", "the file has a password; remove it and save again", exception)
        : TableException.Xlsx(
            row,
            0,
            "文件已损坏，或加了密码，读不下去；请在 Excel 里打开，去掉密码，另存为 .xlsx",
            "the file is damaged or has a password; open it in Excel, remove the password and save as .xlsx",
            exception);
}
