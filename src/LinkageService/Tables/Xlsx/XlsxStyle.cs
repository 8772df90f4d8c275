namespace LinkageService.Tables.Xlsx;

/// <summary>How a cell looks; the number is that of the style in the file.</summary>
internal enum XlsxStyle
{
    /// <summary>As the program shows cells by itself.</summary>
    Plain = 0,

    /// <summary>The title of a sheet: large, in the middle.</summary>
    Title = 1,

    /// <summary>A line under the title.</summary>
    Note = 2,

    /// <summary>The head of a column: bold, in the middle, on grey, wrapped.</summary>
    Heading = 3,

    /// <summary>A text in a table.</summary>
    Text = 4,

    /// <summary>A whole number in a table.</summary>
    Whole = 5,

    /// <summary>Yuan in a table: thousands separators, two decimals.</summary>
    Amount = 6,

    /// <summary>A text in a row of totals.</summary>
    TotalText = 7,

    /// <summary>A whole number in a row of totals.</summary>
    TotalWhole = 8,

    /// <summary>Yuan in a row of totals.</summary>
    TotalAmount = 9,

    /// <summary>The head of a column of a plain table: bold.</summary>
    TableHeading = 10,

    /// <summary>A text in a plain table.</summary>
    TableText = 11,

    /// <summary>A day in a plain table.</summary>
    TableDay = 12,

    /// <summary>
    /// A number in a plain table without digits after the point; each of the next <see cref="ExactDecimal.MaxDigits"/> styles has one
    /// digit more.
    /// </summary>
    TableDecimal = 13,

    /// <summary>A number in a table, as it is.</summary>
    Number = TableDecimal + ExactDecimal.MaxDigits + 1,

    /// <summary>A number that may be changed: on yellow, as it is.</summary>
    InputNumber = Number + 1,

    /// <summary>A rate that may be changed, in per cent.</summary>
    InputRate = Number + 2,

    /// <summary>Yuan that may be changed.</summary>
    InputAmount = Number + 3,

    /// <summary>A line that is to be seen: bold, on the colour of totals.</summary>
    Status = Number + 4,
}
