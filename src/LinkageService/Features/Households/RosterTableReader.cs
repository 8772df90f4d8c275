using System.Globalization;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Errors;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>
/// Reads a roster out of a table: a household a row, or a person a row with the household's cells repeated or left blank. A
/// column that is not there leaves what is stored; a blank cell says that there is nothing.
/// </summary>
internal sealed class RosterTableReader
{
    private readonly TableReader _table;
    private readonly ImportDraft _draft;
    private readonly RosterColumn?[] _columns;
    private readonly Dictionary<string, RosterRows> _households = new(StringComparer.Ordinal);
    private readonly Dictionary<RosterField, int> _at = [];
    private readonly StatedFields _stated;
    private readonly bool _hasPersons;
    private readonly RosterTail _tail;

    private RosterTableReader(TableReader table, RosterTableColumns columns, ImportMemory memory)
    {
        _table = table;
        _columns = table.Headings.Cells.Select(columns.Find).ToArray();
        _draft = new ImportDraft(memory) { Place = Place };
        for (var at = 0; at < _columns.Length; at++)
        {
            _at.TryAdd(_columns[at]?.Field ?? RosterField.Holding, at);
        }

        _hasPersons = _columns.Any(column => column is { IsOfPerson: true });
        _stated = new StatedFields(
            _columns.OfType<RosterColumn>().Select(column => column.Field),
            _columns.OfType<RosterColumn>().Where(column => column.Field == RosterField.Holding).Select(column => column.Name));
        _tail = new RosterTail(_columns.Select(column => column?.Field is RosterField.Members or RosterField.Holding).ToArray());
        CheckHeadings(columns);
    }

    /// <summary>Reads all of a table.</summary>
    /// <param name="table">The table, its headings read.</param>
    /// <param name="columns">The headings that are known.</param>
    /// <param name="memory">How much may be kept of it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">It cannot be read on, or is too much for one import.</exception>
    public static ImportDraft Read(TableReader table, RosterTableColumns columns, ImportMemory memory, CancellationToken cancellation)
    {
        var reader = new RosterTableReader(table, columns, memory);
        if (reader._draft.ProblemCount == 0)
        {
            reader.ReadRows(cancellation);
            reader.Finish();
        }

        return reader._draft;
    }

    private void CheckHeadings(RosterTableColumns columns)
    {
        var seen = new HashSet<RosterColumn>();
        for (var at = 0; at < _columns.Length; at++)
        {
            var heading = _table.Headings.Cells[at].Trim();
            if (_columns[at] is not { } column)
            {
                _draft.Add(new ImportProblem(_table.Headings.Number, heading, null, columns.Unknown(heading)));
            }
            else if (!seen.Add(column))
            {
                ReportHeading(heading, ProblemCodes.DuplicateField, column.Name, "这一列出现两次", "this column is there twice");
            }
        }

        Require(RosterField.HouseholdId);
        if (_hasPersons)
        {
            Require(RosterField.PersonName);
        }
    }

    private void Require(RosterField field)
    {
        if (!_columns.Any(column => column?.Field == field))
        {
            var (zh, en) = (RosterTableColumns.Heading(field, inChinese: true), RosterTableColumns.Heading(field, inChinese: false));
            ReportHeading("", ProblemCodes.MissingField, en, $"没有“{zh}”（{en}）一列", $"there is no column {en}");
        }
    }

    private void ReportHeading(string heading, ProblemCode code, string name, string zh, string en) => _draft.Add(new ImportProblem(
        _table.Headings.Number, heading, null, new Problem(code, "columns." + name, new LocalizedText(zh, en))));

    private void ReadRows(CancellationToken cancellation)
    {
        var width = _columns.Length;
        while (_table.Read() is { } row)
        {
            _draft.Rows++;
            cancellation.ThrowIfCancellationRequested();
            if (row.Cells.Count != width)
            {
                Report(row.Number, -1, null, ProblemCodes.MalformedCsv, $"有 {row.Cells.Count} 格，表头有 {width} 格",
                    $"{row.Cells.Count} cells; the headings are {width}");
                continue;
            }

            AddRow(row);
        }
    }

