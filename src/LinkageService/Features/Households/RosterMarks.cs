using LinkageService.Engine.Problems;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>
/// Rows whose number or name is struck out or red: so villages cross out who is no longer there. They are read, and marked.
/// </summary>
/// <param name="cells">The table's columns.</param>
/// <param name="draft">Gets the warnings.</param>
internal sealed class RosterMarks(RosterCells cells, ImportDraft draft)
{
    private readonly int[] _places =
    [
        .. new[] { RosterField.HouseholdId, RosterField.Name, RosterField.PersonName }
            .Select(field => cells.ColumnOf(field)).Where(at => at >= 0),
    ];

    private readonly List<(int Row, int Place)> _red = [];
    private int _rows;

    /// <summary>Sees a row that is read.</summary>
    public void See(TableRow row)
    {
        _rows++;
        if (row.Marks.Count == 0)
        {
            return;
        }

        if (PlaceOf(row, CellMark.Struck) is { } struck)
        {
            Warn(row.Number, struck, RosterDoubts.StruckOut,
                "这一行画了删除线，照样读了；划掉的户不要这一行（在表里删掉），还在的请去掉删除线",
                "this row is struck out and was read all the same; delete it if the household is crossed out, or take the line away");
        }
        else if (PlaceOf(row, CellMark.Red) is { } red)
        {
            _red.Add((row.Number, red));
        }
    }

    /// <summary>Warns of the rows that are red, where the others are not.</summary>
    public void Finish()
    {
        foreach (var (row, place) in _red.Where(_ => _red.Count * 2 <= _rows))
        {
            Warn(row, place, RosterDoubts.MarkedRed,
                "这一行标了红色，照样读了；红色表示已迁出、去世等不参加的，请不要这一行（在表里删掉）",
                "this row is red and was read all the same; delete it if that says that the household takes no part");
        }
    }

    private int? PlaceOf(TableRow row, CellMark mark)
    {
        foreach (var at in _places)
        {
            if (!row.Filled.Contains(at) && row.Marks.GetValueOrDefault(at).HasFlag(mark))
            {
                return at;
            }
        }

        return null;
    }

    private void Warn(int row, int place, string code, string zh, string en) =>
        draft.Warn(new ImportWarning(row, place, cells.HeadingOf(place), code, new LocalizedText(zh, en)));
}
