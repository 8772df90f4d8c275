using System.Globalization;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Unicode;
using LinkageService.Privacy;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>The cells of one roster table: what each says, by its column, and where a problem stands.</summary>
internal sealed class RosterCells
{
    private static readonly string[] Money = ["资金", "股金", "金额", "出资", "交易额"];

    private readonly TableRow _headings;
    private readonly ImportDraft _draft;
    private readonly Dictionary<RosterField, int> _at = [];
    private readonly string[] _units;
    private readonly string[] _names;
    private readonly HashSet<int> _serials = [];
    private int _beyond;

    public RosterCells(
        TableRow headings, RosterTableColumns columns, IReadOnlyList<RosterColumn?> found, ImportDraft draft, TableUnits units)
    {
        (_headings, _draft, Columns) = (headings, draft, found);
        _units = new string[found.Count];
        _names = headings.Cells.Select(heading => HeadingText.Of(heading).Name).ToArray();
        for (var at = 0; at < found.Count; at++)
        {
            if (found[at] is { } column)
            {
                if (column.Tag is null)
                {
                    _at.TryAdd(column.Field, at);
                }

                var own = HeadingText.Of(headings.Cells[at]).Unit;
                var usual = columns.UnitOf(column);
                _units[at] = WrittenNumber.IsUnit(own) ? own : usual;
                if (own.Length == 0 && column.IsNumber && units.MultipleOf(usual.Length > 0 ? usual : MoneyOf(_names[at])) is { } stated)
                {
                    _units[at] = stated;
                    draft.Reading!.Note($"列名上面写着单位是{stated}，“{HeadingOf(at)}”按{stated}读",
                        $"above the headings the unit is {stated}; \"{HeadingOf(at)}\" is read in it");
                }
            }
        }

        Stated = new StatedFields(
            found.OfType<RosterColumn>().Where(column => column.IsKept).Select(column => column.Field),
            Names(RosterField.Holding), Names(RosterField.Label));

        IEnumerable<string> Names(RosterField field) =>
            found.OfType<RosterColumn>().Where(column => column.Field == field).Select(column => column.Name);
    }

    // A holding that schemes title with and without a unit is money by what it is called here.
    internal static string MoneyOf(string name) =>
        Array.Exists(Money, word => name.Contains(word, StringComparison.Ordinal)) ? "元" : "";

    /// <summary>What each column holds; null for one that is not known.</summary>
    public IReadOnlyList<RosterColumn?> Columns { get; }

    /// <summary>The fields that the table speaks of.</summary>
    public StatedFields Stated { get; }

    /// <summary>The column of a field; -1 for none.</summary>
    public int ColumnOf(RosterField field) => _at.GetValueOrDefault(field, -1);

