using LinkageService.Tables.Csv;
using LinkageService.Tables.Xls;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Tables;

/// <summary>
/// A table of texts out of a CSV or a workbook, a row at a time, in memory that does not grow with the file. What a file is, its
/// bytes say, not its name. Rows of nothing but blanks are passed over; the first other row is the headings, unless the caller
/// knows better where they stand.
/// </summary>
internal sealed class TableReader : IDisposable
{
    // Rows among which the headings are looked for.
    private const int MostAhead = 40;

    // Worksheets that are looked through for headings.
    private const int MostSheets = 20;

    private static readonly string[] Asides =
        ["示例", "样例", "范例", "样表", "填表说明", "填报说明", "填写说明", "使用说明", "填表须知", "填报须知", "example", "sample", "instruction"];

    private readonly TableSpool _spool;
    private readonly bool _ownsSpool;
    private readonly TableMending _mending;
    private readonly TableLimits _limits;
    private readonly FindHeadings? _find;
    private readonly int _width;

    private readonly Queue<TableRow> _ahead;
    private ITableRows _rows;
    private List<TableRow> _first = [];
    private int _sheet;
    private int _last;

    private TableReader(
        TableSpool spool, bool ownsSpool, string? sheet, TableLimits limits, TableMending mending, FindHeadings? find,
        Func<string, bool>? isPart)
    {
        (_spool, _ownsSpool, _mending, _limits, _find) = (spool, ownsSpool, mending, limits, find);
        Format = TableFormatDetection.Of(spool.Content);
        _rows = OpenRows(sheet, limits);
        try
        {
            var found = FindHeadings(find) is { IsFound: true } first && !(find is not null && sheet is null && IsAside(_rows.Origin.Sheet))
                ? first
                : FindInOtherSheets(find, sheet, limits);
            if (found is null)
            {
                const string zh = "没有一行有内容；第一行应是列名";
                const string en = "no row holds anything; the first must be the headings";
                throw Format is TableFormat.Csv ? TableException.Csv(0, zh, en) : TableException.Xlsx(0, 0, zh, en);
            }

            (Origin, Sheets) = (_rows.Origin, _rows.Origin.Sheet is { } one ? [one] : []);
            if (sheet is null && isPart is not null && FindParts(found, isPart) is { Count: > 0 } parts)
            {
                Sheets = [.. Sheets, .. parts];
                Origin = Origin with { OtherSheets = [.. Origin.OtherSheets.Except(parts, StringComparer.Ordinal)] };
            }

            var row = _first[found.At] with { Cells = WithoutTrailingBlanks(found.Cells, 0) };
            (FullWidth, _width) = (found.Cells.Count, row.Cells.Count);
            Headings = mending.Apply(row, _width);
            Above = _first.GetRange(0, found.At);
            LastHeadingRow = _first[found.At + found.Count - 1].Number;
            _ahead = new Queue<TableRow>(_first.Skip(found.At + found.Count));
        }
        catch
        {
            _rows.Dispose();
            throw;
        }
    }

    /// <summary>What the file is; an export answers in the same format.</summary>
    public TableFormat Format { get; }

    /// <summary>SHA-256 of the file.</summary>
    public byte[] Digest => _spool.Digest;

    /// <summary>The heading row, without blank cells at its end; the first of them, where there are several.</summary>
    public TableRow Headings { get; }

    /// <summary>The last row of the headings.</summary>
    public int LastHeadingRow { get; }

    /// <summary>Cells of the heading row in the file, blank ones at its end too.</summary>
    public int FullWidth { get; }

    /// <summary>Rows above the headings: titles, units, dates.</summary>
    public IReadOnlyList<TableRow> Above { get; }

    /// <summary>Where the rows come from; of several worksheets, the first.</summary>
    public TableOrigin Origin { get; }

    /// <summary>The worksheets that are read, one after another, as one table; none for a CSV.</summary>
    public IReadOnlyList<string> Sheets { get; }

    /// <summary>Worksheets that are parts of the table by their names, and have other headings, or the same in another order.</summary>
    public IReadOnlyList<string> Unjoined { get; private set; } = [];

