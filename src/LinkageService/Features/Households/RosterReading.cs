using System.Globalization;
using LinkageService.Engine.Problems;
using LinkageService.Tables;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Features.Households;

/// <summary>
/// How a roster was read out of a table: where it stood, what each column was taken for, and all that was not read as written.
/// </summary>
public sealed class RosterReading
{
    /// <summary>Rows that were passed over and are kept to be shown; the rest is counted.</summary>
    /// <value>1,000.</value>
    public const int MaxSkipped = 1000;

    private readonly List<SkippedRow> _skipped = [];

    /// <summary>csv, xlsx or xls.</summary>
    public string Format { get; init; } = "";

    /// <summary>The worksheet, of several the first; null for a CSV.</summary>
    public string? Sheet { get; init; }

    /// <summary>The worksheets that were read as one table, as those of several groups.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>Other worksheets that people can see; they were not read.</summary>
    public IReadOnlyList<string> OtherSheets { get; init; } = [];

    /// <summary>Of these, those that seem to be rosters of groups with other headings: which sheet is to be read is asked.</summary>
    public IReadOnlyList<string> Unjoined { get; init; } = [];

    /// <summary>In what a CSV is written, such as GB18030; null for a workbook.</summary>
    public string? Encoding { get; init; }

    /// <summary>The row of the headings, from 1; the first where there are several.</summary>
    public int HeadingRow { get; init; }

    /// <summary>The last row of the headings.</summary>
    public int LastHeadingRow { get; init; }

    /// <summary>The first row of households; 0 for none.</summary>
    public int FirstRow { get; private set; }

    /// <summary>The last row of households; 0 for none.</summary>
    public int LastRow { get; private set; }

    /// <summary>Whether each row is a person; else it is a household.</summary>
    public bool IsByPerson { get; init; }

    /// <summary>The columns that have a heading or hold something.</summary>
    public IReadOnlyList<ReadColumn> Columns { get; init; } = [];

    /// <summary>Rows that are no households, in their order.</summary>
    public IReadOnlyList<SkippedRow> Skipped => _skipped;

    /// <summary>How many there are.</summary>
    public int SkippedCount { get; private set; }

    /// <summary>Rows that named no household and were taken for the one above, as merged cells are saved in a CSV.</summary>
    public int ContinuedRows { get; internal set; }

    /// <summary>What was understood that no single cell says.</summary>
    public IReadOnlyList<LocalizedText> Notes { get; internal set; } = [];

    /// <summary>The sum of each column of quantities, beside that of the table's own row of sums.</summary>
    public IReadOnlyList<ColumnTotal> Totals { get; internal set; } = [];

    /// <summary>Households.</summary>
    public int Households { get; internal set; }

    /// <summary>It in one sentence.</summary>
    public LocalizedText Sentence
    {
        get
        {
            var (zhPlace, enPlace) = Sheets.Count > 1
                ? ($"工作表{string.Join("、", Sheets.Select(sheet => $"“{sheet}”"))}一起读", $"sheets {string.Join(", ", Sheets)} together")
                : Sheet is null
                ? ($"CSV（{Encoding}）", $"CSV ({Encoding})")
                : ($"工作表“{Sheet}”", $"sheet \"{Sheet}\"");
            var headings = HeadingRow == LastHeadingRow ? Number(HeadingRow) : $"{Number(HeadingRow)}–{Number(LastHeadingRow)}";
            var (first, last, households) = (Number(FirstRow), Number(LastRow), Number(Households));
            var (zhWhere, enWhere) = FirstRow == LastRow
                ? ($"第 {first} 行", $"row {first}") : ($"第 {first}–{last} 行", $"rows {first}–{last}");
            var enHouseholds = Households == 1 ? "1 household" : $"{households} households";
            var (zhRows, enRows) = FirstRow == 0
                ? ("下面没有农户", "no household below")
                : Sheets.Count > 1
                ? ($"{(IsByPerson ? "每人一行" : "每户一行")}，共 {households} 户",
                    $"{(Households == 1 ? "there is" : "there are")} {enHouseholds}, a {(IsByPerson ? "person" : "household")} a row")
                : ($"{zhWhere}是农户，{(IsByPerson ? "每人一行" : "每户一行")}，共 {households} 户",
                    $"{enWhere} {(FirstRow == LastRow ? "is" : "are")} {enHouseholds}, a {(IsByPerson ? "person" : "household")} a row");
            var (zhOut, enOut) = SkippedCount == 0
                ? ("", "")
                : ($"；另有 {Number(SkippedCount)} 行不是农户，没有读",
                    SkippedCount == 1 ? "; 1 other row is no household" : $"; {Number(SkippedCount)} other rows are no households");
            return new LocalizedText(
                $"{zhPlace}：第 {headings} 行是列名，{zhRows}{zhOut}。", $"{enPlace}: row {headings} holds the headings, {enRows}{enOut}.");
        }
    }

