using System.Globalization;

namespace LinkageService.Tables.Xlsx;

/// <summary>What a number of a cell stands for. Excel keeps binary floating point and shows 15 digits of it: so does this.</summary>
internal static class XlsxNumber
{
    private const int Digits = 15;
    private const int SecondsPerDay = 86_400;

    // Excel counts days to the end of year 9999, and takes 1900 for a leap year: its day 60 is 29 February 1900.
    private const double LastDay = 2_958_465;
    private const int DayThatWasNot = 60;

    /// <summary>
    /// As a decimal without exponent, of the 15 significant digits Excel shows: <c>2.7000000000000002</c> is 2.7. Null when the text
    /// is not a number.
    /// </summary>
    public static string? ToDecimal(string text)
    {
        if (Parse(text) is not { } value)
        {
            return null;
        }

        // d.dddddddddddddde±ddd
        var scientific = value.ToString("E" + (Digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var mark = scientific.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(scientific.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var isNegative = scientific[0] == '-';
        var start = isNegative ? 1 : 0;
        var digits = (scientific[start] + scientific[(start + 2)..mark]).TrimEnd('0');
        if (digits.Length == 0)
        {
            return "0";
        }

        var sign = isNegative ? "-" : "";
        if (exponent < 0)
        {
            return sign + "0." + new string('0', -exponent - 1) + digits;
        }

        return digits.Length <= exponent + 1
            ? sign + digits.PadRight(exponent + 1, '0')
            : sign + digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }

    /// <summary>
    /// As a date, <c>yyyy-MM-dd</c>, or <c>yyyy-MM-ddTHH:mm:ss</c> when it is not midnight. A number of days that no date has stays
    /// a decimal. Null when the text is not a number.
    /// </summary>
    /// <param name="text">Days since the end of 1899, or since 1 January 1904.</param>
    /// <param name="is1904">Which of the two.</param>
    public static string? ToDate(string text, bool is1904)
    {
        if (Parse(text) is not { } value)
        {
            return null;
        }

        if (value < (is1904 ? 0 : 1) || value >= LastDay + 1)
        {
            return ToDecimal(text);
        }

        var seconds = (long)((value * SecondsPerDay) + 0.5);
        var day = (int)(seconds / SecondsPerDay);
        var second = (int)(seconds % SecondsPerDay);
        var time = second == 0
            ? ""
            : TimeOnly.FromTimeSpan(TimeSpan.FromSeconds(second)).ToString("'T'HH:mm:ss", CultureInfo.InvariantCulture);
        if (!is1904 && day == DayThatWasNot)
        {
            return "1900-02-29" + time;
        }

        var start = is1904 ? new DateOnly(1904, 1, 1) : new DateOnly(1899, 12, day < DayThatWasNot ? 31 : 30);
        return day <= DateOnly.MaxValue.DayNumber - start.DayNumber
            ? start.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + time
            : ToDecimal(text);
    }

    private static double? Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
