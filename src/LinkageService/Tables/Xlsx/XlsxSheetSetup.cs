using System.Globalization;

namespace LinkageService.Tables.Xlsx;

/// <summary>A worksheet as it is set up before its rows come.</summary>
/// <param name="Name">Its name; what Excel refuses in one becomes _.</param>
/// <param name="Widths">Widths of the columns, in digits.</param>
internal sealed record XlsxSheetSetup(string Name, IReadOnlyList<int> Widths)
{
    /// <summary>
    /// The row of headings, from 1, which stays in sight and, where it is set up for printing, is repeated on every page; 0 for none.
    /// </summary>
    public int HeadingRow { get; init; }

    /// <summary>Columns, from 1, in which also what is added later is a text.</summary>
    public IReadOnlyList<int> TextColumns { get; init; } = [];

    /// <summary>Columns at the left that stay in sight.</summary>
    public int FrozenColumns { get; init; }

    /// <summary>Rows whose first cell goes over all columns.</summary>
    public IReadOnlyList<int> WideRows { get; init; } = [];

    /// <summary>Whether it is set up for printing; else it is a plain table.</summary>
    public bool IsPrinted { get; init; } = true;

    /// <summary>Whether it prints across.</summary>
    public bool IsLandscape { get; init; } = true;

    /// <summary>In the middle of each printed page's foot: <c>&amp;P</c> is the page, <c>&amp;N</c> how many there are.</summary>
    public string Footer { get; init; } = "&P / &N";

    /// <summary>A reference to one of its cells from any sheet.</summary>
    public string Reference(int column, int row, bool isWithSheet = true)
    {
        var cell = string.Create(CultureInfo.InvariantCulture, $"{XlsxParts.ColumnName(column)}{row}");
        return isWithSheet ? $"'{XlsxParts.SheetName(Name)}'!{cell}" : cell;
    }
}