    /// <summary>Rows of households that the workbook hides, or a filter.</summary>
    internal int HiddenRows { get; private set; }

    /// <summary>The first of them.</summary>
    internal int FirstHiddenRow { get; private set; }

    // Columns that are read and a workbook hides, with the first cell that was seen of each.
    private readonly SortedDictionary<int, string> _hiddenColumns = new();

    internal void Saw(TableRow row)
    {
        FirstRow = FirstRow == 0 ? row.Number : FirstRow;
        LastRow = SheetRow.RowOf(Sheets, row.Number);
        if (row.IsHidden)
        {
            FirstHiddenRow = HiddenRows++ == 0 ? row.Number : FirstHiddenRow;
        }

        for (var at = 0; row.HiddenColumns.Count > 0 && at < Columns.Count; at++)
        {
            if (row.HiddenColumns.Contains(at) && Columns[at].IsRead && at < row.Cells.Count && row.Cells[at].Trim().Length > 0)
            {
                _hiddenColumns.TryAdd(at, CellOf(row.Number, at));
            }
        }
    }

    // What people do not see of a workbook.
    internal void NoteHidden(IReadOnlyList<string> sheets)
    {
        if (HiddenRows > 0)
        {
            var first = RowWords(FirstHiddenRow);
            Note($"有 {HiddenRows} 行在表里是隐藏的或被筛选掉的（如{first.Zh}），也读了；不要的请先从表里删掉",
                HiddenRows == 1
                    ? $"1 row is hidden in the sheet, or by a filter ({first.En}), and was read too; delete it if you do not want it"
                    : $"{HiddenRows} rows are hidden in the sheet, or by a filter (such as {first.En}), and were read too; "
                        + "delete those you do not want");
        }

        foreach (var (at, cell) in _hiddenColumns)
        {
            Note($"{Columns[at].Letter} 列“{Columns[at].Heading}”在表里是隐藏的，也读了（如 {cell}）；不要的请在列名里选“不要这一列”",
                $"column {Columns[at].Letter} \"{Columns[at].Heading}\" is hidden in the sheet and was read too (such as {cell}); leave it "
                    + "out under Headings if you do not want it");
        }

        if (sheets.Count > 0)
        {
            var names = string.Join("、", sheets.Select(sheet => $"“{sheet}”"));
            Note($"工作表{names}是隐藏的，没有读；里面有农户的，请在 Excel 里取消隐藏再导入",
                $"the sheets {names} are hidden and were not read; unhide them in Excel if they hold households");
        }
    }

    internal void Note(string zh, string en) => Notes = [.. Notes, new LocalizedText(zh, en)];

