using System.Runtime.InteropServices;

namespace LinkageService.Tables;

/// <summary>A cell that was merged with those below it.</summary>
/// <param name="Row">Its row, from 1.</param>
/// <param name="LastRow">The last row it covers.</param>
/// <param name="Column">Its column, from 0; what it covers to the right stays blank.</param>
internal readonly record struct MergedCell(int Row, int LastRow, int Column);

/// <summary>
/// Fills the cells below a merged one with what it says, row by row from the top: people see one text beside all of them.
/// </summary>
internal sealed class MergedCells
{
    /// <summary>Merged cells of one sheet; more are refused.</summary>
    /// <value>500,000.</value>
    public const int Most = 500_000;

    private readonly MergedCell[] _cells;
    private readonly Dictionary<int, (int LastRow, string Text, OddCell? Odd)> _open = [];
    private int _next;

    /// <summary>Of a sheet, in any order.</summary>
    public MergedCells(IEnumerable<MergedCell> cells) => _cells = [.. cells.OrderBy(cell => cell.Row).ThenBy(cell => cell.Column)];

    /// <summary>A row with what the merged cells above it say; rows come in their order.</summary>
    public TableRow Fill(TableRow row)
    {
        if (_open.Count == 0 && (_next == _cells.Length || _cells[_next].Row > row.Number))
        {
            return row;
        }

        foreach (var column in _open.Where(cell => cell.Value.LastRow < row.Number).Select(cell => cell.Key).ToArray())
        {
            _open.Remove(column);
        }

        var filled = _open.Count == 0 ? row : FillFromAbove(row);
        for (; _next < _cells.Length && _cells[_next].Row <= row.Number; _next++)
        {
            var cell = _cells[_next];
            if (cell.Row == row.Number && cell.Column < row.Cells.Count && row.Cells[cell.Column].Length > 0)
            {
                _open[cell.Column] = (cell.LastRow, row.Cells[cell.Column], row.Odd.GetValueOrDefault(cell.Column));
            }
        }

        return filled;
    }

    private TableRow FillFromAbove(TableRow row)
    {
        var cells = row.Cells.ToList();
        var (filled, odd) = (new HashSet<int>(), new Dictionary<int, OddCell>(row.Odd));
        foreach (var (column, above) in _open)
        {
            CollectionsMarshal.SetCount(cells, Math.Max(cells.Count, column + 1));
            if (string.IsNullOrEmpty(cells[column]))
            {
                cells[column] = above.Text;
                filled.Add(column);
                if (above.Odd is not null)
                {
                    odd[column] = above.Odd;
                }
            }
        }

        return row with { Cells = [.. cells.Select(cell => cell ?? "")], Odd = odd, Filled = filled };
    }
}
