using System.Buffers;

namespace LinkageService.Tables.Csv;

/// <summary>
/// Keeps a text of a CSV from being run as a formula by the spreadsheet that opens it, so that reading gives back exactly what was
/// written. A text that starts with <c>= + - @</c> (or their full-width forms), tab, CR or LF gets an apostrophe before it, which
/// makes it a text to every spreadsheet; plain numbers such as <c>-5</c> do not. A text that has apostrophes before such a character
/// already gets one more, and reading takes one away in just these cases: the two undo each other, and no other text is touched.
/// </summary>
internal static class CsvFormulaGuard
{
    private static readonly SearchValues<char> Starts = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    /// <summary>The text as a CSV should hold it.</summary>
    public static string Add(string text) => IsRisky(text) && !IsNumber(text) ? "'" + text : text;

    /// <summary>
    /// The text of a cell such as <c>="0001"</c>, which people write so that a spreadsheet keeps the zeros; null for any other cell. A
    /// text that would itself be run is none of these.
    /// </summary>
    public static string? TextOf(string cell) =>
        cell is ['=', '"', .. var text, '"'] && !text.AsSpan().ContainsAny('"', '\r', '\n') && (!IsRisky(text) || IsNumber(text))
            ? text : null;

    /// <summary>The text as it was before <see cref="Add"/>.</summary>
    public static string Remove(string cell) => cell.StartsWith('\'') && IsRisky(cell) ? cell[1..] : cell;

    private static bool IsRisky(string text)
    {
        var after = text.AsSpan().TrimStart('\'');
        return !after.IsEmpty && Starts.Contains(after[0]);
    }

    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        var digits = text.StartsWith('-') || text.StartsWith('+') ? text[1..] : text;
        var point = digits.IndexOf('.');
        return point < 0 ? IsDigits(digits) : IsDigits(digits[..point]) && IsDigits(digits[(point + 1)..]);
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
