using System.Globalization;
using System.Text;

namespace LinkageService.Engine.Amounts;

/// <summary>
/// How a number is to be written that was written as Chinese offices write it: <c>10,000.00</c> → <c>10000.00</c>,
/// <c>10％</c> and <c>百分之十</c> → <c>10%</c>, <c>5‰</c> → <c>0.5%</c>, <c>30万</c> → <c>300000</c>. Numbers are read in one form
/// only; this is the advice of the refusal, never a reading.
/// </summary>
public static class NumberSpelling
{
    private const int MaxCharacters = 40;
    private const string Separators = ",，、'’_٬،";
    private const string ChineseDigits = "〇一二三四五六七八九";

    /// <summary>The right spelling, or null when the text is no number in any form known here.</summary>
    public static string? Of(string text)
    {
        if (text.Length > MaxCharacters)
        {
            return null;
        }

        var plain = Plain(text);
        var (number, exponent, isRate) = WithoutUnits(plain);
        if (Digits(number) is not { } digits || Shifted(digits, exponent) is not { } value)
        {
            return null;
        }

        var spelling = isRate ? value + "%" : value;
        return string.Equals(spelling, text, StringComparison.Ordinal) ? null : spelling;
    }

    /// <summary>Whether a letter parts the thousands of a number somewhere: , ， ’ and the like.</summary>
    public static bool IsSeparator(char letter) => Separators.Contains(letter, StringComparison.Ordinal);

    // Half-width letters, digits of any script as 0 to 9, blanks of any width as one. (Without the tables of ICU, which a small
    // container does not have, Unicode normalisation would leave them as they are.)
    private static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var letter in text.Trim())
        {
            var digit = CharUnicodeInfo.GetDecimalDigitValue(letter);
            plain.Append(digit >= 0 ? (char)('0' + digit)
                : char.IsWhiteSpace(letter) ? ' '
                : letter is >= '！' and <= '～' ? (char)(letter - '！' + '!')
                : letter);
        }

        return plain.ToString();
    }

    // The digits, the power of ten of what stands around them, and whether they are hundredths.
    private static (string Number, int Exponent, bool IsRate) WithoutUnits(string text)
    {
        var (number, exponent, isRate) = (text.TrimStart('¥', '￥').Trim(), 0, false);
        foreach (var (prefix, shift) in new[] { ("百分之", 0), ("千分之", -1), ("万分之", -2) })
        {
            if (number.StartsWith(prefix, StringComparison.Ordinal))
            {
                return (number[prefix.Length..], shift, true);
            }
        }

        foreach (var (suffix, shift) in new[] { ("%", 0), ("‰", -1), ("‱", -2), ("成", 1) })
        {
            if (number.EndsWith(suffix, StringComparison.Ordinal))
            {
                return (number[..^suffix.Length].TrimEnd(), shift, true);
            }
        }

        number = number.TrimEnd('元', '圆', '块').TrimEnd();
        foreach (var (suffix, shift) in new[] { ("亿", 8), ("万", 4) })
        {
            while (number.EndsWith(suffix, StringComparison.Ordinal))
            {
                (number, exponent) = (number[..^suffix.Length].TrimEnd(), exponent + shift);
            }
        }

        return (number, exponent, isRate);
    }

    // 1,234.50 and 1234.50, or Chinese numerals; null for anything else.
    private static string? Digits(string number)
    {
        if (number.Length > 0 && !char.IsAsciiDigit(number[0]))
        {
            return ChineseNumber(number) is { } chinese ? chinese.ToString(CultureInfo.InvariantCulture) : null;
        }

        var groups = number.Split('.')[0].Split([.. Separators, ' ']);
        var areGroups = groups.Length == 1 || (groups[0].Length is > 0 and <= 4
            && (groups.Skip(1).All(group => group.Length == 3) || groups.Skip(1).All(group => group.Length == 4)));
        var digits = string.Concat(groups) + (number.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? number[point..] : "");
        return areGroups && DecimalText.TryParse(digits, RateText.MaxDecimals, out Fraction _) == DecimalFault.None ? digits : null;
    }

    // 十, 二十五, 三百零五, 一点五 is not read: up to 9999.
    private static int? ChineseNumber(string text)
    {
        var (sum, digit) = (0, -1);
        foreach (var letter in text)
        {
            var value = letter == '零' ? 0 : letter == '两' ? 2 : ChineseDigits.IndexOf(letter, StringComparison.Ordinal);
            var unit = letter switch
            {
                '十' => 10,
                '百' => 100,
                '千' => 1000,
                _ => 0,
            };
            if ((value < 0 && unit == 0) || (value > 0 && digit > 0) || (unit > 0 && digit == 0))
            {
                return null;
            }

            sum += unit == 0 ? 0 : unit * (digit < 0 ? 1 : digit);
            digit = unit == 0 ? value : 0;
        }

        return text.Length == 0 ? null : sum + Math.Max(digit, 0);
    }

    private static string? Shifted(string digits, int exponent)
    {
        if (exponent == 0)
        {
            return digits;
        }

        _ = DecimalText.TryParse(digits, RateText.MaxDecimals, out Fraction value);
        var shifted = (exponent > 0
            ? value * System.Numerics.BigInteger.Pow(10, exponent)
            : value / System.Numerics.BigInteger.Pow(10, -exponent)).ToString();
        return DecimalText.TryParse(shifted, RateText.MaxDecimals, out Fraction _) == DecimalFault.None ? shifted : null;
    }
}
