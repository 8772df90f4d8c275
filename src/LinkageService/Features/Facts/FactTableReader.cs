using System.Globalization;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Tables;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Features.Facts;

/// <summary>
/// Reads facts of one kind out of a table, of as many organisations and years as it has. Rows of one organisation and time are one fact:
/// what is of the fact itself stands in any of them, each row of a list in a row of its own. 无 in a cell of a list says that it is empty.
/// </summary>
internal sealed class FactTableReader
{
    private const int MaxRows = 100_000;
    private const string NoneZh = "无";
    private const string NoneEn = "none";

    private readonly TableReader _table;
    private readonly FactKind _kind;
    private readonly FactTable _facts = new();
    private readonly Dictionary<(string Organization, string Time), TableFact> _byKey = [];
    private readonly FactColumn?[] _columns;
    private readonly string[] _money;
    private int _organizationColumn = -1;
    private int _timeColumn = -1;

    private FactTableReader(TableReader table, FactKind kind)
    {
        (_table, _kind) = (table, kind);
        _columns = new FactColumn?[table.Headings.Cells.Count];
        var stated = new TableUnits(table.Above).MultipleOf("元") ?? "元";
        _money = [.. table.Headings.Cells.Select(heading =>
            HeadingText.Of(heading).Unit is { Length: > 0 } unit && WrittenNumber.IsUnit(unit) ? unit : stated)];
    }

    /// <summary>The heading of the organisation.</summary>
    public static LocalizedText OrganizationHeading { get; } = new("组织编号", "Organisation");

    /// <summary>The heading of the year, or of the first day.</summary>
    public static LocalizedText TimeHeading(FactKind kind) =>
        kind.IsYearly ? new LocalizedText("年度", "Year") : new LocalizedText("起始日期", "From");

    /// <summary>Finds the headings below titles: the first row that names both; the first row where none does.</summary>
    /// <param name="rows">The first rows.</param>
    /// <param name="kind">What the table states.</param>
    public static HeadingRows FindHeadings(IReadOnlyList<TableRow> rows, FactKind kind)
    {
        var at = Enumerable.Range(0, rows.Count).FirstOrDefault(row =>
            new[] { OrganizationHeading, TimeHeading(kind) }.All(heading => rows[row].Cells.Any(cell => IsCalled(cell, heading))), -1);
        return new HeadingRows(Math.Max(at, 0), 1, rows[Math.Max(at, 0)].Cells) { IsFound = at >= 0 };
    }

    /// <summary>Reads all of a table.</summary>
    /// <param name="table">The table, its headings read.</param>
    /// <param name="kind">What it states.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="TableException">It cannot be read on.</exception>
    public static FactTable Read(TableReader table, FactKind kind, CancellationToken cancellation)
    {
        var reader = new FactTableReader(table, kind);
        reader.FindColumns();
        if (reader._facts.Problems.Count == 0)
        {
            for (var rows = 0; table.Read() is { } row; rows++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (rows == MaxRows)
                {
                    reader._facts.Add(Cell(0, row.Number), ProblemCodes.OutOfRange, new LocalizedText(
                        $"一次最多 {MaxRows} 行；请分成几个文件", $"at most {MaxRows} rows at once; make several files of it"));
                    break;
                }

                reader.ReadRow(row);
            }

            reader.Finish();
        }

        return reader._facts;
    }

