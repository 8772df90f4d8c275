using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Errors;
using LinkageService.Tables;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Features.Households;

/// <summary>
/// Reads a roster out of a table as a village keeps it: a household a row, or a person a row with the household's cells repeated,
/// merged or left blank. A column that is not there leaves what is stored; a blank cell says that there is nothing. Whatever is not
/// read as it is written stands in <see cref="ImportDraft.Reading"/>.
/// </summary>
internal sealed partial class RosterTableReader
{
    private const int RowsPerWord = 5000;

    private readonly TableReader _table;
    private readonly RosterTableColumns _columns;
    private readonly ImportDraft _draft;
    private readonly RosterReading _reading;
    private readonly RosterCells _cells;
    private readonly Dictionary<string, RosterRows> _households = new(StringComparer.Ordinal);
    private readonly RosterTail _tail;
    private readonly RosterSections _sections;
    private readonly RosterMarks _marks;
    private readonly RosterSumColumns _sums;
    private readonly HouseholdParts _parts;
    private readonly bool _hasPersons;
    private readonly int _idColumn;
    private RosterRows? _above;
    private bool _isJoined;

    private RosterTableReader(TableReader table, RosterTableColumns columns, ImportMemory memory, bool numbersHouseholds)
    {
        (_table, _columns) = (table, columns);
        var found = columns.FindAll(table.Headings.Cells);
        _hasPersons = RosterTableColumns.HavePersons(found);
        _reading = new RosterReading
        {
            Format = table.Format.ToString().ToLowerInvariant(),
            Sheet = table.Origin.Sheet,
            Sheets = table.Sheets,
            OtherSheets = table.Origin.OtherSheets,
            Unjoined = table.Unjoined,
            Encoding = table.Origin.Encoding,
            HeadingRow = table.Headings.Number,
            LastHeadingRow = table.LastHeadingRow,
            IsByPerson = _hasPersons,
            Columns = found.Select((column, at) =>
                new ReadColumn(XlsxParts.ColumnName(at + 1), table.Headings.Cells[at].Trim(), column)
                {
                    IsRemembered = columns.Remembers(table.Headings.Cells[at]),
                    SharedBy = columns.SharedBy(table.Headings.Cells[at]),
                }).ToArray(),
        };
        _reading.Notes = [.. _reading.Columns.Where(column => column.IsRemembered).Select(column => column.RememberedNote(columns))];
        _draft = new ImportDraft(memory)
        {
            Reading = _reading,
            Place = Place,
            IsUnnumbered = numbersHouseholds && !found.Any(column => column?.Field == RosterField.HouseholdId),
        };
        _cells = new RosterCells(table.Headings, columns, found, _draft, new TableUnits(table.Above));
        _idColumn = _cells.ColumnOf(RosterField.HouseholdId);
        _tail = new RosterTail(found);
        _sections = new RosterSections(found, table.Above);
        (_marks, _sums) = (new RosterMarks(_cells, _draft), new RosterSumColumns(_cells, _draft));
        _parts = new HouseholdParts(_cells, _draft);
        new RosterHeadingCheck(table, columns, found, _draft).Check(_hasPersons, numbersHouseholds);
    }

    /// <summary>Reads all of a table.</summary>
    /// <param name="table">The table, its headings read.</param>
    /// <param name="columns">The headings that are known.</param>
    /// <param name="memory">How much may be kept of it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="read">Told now and then how many rows were read.</param>
    /// <param name="numbersHouseholds">Whether somebody said that a table without numbers gets them in its order.</param>
    /// <exception cref="RefusedException">It cannot be read on, or is too much for one import.</exception>
    public static ImportDraft Read(
        TableReader table, RosterTableColumns columns, ImportMemory memory, CancellationToken cancellation, Action<int>? read = null,
        bool numbersHouseholds = false)
    {
        var reader = new RosterTableReader(table, columns, memory, numbersHouseholds);
        foreach (var row in table.Above)
        {
            reader._reading.Skip(new SkippedRow(row.Number, SkippedKind.Title, FirstText(row)));
        }

        if (reader._draft.ProblemCount == 0)
        {
            reader.ReadRows(read, cancellation);
            reader._reading.Households = reader._households.Count;
            if (reader._isJoined)
            {
                reader._reading.Note(
                    "同一户写了几个不同的电话或备注：合在一起记在户上", "several phones or remarks of one household are kept together");
            }

            reader._reading.NoteHidden(table.Origin.HiddenSheets);
            reader._reading.NoteUnread();
            reader.LookBack();
            reader._parts.Compare();
            RosterGroups.Look(reader._cells, reader._draft, reader._households.Values);
            new PersonQuantities(reader._cells, reader._draft).Decide(
                reader._households.Values, at => reader._reading.Columns[at].IsRemembered);
            new RosterEntries(reader._cells, reader._draft).Finish(reader._households.Values, reader._hasPersons);
        }

        return reader._draft;
    }