    // A cell that lost what was typed into it stops the row, or the cell is taken as people see it.
    private void AddRow(TableRow row)
    {
        if (row.Odd.Count > 0 && OddCells.AsSeen(row, _columns, Report) is var seen)
        {
            if (seen is null)
            {
                return;
            }

            row = seen;
        }

        AddSeen(row);
    }

    // Each row by itself: two without an id are not one household.
    private static bool IsNameless(string id, out LocalizedText fault)
    {
        fault = id.Length == 0 ? HouseholdIds.Fault(id)! : new LocalizedText("", "");
        return id.Length == 0;
    }

    private void AddSeen(TableRow row)
    {
        var idColumn = ColumnOf(RosterField.HouseholdId);
        var id = HouseholdIds.Normalize(row.Cells[idColumn]);
        if (OddCells.FaultOfText(id) is { } figure)
        {
            Report(row.Number, idColumn, id, ProblemCodes.InvalidHouseholdId, figure.Zh, figure.En);
            return;
        }

        if (!_households.ContainsKey(id) && (_tail.Look(idColumn, id, row.Cells) is { } other || IsNameless(id, out other)))
        {
            Report(row.Number, idColumn, id, ProblemCodes.InvalidHouseholdId, other.Zh, other.En);
            return;
        }

        if (!_households.TryGetValue(id, out var rows))
        {
            _draft.Memory.AddHousehold(id);
            _households.Add(id, rows = new RosterRows(id, row.Number, _columns.Length));
        }
        else if (!_hasPersons)
        {
            Report(row.Number, ColumnOf(RosterField.HouseholdId), id, ProblemCodes.DuplicateHousehold, $"户编号与第 {rows.FirstRow} 行重复",
                $"the household is in row {rows.FirstRow} already");
            return;
        }

        var person = new PersonCells(row.Number);
        for (var at = 0; at < _columns.Length; at++)
        {
            var (column, text) = (_columns[at]!, row.Cells[at].Trim());
            if (text.Length == 0 || column.Field == RosterField.HouseholdId)
            {
                continue;
            }

            if (column.IsOfPerson)
            {
                person.Add(column.Field, text);
                _draft.Memory.AddText(text);
            }
            else if (!TryAdd(rows, at, text, row.Number, out var first))
            {
                Report(row.Number, at, text, ProblemCodes.InvalidValue, $"与同一户第 {first} 行写的不一致",
                    $"differs from row {first} of the same household");
            }
        }

        if (!person.IsBlank)
        {
            _draft.Memory.AddPerson();
            rows.Persons.Add(person);
        }
    }

    private bool TryAdd(RosterRows rows, int at, string text, int row, out int first)
    {
        if (rows.TextOf(at) is null)
        {
            _draft.Memory.AddText(text);
        }

        return rows.TryAdd(at, text, row, out first);
    }

    private void Finish()
    {
        foreach (var rows in _households.Values)
        {
            var entry = new HouseholdEntry(rows.Id)
            {
                Name = Text(rows, RosterField.Name),
                Members = Members(rows),
                Tags = Text(rows, RosterField.Tags) is { } tags ? HouseholdRules.SplitTags(tags).Select(RosterWords.Tag).ToArray() : [],
                Holdings = Holdings(rows),
                Account = Account(rows),
                Persons = rows.Persons.Select(Person).ToArray(),
            };
            var household = new ImportedHousehold(entry, _stated, rows.FirstRow)
            {
                PersonRows = rows.Persons.Select(person => person.Row).ToArray(),
            };
            foreach (var problem in HouseholdRules.Check(entry))
            {
                _draft.Add(household, problem);
            }

            _draft.Households.Add(household);
        }
    }

