using System.Globalization;
using LinkageService.Engine.Amounts;

namespace LinkageService.Tables.Xlsx;

/// <summary>One cell to be written.</summary>
/// <param name="Style">How it looks.</param>
/// <param name="Text">A text, or the digits of a number; "" is an empty cell that still has its style.</param>
internal readonly record struct XlsxCell(XlsxStyle Style, string Text)
{
    // A number of a spreadsheet is binary floating point: it keeps 15 significant digits.
    private const long MaxFen = 999_999_999_999_999;

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber { get; private init; }

    /// <summary>What computes the number, without the equals sign; null for a plain value.</summary>
    public string? Formula { get; private init; }

    /// <summary>No cell: what is left out of its row.</summary>
    public static XlsxCell None { get; } = new(XlsxStyle.Plain, "");

    /// <summary>A text.</summary>
    public static XlsxCell Of(string text, XlsxStyle style = XlsxStyle.Text) => new(style, text);

    /// <summary>A number by its digits, which must be no more than a spreadsheet keeps.</summary>
    public static XlsxCell Number(string digits, XlsxStyle style) => new(style, digits) { IsNumber = true };

    /// <summary>A text or a number, and what computes it.</summary>
    public static XlsxCell Computed(string text, bool isNumber, string? formula, XlsxStyle style) =>
        new(style, text) { IsNumber = isNumber, Formula = formula };

    /// <summary>A whole number, and what computes it.</summary>
    public static XlsxCell Whole(long number, string? formula = null, bool isTotal = false) =>
        new(isTotal ? XlsxStyle.TotalWhole : XlsxStyle.Whole, number.ToString(CultureInfo.InvariantCulture))
        {
            IsNumber = true,
            Formula = formula,
        };

    /// <summary>
    /// An amount in yuan with exactly its two decimals, and what computes it. One that a number of a spreadsheet cannot hold to the
    /// fen is written as text, and nothing is computed: a text that is right goes before a number that is not.
    /// </summary>
    public static XlsxCell Of(Money amount, string? formula = null, bool isTotal = false)
    {
        var isNumber = amount.Fen is >= -MaxFen and <= MaxFen;
        return new XlsxCell(
            isTotal ? XlsxStyle.TotalAmount : XlsxStyle.Amount, isNumber ? amount.ToString() : amount.ToDisplayString())
        {
            IsNumber = isNumber,
            Formula = isNumber ? formula : null,
        };
    }
}