    /// <summary>The cell that a field of a fact stands in; that of the organisation where the table has no such column.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="path">Such as <c>cash.loans[0].dueOn</c>.</param>
    /// <param name="headings">The columns.</param>
    /// <param name="kind">Of what kind it is.</param>
    public static string CellOf(TableFact fact, string path, IReadOnlyList<string> headings, FactKind kind)
    {
        var parts = path.Split('.');
        var (list, at) = parts.Length > 2 && parts[1].Split('[') is [var name, var index]
            ? (name, int.Parse(index.TrimEnd(']'), CultureInfo.InvariantCulture))
            : (null, 0);
        var row = list is not null && fact.Lists.GetValueOrDefault(list) is { } rows && at < rows.Count ? rows[at].Row : fact.Row;
        var column = FactColumn.Of(kind).FirstOrDefault(each =>
            each.List?.Name == list && each.Field.Name == parts[^1].Split('[')[0]);
        var found = column is null ? -1 : Enumerable.Range(0, headings.Count).FirstOrDefault(each => column.IsCalled(headings[each]), -1);
        return Cell(Math.Max(found, 0), row);
    }

    private static string Cell(int column, int row) => XlsxParts.ColumnName(column + 1) + row.ToString(CultureInfo.InvariantCulture);

    private void FindColumns()
    {
        var known = FactColumn.Of(_kind);
        for (var at = 0; at < _columns.Length; at++)
        {
            var heading = _table.Headings.Cells[at].Trim();
            if (heading.Length == 0)
            {
                continue;
            }

            var isSecond = false;
            if (IsCalled(heading, OrganizationHeading))
            {
                (isSecond, _organizationColumn) = (_organizationColumn >= 0, at);
            }
            else if (IsCalled(heading, TimeHeading(_kind)))
            {
                (isSecond, _timeColumn) = (_timeColumn >= 0, at);
            }
            else
            {
                _columns[at] = known.FirstOrDefault(column => column.IsCalled(heading));
                isSecond = _columns[at] is { } column && Array.IndexOf(_columns, column) < at;
                if (_columns[at] is null)
                {
                    var shown = NumberProblems.Shorten(heading);
                    Report(at, _table.Headings.Number, ProblemCodes.UnknownField,
                        $"“{_kind.Title.Zh}”没有“{shown}”这一列；请改成模板里的列名，或删去这一列",
                        $"\"{_kind.Title.En}\" has no column \"{shown}\"; name it as the template does, or take it out");
                }
            }

            if (isSecond)
            {
                Report(at, _table.Headings.Number, ProblemCodes.DuplicateField, "这一列有两次；请删去一列", "the column is there twice; take one out");
            }
        }

        foreach (var (at, heading) in new[] { (_organizationColumn, OrganizationHeading), (_timeColumn, TimeHeading(_kind)) })
        {
            if (at < 0)
            {
                Report(0, _table.Headings.Number, ProblemCodes.MissingField,
                    $"缺少“{heading.Zh}”这一列；请照模板加上", $"the column \"{heading.En}\" is missing; add it as the template has it");
            }
        }
    }

    private static bool IsCalled(string heading, LocalizedText name) =>
        FactColumn.Plain(heading) is var plain && (plain == FactColumn.Plain(name.Zh) || plain == FactColumn.Plain(name.En));

    private void ReadRow(TableRow row)
    {
        var organization = TextAt(row, _organizationColumn, isIdentifier: true)?.Trim() ?? "";
        var time = FactCells.Date((TextAt(row, _timeColumn, isIdentifier: false) ?? "").Trim().TrimEnd('年'));
        if (IsSum(row) && (time.Length == 0 || SumWord.IsAlone(organization)))
        {
            return;
        }

        if (organization.Length == 0 || time.Length == 0)
        {
            Report(organization.Length == 0 ? _organizationColumn : _timeColumn, row.Number, ProblemCodes.MissingField,
                "这一格要填：哪个组织、哪一年（哪一天起）每行都写",
                "fill it in: every row says of which organisation and year, or first day, it is");
            return;
        }

        if (_kind.IsYearly ? !SheetNumber.TryWhole(time, out _) : !Dates.TryRead(time, out _))
        {
            var shown = NumberProblems.Shorten(time);
            Report(_timeColumn, row.Number, ProblemCodes.InvalidValue,
                _kind.IsYearly ? $"写的是“{shown}”，请写年份，如 2025" : $"写的是“{shown}”，请写日期，如 2025-12-31",
                $"it says \"{shown}\"; write {(_kind.IsYearly ? "a year such as 2025" : "a date such as 2025-12-31")}");
            return;
        }

        if (!_byKey.TryGetValue((organization, time), out var fact))
        {
            fact = new TableFact(organization, time, row.Number, Activator.CreateInstance(_kind.Record)!);
            _byKey.Add((organization, time), fact);
            _facts.Facts.Add(fact);
        }

        ReadCells(row, fact);
    }