    /// <summary>Opens a file: puts the whole of the stream aside (it need not seek, and stays open), then reads the headings.</summary>
    /// <param name="file">The bytes of the file, from where the stream stands.</param>
    /// <param name="sheet">Name of the worksheet, in any case; null for the first that is not hidden. A CSV has none: ignored.</param>
    /// <param name="limits">What is refused.</param>
    /// <param name="cancellation">Ends the reading of the stream.</param>
    /// <param name="find">Finds the headings; null takes the first row that holds something.</param>
    /// <param name="isPart">Whether a worksheet of this name is a part of the table, where it has the same headings; null for none.</param>
    /// <exception cref="TableException">The file is not a table that can be read.</exception>
    public static async Task<TableReader> OpenAsync(
        Stream file, string? sheet, TableLimits limits, CancellationToken cancellation, FindHeadings? find = null,
        Func<string, bool>? isPart = null)
    {
        var spool = await TableSpool.OfAsync(file, limits.MaxBytes, cancellation);
        try
        {
            return new TableReader(spool, ownsSpool: true, sheet, limits, TableMending.None, find, isPart);
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
    /// <param name="find">Finds the headings; null takes the first row that holds something.</param>
    /// <param name="isPart">Whether a worksheet of this name is a part of the table, where it has the same headings; null for none.</param>
    /// <exception cref="TableException">The file is not a table that can be read.</exception>
    public static TableReader Open(
        TableSpool spool, string? sheet, TableLimits limits, TableMending mending, FindHeadings? find = null,
        Func<string, bool>? isPart = null)
    {
        spool.Content.Position = 0;
        return new TableReader(spool, ownsSpool: false, sheet, limits, mending, find, isPart);
    }

    /// <summary>
    /// The next row that holds something, or null at the end. A workbook's row has at least as many cells as the headings; a CSV's
    /// may have fewer. More there are only when one of them beyond the headings holds something.
    /// </summary>
    /// <exception cref="TableException">The file cannot be read on; the rows before were good.</exception>
    public TableRow? Read()
    {
        TableRow? row;
        var isAfterBlank = false;
        do
        {
            row = _ahead.TryDequeue(out var ahead) ? ahead : Next() ?? NextPart();
            isAfterBlank |= row is { IsAfterBlank: true };
        }
        while (row is not null && _mending.LeavesOutRow(row.Number));

        if (row is null)
        {
            return null;
        }

        row = isAfterBlank && !row.IsAfterBlank ? row with { IsAfterBlank = true } : row;

        var cells = WithoutTrailingBlanks(row.Cells, _width);
        if (Format is not TableFormat.Csv && cells.Count < _width)
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

    private ITableRows OpenRows(string? sheet, TableLimits limits)
    {
        _spool.Content.Position = 0;
        return Format switch
        {
            TableFormat.Xlsx => XlsxRows.Open(_spool.Content, sheet, limits),
            TableFormat.Xls => XlsRows.Open(_spool.Content, sheet, limits),
            TableFormat.Csv => CsvRows.Open(_spool.Content, limits),
            _ => throw new InvalidOperationException("There is no format " + Format),
        };
    }

    // Null where no row holds anything.
    private HeadingRows? FindHeadings(FindHeadings? find)
    {
        _first = [];
        while (_first.Count < (find is null ? 1 : MostAhead) && Next() is { } row)
        {
            _first.Add(row);
        }

        return _first.Count == 0 ? null
            : find is null ? new HeadingRows(0, 1, _first[0].Cells)
            : find(_first, _mending.FirstRow > 0 && _sheet == 0);
    }

    // Behind a cover or instructions, where nobody named the worksheet; the first one again where none has headings.
    private HeadingRows? FindInOtherSheets(FindHeadings? find, string? sheet, TableLimits limits)
    {
        if (find is not null && sheet is null)
        {
            foreach (var other in _rows.Origin.OtherSheets.Where(name => !IsAside(name)).Take(MostSheets))
            {
                Reopen(other, limits);
                if (FindHeadings(find) is { IsFound: true } found)
                {
                    return found;
                }
            }

            Reopen(sheet, limits);
            return FindHeadings(find);
        }

        return _first.Count == 0 ? null : new HeadingRows(0, 1, _first[0].Cells);
    }

    // A sheet that shows how to fill in another has the same headings.
    private static bool IsAside(string? sheet) =>
        sheet is not null && Array.Exists(Asides, word => sheet.Contains(word, StringComparison.OrdinalIgnoreCase));

    // The worksheets that go on with the same headings, in the same units.
    private List<string> FindParts(HeadingRows found, Func<string, bool> isPart)
    {
        var parts = new List<string>();
        var others = Origin.Sheet is { } name && isPart(name) ? Origin.OtherSheets.Where(isPart).Take(MostSheets).ToArray() : [];
        if (others.Length == 0)
        {
            return parts;
        }

        var (headings, units) = (WithoutTrailingBlanks(found.Cells, 0), UnitsAbove(found));
        foreach (var other in others)
        {
            _sheet = parts.Count + 1;
            Reopen(other, _limits);
            if (FindHeadings(_find) is not { IsFound: true } same)
            {
                continue;
            }

            if (WithoutTrailingBlanks(same.Cells, 0).SequenceEqual(headings) && UnitsAbove(same).SequenceEqual(units))
            {
                parts.Add(other);
            }
            else
            {
                Unjoined = [.. Unjoined, other];
            }
        }

        _sheet = 0;
        Reopen(Origin.Sheet, _limits);
        FindHeadings(_find);
        return parts;
    }

    private string[] UnitsAbove(HeadingRows found) =>
        [.. _first.Take(found.At).SelectMany(row => row.Cells).Where(cell => cell.Contains("单位：", StringComparison.Ordinal))];

    // The first row below the headings of the next worksheet that has any.
    private TableRow? NextPart()
    {
        while (_sheet + 1 < Sheets.Count)
        {
            _sheet++;
            Reopen(Sheets[_sheet], _limits);
            if (FindHeadings(_find) is { } found)
            {
                _first.Skip(found.At + found.Count).ToList().ForEach(_ahead.Enqueue);
                if (_ahead.TryDequeue(out var row))
                {
                    return row;
                }
            }
        }

        return null;
    }

    private void Reopen(string? sheet, TableLimits limits)
    {
        var before = _rows;
        _rows = OpenRows(sheet, limits);
        _last = 0;
        before.Dispose();
    }

    // A row that only merged cells from above reach into holds nothing.
    private static bool IsBlank(TableRow row) => row.Filled.Count == 0
        ? row.Cells.All(string.IsNullOrWhiteSpace)
        : row.Cells.Where((cell, at) => !row.Filled.Contains(at)).All(string.IsNullOrWhiteSpace);

    private TableRow? Next()
    {
        TableRow? row;
        bool isPassed;
        var isAfterBlank = false;
        do
        {
            row = _rows.Read();
            var isBlank = row is not null && IsBlank(row);

            // Rows that hold nothing may be left out.
            isAfterBlank |= isBlank || row?.Number > _last + 1;
            isPassed = row is not null && ((_sheet == 0 && row.Number < _mending.FirstRow) || isBlank);
            _last = row is null ? 0 : row.Number + (Format is TableFormat.Csv ? row.Cells.Sum(cell => cell.AsSpan().Count('\n')) : 0);
        }
        while (isPassed);

        row = row is null || !isAfterBlank ? row : row with { IsAfterBlank = true };
        return row is null || _sheet == 0 ? row : row with { Number = SheetRow.Of(_sheet, row.Number) };
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
    /// <summary>Where they come from.</summary>
    TableOrigin Origin { get; }

    /// <summary>The next row, or null at the end.</summary>
    /// <exception cref="TableException">The file cannot be read on.</exception>
    TableRow? Read();
}

/// <summary>One row of a table that holds something.</summary>
/// <param name="Number">From 1, as a person sees it: Excel's row number; in a CSV the line of the file on which the record starts. Of
/// several worksheets as <see cref="SheetRow"/> has it.</param>
/// <param name="Cells">Never null: a cell that is not there is "". Blanks around a text are kept.</param>
internal sealed record TableRow(int Number, IReadOnlyList<string> Cells)
{
    private static readonly Dictionary<int, OddCell> None = [];
    private static readonly HashSet<int> NoneFilled = [];
    private static readonly Dictionary<int, string> NoneWritten = [];
    private static readonly Dictionary<int, CellMark> NoneMarked = [];

    /// <summary>Whether a workbook hides the row, or a filter does.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Cells of a workbook of which people see something else, by their place in <see cref="Cells"/>.</summary>
    public IReadOnlyDictionary<int, OddCell> Odd { get; init; } = None;

    /// <summary>Cells of a CSV that are written otherwise, by their place in <see cref="Cells"/>: <c>="0001"</c> of 0001.</summary>
    public IReadOnlyDictionary<int, string> Written { get; init; } = NoneWritten;

    /// <summary>Cells that say what a merged cell above them says, by their place in <see cref="Cells"/>.</summary>
    public IReadOnlySet<int> Filled { get; init; } = NoneFilled;

    /// <summary>Whether a blank row stands above it.</summary>
    public bool IsAfterBlank { get; init; }

    /// <summary>Cells of a workbook that are struck out, or red, by their place in <see cref="Cells"/>.</summary>
    public IReadOnlyDictionary<int, CellMark> Marks { get; init; } = NoneMarked;

    /// <summary>Columns that a workbook hides, by their place.</summary>
    public IReadOnlySet<int> HiddenColumns { get; init; } = NoneFilled;
}

/// <summary>How a workbook marks a cell.</summary>
[Flags]
internal enum CellMark
{
    None = 0,

    /// <summary>A line through the text.</summary>
    Struck = 1,

    /// <summary>Red letters, or a red ground.</summary>
    Red = 2,
}
