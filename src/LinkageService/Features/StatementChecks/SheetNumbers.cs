using System.Text.RegularExpressions;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Unicode;
using LinkageService.Features.Households;

namespace LinkageService.Features.StatementChecks;

/// <summary>Numbers of a payout sheet: in cells as people write them, and in its titles and remarks.</summary>
internal static partial class SheetNumbers
{
    // As many as a spreadsheet keeps; an amount or a quantity has no more.
    private const int MostDigits = 15;
    private const int MostWhole = 11;
    private const int TenThousand = 10_000;

    /// <summary>Parts of one unit in which quantities are handed on.</summary>
    public const long Millionth = 1_000_000;

    /// <summary>A cell; null for none, and for what is no number that can be reckoned with.</summary>
    public static Fraction? Read(string cell, string unit)
    {
        if (WrittenNumber.Read(cell, unit, out _) is not { Length: > 0 } text)
        {
            return null;
        }

        var isNegative = text[0] == '-';
        var plain = isNegative ? text[1..] : text;
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        return plain.Count(char.IsAsciiDigit) <= MostDigits && (point < 0 ? plain.Length : point) <= MostWhole
            && DecimalText.TryParse(plain, MostDigits, out Fraction value) == DecimalFault.None
            ? isNegative ? -value : value
            : null;
    }

    /// <summary>The amounts that a text names in yuan.</summary>
    public static IEnumerable<Fraction> Yuan(string text) =>
        Amount().Matches(Nfkc.Of(text)).Select(ValueOf).OfType<Fraction>().Where(value => value.Sign > 0);

    /// <summary>What a text says there is to share; null where it does not.</summary>
    public static Fraction? Total(string text) => ToShare().Match(Nfkc.Of(text)) is { Success: true } match ? ValueOf(match) : null;

    private static Fraction? ValueOf(Match match) =>
        Read(match.Groups["number"].Value, "") is { } value
            ? match.Groups["unit"].Value.StartsWith('万') ? value * TenThousand : value
            : null;

    [GeneratedRegex(
        @"(?<![\d.])(?<number>(\d{1,3}(,\d{3})+|\d{1,11})(\.\d{1,6})?)\s*(?<unit>万?元)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Amount();

    [GeneratedRegex(
        @"(可分配|应分配?|待分配|分配总|分红总|发放总|租金总|资金总|总)(收益|资金|金额|盈余|红利|额|的钱)*\s*(为|是|共|计|:)?\s*"
        + @"(?<number>(\d{1,3}(,\d{3})+|\d{1,11})(\.\d{1,6})?)\s*(?<unit>万?元)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ToShare();
}
