using System.Text.RegularExpressions;
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
internal sealed partial class StatementSheetReader
{
    private const int LeastIdNumber = 15;
    private const int MostNotes = 20;

    // What tells two people of one name apart.
    private static readonly RosterField[] Persons =
        [RosterField.IdNumber, RosterField.HeadIdNumber, RosterField.Account, RosterField.Phone];

    private readonly TableReader _table;
    private readonly SheetBlocks _blocks;
    private readonly List<SheetLine>[] _open;
    private readonly List<(int Block, SheetSumLine Sum)> _openSums = [];
    private readonly SheetColumn[] _columns;
    private readonly RosterColumn?[] _roster;
    private readonly RosterTail _tail;
    private readonly string[] _units;
    private readonly bool[] _tooLong;
    private readonly int _idColumn;
    private readonly int _maxLines;
    private readonly List<SheetLine> _lines = [];
    private readonly List<SheetSumLine> _sums = [];
    private readonly List<Fraction> _stated = [];
    private readonly List<(int Column, LocalizedText Text)> _notes = [];
    private Fraction? _total;
    private int _households;

    private StatementSheetReader(TableReader table, SheetHeadings headings, int maxLines)
    {
        (_table, _maxLines) = (table, maxLines);
        _blocks = SheetBlocks.Of(table.Headings.Cells);
        _open = [.. Enumerable.Range(0, _blocks.Count).Select(_ => new List<SheetLine>())];
        (_columns, _roster) = headings.Of(_blocks.Headings);
        _tooLong = new bool[_columns.Length];
        TakeUnknownMoney();
        var isInTenThousands = table.Above.Append(table.Headings).SelectMany(row => row.Cells).Any(cell => InTenThousands().IsMatch(cell));
        var money = isInTenThousands ? "万元" : "元";
        _units = [.. _blocks.Headings.Select((heading, at) => _columns[at].IsNumber ? UnitOf(heading, _columns[at], money) : "")];
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
            var formulas = table.Format is TableFormat.Xlsx && reader._blocks.Count == 1
                ? XlsxFormulas.Of(spool.Content, table.Origin.Sheet, TableLimits.Default) : [];
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

    private static string UnitOf(string heading, SheetColumn column, string money) =>
        HeadingText.Of(heading).Unit is var unit && WrittenNumber.IsUnit(unit) ? unit : column.IsMoney ? money : "";

    // What is said above the table of all its amounts: 单位：万元.
    [GeneratedRegex(@"单位\s*[:：]\s*万元", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InTenThousands();

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
            var (sums, isEnd) = (_openSums.Count, false);
            for (var block = 0; block < _blocks.Count; block++)
            {
                var before = _openSums.Count;
                ReadRow(_blocks.Of(row, block), block);
                isEnd |= block == 0 && _openSums.Count > before;
            }

            NameSums(sums, isEnd);
            if (isEnd)
            {
                Close();
            }
        }

        Close();
    }

    // Several sums in one row are those of their blocks, one is that of them all.
    private void NameSums(int from, bool isSumRow)
    {
        var isEach = isSumRow && _openSums.Count - from > 1;
        var text = isEach ? _openSums[from].Sum.Text : "";
        for (var at = from; at < _openSums.Count; at++)
        {
            var (block, sum) = _openSums[at];
            _openSums[at] = isEach ? (block, sum with { Text = $"{text}（第{block + 1}栏）" }) : (_blocks.Count - 1, sum);
        }
    }

    // What stands in blocks beside each other follows block by block.
    private void Close()
    {
        for (var block = 0; block < _open.Length; block++)
        {
            _lines.AddRange(_open[block]);
            _open[block].Clear();
            _sums.AddRange(_openSums.Where(sum => sum.Block == block).Select(sum => sum.Sum with { Lines = _lines.Count }));
        }

        _openSums.Clear();
    }

    private void Hear(TableRow row)
    {
        var text = string.Join(' ', row.Cells.Where((_, at) => !row.Filled.Contains(at)));
        _stated.AddRange(SheetNumbers.Yuan(text));
        _total ??= SheetNumbers.Total(text);
    }

    private void ReadRow(TableRow row, int block)
    {
        if (_blocks.Count > 1 && row.Cells.All(string.IsNullOrWhiteSpace))
        {
            return;
        }

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
        if (verdict.Skipped is SkippedKind.Sum || ((verdict.Fault is not null || isNobody) && !isNamed && hasFigures && _households > 0))
        {
            _openSums.Add((block, new SheetSumLine(row.Number, NumberProblems.Shorten(StatementPrivacy.Masked(says)), 0, values)));
        }
        else if (verdict.Skipped is not null || (verdict.Fault is not null && !isNamed) || !hasFigures)
        {
            Hear(row);
        }
        else
        {
            AddLine(row, block, cells, values);
        }
    }

    // Figures alone make no sum of a household that has a name: two may be as much as a third.
    private static bool SaysSum(string text) =>
        text.Contains('计', StringComparison.Ordinal) || text.Contains("total", StringComparison.OrdinalIgnoreCase);

    private void AddLine(TableRow row, int block, string[] cells, Fraction?[] values)
    {
        if (_households++ >= _maxLines)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.TooManyHouseholds,
                $"表上超过 {_maxLines} 户，请分开核对", $"the sheet has over {_maxLines} households; check its parts one by one"));
        }

        foreach (var (at, odd) in row.Odd.Where(cell => cell.Key < _columns.Length && _columns[cell.Key].IsNumber))
        {
            if (odd.Kind == OddCellKind.Error)
            {
                Note(at, $"{Cell(at)} 是公式错误 {odd.Shown}，没有算进去", $"{Cell(at)} is the error {odd.Shown} of a formula and is left out");
            }
        }

        var unread = Enumerable.Range(0, values.Length).Where(at => _columns[at].IsNumber && values[at] is null
            && WrittenNumber.Read(cells[at], _units[at], out _) is not "" && !string.IsNullOrWhiteSpace(cells[at])).ToArray();
        foreach (var at in unread.Where(at => !row.Odd.ContainsKey(at)))
        {
            _tooLong[at] |= WrittenNumber.Read(cells[at], _units[at], out _) is not null;
            Note(at, $"{Cell(at)} 读不成数，没有算进去", $"{Cell(at)} is no number that can be read and is left out");
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
        var person = string.Concat(Persons.Select(field => Text(cells, field) + ";"));
        _open[block].Add(new SheetLine(
            row.Number, StatementPrivacy.Masked(id.Length > 0 ? HouseholdIds.Normalize(id) : name.Length == 0 ? ordinal : ""),
            NumberProblems.Shorten(StatementPrivacy.Masked(WrittenText.Words(name))), values)
        {
            Marks = [.. marks.OfType<string>()], Unread = unread,
            Person = StatementPrivacy.MarkOf("person", person.Replace('*', '#'), Persons.Length + 1) ?? "",
            Tags = [.. Text(cells, RosterField.Tags).Split([';', '；', '、', ',', '，', '/'],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(RosterNames.Tag)],
            Labels = Enumerable.Range(0, cells.Length).Where(at => _roster[at]?.Field == RosterField.Label && cells[at].Trim().Length > 0)
                .DistinctBy(at => _roster[at]!.Name).ToDictionary(at => _roster[at]!.Name, at => cells[at].Trim(), StringComparer.Ordinal),
        });

        string Cell(int at) => XlsxParts.ColumnName(at + 1 + (block * _blocks.Width)) + row.Number;
    }

    private void Note(int column, string zh, string en)
    {
        if (_notes.Count(note => note.Column == column) < MostNotes)
        {
            _notes.Add((column, new LocalizedText(zh, en)));
        }
    }

    // A column of words for amounts, such as 壹仟元整, is none of money.
    private void LeaveWords()
    {
        for (var at = 0; at < _columns.Length; at++)
        {
            if (_columns[at].IsNumber && !_tooLong[at] && _lines.All(line => line.Values[at] is null)
                && _lines.Any(line => line.Unread.Contains(at)))
            {
                var heading = _columns[at].Heading;
                _columns[at] = _columns[at] with { Kind = SheetColumnKind.Other };
                _notes.RemoveAll(note => note.Column == at);
                Note(at, $"“{heading}”这一列不是数，没有核对", $"\"{heading}\" holds no numbers and was not checked");
            }
        }
    }

    private bool AreHeadings(string[] cells) =>
        Enumerable.Range(0, cells.Length).Count(at => cells[at].Trim().Length > 0) >= 2
        && Enumerable.Range(0, cells.Length).All(at => cells[at].Trim().Length == 0
            || cells[at].Trim() == _blocks.Headings[at].Trim());

    private string Text(string[] cells, RosterField field) =>
        Array.FindIndex(_roster, column => column?.Field == field) is var at and >= 0 ? WrittenText.Words(cells[at].Trim()) : "";

    private StatementSheet Finish(IEnumerable<XlsxFormula> formulas)
    {
        LeaveWords();
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
            _table.Format.ToString().ToLowerInvariant(), _table.Origin.Sheet, _table.Origin.OtherSheets, _table.Headings.Number,
            [.. _notes.Select(note => note.Text).Take(MostNotes)]);
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