    private void ReadRows(Action<int>? read, CancellationToken cancellation)
    {
        var (width, isBelowHeadings) = (_table.Headings.Cells.Count, true);
        for (var last = 0; _table.Read() is { } row; last = row.Number)
        {
            // A household does not go on in the next worksheet, nor do instructions.
            if (SheetOf(last) != SheetOf(row.Number))
            {
                (_above, isBelowHeadings) = (null, true);
                _tail.BeginTable();
                _sections.BeginSheet();
            }

            if (++_draft.Rows % RowsPerWord == 0)
            {
                read?.Invoke(_draft.Rows);
            }

            cancellation.ThrowIfCancellationRequested();
            var wasBelow = isBelowHeadings;
            isBelowHeadings = false;
            if (_table.Format is TableFormat.Csv && (row.Cells.Count < width || row.Cells.Count > _table.FullWidth))
            {
                _cells.Report(row.Number, -1, null, ProblemCodes.MalformedCsv,
                    $"这一行有 {row.Cells.Count} 格，列名有 {width} 格：多半是少了或多了一个逗号，请对照列名改好",
                    $"{row.Cells.Count} cells; the headings are {width}: a comma too many or too few");
            }
            else if (KindOf(row, wasBelow) is { } kind)
            {
                Skip(row, kind);
                isBelowHeadings = kind is SkippedKind.Headings;
                if (isBelowHeadings)
                {
                    _tail.BeginTable();
                }
            }
            else if (_sections.Begins(row))
            {
                _tail.Introduce(FirstText(row));
                Skip(row, SkippedKind.Remark);
            }
            else if (IsOtherTable(row))
            {
                var from = _reading.RowWords(row.Number);
                _cells.Report(row.Number, -1, null, ProblemCodes.InvalidValue,
                    $"从{from.Zh}起是另一张表，列的次序和上面不同；请把它另存成一个文件，或把次序改成一样，再导入",
                    $"from {from.En} on there is another table, its columns in another order; save it as a file of its own, or put "
                        + "its columns in the same order");
                return;
            }
            else if (row.Odd.Count == 0)
            {
                AddSeen(row);
            }
            else if (OddCells.AsSeen(row, _cells.Columns, _cells.Report) is { } seen)
            {
                // One of which a cell lost what was typed into it is null.
                AddSeen(seen);
            }
        }
    }

    private string? SheetOf(int row) => SheetRow.SheetOf(_reading.Sheets, row);

    // A second table below the first whose columns stand in another order would be read under the wrong headings.
    private bool IsOtherTable(TableRow row)
    {
        var found = row.Cells.Select((cell, at) => (Column: cell.Length == 0 || row.Filled.Contains(at) ? null : _columns.Find(cell), at))
            .Where(each => each.Column is not null).ToArray();
        return found.Length > 2 && found.Any(each => each.at >= _cells.Columns.Count || _cells.Columns[each.at] != each.Column);
    }

    private SkippedKind? KindOf(TableRow row, bool isBelowHeadings)
    {
        var cells = row.Cells.Select((cell, at) => row.Filled.Contains(at) ? "" : cell.Trim()).ToArray();
        return isBelowHeadings && ColumnNumbers.Are(cells) ? SkippedKind.Numbering
            : _cells.AreHeadings(cells) || _columns.AreSame(cells, _cells.Columns) ? SkippedKind.Headings
            : _cells.HasOnlyOrdinal(cells) ? SkippedKind.OnlyNumbered
            : null;
    }

    private void Skip(TableRow row, SkippedKind kind, IReadOnlyList<WrongSum>? wrong = null)
    {
        _reading.Skip(new SkippedRow(row.Number, kind, FirstText(row))
        {
            Figures = kind is SkippedKind.Sum ? _cells.Figures(row) : new Dictionary<int, string>(),
            Wrong = wrong ?? [],
        });
        _above = null;
    }

    // In a table of persons the sums are those of their rows.
    private void SkipBelow(TableRow row, SkippedKind kind, RosterTailVerdict verdict)
    {
        if (kind is SkippedKind.Sum && _hasPersons)
        {
            _parts.SeeBelow(_above, row);
        }

        Skip(row, kind, _hasPersons ? [] : verdict.Wrong);
    }

    private static string FirstText(TableRow row) =>
        NumberProblems.Shorten(row.Cells.FirstOrDefault(cell => !string.IsNullOrWhiteSpace(cell))?.Trim() ?? "");

