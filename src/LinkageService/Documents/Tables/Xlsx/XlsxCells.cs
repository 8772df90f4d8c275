using System.Globalization;

namespace LinkageService.Documents.Tables.Xlsx;

/// <summary>What cells that are no text show, as text.</summary>
internal sealed class XlsxCells(XlsxStyles styles, bool is1904)
{
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
