using LinkageService.Engine.Problems;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>What is seen of a row among the others, and of the whole table once it is read.</summary>
internal sealed partial class RosterTableReader
{
    // What no single row says: marks, sums beside each other, nothing read at all.
    private void LookBack()
    {
        _marks.Finish();
        if (_draft.ProblemCount == 0)
        {
            _sums.Compare();
        }

        if (_households.Count == 0 && _draft.ProblemCount == 0)
        {
            _draft.Warn(new ImportWarning(_reading.HeadingRow, 0, _cells.HeadingOf(0), RosterDoubts.NoHouseholds, new LocalizedText(
                "列名下面没有一户，什么也不会导入；请看是不是选错了工作表或文件",
                "no household stands below the headings, and nothing is imported; is it the right sheet, and the right file?")));
        }

        if (_table.Unjoined.Count > 0)
        {
            var (first, others) = (_reading.Sheet, string.Join("、", _table.Unjoined.Select(sheet => $"“{sheet}”")));
            _draft.Add(new ImportProblem(_table.Headings.Number, "", null, new Problem(
                ProblemCodes.InvalidValue, "columns.sheets", new LocalizedText(
                    $"工作表{others}也像是各组的名册，但列名、列的次序或单位和“{first}”不一样，没有读；请改成一样再导入，或者选定只读哪一张",
                    $"the sheets {others} seem to be rosters of groups too and were not read, for their headings, the order of them or "
                        + $"their units are not those of \"{first}\"; make them the same, or say which sheet alone is to be read"))));
        }
    }

    private void See(TableRow row)
    {
        _reading.Saw(row);
        _marks.See(row);
        _sums.See(row);
    }

    // What may be of another list is asked about; the line that introduces it too, which may be left out if they are all households.
    private LocalizedText? Doubted(TableRow row, string id)
    {
        var name = Said(row, RosterField.Name) is { Length: > 0 } head ? head : Said(row, RosterField.PersonName);
        if (RosterSections.FaultOfName(name) is { } odd)
        {
            return odd;
        }

        if (_sections.Introduced is not { } line)
        {
            return _sections.FaultOfShape(row, id);
        }

        if (!_sections.IsAsked)
        {
            _sections.IsAsked = true;
            _cells.Report(line.Row, _idColumn, null, ProblemCodes.InvalidHouseholdId,
                $"这一行写的是“{line.Text}”，下面各行分不清是不是参加分配的农户：不是的逐行不要；都是的，只不要这一行",
                $"this row says \"{line.Text}\", and whether those below it are households that share cannot be told; leave out those that "
                    + "are none, or this row alone if all of them are");
        }

        var where = _reading.RowWords(line.Row);
        return new LocalizedText(
            $"在{where.Zh}“{line.Text}”下面，分不清是不是参加分配的农户：不是就不要这一行；下面各行都是的，只不要{where.Zh}",
            $"it stands below \"{line.Text}\" in {where.En}, and whether it is a household that shares cannot be told; leave it out, or "
                + $"leave out {where.En} alone if all below it are households");
    }

    // Persons of a household that stands above the line.
    private LocalizedText? BelowLine(TableRow row, string id) => _sections.Introduced is null ? null : Doubted(row, id);
}
