using System.Globalization;

namespace LinkageService.Tables;

/// <summary>One cell to be written: a text, an exact decimal or a date. In a CSV all three are their text.</summary>
internal readonly record struct TableCell
{
    private readonly string? _text;

    private TableCell(string text) => _text = text;

    /// <summary>What the cell reads back as; "" is an empty cell.</summary>
    public string Text => _text ?? "";

    /// <summary>
    /// Digits after the point that a spreadsheet shows, 0 to 15, where the cell is a number to it; null where it is not.
    /// </summary>
    public int? Decimals { get; private init; }

    /// <summary>The day, where the cell is a date; otherwise null.</summary>
    public DateOnly? Day { get; private init; }

    /// <summary>A text, kept as it is: "0001" keeps its zeros in a workbook also when a person edits it.</summary>
    public static TableCell Of(string text) => new(text);

    /// <summary>
    /// An exact decimal. A workbook holds it as a number when that loses nothing, otherwise as a text: a number of Excel has 15
    /// significant digits. Zeros at the end are the number's format there, so that 1.50 reads back as 1.5.
    /// </summary>
    /// <param name="text">As the wire writes it: 1234.50, -3, 0.</param>
    /// <param name="decimals">Digits after the point to show, from 0; more are shown when the text has more.</param>
    public static TableCell Decimal(string text, int decimals) => new(text)
    {
        Decimals = ExactDecimal.DigitsAfterPoint(text) is { } digits ? Math.Min(Math.Max(decimals, digits), ExactDecimal.MaxDigits) : null,
    };

    /// <summary>A date, <c>yyyy-MM-dd</c>.</summary>
    public static TableCell Of(DateOnly day) => new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) { Day = day };
}
