namespace LinkageService.Tables;

/// <summary>A workbook's cell of which people see something else than is stored.</summary>
/// <param name="Kind">Why the two differ.</param>
/// <param name="Shown">What people see; the cell's own text where it is not known.</param>
internal sealed record OddCell(OddCellKind Kind, string Shown)
{
    /// <summary>Words that the format shows behind the number, such as 万元; empty for none.</summary>
    public string Behind { get; init; } = "";
}

/// <summary>Why what people see of a cell is not what is stored.</summary>
internal enum OddCellKind
{
    /// <summary>A number whose format adds zeros or words: 1 shown as 0001.</summary>
    Formatted,

    /// <summary>A number whose format shows it in a way not known here: with separators, as a percentage, rounded.</summary>
    Unclear,

    /// <summary>A whole number of more than 15 digits: a spreadsheet keeps 15 and writes zeros for the rest.</summary>
    Rounded,

    /// <summary>A date: what was typed may have been 3-1.</summary>
    Date,

    /// <summary>TRUE or FALSE.</summary>
    Flag,

    /// <summary>An error of a formula, such as #REF!.</summary>
    Error,
}
