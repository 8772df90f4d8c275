namespace LinkageService.Tables;

/// <summary>The kinds of table file.</summary>
internal enum TableFormat
{
    /// <summary>Text: a record a line, cells between separators.</summary>
    Csv,

    /// <summary>A workbook of Excel 2007 or later.</summary>
    Xlsx,

    /// <summary>A workbook of Excel 97–2003, which is read and never written.</summary>
    Xls,
}

/// <summary>Which format the first bytes of a file announce.</summary>
internal static class TableFormatDetection
{
    // What old Excel files, and new ones under a password, are packed in.
    private static ReadOnlySpan<byte> CompoundFile => [0xD0, 0xCF, 0x11, 0xE0];

    /// <summary>The format; the stream is left at its start.</summary>
    public static TableFormat Of(Stream file)
    {
        Span<byte> start = stackalloc byte[4];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        if (start.SequenceEqual("%PDF"u8))
        {
            throw TableException.Csv(0, "这是 PDF，不是表格；请找原来的 Excel 表，或把内容录成表格",
                "this is a PDF and no table; look for the workbook it was made of");
        }

        if (start.SequenceEqual(CompoundFile))
        {
            return TableFormat.Xls;
        }

        return start.SequenceEqual("PK\u0003\u0004"u8) || start.SequenceEqual("PK\u0005\u0006"u8) ? TableFormat.Xlsx : TableFormat.Csv;
    }
}
