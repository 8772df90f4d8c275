using System.Globalization;

namespace LinkageService.Tables.Xlsx;

/// <summary>What cells that are no text show, as text.</summary>
/// <param name="styles">How numbers are shown.</param>
/// <param name="is1904">Days count from 1 January 1904.</param>
/// <param name="isToBeComputed">The workbook asks that its formulas be computed when it is opened.</param>
internal sealed class XlsxCells(XlsxStyles styles, bool is1904, bool isToBeComputed)
{
    // Digits of a whole number that a spreadsheet keeps.
    private const int MaxDigits = 15;

    /// <summary>Whether a formula's result stands for none: programs that compute no formulas write 0.</summary>
    public bool IsNoResult(string? type, string value) =>
        (value.Length == 0 && type != "str") || (isToBeComputed && type is null or "n" && value.Trim() is "0");

    /// <summary>How a style marks its cells.</summary>
    public CellMark MarkOf(int style) => styles.MarkOf(style);

    /// <summary>What people see of a cell, where it is not <paramref name="text"/>; null where it is.</summary>
    /// <param name="type">The type the cell states.</param>
    /// <param name="value">What is stored.</param>
    /// <param name="style">Its style.</param>
    /// <param name="text">From <see cref="Show"/>.</param>
    public OddCell? OddOf(string? type, string value, int style, string text) => type switch
    {
        null or "n" => value.Trim().Length == 0 ? null : OddNumber(style, text),
        "d" => new OddCell(OddCellKind.Date, text),
        "b" => new OddCell(OddCellKind.Flag, text),
        "e" => new OddCell(OddCellKind.Error, text),
        _ => null,
    };

    /// <summary>What people see of a number, where it is not <paramref name="text"/>; null where it is.</summary>
    /// <param name="text">The number as a decimal.</param>
    /// <param name="format">The code of the format it is shown in; null for as it is stored.</param>
    public static OddCell? OddNumber(string text, string? format)
    {
        if (text.Count(char.IsAsciiDigit) > MaxDigits && !text.Contains('.', StringComparison.Ordinal))
        {
            return new OddCell(OddCellKind.Rounded, text);
        }

        if (format is null)
        {
            return null;
        }

        var shown = XlsxFormat.Show(format, text);
        return shown == text ? null : new OddCell(shown is null ? OddCellKind.Unclear : OddCellKind.Formatted, shown ?? text)
        {
            Behind = XlsxFormat.WordsBehind(format),
        };
    }

    private OddCell? OddNumber(int style, string text) =>
        styles.IsDate(style) ? new OddCell(OddCellKind.Date, text) : OddNumber(text, styles.FormatOf(style));

    /// <summary>A value by the type its cell states; null when it is no value of that type.</summary>
    public string? Show(string? type, string value, int style) => type switch
    {
        null or "n" => Number(value.Trim(), style),
        "b" => value.Trim() switch { "1" or "true" => "TRUE", "0" or "false" => "FALSE", _ => null },
        "d" => Date(value.Trim()),
        "str" or "e" => XlsxText.Decode(value),
        _ => null,
    };

    private string? Number(string value, int style)
    {
        if (value.Length == 0)
        {
            return "";
        }

        return styles.IsDate(style) ? XlsxNumber.ToDate(value, is1904) : XlsxNumber.ToDecimal(value);
    }

    private static string? Date(string value)
    {
        if (!DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date))
        {
            return null;
        }

        return date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
