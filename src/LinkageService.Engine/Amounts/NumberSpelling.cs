using System.Globalization;
using System.Text;

namespace LinkageService.Engine.Amounts;

/// <summary>
/// How a number is to be written that was written as Chinese offices write it: <c>10,000.00</c> → <c>10000.00</c>,
/// <c>10％</c> and <c>百分之十</c> → <c>10%</c>, <c>5‰</c> → <c>0.5%</c>, <c>30万</c> → <c>300000</c>, <c>贰佰元整</c> → <c>200</c>,
/// <c>五折</c> → <c>50%</c>, <c>1.2倍</c> → <c>1.2</c>. Numbers are read in one form only; this is the advice of the refusal, never
/// a reading. What can be two numbers (<c>二百五</c>) has no spelling.
/// </summary>
public static class NumberSpelling
{
    private const int MaxCharacters = 40;
    private const string Separators = ",，、'’_٬،";
    private const string ChineseDigits = "〇一二三四五六七八九";

    // As cheques and receipts write them, and how the same is written otherwise.
    private const string Formal = "壹贰叁肆伍陆柒捌玖拾佰仟貳參陸零两兩萬億";
    private const string Common = "一二三四五六七八九十百千二三六〇二二万亿";

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

    /// <summary>Whether it is written as an amount: 200元, 二百块钱, 贰佰元整, ￥200.</summary>
    public static bool IsAmount(string text) =>
        text.AsSpan().IndexOfAny('¥', '￥') == 0 || WithoutMoney(text.Trim()).Length < text.Trim().Length;

    /// <summary>The number before a word, and the word: 60 of 60岁, 10000 of 1万斤; null where it is no number and word in Chinese.</summary>
    public static (string Number, string Unit)? BeforeUnit(string text)
    {
        var plain = text.Trim();
        if (plain.Length is 0 or > MaxCharacters || !char.IsAsciiDigit(plain[0]))
        {
            return null;
        }

        for (var at = plain.Length - 1; at > 0; at--)
        {
            var (number, unit) = (plain[..at].TrimEnd(), plain[at..].TrimStart());
            var isWord = unit.Length > 0 && unit.All(letter => char.IsLetter(letter) && !char.IsAscii(letter));
            var spelling = !isWord ? null
                : DecimalText.TryParse(number, RateText.MaxDecimals, out Fraction _) == DecimalFault.None ? number : Of(number);
            if (spelling is not null && !spelling.EndsWith('%'))
            {
                return (spelling, unit);
            }
        }

        return null;
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
            var (digit, formal) = (CharUnicodeInfo.GetDecimalDigitValue(letter), Formal.IndexOf(letter, StringComparison.Ordinal));
            plain.Append(digit >= 0 ? (char)('0' + digit)
                : formal >= 0 ? Common[formal]
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

        // 八五折 is 85%, 五折 and 5折 are 50%.
        if (number.EndsWith('折'))
        {
            number = number[..^1].TrimEnd();
            var pair = number.Length == 2 && number.All(letter => ChineseDigits.IndexOf(letter, StringComparison.Ordinal) > 0);
            number = !pair ? number : string.Concat(number.Select(letter =>
                ChineseDigits.IndexOf(letter, StringComparison.Ordinal).ToString(CultureInfo.InvariantCulture)));
            var isWhole = number.Length == 2 && number.All(char.IsAsciiDigit);
            return (number, isWhole ? 0 : 1, true);
        }

        number = number.EndsWith('倍') ? number[..^1].TrimEnd() : WithoutMoney(number);
        foreach (var (suffix, shift) in new[] { ("亿", 8), ("万", 4) })
        {
            while (number.EndsWith(suffix, StringComparison.Ordinal))
            {
                (number, exponent) = (number[..^suffix.Length].TrimEnd(), exponent + shift);
            }
        }

        return (number, exponent, isRate);
    }

    // 元整, 块钱, 圆.
    private static string WithoutMoney(string text)
    {
        var number = text.EndsWith('整') || text.EndsWith('正') || text.EndsWith('钱') ? text[..^1].TrimEnd() : text;
        var bare = number.TrimEnd('元', '圆', '块').TrimEnd();
        return bare.Length < number.Length ? bare : text;
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

    // 十, 二十五, 三百零五, 一万二千; up to 99,999,999. 二百五 is 205 to some and 250 to others, and 二〇 no number of this kind.
    private static int? ChineseNumber(string text)
    {
        if (text.IndexOf('万', StringComparison.Ordinal) is > 0 and var at)
        {
            var (above, below) = (ChineseNumber(text[..at]), text[(at + 1)..]);
            var isClear = below.Length > 0 && (below[0] == '〇' || below.Contains('千', StringComparison.Ordinal));
            return above is { } high && isClear && ChineseNumber(below) is { } low ? (high * 10_000) + low : null;
        }

        var (sum, digit, last) = (0, -1, 0);
        foreach (var letter in text)
        {
            var value = ChineseDigits.IndexOf(letter, StringComparison.Ordinal);
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

            // The digit that ends a number is one of ones after 十 or 〇 only.
            last = unit > 0 ? unit : value == 0 ? 10 : last;
            sum += unit == 0 ? 0 : unit * (digit < 0 ? 1 : digit);
            digit = unit == 0 ? value : 0;
        }

        return text.Length == 0 || (digit > 0 && last > 10) || (sum == 0 && text.Length > 1) ? null : sum + Math.Max(digit, 0);
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