    private string? Text(RosterRows rows, RosterField field) => rows.TextOf(ColumnOf(field));

    private Dictionary<string, string> Holdings(RosterRows rows)
    {
        var holdings = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < _columns.Length; at++)
        {
            if (_columns[at]!.Field == RosterField.Holding && rows.TextOf(at) is { } value)
            {
                holdings.Add(_columns[at]!.Name, value);
            }
        }

        return holdings;
    }

    private AccountEntry? Account(RosterRows rows)
    {
        var account = new AccountEntry(
            Text(rows, RosterField.AccountHolder), Text(rows, RosterField.Bank), Text(rows, RosterField.Account));
        return account is { Holder: null, Bank: null, Number: null } ? null : account;
    }

    private int? Members(RosterRows rows)
    {
        var at = ColumnOf(RosterField.Members);
        if (rows.TextOf(at) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var members))
        {
            return members;
        }

        Report(rows.RowOf(at), at, text, ProblemCodes.InvalidValue, "成员数是整数", "members are a whole number");
        return null;
    }

    private PersonEntry Person(PersonCells person) => new(
        person.Text(RosterField.PersonName), person.Text(RosterField.IdNumber), person.Text(RosterField.Relation), Head(person),
        Date(person, RosterField.Joined), Date(person, RosterField.Left), Date(person, RosterField.Deceased));

    private bool Head(PersonCells person)
    {
        if (person.Text(RosterField.Head) is not { } text)
        {
            return false;
        }

        if (!RosterWords.TryFlag(text, out var flag))
        {
            Report(person.Row, ColumnOf(RosterField.Head), text, ProblemCodes.InvalidValue, "写“是”或“否”", "write true or false");
        }

        return flag;
    }

    private DateOnly? Date(PersonCells person, RosterField field)
    {
        if (person.Text(field) is not { } text)
        {
            return null;
        }

        if (RosterWords.TryDate(text, out var date))
        {
            return date;
        }

        Report(person.Row, ColumnOf(field), text, ProblemCodes.InvalidValue, "日期写作 2025-12-31", "a date is written 2025-12-31");
        return null;
    }

    // -1 for none.
    private int ColumnOf(RosterField field) => _at.GetValueOrDefault(field, -1);

    private void Report(int row, int column, string? value, ProblemCode code, string zh, string en)
    {
        var known = column < 0 ? null : _columns[column];
        var field = string.Create(CultureInfo.InvariantCulture, $"rows[{row}]") + (known is null ? "" : "." + known.Name);
        _draft.Add(new ImportProblem(
            row, HeadingOf(column), value is null || known is { IsPrivate: true } ? null : NumberProblems.Shorten(value),
            new Problem(code, field, new LocalizedText(zh, en))));
    }

    private string HeadingOf(int column) => column < 0 ? "" : _table.Headings.Cells[column].Trim();

    // A problem of a household stands in the cell that said it.
    private ImportProblem Place(ImportedHousehold household, Problem problem)
    {
        var (field, person, holding) = RosterWords.FieldOf(problem.Field);
        var at = holding is null
            ? ColumnOf(field)
            : Array.FindIndex(_columns, column => column!.Field == RosterField.Holding && column.Name == holding);
        var rows = _households[household.Entry.Id];
        var row = person is { } who ? household.PersonRows[who] : rows.RowOf(at);
        var value = at < 0 || _columns[at]!.IsPrivate ? null
            : field == RosterField.HouseholdId ? rows.Id
            : person is { } one ? rows.Persons[one].Text(field)
            : rows.TextOf(at);
        return new ImportProblem(
            row, HeadingOf(at), value is null ? null : NumberProblems.Shorten(value),
            problem with
            {
                Field = string.Create(CultureInfo.InvariantCulture, $"rows[{row}].{(at < 0 ? problem.Field : _columns[at]!.Name)}"),
            });
    }
}
