namespace LinkageService.Engine.Workbooks;

/// <summary>How a cell of a workbook looks.</summary>
public enum WorkbookLook
{
    /// <summary>No cell.</summary>
    None,

    /// <summary>The title of a sheet.</summary>
    Title,

    /// <summary>A line under the title.</summary>
    Note,

    /// <summary>A line that says whether the workbook may be gone by.</summary>
    Status,

    /// <summary>The head of a column.</summary>
    Heading,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>Yuan.</summary>
    Amount,

    /// <summary>Any number, as it is.</summary>
    Number,

    /// <summary>A number that may be changed.</summary>
    Input,

    /// <summary>A rate that may be changed.</summary>
    InputRate,

    /// <summary>Yuan that may be changed.</summary>
    InputAmount,

    /// <summary>A text in a row of totals.</summary>
    TotalText,

    /// <summary>A whole number in a row of totals.</summary>
    TotalWhole,

    /// <summary>Yuan in a row of totals.</summary>
    TotalAmount,
}
