using System.Text;

namespace LinkageService.CommandLine;

/// <summary>Rows in columns: the first columns of text to the left, the others, amounts, to the right.</summary>
/// <param name="textColumns">How many columns are text.</param>
internal sealed class TextTable(int textColumns)
{
    private const string Gap = "  ";

    private readonly List<string[]?> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>A line across.</summary>
    public void AddRule() => _rows.Add(null);

    public void AppendTo(StringBuilder text)
    {
        var columns = _rows.Max(row => row?.Length ?? 0);
        var widths = Enumerable.Range(0, columns)
            .Select(column => _rows.Max(row => row is not null && column < row.Length ? TextWidth.Of(row[column]) : 0)).ToArray();
        foreach (var row in _rows)
        {
            var line = row is null
                ? string.Join(Gap, widths.Select(width => new string('-', width)))
                : string.Join(Gap, row.Select((cell, column) =>
                    column < textColumns ? TextWidth.PadRight(cell, widths[column]) : TextWidth.PadLeft(cell, widths[column])));
            text.Append(line.TrimEnd()).Append('\n');
        }
    }
}
