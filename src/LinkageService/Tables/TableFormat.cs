namespace LinkageService.Tables;

/// <summary>The two kinds of table file.</summary>
internal enum TableFormat
{
    /// <summary>Text: a record a line, cells between separators.</summary>
    Csv,

    /// <summary>A workbook of Excel 2007 or later.</summary>
    Xlsx,
}
