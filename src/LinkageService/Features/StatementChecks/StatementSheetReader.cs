using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.StatementChecks;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Tables;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Features.StatementChecks;

/// <summary>
/// Reads a payout sheet as the importer reads a roster: headings below titles, merged cells, numbers as people write them, sums and
/// signatures told from households. Numbers that say who somebody is are turned into digests here and go no further.
/// </summary>
internal sealed class StatementSheetReader
{
    private const int LeastIdNumber = 15;
    private const int MostNotes = 20;

    private readonly TableReader _table;
    private readonly SheetColumn[] _columns;
    private readonly RosterColumn?[] _roster;
    private readonly RosterTail _tail;
    private readonly string[] _units;
    private readonly int _idColumn;
    private readonly int _maxLines;
    private readonly List<SheetLine> _lines = [];
    private readonly List<SheetSumLine> _sums = [];
    private readonly List<Fraction> _stated = [];
    private readonly List<LocalizedText> _notes = [];
    private Fraction? _total;

    private StatementSheetReader(TableReader table, SheetHeadings headings, int maxLines)
    {
        (_table, _maxLines) = (table, maxLines);
        (_columns, _roster) = headings.Of(table.Headings.Cells);
        TakeUnknownMoney();
        _units = [.. table.Headings.Cells.Select((heading, at) => _columns[at].IsNumber ? UnitOf(heading, _columns[at]) : "")];
        var named = new[] { RosterField.HouseholdId, RosterField.Ordinal, RosterField.Name, RosterField.PersonName };
        _idColumn = named.Select(field => Array.FindIndex(_roster, column => column?.Field == field)).FirstOrDefault(at => at >= 0, 0);
        _tail = new RosterTail([.. _columns.Select((column, at) =>
            column.IsNumber ? new RosterColumn(RosterField.Holding, "sheet" + XlsxParts.ColumnName(at + 1)) : _roster[at])]);
    }

    /// <summary>Reads a sheet.</summary>
    /// <param name="spool">The file.</param>
    /// <param name="sheet">The worksheet; null for the first with headings.</param>
    /// <param name="headings">The headings that are known.</param>
    /// <param name="maxLines">The households allowed.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">It is no sheet that can be checked.</exception>
    public static StatementSheet Read(
        TableSpool spool, string? sheet, SheetHeadings headings, int maxLines, CancellationToken cancellation)
    {
        try
        {
            using var table = TableReader.Open(spool, sheet, TableLimits.Default, TableMending.None, headings.Find);
            var reader = new StatementSheetReader(table, headings, maxLines);
            reader.ReadAll(cancellation);
            var formulas = table.Format is TableFormat.Xlsx ? XlsxFormulas.Of(spool.Content, table.Origin.Sheet, TableLimits.Default) : [];
            return reader.Finish(formulas);
        }
        catch (TableException exception)
        {
            throw new RefusedException(Failure.Of(exception.Problem));
        }
    }

    // A heading that says nothing known, such as 2025年: the last column with figures is what is paid, where no other is.
    private void TakeUnknownMoney()
    {
        if (_columns.Any(column => column.IsMoney) || !_roster.Any(column => column?.Field is RosterField.HouseholdId or RosterField.Name
            or RosterField.PersonName or RosterField.Ordinal))
        {
            return;
        }

        var at = Array.FindLastIndex(_columns, column => column.Kind == SheetColumnKind.Other
            && column.Heading.Length > 0 && _roster[Array.IndexOf(_columns, column)] is null);
        if (at >= 0)
        {
            _columns[at] = _columns[at] with { Kind = SheetColumnKind.Amount };
        }
    }

    private static string UnitOf(string heading, SheetColumn column) =>
        HeadingText.Of(heading).Unit is var unit && WrittenNumber.IsUnit(unit) ? unit : column.IsMoney ? "元" : "";

