namespace LinkageService.Tables;

/// <summary>How much of a table file is taken before it is refused; every figure bounds memory or disk against a hostile file.</summary>
internal sealed record TableLimits
{
    /// <summary>The limits that apply unless others are given.</summary>
    public static TableLimits Default { get; } = new();

    /// <summary>Bytes of the file, and bytes of all that is unpacked from it.</summary>
    /// <value>Default 1 GiB.</value>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>Cells in a row: number of the last column that holds something.</summary>
    /// <value>Default 1,000.</value>
    public int MaxCells { get; init; } = 1_000;

    /// <summary>Size of one row, and of one piece of a workbook's XML: bytes in a CSV, characters in a workbook.</summary>
    /// <value>Default 1 MiB. A CSV's row is found too long only once it exceeds the 64 KiB read at a time.</value>
    public int MaxRowSize { get; init; } = 1 << 20;

    /// <summary>Entries of a workbook's list of shared texts.</summary>
    /// <value>Default 4,000,000.</value>
    public int MaxSharedTexts { get; init; } = 4_000_000;
}
