namespace LinkageService.Features.Households;

/// <summary>The rows of a table that speak of one household.</summary>
internal sealed class RosterRows(string id, int firstRow)
{
    private readonly Dictionary<RosterColumn, (string Text, int Row)> _cells = [];

    /// <summary>The member number.</summary>
    public string Id => id;

    /// <summary>The first of the rows.</summary>
    public int FirstRow => firstRow;

    /// <summary>Its persons, in the order of the rows.</summary>
    public List<PersonCells> Persons { get; } = [];

    /// <summary>Its holdings as written.</summary>
    public IReadOnlyDictionary<string, string> Holdings => _cells.Where(cell => cell.Key.Field == RosterField.Holding)
        .ToDictionary(cell => cell.Key.Name, cell => cell.Value.Text, StringComparer.Ordinal);

    /// <summary>Notes a cell of the household; false when an earlier row says something else.</summary>
    public bool TryAdd(RosterColumn column, string text, int row, out int firstRowOfCell)
    {
        if (_cells.TryGetValue(column, out var cell))
        {
            firstRowOfCell = cell.Row;
            return string.Equals(cell.Text, text, StringComparison.Ordinal);
        }

        _cells.Add(column, (text, row));
        firstRowOfCell = row;
        return true;
    }

    /// <summary>What a field says, or null.</summary>
    public string? Text(RosterField field)
    {
        foreach (var (column, cell) in _cells)
        {
            if (column.Field == field)
            {
                return cell.Text;
            }
        }

        return null;
    }

    /// <summary>What a column says, or null.</summary>
    public string? TextOf(RosterColumn column) => _cells.TryGetValue(column, out var cell) ? cell.Text : null;

    /// <summary>The row in which a column says something.</summary>
    public int RowOf(RosterColumn column) => _cells.TryGetValue(column, out var cell) ? cell.Row : FirstRow;
}

/// <summary>The cells of a row that speak of a person; blank ones left out.</summary>
internal sealed class PersonCells(int row)
{
    /// <summary>The row.</summary>
    public int Row => row;

    /// <summary>By field.</summary>
    public Dictionary<RosterField, string> Cells { get; } = [];

    /// <summary>What a field says, or null.</summary>
    public string? Text(RosterField field) => Cells.GetValueOrDefault(field);
}