    private void ReadAll(CancellationToken cancellation)
    {
        foreach (var row in _table.Above)
        {
            Hear(row);
        }

        Hear(_table.Headings);
        while (_table.Read() is { } row)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadRow(row);
        }
    }

    private void Hear(TableRow row)
    {
        var text = string.Join(' ', row.Cells.Where((_, at) => !row.Filled.Contains(at)));
        _stated.AddRange(SheetNumbers.Yuan(text));
        _total ??= SheetNumbers.Total(text);
    }

    private void ReadRow(TableRow row)
    {
        var cells = row.Cells.Take(_columns.Length).Concat(Enumerable.Repeat("", Math.Max(0, _columns.Length - row.Cells.Count)))
            .Select((cell, at) => row.Filled.Contains(at) && _columns[at].IsNumber ? "" : cell).ToArray();
        if (AreHeadings(cells))
        {
            return;
        }

        var id = HouseholdIds.Normalize(WrittenText.Id(cells[_idColumn]));
        var values = _columns.Select((column, at) => column.IsNumber ? SheetNumbers.Read(cells[at], _units[at]) : null).ToArray();
        var hasFigures = Enumerable.Range(0, values.Length).Any(at => values[at] is not null);
        var verdict = _tail.Look(_idColumn, id, cells);
        var says = WrittenText.Words(cells.FirstOrDefault(cell => !string.IsNullOrWhiteSpace(cell))?.Trim() ?? "");
        var isNobody = id.Length == 0 && Text(cells, RosterField.Name).Length == 0
            && Text(cells, RosterField.PersonName).Length == 0;
        var isNamed = id.Length > 0 && !isNobody && !SaysSum(says);
        if (verdict.Skipped is SkippedKind.Sum || ((verdict.Fault is not null || isNobody) && !isNamed && hasFigures && _lines.Count > 0))
        {
            _sums.Add(new SheetSumLine(row.Number, NumberProblems.Shorten(StatementPrivacy.Masked(says)), _lines.Count, values));
        }
        else if (verdict.Skipped is not null || (verdict.Fault is not null && !isNamed) || !hasFigures)
        {
            Hear(row);
        }
        else
        {
            AddLine(row, cells, values);
        }
    }

    // Figures alone make no sum of a household that has a name: two may be as much as a third.
    private static bool SaysSum(string text) =>
        text.Contains('计', StringComparison.Ordinal) || text.Contains("total", StringComparison.OrdinalIgnoreCase);

    private void AddLine(TableRow row, string[] cells, Fraction?[] values)
    {
        if (_lines.Count >= _maxLines)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.TooManyHouseholds,
                $"表上超过 {_maxLines} 户，请分开核对", $"the sheet has over {_maxLines} households; check its parts one by one"));
        }

        foreach (var (at, odd) in row.Odd.Where(cell => cell.Key < _columns.Length && _columns[cell.Key].IsNumber))
        {
            if (odd.Kind == OddCellKind.Error && _notes.Count < MostNotes)
            {
                _notes.Add(new LocalizedText(
                    $"{_columns[at].Letter}{row.Number} 是公式错误 {odd.Shown}，没有算进去",
                    $"{_columns[at].Letter}{row.Number} is the error {odd.Shown} of a formula and is left out"));
            }
        }

        var unread = Enumerable.Range(0, values.Length).Where(at => _columns[at].IsNumber && values[at] is null
            && WrittenNumber.Read(cells[at], _units[at], out _) is not "" && !string.IsNullOrWhiteSpace(cells[at])).ToArray();
        foreach (var at in unread.Where(at => _notes.Count < MostNotes && !row.Odd.ContainsKey(at)))
        {
            _notes.Add(new LocalizedText($"{_columns[at].Letter}{row.Number} 读不成数，没有算进去",
                $"{_columns[at].Letter}{row.Number} is no number that can be read and is left out"));
        }

        var id = Text(cells, RosterField.HouseholdId);
        var name = Text(cells, RosterField.Name) is { Length: > 0 } head ? head : Text(cells, RosterField.PersonName);
        var ordinal = Text(cells, RosterField.Ordinal);
        var marks = new[]
        {
            id.Length == 0 ? null : StatementPrivacy.MarkOf("id", HouseholdIds.Normalize(id), 1),
            StatementPrivacy.MarkOf("number", Text(cells, RosterField.IdNumber), LeastIdNumber),
            StatementPrivacy.MarkOf("number", Text(cells, RosterField.HeadIdNumber), LeastIdNumber),
        };
        _lines.Add(new SheetLine(
            row.Number, StatementPrivacy.Masked(id.Length > 0 ? HouseholdIds.Normalize(id) : name.Length == 0 ? ordinal : ""),
            NumberProblems.Shorten(StatementPrivacy.Masked(WrittenText.Words(name))), values)
        {
            Marks = [.. marks.OfType<string>()], Unread = unread,
            Tags = [.. Text(cells, RosterField.Tags).Split([';', '；', '、', ',', '，', '/'],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(RosterWords.Tag)],
            Labels = Enumerable.Range(0, cells.Length).Where(at => _roster[at]?.Field == RosterField.Label && cells[at].Trim().Length > 0)
                .DistinctBy(at => _roster[at]!.Name).ToDictionary(at => _roster[at]!.Name, at => cells[at].Trim(), StringComparer.Ordinal),
        });
    }

    private bool AreHeadings(string[] cells) =>
        Enumerable.Range(0, cells.Length).Count(at => cells[at].Trim().Length > 0) >= 2
        && Enumerable.Range(0, cells.Length).All(at => cells[at].Trim().Length == 0
            || cells[at].Trim() == _table.Headings.Cells[at].Trim());

    private string Text(string[] cells, RosterField field) =>
        Array.FindIndex(_roster, column => column?.Field == field) is var at and >= 0 ? WrittenText.Words(cells[at].Trim()) : "";

    private StatementSheet Finish(IEnumerable<XlsxFormula> formulas)
    {
        if (_lines.Count == 0 || !_columns.Any(column => column.IsMoney))
        {
            throw new RefusedException(Failure.Of(ProblemCodes.EmptyRoster,
                "没有读到农户和金额：第一行应是列名，要有户主（或户编号）和金额两类列",
                "no household with an amount was found: the sheet needs headings, with a name or number and an amount"));
        }

        var isByPerson = _roster.Any(column => column?.Field == RosterField.PersonName)
            && _roster.Any(column => column?.Field is RosterField.Relation or RosterField.Head);
        return new StatementSheet(
            new CheckedSheet
            {
                Columns = _columns, Lines = _lines, Sums = _sums, Stated = [.. _stated.Distinct()], StatedTotal = _total,
                IsByPerson = isByPerson,
                Formulas = [.. formulas.Select(formula =>
                    new SheetFormula(formula.Row, formula.Column, formula.Relative) { Sum = formula.Sum })],
            },
            _table.Format.ToString().ToLowerInvariant(), _table.Origin.Sheet, _table.Origin.OtherSheets, _table.Headings.Number, _notes);
    }
}

/// <summary>A payout sheet, and where it was found.</summary>
/// <param name="Sheet">What is checked.</param>
/// <param name="Format">csv, xlsx or xls.</param>
/// <param name="Worksheet">The worksheet; null for a CSV.</param>
/// <param name="OtherWorksheets">Those that were not read.</param>
/// <param name="HeadingRow">Where the headings stand.</param>
/// <param name="Notes">What could not be read.</param>
public sealed record StatementSheet(
    CheckedSheet Sheet, string Format, string? Worksheet, IReadOnlyList<string> OtherWorksheets, int HeadingRow,
    IReadOnlyList<LocalizedText> Notes);