    // What a village counts and no scheme of ours knows by this name would be missed when it is wanted.
    internal void NoteUnread()
    {
        static string Quoted(IEnumerable<ReadColumn> columns) => string.Join("、", columns.Select(column => $"“{column.Heading}”"));
        var named = Columns.Where(column => column.Heading.Length > 0).ToArray();
        if (Quoted(named.Where(column => column.UnreadNumbers * 2 > Households)) is { Length: > 0 } numbers)
        {
            Note($"{numbers}是数字，不认识，没有读；是股份、土地一类的，请在列名里选它当作什么",
                $"{numbers}: numbers in columns that are not known, and not read; say what they are if they are shares or land");
        }

        if (Quoted(named.Where(column => column is { UnreadTicks: > 0, UnreadOthers: 0 })) is { Length: > 0 } ticks)
        {
            Note($"{ticks}是打勾的列，没有读；分钱要看这一类的，请在列名里选“人员类别”，或写进人员类别一列",
                $"{ticks}: columns of ticks, and not read; choose tags for them if a scheme asks for that kind");
        }
    }

    internal void Skip(SkippedRow row)
    {
        SkippedCount++;
        if (_skipped.Count < MaxSkipped)
        {
            _skipped.Add(row);
        }
    }

    /// <summary>A cell as a spreadsheet calls it: C7.</summary>
    internal string CellOf(int row, int place) => CellOf(Sheets, row, place);

    /// <summary>A cell as a spreadsheet calls it: C7, of several worksheets 第二组!C7.</summary>
    internal static string CellOf(IReadOnlyList<string> sheets, int row, int place) =>
        (SheetRow.SheetOf(sheets, row) is { } sheet ? sheet + "!" : "") + XlsxParts.ColumnName(place + 1)
        + Number(SheetRow.RowOf(sheets, row));

    /// <summary>A row in words, with its worksheet where there are several.</summary>
    public LocalizedText RowWords(int row) => RowWords(Sheets, row);

    /// <summary>A row in words, with its worksheet where there are several.</summary>
    internal static LocalizedText RowWords(IReadOnlyList<string> sheets, int row) =>
        (Number(SheetRow.RowOf(sheets, row)), SheetRow.SheetOf(sheets, row)) is (var number, { } sheet)
            ? new LocalizedText($"{sheet}第 {number} 行", $"row {number} of {sheet}")
            : new LocalizedText($"第 {Number(row)} 行", $"row {Number(row)}");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A column of a table and what it was taken for.</summary>
/// <param name="letter">As a spreadsheet calls it: C.</param>
/// <param name="heading">Its heading; of several rows, joined.</param>
/// <param name="column">What it holds; null where that is not known.</param>
public sealed class ReadColumn(string letter, string heading, RosterColumn? column)
{
    /// <summary>Cells shown of those that were understood otherwise than they are written.</summary>
    /// <value>3.</value>
    public const int MaxExamples = 3;

    private readonly List<UnderstoodCell> _examples = [];

    /// <summary>As a spreadsheet calls it: C.</summary>
    public string Letter => letter;

    /// <summary>Its heading; of several rows, joined.</summary>
    public string Heading => heading;

    /// <summary>What it holds; null where that is not known.</summary>
    public RosterColumn? Column => column;

    /// <summary>Whether somebody said what it holds, for this and every later file of the organisation.</summary>
    public bool IsRemembered { get; init; }

    /// <summary>The organisation of the county that said so; null where it was said here.</summary>
    public string? SharedBy { get; init; }

    /// <summary>Whether it is read into the roster.</summary>
    public bool IsRead => column is { IsKept: true };

