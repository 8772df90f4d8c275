using System.Globalization;

namespace LinkageService.Features.Households;

/// <summary>The rows of a table that speak of one household.</summary>
/// <param name="id">The member number.</param>
/// <param name="firstRow">The first of the rows.</param>
/// <param name="columns">How many columns the table has.</param>
internal sealed class RosterRows(string id, int firstRow, int columns)
{
    private readonly (string? Text, int Row)[] _cells = new (string? Text, int Row)[columns];
    private Dictionary<int, RepeatedQuantity>? _repeated;

    /// <summary>The member number.</summary>
    public string Id => id;

    /// <summary>The first of the rows.</summary>
    public int FirstRow => firstRow;

    /// <summary>Its persons, in the order of the rows.</summary>
    public List<PersonCells> Persons { get; } = new(0);

    /// <summary>The lines of a cell that was read as one name, where each of them looks like a name; null for any other.</summary>
    public string? NameLines { get; set; }

    /// <summary>The tags that columns of their own say yes to.</summary>
    public List<string> Tags { get; } = new(0);

    /// <summary>Notes a cell of the household; false when an earlier row says something else.</summary>
    public bool TryAdd(int column, string text, int row, out int firstRowOfCell)
    {
        ref var cell = ref _cells[column];
        if (cell.Text is null)
        {
            cell = (text, row);
        }

        firstRowOfCell = cell.Row;
        return string.Equals(cell.Text, text, StringComparison.Ordinal);
    }

    /// <summary>Notes a quantity that may be the household's, or one person's.</summary>
    public void AddQuantity(int column, string text, int row)
    {
        ref var cell = ref _cells[column];
        if (cell.Text is not { } first)
        {
            cell = (text, row);
            return;
        }

        _repeated ??= [];
        var known = _repeated.GetValueOrDefault(column) ?? new RepeatedQuantity(ValueOf(first), row, Other: null)
        {
            Parts = ValueOf(first) == 0 ? 0 : 1,
        };
        _repeated[column] = known with
        {
            Sum = known.Sum + ValueOf(text),
            Parts = known.Parts + (ValueOf(text) == 0 ? 0 : 1),
            Other = known.Other ?? (string.Equals(first, text, StringComparison.Ordinal) ? null : (text, row)),
        };
    }

    /// <summary>What a quantity adds up to that stands in several rows; null where it stands in one, or none.</summary>
    public RepeatedQuantity? RepeatedOf(int column) => _repeated?.GetValueOrDefault(column);

    /// <summary>Takes the sum of its persons for what the household has.</summary>
    public void TakeSum(int column)
    {
        if (RepeatedOf(column) is { } repeated)
        {
            _cells[column].Text = repeated.Sum.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Notes a cell of which several are kept together; false when an earlier one says something else.</summary>
    public bool Join(int column, string text, int row, string separator)
    {
        ref var cell = ref _cells[column];
        if (cell.Text is not { } before)
        {
            cell = (text, row);
            return true;
        }

        if ((separator + before + separator).Contains(separator + text + separator, StringComparison.Ordinal))
        {
            return true;
        }

        cell.Text = before + separator + text;
        return false;
    }

    // What was read as a quantity has at most so many digits.
    private static decimal ValueOf(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    /// <summary>What a column says, or null; no column says nothing.</summary>
    public string? TextOf(int column) => column < 0 ? null : _cells[column].Text;

    /// <summary>The row in which a column says something.</summary>
    public int RowOf(int column) => column < 0 || _cells[column].Text is null ? FirstRow : _cells[column].Row;
}

/// <summary>A quantity that stands in several rows of one household.</summary>
/// <param name="Sum">All of them together.</param>
/// <param name="SecondRow">The second of the rows.</param>
/// <param name="Other">The first that is not what the first row says, and its row; null where all say the same.</param>
internal sealed record RepeatedQuantity(decimal Sum, int SecondRow, (string Text, int Row)? Other)
{
    /// <summary>How many of them are not nought.</summary>
    public int Parts { get; init; }
}

/// <summary>The cells of a row that speak of a person; blank ones left out.</summary>
/// <param name="row">The row.</param>
internal sealed class PersonCells(int row)
{
    private readonly string?[] _cells = new string?[RosterField.Guardian - RosterField.PersonName + 1];

    /// <summary>The row.</summary>
    public int Row => row;

    /// <summary>Whether none says anything.</summary>
    public bool IsBlank { get; private set; } = true;

    /// <summary>Notes a cell.</summary>
    public void Add(RosterField field, string text)
    {
        _cells[field - RosterField.PersonName] = text;
        IsBlank = false;
    }

    /// <summary>What a field says, or null.</summary>
    public string? Text(RosterField field) => _cells[field - RosterField.PersonName];
}
