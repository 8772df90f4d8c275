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
internal sealed class RosterTableReader
{
    private const int RowsPerWord = 5000;

    private readonly TableReader _table;
    private readonly RosterTableColumns _columns;
    private readonly ImportDraft _draft;
    private readonly RosterReading _reading;
    private readonly RosterCells _cells;
    private readonly Dictionary<string, RosterRows> _households = new(StringComparer.Ordinal);
    private readonly RosterTail _tail;
    private readonly bool _hasPersons;
    private readonly int _idColumn;
    private RosterRows? _above;
    private bool _isJoined;

    private RosterTableReader(TableReader table, RosterTableColumns columns, ImportMemory memory)
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
        _draft = new ImportDraft(memory) { Reading = _reading, Place = Place };
        _cells = new RosterCells(table.Headings, columns, found, _draft, new TableUnits(table.Above));
        _idColumn = _cells.ColumnOf(RosterField.HouseholdId);
        _tail = new RosterTail(found);
        new RosterHeadingCheck(table, columns, found, _draft).Check(_hasPersons);
    }

    /// <summary>Reads all of a table.</summary>
    /// <param name="table">The table, its headings read.</param>
    /// <param name="columns">The headings that are known.</param>
    /// <param name="memory">How much may be kept of it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="read">Told now and then how many rows were read.</param>
    /// <exception cref="RefusedException">It cannot be read on, or is too much for one import.</exception>
    public static ImportDraft Read(
        TableReader table, RosterTableColumns columns, ImportMemory memory, CancellationToken cancellation, Action<int>? read = null)
    {
        var reader = new RosterTableReader(table, columns, memory);
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

            if (reader._reading is { HiddenRows: > 0 and var hidden, FirstHiddenRow: var hiddenRow })
            {
                var first = reader._reading.RowWords(hiddenRow);
                reader._reading.Note($"有 {hidden} 行在表里是隐藏的或被筛选掉的（如{first.Zh}），也读了；不要的请先从表里删掉",
                    $"{hidden} rows are hidden in the sheet, or by a filter (such as {first.En}), and were read too; "
                    + "delete those you do not want");
            }

            reader._reading.NoteUnread();
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
        if (kind is SkippedKind.Remark && FirstText(row) is var section && RosterRowWords.IsItem(section)
            && RosterRowWords.SaysLeft(section))
        {
            _reading.Note($"第 {row.Number} 行写着“{section}”，下面的户也读了；已经不在的户请先从表里删掉",
                $"row {row.Number} says \"{section}\", and the households below it were read too; delete those that are no longer there");
        }
    }

    private static string FirstText(TableRow row) =>
        NumberProblems.Shorten(row.Cells.FirstOrDefault(cell => !string.IsNullOrWhiteSpace(cell))?.Trim() ?? "");

    private void AddSeen(TableRow row)
    {
        var id = HouseholdIds.Normalize(WrittenText.Id(row.Cells[_idColumn]));
        if ((OddCells.FaultOfText(id) ?? (_households.ContainsKey(id) ? _tail.BelowInstructions : null)) is { } figure)
        {
            _cells.Report(row.Number, _idColumn, id, ProblemCodes.InvalidHouseholdId, figure.Zh, figure.En);
            return;
        }

        if (_households.TryGetValue(id, out var rows))
        {
            if (_tail.IsPart(_idColumn, id, row))
            {
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

        _reading.Saw(row);
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
            Skip(row, kind, _hasPersons ? [] : verdict.Wrong);
            return null;
        }

        if (id.Length == 0 && verdict.Fault is null && _above is { } above && _cells.IsNextPerson(row))
        {
            _reading.ContinuedRows++;
            return above;
        }

        // Each row by itself: two without an id are not one household.
        var fault = verdict.Fault ?? _columns.FaultOfId(id) ?? (id.Length == 0 ? HouseholdIds.Fault(id)
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
        return rows;
    }

    private void AddCells(RosterRows rows, TableRow row)
    {
        var person = new PersonCells(row.Number);
        if (_cells.ColumnOf(RosterField.Name) is >= 0 and var name && name < row.Cells.Count)
        {
            rows.NameLines ??= WrittenText.Names(row.Cells[name]);
        }

        for (var at = 0; at < _cells.Columns.Count; at++)
        {
            if (_cells.Columns[at] is null && at < row.Cells.Count && !row.Filled.Contains(at))
            {
                _reading.Columns[at].SawUnread(row.Cells[at]);
            }

            if (_cells.Columns[at] is not { } column || column.Field is RosterField.HouseholdId or RosterField.Ordinal or RosterField.Other
                || _cells.TextOf(row, at) is not { Length: > 0 } text)
            {
                continue;
            }

            if (column.Tag is { } tag)
            {
                AddFlag(rows, row, at, tag, text);
            }
            else if (column.Field == RosterField.Tags && (RosterWords.TryFlag(text, out _) || at != _cells.ColumnOf(RosterField.Tags)))
            {
                AddTags(rows, at, text);
            }
            else if (column.IsOfPerson)
            {
                person.Add(column.Field, text);
                _draft.Memory.AddText(text);
            }
            else if (column.IsJoined)
            {
                _draft.Memory.AddText(text);
                _isJoined |= !rows.Join(_cells.ColumnOf(column.Field), text, row.Number, column.Field is RosterField.Phone ? "、" : "；");
            }
            else if (row.Filled.Contains(at) && (column.IsNumber || column.IsPrivate) && rows.TextOf(at) is null)
            {
                _cells.Report(row.Number, at, text, ProblemCodes.InvalidValue, "这一格与上一户合并在一起，分不清各是多少；请分开填",
                    "this cell is merged with that of the household above; fill in each by itself");
            }
            else if (_hasPersons && column.Field is RosterField.Holding && !row.Filled.Contains(at))
            {
                rows.AddQuantity(at, text, row.Number);
                _draft.Memory.AddText(text);
            }
            else if (!TryAdd(rows, at, text, row.Number, out var first))
            {
                _cells.Report(row.Number, at, text, ProblemCodes.InvalidValue, $"与同一户{_reading.RowWords(first).Zh}写的不一致",
                    $"differs from {_reading.RowWords(first).En} of the same household");
            }
        }

        if (!person.IsBlank)
        {
            _draft.Memory.AddPerson();
            rows.Persons.Add(person);
        }

        _cells.NoteBeyond(row);
    }

    // A column of ticks that somebody took for kinds of households says its own heading; a second column says more kinds.
    private void AddTags(RosterRows rows, int at, string text)
    {
        var named = HeadingText.Of(_cells.HeadingOf(at)).Name;
        var tags = !RosterWords.TryFlag(text, out var isSo) ? RosterTags.Split(text)
            : isSo ? [RosterNames.Tag(named.StartsWith("是否", StringComparison.Ordinal) ? named["是否".Length..] : named)]
            : [];
        rows.Tags.AddRange(tags.Where(tag => !rows.Tags.Contains(tag, StringComparer.Ordinal)));
    }

    private void AddFlag(RosterRows rows, TableRow row, int at, string tag, string text)
    {
        if (WrittenText.IsNothing(text))
        {
            return;
        }

        if (!RosterWords.TryFlag(text, out var isSo))
        {
            _cells.Report(row.Number, at, text, ProblemCodes.InvalidValue,
                $"写的是“{NumberProblems.Shorten(text)}”，请写“是”或“否”", $"it says \"{NumberProblems.Shorten(text)}\"; write yes or no");
        }
        else if (isSo && !rows.Tags.Contains(tag, StringComparer.Ordinal))
        {
            rows.Tags.Add(tag);
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