    /// <summary>Cells that were understood otherwise than they are written.</summary>
    public int Understood { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<UnderstoodCell> Examples => _examples;

    /// <summary>Cells of a column that is not known which hold a number.</summary>
    internal int UnreadNumbers { get; private set; }

    /// <summary>Cells of a column that is not known which are ticked, or say yes.</summary>
    internal int UnreadTicks { get; private set; }

    /// <summary>Cells of a column that is not known which say something else than yes, no or nothing.</summary>
    internal int UnreadOthers { get; private set; }

    // That it was taken for what somebody said before.
    internal LocalizedText RememberedNote(RosterTableColumns columns)
    {
        var (before, beforeEn) = SharedBy is { } other
            ? ($"按同县“{other}”选的", $"as {other} of the county said")
            : ("按以前选的", "as said before");
        if (Column is not { } known || known == RosterColumn.LeftOut)
        {
            return new LocalizedText($"{before}：“{Heading}”不读", $"{beforeEn}: \"{Heading}\" is not read");
        }

        var title = columns.TitleOf(known) ?? RosterTableColumns.Label(known.Field);
        return new LocalizedText($"{before}：“{Heading}”当作“{title.Zh}”", $"{beforeEn}: \"{Heading}\" is {title.En}");
    }

    internal void SawUnread(string cell)
    {
        var text = cell.Trim();
        if (RosterWords.TryFlag(text, out var isSo))
        {
            UnreadTicks += isSo && text is not "1" ? 1 : 0;
        }
        else if (text.Length > 0 && !WrittenText.IsNothing(text))
        {
            UnreadOthers++;
        }

        if (cell.Length > 0 && char.IsAsciiDigit(cell[0]) && WrittenNumber.Read(cell.Trim(), "", out _) is not null)
        {
            UnreadNumbers++;
        }
    }

    internal void Understand(string cell, string written, string read)
    {
        Understood++;
        if (_examples.Count < MaxExamples)
        {
            _examples.Add(new UnderstoodCell(cell, written, read));
        }
    }
}

/// <summary>The sum of a column, beside the one that the table states.</summary>
/// <param name="Letter">The column as a spreadsheet calls it: C.</param>
/// <param name="Heading">Its heading.</param>
/// <param name="Column">What it holds.</param>
/// <param name="Sum">What the households make together.</param>
/// <param name="Row">The table's last row of sums of all; 0 for none.</param>
/// <param name="Stated">What stands there; null for nothing.</param>
/// <param name="Difference">The sum less what stands there; null where nothing does, and while cells are unread.</param>
public sealed record ColumnTotal(
    string Letter, string Heading, RosterColumn Column, string Sum, int Row, string? Stated, string? Difference)
{
    /// <summary>Cells of the column, and whole rows, that are to be mended first: until then its sums are not compared.</summary>
    public int Unread { get; init; }
}

/// <summary>A cell that was understood otherwise than it is written.</summary>
/// <param name="Cell">Such as C7.</param>
/// <param name="Written">What it holds; empty for numbers of persons and accounts.</param>
/// <param name="Read">What it was taken for; empty for numbers of persons and accounts, and where it says that there is nothing.</param>
public sealed record UnderstoodCell(string Cell, string Written, string Read);

/// <summary>A row that is no household.</summary>
/// <param name="Row">Its number.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says first.</param>
public sealed record SkippedRow(int Row, SkippedKind Kind, string Text)
{
    /// <summary>What it is, in words.</summary>
    public LocalizedText Words => Kind switch
    {
        SkippedKind.Title => new LocalizedText("列名上面的标题", "a title above the headings"),
        SkippedKind.Sum => new LocalizedText("合计", "a sum"),
        SkippedKind.Statistic => new LocalizedText("户均、增减一类的数", "an average, a change or the like"),
        SkippedKind.Signature => new LocalizedText("签字、制表一类", "signatures"),
        SkippedKind.Remark => new LocalizedText("备注、说明", "a remark"),
        SkippedKind.Numbering => new LocalizedText("栏次（列的编号）", "numbers of the columns"),
        SkippedKind.Headings => new LocalizedText("重复的列名", "the headings again"),
        SkippedKind.OnlyNumbered => new LocalizedText("只有序号的空行", "a blank row with a running number"),
        _ => throw new InvalidOperationException("There is no kind " + Kind),
    };

    internal IReadOnlyDictionary<int, string> Figures { get; init; } = new Dictionary<int, string>();

    internal IReadOnlyList<WrongSum> Wrong { get; init; } = [];
}

/// <summary>What a row is that is no household.</summary>
public enum SkippedKind
{
    Title,
    Sum,

    /// <summary>An average, a change, a figure of another year.</summary>
    Statistic,
    Signature,
    Remark,
    Numbering,
    Headings,
    OnlyNumbered,
}
