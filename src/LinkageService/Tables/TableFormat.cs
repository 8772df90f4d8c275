namespace LinkageService.Tables;

/// <summary>The two kinds of table file.</summary>
internal enum TableFormat
{
    /// <summary>Text: a record a line, cells between separators.</summary>
    Csv,

    /// <summary>A workbook of Excel 2007 or later.</summary>
    Xlsx,
}

/// <summary>Which format the first bytes of a file announce.</summary>
internal static class TableFormatDetection
{
    // What old Excel files, and new ones under a password, are packed in.
    private static ReadOnlySpan<byte> CompoundFile => [0xD0, 0xCF, 0x11, 0xE0];

    /// <summary>The format; the stream is left at its start.</summary>
    /// <exception cref="TableException">An Excel 97–2003 file, or one under a password.</exception>
    public static TableFormat Of(Stream file)
    {
        Span<byte> start = stackalloc byte[4];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        if (start.SequenceEqual(CompoundFile))
        {
            throw TableException.Xlsx(
                0,
                0,
                "这是旧版 .xls 或加了密码的文件；请在 Excel 里去掉密码，另存为 .xlsx",
                "this is an old .xls file or one with a password; remove the password and save as .xlsx");
        }

        return start.SequenceEqual("PK\u0003\u0004"u8) || start.SequenceEqual("PK\u0005\u0006"u8) ? TableFormat.Xlsx : TableFormat.Csv;
    }
}