    /// <summary>The column of a holding or a label; -1 for none.</summary>
    public int ColumnOf(RosterField field, string name)
    {
        for (var at = 0; at < Columns.Count; at++)
        {
            if (Columns[at] is { } column && column.Field == field && column.Name == name)
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The name of a column, without its unit.</summary>
    public string NameOf(int column) => _names[column];

    /// <summary>The heading of a column as written.</summary>
    public string HeadingOf(int column) => _headings.Cells[column].Trim();

    /// <summary>What a cell says, as it is understood; "" for nothing.</summary>
    public string TextOf(TableRow row, int at)
    {
        var written = at < row.Cells.Count ? row.Cells[at].Trim() : "";
        var column = Columns[at]!;
        if (written.Length == 0)
        {
            return "";
        }

        string read;
        if (column.IsNumber)
        {
            LocalizedText? unitFault = null;
            var number = column.Field is RosterField.Members && WrittenNumber.Chinese(written) is { } said ? said
                : WrittenNumber.Read(written, _units[at], out unitFault);
            if (SheetNumber.FaultOf(written, number, unitFault, column.Field) is { } fault)
            {
                // Merged cells are filled down: what is wrong is said where it stands.
                if (!row.Filled.Contains(at))
                {
                    _draft.Add(Problem(row.Number, at, written, fault, field: null));
                }

                return "";
            }

            read = number!;
        }
        else if (FaultOfWords(column, written) is { } unclear)
        {
            if (!row.Filled.Contains(at))
            {
                Report(row.Number, at, written, ProblemCodes.InvalidValue, unclear.Zh, unclear.En);
            }

            return "";
        }
        else
        {
            var plain = WrittenText.Plain(written);
            read = column.Field is RosterField.Phone ? PhoneOf(plain)
                : IsDay(column) && RosterWords.TrySerialDate(plain, out var day) ? DayOf(at, day)
                : column.IsIdentifier && column.Field is not RosterField.HouseholdId ? WrittenText.Number(plain)
                : column.Field is RosterField.HouseholdId ? WrittenText.Id(plain)
                : column.Field is RosterField.Tags ? plain
                : IsDay(column) && WrittenText.IsDash(plain) ? ""
                : WrittenText.Words(plain);
        }

        if (!row.Filled.Contains(at) && (read.Length > 0 || column.Field is not (RosterField.Phone or RosterField.Born)))
        {
            Understand(row.Number, at, row.Written.GetValueOrDefault(at, written), read);
        }

        return read;
    }

    // A day that Excel shows as the number it keeps; said once, for the date of a birth is not shown.
    private string DayOf(int at, DateOnly day)
    {
        if (_serials.Add(at))
        {
            _draft.Reading!.Note(
                $"“{HeadingOf(at)}”里有的日期被 Excel 存成了天数（如 43529 就是 2019-03-05），按日期读了；请核对一两个",
                $"\"{HeadingOf(at)}\" has dates that Excel keeps as a number of days (43529 is 2019-03-05); they were read as dates, "
                    + "compare one or two");
        }

        return Dates.Text(day);
    }

    private static bool IsDay(RosterColumn column) =>
        column.Field is RosterField.Joined or RosterField.Left or RosterField.Deceased or RosterField.Born;

    // A number, a date and a word of a list that says 同上 is none, which its own rule says.
    private static LocalizedText? FaultOfWords(RosterColumn column, string written) =>
        column.Field is RosterField.Phone ? OddCells.FaultOfText(written)
        : !column.IsIdentifier && !IsDay(column) && WrittenText.IsDitto(written)
            ? new LocalizedText(
                $"写的是“{written}”，没有写是什么；请照上面的填全", $"it says \"{written}\" and not what; fill in what stands above it")
        : null;

    // Several numbers stay apart.
    private static string PhoneOf(string written) =>
        WrittenText.Words(Nfkc.Of(written)) is var phone && PhoneNumber.IsNone(phone) ? "" : phone;

    /// <summary>Notes a cell that is understood otherwise than it is written.</summary>
    public void Understand(int row, int at, string written, string read)
    {
        var plain = written.Trim();
        if (string.Equals(plain, read, StringComparison.Ordinal))
        {
            return;
        }

        var isPrivate = Columns[at]!.IsPrivate;
        _draft.Reading!.Columns[at].Understand(
            _draft.Reading!.CellOf(row, at), isPrivate ? "" : NumberProblems.Shorten(plain), isPrivate ? "" : NumberProblems.Shorten(read));
    }

    /// <summary>Whether it is 甲 乙 1 2 3: how forms number their columns.</summary>
    public static bool IsNumbering(string[] cells)
    {
        var texts = cells.Where(cell => cell.Length > 0)
            .SkipWhile(cell => cell is "栏次" or "甲" or "乙" or "丙" or "丁" or "A" or "B" or "C").ToArray();
        var marks = cells.Count(cell => cell.Length > 0) - texts.Length;
        return texts.Length + marks >= 3 && texts.Length >= 2
            && texts.Select((text, at) => text == (at + 1).ToString(CultureInfo.InvariantCulture)).All(isNext => isNext);
    }

    /// <summary>The figures of a row of sums, by column.</summary>
    public Dictionary<int, string> Figures(TableRow row)
    {
        var figures = new Dictionary<int, string>();
        for (var at = 0; at < Columns.Count && at < row.Cells.Count; at++)
        {
            if (Columns[at] is { IsNumber: true } && WrittenNumber.Read(row.Cells[at], _units[at], out _) is { Length: > 0 } figure)
            {
                figures[at] = figure;
            }
        }

        return figures;
    }

    /// <summary>Whether a row repeats the headings, as a table printed on several pages does.</summary>
    public bool AreHeadings(string[] cells)
    {
        var same = 0;
        for (var at = 0; at < cells.Length; at++)
        {
            if (cells[at].Length == 0)
            {
                continue;
            }

            if (at >= _names.Length || (cells[at] != _headings.Cells[at] && HeadingText.Of(cells[at]).Name != _names[at]))
            {
                return false;
            }

            same++;
        }

        return same >= Math.Min(2, Columns.Count);
    }

    /// <summary>Whether a row holds a running number and nothing else.</summary>
    public bool HasOnlyOrdinal(string[] cells) => ColumnOf(RosterField.Ordinal) is >= 0 and var ordinal
        && ordinal < cells.Length && cells[ordinal].Length > 0 && cells.Where((_, at) => at != ordinal).All(cell => cell.Length == 0)
        && cells[ordinal].All(char.IsDigit);

    /// <summary>Whether a row of a table that names households has an id and nothing that says more.</summary>
    public bool HasOnlyId(TableRow row) => (ColumnOf(RosterField.Name) >= 0 || ColumnOf(RosterField.PersonName) >= 0)
        && Enumerable.Range(0, Math.Min(Columns.Count, row.Cells.Count)).All(at =>
            row.Filled.Contains(at) || Columns[at] is not { IsKept: true } column || column.Field == RosterField.HouseholdId
            || string.IsNullOrWhiteSpace(row.Cells[at]));

    /// <summary>
    /// Whether a row was prepared and never filled in: a number, no name where names have a column, and quantities of which a formula
    /// makes 0.
    /// </summary>
    public bool IsPrepared(TableRow row)
    {
        var hasZero = false;
        for (var at = 0; at < Math.Min(Columns.Count, row.Cells.Count); at++)
        {
            if (Columns[at] is not { IsKept: true } column || column.Field == RosterField.HouseholdId || row.Filled.Contains(at)
                || string.IsNullOrWhiteSpace(row.Cells[at]))
            {
                continue;
            }

            if (!column.IsNumber || row.Cells[at].Trim().Any(letter => letter is not ('0' or '.')))
            {
                return false;
            }

            hasZero = true;
        }

        return hasZero && (ColumnOf(RosterField.Name) >= 0 || ColumnOf(RosterField.PersonName) >= 0);
    }

    /// <summary>
    /// Whether a row without an id is one more person of the household above, as merged cells are saved in a CSV: it says nothing of
    /// a household, more than a name of a person, and not that they are a head. What they hold may stand beside what they are to the head.
    /// </summary>
    public bool IsNextPerson(TableRow row)
    {
        var ofPerson = 0;
        var hasRelation = ColumnOf(RosterField.Relation) is >= 0 and var relation && relation < row.Cells.Count
            && !string.IsNullOrWhiteSpace(row.Cells[relation]) && !row.Filled.Contains(relation);
        for (var at = 0; at < Columns.Count && at < row.Cells.Count; at++)
        {
            if (Columns[at] is not { IsKept: true } column || string.IsNullOrWhiteSpace(row.Cells[at]) || row.Filled.Contains(at))
            {
                continue;
            }

            var text = row.Cells[at].Trim();
            if (column.IsJoined || (column.Field is RosterField.Holding && hasRelation))
            {
                continue;
            }

            if (!column.IsOfPerson || (column.Field == RosterField.Relation && RosterWords.IsHead(text))
                || (column.Field == RosterField.Head && RosterWords.TryFlag(text, out var isHead) && isHead))
            {
                return false;
            }

            ofPerson++;
        }

        return ofPerson > 1 && ColumnOf(RosterField.PersonName) is >= 0 and var name && !string.IsNullOrWhiteSpace(row.Cells[name]);
    }

    /// <summary>Whether a row says something of a household, and not only of a person, or in passing.</summary>
    public bool SaysOfHousehold(TableRow row) => Enumerable.Range(0, Math.Min(Columns.Count, row.Cells.Count)).Any(at =>
        !row.Filled.Contains(at) && Columns[at] is { IsOfPerson: false, IsKept: true, IsJoined: false }
        && !string.IsNullOrWhiteSpace(row.Cells[at]));

    /// <summary>Notes cells beyond the headings, which are not read.</summary>
    public void NoteBeyond(TableRow row)
    {
        if (row.Cells.Count <= Columns.Count)
        {
            return;
        }

        var cell = _draft.Reading!.CellOf(row.Number, row.Cells.Count - 1);
        if (_beyond++ == 0)
        {
            _draft.Reading!.Notes = [.. _draft.Reading.Notes, new LocalizedText(
                $"{cell} 等格在列名以外，没有读", $"cells beyond the headings, such as {cell}, were not read")];
        }
    }

    /// <summary>Reports a cell, or a whole row where the column is -1.</summary>
    public void Report(int row, int column, string? value, ProblemCode code, string zh, string en) =>
        _draft.Add(Problem(row, column, value, new Problem(code, "", new LocalizedText(zh, en)), column < 0 ? "" : null));

    /// <summary>Where a problem stands.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column; -1 for the whole row.</param>
    /// <param name="value">What the cell holds; shown only where it is not private.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="field">The field below the row; null for the column's, empty for the row.</param>
    public ImportProblem Problem(int row, int column, string? value, Problem problem, string? field)
    {
        var known = column < 0 ? null : Columns[column];
        var name = field ?? known?.Name ?? "";
        var path = string.Create(CultureInfo.InvariantCulture, $"rows[{SheetRow.RowOf(_draft.Reading!.Sheets, row)}]")
            + (name.Length == 0 ? "" : "." + name);
        return new ImportProblem(
            row, column < 0 ? "" : _headings.Cells[column].Trim(),
            value is null || known is { IsPrivate: true } ? null : NumberProblems.Shorten(value), problem with { Field = path })
        {
            Place = column,
        };
    }
}
