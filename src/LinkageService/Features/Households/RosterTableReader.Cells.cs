using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>What the cells of a row say of its household.</summary>
internal sealed partial class RosterTableReader
{
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
                _parts.AddLine(at, text, isFirst: rows.TextOf(at) is null);
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
}
