using System.Collections.Immutable;

namespace LinkageService.Tables;

/// <summary>
/// What a person changed of a table file before it is read: cells written anew, rows and columns left out. The file itself stays as
/// it is. Rows are named by <see cref="TableRow.Number"/>, columns by their place in the file from 0. Immutable.
/// </summary>
internal sealed record TableMending
{
    /// <summary>Characters of a cell that is written anew; what is over is cut off.</summary>
    public const int MaxCharacters = 1000;

    private ImmutableDictionary<(int Row, int Column), string> _cells = ImmutableDictionary<(int, int), string>.Empty;
    private ImmutableHashSet<int> _mendedRows = [];
    private ImmutableHashSet<int> _rowsOut = [];
    private ImmutableHashSet<int> _columnsOut = [];

    /// <summary>The file as it is.</summary>
    public static TableMending None { get; } = new();

    /// <summary>The first row that is read, which is the headings: titles above them are passed over.</summary>
    public int FirstRow { get; init; }

    /// <summary>The cells that are written anew.</summary>
    public IEnumerable<(int Row, int Column, string Text)> Cells =>
        _cells.Select(cell => (cell.Key.Row, cell.Key.Column, cell.Value));

    /// <summary>The rows that are left out.</summary>
    public IReadOnlySet<int> RowsOut => _rowsOut;

    /// <summary>With a cell written anew.</summary>
    public TableMending WithCell(int row, int column, string text) => this with
    {
        _cells = _cells.SetItem((row, column), text.Length > MaxCharacters ? text[..MaxCharacters] : text),
        _mendedRows = _mendedRows.Add(row),
    };

    /// <summary>With a row left out, or taken in again.</summary>
    public TableMending WithRow(int row, bool isLeftOut) =>
        this with { _rowsOut = isLeftOut ? _rowsOut.Add(row) : _rowsOut.Remove(row) };

    /// <summary>With a column left out, or taken in again.</summary>
    public TableMending WithColumn(int column, bool isLeftOut) =>
        this with { _columnsOut = isLeftOut ? _columnsOut.Add(column) : _columnsOut.Remove(column) };

    /// <summary>Without what another changed, where it stands yet as the other has it.</summary>
    public TableMending Without(TableMending other)
    {
        var cells = _cells.RemoveRange(other._cells.Where(_cells.Contains).Select(cell => cell.Key));
        return this with
        {
            _cells = cells,
            _mendedRows = [.. cells.Keys.Select(cell => cell.Row)],
            _rowsOut = _rowsOut.Except(other._rowsOut),
        };
    }

    /// <summary>Whether a row is left out.</summary>
    public bool LeavesOutRow(int row) => _rowsOut.Contains(row);

    /// <summary>Whether a column is left out.</summary>
    public bool LeavesOutColumn(int column) => _columnsOut.Contains(column);

    /// <summary>A row with its new cells: one that has any is as wide as the headings, whatever it was.</summary>
    /// <param name="row">As read.</param>
    /// <param name="width">Cells of the heading row in the file.</param>
    public IReadOnlyList<string> CellsOf(TableRow row, int width)
    {
        if (!_mendedRows.Contains(row.Number))
        {
            return row.Cells;
        }

        return Enumerable.Range(0, width).Select(column => _cells.TryGetValue((row.Number, column), out var text) ? text
            : column < row.Cells.Count ? row.Cells[column] : "").ToArray();
    }

    /// <summary>A row as it is read: with its new cells, those of columns left out blank.</summary>
    public TableRow Apply(TableRow row, int width)
    {
        var cells = CellsOf(row, width);
        return row with
        {
            Cells = _columnsOut.IsEmpty ? cells : [.. cells.Select((cell, column) => _columnsOut.Contains(column) ? "" : cell)],
            Odd = row.Odd.Count == 0 || (_columnsOut.IsEmpty && !_mendedRows.Contains(row.Number)) ? row.Odd : row.Odd
                .Where(cell => !_columnsOut.Contains(cell.Key) && !_cells.ContainsKey((row.Number, cell.Key)))
                .ToDictionary(cell => cell.Key, cell => cell.Value),
        };
    }
}
