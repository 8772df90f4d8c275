using LinkageService.Engine.Problems;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>
/// A table without numbers, of which somebody said that its households are numbered in its order: a household a row, or a household from
/// each head on to the next.
/// </summary>
internal sealed partial class RosterTableReader
{
    private const int NoColumn = -1;

    private static readonly (bool Begins, LocalizedText? Fault) Begun = (true, null);
    private static readonly (bool Begins, LocalizedText? Fault) GoesOn = (false, null);

    private void AddUnnumbered(TableRow row)
    {
        var verdict = _tail.Look(NoColumn, "", row.Cells);
        if (verdict.Skipped is { } kind)
        {
            SkipBelow(row, kind, verdict);
            return;
        }

        if (verdict.Fault is null && _cells.IsPrepared(row))
        {
            Skip(row, SkippedKind.OnlyNumbered);
            return;
        }

        var (begins, fault) = (verdict.Fault ?? Doubted(row, "")) is { } odd ? Ask(odd.Zh, odd.En)
            : _hasPersons ? OfPerson(row)
            : OfHousehold(row);
        if (fault is not null)
        {
            // Whoever follows is not of the household above it.
            _above = null;
            _cells.Report(row.Number, NoColumn, null, ProblemCodes.InvalidHouseholdId, fault.Zh, fault.En);
            return;
        }

        if (begins)
        {
            _above = new RosterRows(_reading.RowWords(row.Number).Zh, row.Number, _cells.Columns.Count);
            _draft.Memory.AddHousehold(_above.Id);
            _households.Add(_above.Id, _above);
            _sections.Saw(row, "");
        }

        See(row);
        AddCells(_above!, row);
    }

    private (bool Begins, LocalizedText? Fault) OfHousehold(TableRow row) =>
        row.Filled.Contains(_cells.ColumnOf(RosterField.Name))
            ? Ask("户主与上一行合并在一起：一户写了几行的，合成一行",
                "the head is merged with the row above; where a household has several rows, make them one")
        : Said(row, RosterField.Name).Length == 0
            ? Ask("没有户主姓名，认不出是哪一户；是农户就补上姓名，不是就不要这一行",
                "nobody is named, so that nobody can say which household it is; fill in the name, or leave the row out")
        : Begun;

    // A household begins with its head; who is nothing to a head is asked about.
    private (bool Begins, LocalizedText? Fault) OfPerson(TableRow row)
    {
        var relation = Said(row, RosterField.Relation);
        var hasFlags = _cells.ColumnOf(RosterField.Head) >= 0;
        if (_cells.ColumnOf(RosterField.Relation) < 0 && !hasFlags)
        {
            return _cells.SaysOfHousehold(row) ? Begun : Ask(
                "这一行只写了人，没有写户的内容，分不清是不是一户；请补全，或给表加一列“户编号”",
                "this row names a person and says nothing of a household; fill it in, or add a column of household ids");
        }

        var said = NumberProblems.Shorten(relation);
        if (RosterWords.IsFormerHead(relation))
        {
            return Ask($"写的是“{said}”，分不清一户从谁起；请给表加一列“户编号”，或先不列这个人",
                $"it says \"{said}\", so that it cannot be told where the household begins; add a column of household ids, or leave this "
                    + "person out");
        }

        if (RosterWords.IsHead(relation) || (RosterWords.TryFlag(Said(row, RosterField.Head), out var isHead) && isHead))
        {
            return Begun;
        }

        return relation.Length == 0 && !hasFlags
                ? Ask("没有写与户主关系，分不清是哪一户的；请填上",
                    "the relation to the head is blank, so that it cannot be told whose household it is; fill it in")
            : _above is null
                ? Ask("上面没有这一户的户主，分不清是哪一户的；一户的人请连着写，户主写在最前面",
                    "no head of this household stands above it; write the persons of a household one after another, the head first")
            : GoesOn;
    }

    private static (bool Begins, LocalizedText? Fault) Ask(string zh, string en) => (false, new LocalizedText(zh, en));

    private string Said(TableRow row, RosterField field) => _cells.ColumnOf(field) is >= 0 and var at && at < row.Cells.Count
        && !row.Filled.Contains(at) ? row.Cells[at].Trim() : "";
}