    private void AddSeen(TableRow row)
    {
        if (_draft.IsUnnumbered)
        {
            AddUnnumbered(row);
            return;
        }

        var id = HouseholdIds.Normalize(WrittenText.Id(row.Cells[_idColumn]));
        if ((OddCells.FaultOfText(id) ?? (_households.ContainsKey(id) ? _tail.BelowInstructions ?? BelowLine(row, id) : null))
            is { } figure)
        {
            _cells.Report(row.Number, _idColumn, id, ProblemCodes.InvalidHouseholdId, figure.Zh, figure.En);
            return;
        }

        if (_households.TryGetValue(id, out var rows))
        {
            if (_tail.IsPart(_idColumn, id, row))
            {
                _parts.SeeOf(rows, row);
                Skip(row, SkippedKind.Sum);
                return;
            }

            if (!_hasPersons || SheetOf(rows.FirstRow) != SheetOf(row.Number))
            {
                var first = _reading.RowWords(rows.FirstRow);
                _cells.Report(row.Number, _idColumn, id, ProblemCodes.DuplicateHousehold,
                    $"户编号与{first.Zh}重复；各组从头编号的，编号前加上组号，如 1-{id}；一户写了几行的，合成一行",
                    $"the household is in {first.En} already; where each group begins anew, put the group before the number, such "
                        + $"as 1-{id}; where a household has several rows, make them one");
                return;
            }
        }
        else if ((rows = Household(row, id)) is null)
        {
            return;
        }

        See(row);
        _above = rows;
        if (!row.Filled.Contains(_idColumn))
        {
            _cells.Understand(row.Number, _idColumn, row.Written.GetValueOrDefault(_idColumn, row.Cells[_idColumn]), id);
        }

        AddCells(rows, row);
    }

    // The household that a row begins or goes on with; null when it is none, which is said.
    private RosterRows? Household(TableRow row, string id)
    {
        if (id.Length > 0 && _cells.IsPrepared(row))
        {
            Skip(row, SkippedKind.OnlyNumbered);
            return null;
        }

        var isNone = RosterRowWords.IsPlaceholder(id);
        var verdict = _tail.Look(_idColumn, isNone ? "" : id, row.Cells);
        if (verdict.Skipped is { } kind)
        {
            SkipBelow(row, kind, verdict);
            return null;
        }

        if (id.Length == 0 && verdict.Fault is null && _above is { } above && _cells.IsNextPerson(row))
        {
            _reading.ContinuedRows++;
            return above;
        }

        // Each row by itself: two without an id are not one household.
        var fault = verdict.Fault ?? _columns.FaultOfId(id) ?? Doubted(row, id) ?? RosterGroups.FaultOf(id)
            ?? (id.Length == 0 ? HouseholdIds.Fault(id)
            : isNone ? new LocalizedText($"户编号写的是“{id}”，不是编号；请给这一户编一个号，以后不变，不是农户就不要这一行",
                $"the household id is \"{id}\", which is none; give the household a number that stays, or leave the row out")
            : _cells.HasOnlyId(row) ? new LocalizedText("这一行只有户编号，别的格都是空的；补上内容，或不要这一行",
                "this row holds a household id and nothing else; fill it in, or leave it out")
            : null);
        if (fault is not null)
        {
            _cells.Report(row.Number, _idColumn, id, ProblemCodes.InvalidHouseholdId, fault.Zh, fault.En);
            return null;
        }

        _draft.Memory.AddHousehold(id);
        var rows = new RosterRows(id, row.Number, _cells.Columns.Count);
        _households.Add(id, rows);
        _sections.Saw(row, id);
        return rows;
    }

    // A problem of a household stands in the cell that said it.
    private ImportProblem Place(ImportedHousehold household, Problem problem)
    {
        var (field, person, named) = RosterWords.FieldOf(problem.Field);
        var rows = _households[household.Entry.Id];
        var isHeadOnly = person >= household.PersonRows.Count;
        var at = named is not null ? _cells.ColumnOf(field, named)
            : isHeadOnly && field == RosterField.IdNumber ? _cells.ColumnOf(RosterField.HeadIdNumber)
            : isHeadOnly && field == RosterField.PersonName ? _cells.ColumnOf(RosterField.Name)
            : _cells.ColumnOf(field);
        var row = person is { } who && !isHeadOnly ? household.PersonRows[who] : rows.RowOf(at);
        var value = field == RosterField.HouseholdId ? rows.Id
            : person is { } one && !isHeadOnly ? rows.Persons[one].Text(field)
            : rows.TextOf(at);
        return _cells.Problem(row, at, at < 0 ? null : value, problem, at < 0 ? problem.Field : null);
    }
}
