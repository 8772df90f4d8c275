using System.Globalization;
using System.Text;

namespace LinkageService.Engine.Workbooks;

/// <summary>Writes a term as a spreadsheet has it, in one cell.</summary>
/// <param name="sheet">The sheet of the cell; cells of other sheets are named with theirs.</param>
/// <param name="row">The row of the cell: columns of households are read in the same row.</param>
internal sealed class TermWriter(string sheet, int row)
{
    private readonly StringBuilder _text = new();

    public int Row => row;

    public static string Write(Term term, string sheet, int row)
    {
        var writer = new TermWriter(sheet, row);
        term.Write(writer);
        return writer._text.ToString();
    }

    public static string ColumnName(int column) =>
        column <= 26 ? Letter(column) : ColumnName((column - 1) / 26) + Letter(((column - 1) % 26) + 1);

    public void Add(string text) => _text.Append(text);

    public void Add(Term term, int rank)
    {
        var isApart = term.Rank < rank;
        _text.Append(isApart ? "(" : "");
        term.Write(this);
        _text.Append(isApart ? ")" : "");
    }

    public void Call(string name, params IReadOnlyList<Term> arguments)
    {
        _text.Append(name).Append('(');
        for (var at = 0; at < arguments.Count; at++)
        {
            _text.Append(at == 0 ? "" : ",");
            arguments[at].Write(this);
        }

        _text.Append(')');
    }

    /// <summary>A cell: <c>$F$12</c>, of another sheet with its name.</summary>
    public void Cell(string of, int column, int at) =>
        _text.Append(Prefix(of)).Append(CultureInfo.InvariantCulture, $"${ColumnName(column)}${at}");

    /// <summary>A column of households in the present row: <c>F12</c>.</summary>
    public void CellOfRow(string of, int column, int at) =>
        _text.Append(Prefix(of)).Append(CultureInfo.InvariantCulture, $"{ColumnName(column)}{at}");

    /// <summary>Cells of one column: <c>F$9:F$300</c>.</summary>
    public void Range(string of, int column, int from, int to) => _text.Append(Prefix(of))
        .Append(CultureInfo.InvariantCulture, $"${ColumnName(column)}${from}:${ColumnName(column)}${to}");

    private static string Letter(int column) => ((char)('A' + column - 1)).ToString();

    private string Prefix(string of) => of == sheet ? "" : $"'{of}'!";
}