    // A row below the others that says that it is a sum, of no year or day, as rosters have it.
    private static bool IsSum(TableRow row) =>
        row.Cells.FirstOrDefault(cell => !string.IsNullOrWhiteSpace(cell)) is { } first && SumWord.IsAlone(first);

    private void ReadCells(TableRow row, TableFact fact)
    {
        var rows = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var at = 0; at < Math.Min(_columns.Length, row.Cells.Count); at++)
        {
            if (_columns[at] is not { } column || TextAt(row, at, column.IsIdentifier) is not { } text || string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            if (column.List is { } list && (text.Trim() is NoneZh || text.Trim().Equals(NoneEn, StringComparison.OrdinalIgnoreCase)))
            {
                fact.Lists.TryAdd(list.Name, []);
                continue;
            }

            var value = FactCells.Read(text, column.Field, _money[at], out var fault);
            if (fault is not null)
            {
                Report(at, row.Number, fault.Code, fault.Message.Zh, fault.Message.En);
            }

            // What was stated is not missing for being written wrongly: of a cell the first fault is said.
            if (value is not null)
            {
                Set(row, at, column, fact, rows, value);
            }
        }

        foreach (var (list, value) in rows)
        {
            fact.Lists.TryAdd(list, []);
            fact.Lists[list].Add((value, row.Number));
        }
    }

    private void Set(TableRow row, int at, FactColumn column, TableFact fact, Dictionary<string, object> rows, object value)
    {
        var target = fact.Part;
        if (column.List is { } list && !rows.TryGetValue(list.Name, out target!))
        {
            rows.Add(list.Name, target = Activator.CreateInstance(list.Record)!);
        }

        if (column.List is null && column.Field.Property.GetValue(target) is { } other && !other.Equals(value))
        {
            Report(at, row.Number, ProblemCodes.InvalidValue,
                $"同一份资料的第 {fact.Row} 行起写的是“{other}”；请写成一样，或只写一次",
                $"of the same fact, from row {fact.Row} on it says \"{other}\"; write the same, or once");
            return;
        }

        column.Field.Property.SetValue(target, value);
    }

    // The lists of each fact, in the order of their rows.
    private void Finish()
    {
        foreach (var fact in _facts.Facts)
        {
            foreach (var field in FactField.Of(_kind.Record).Where(field => field.Type == FactType.Rows))
            {
                if (fact.Lists.TryGetValue(field.Name, out var rows))
                {
                    var list = Array.CreateInstance(field.Record, rows.Count);
                    for (var at = 0; at < rows.Count; at++)
                    {
                        list.SetValue(rows[at].Value, at);
                    }

                    field.Property.SetValue(fact.Part, list);
                }
            }
        }
    }

    // As people see it; null where it lost what was typed into it.
    private string? TextAt(TableRow row, int at, bool isIdentifier)
    {
        if (at >= row.Cells.Count || !row.Odd.TryGetValue(at, out var odd))
        {
            return at < row.Cells.Count ? row.Cells[at] : null;
        }

        if (OddCells.FaultOf(odd, isIdentifier) is { } fault)
        {
            Report(at, row.Number, ProblemCodes.InvalidValue, fault.Zh, fault.En);
            return null;
        }

        return isIdentifier ? odd.Shown : row.Cells[at];
    }

    private void Report(int column, int row, ProblemCode code, string zh, string en) =>
        _facts.Add(Cell(column, row), code, new LocalizedText(zh, en));
}
