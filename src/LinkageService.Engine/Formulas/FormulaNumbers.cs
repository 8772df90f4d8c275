using System.Globalization;
using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Formulas;

/// <summary>Numbers of a formula as people write them and no formula reads them.</summary>
internal static class FormulaNumbers
{
    private const string RateSigns = "%％‰‱";

    /// <summary>
    /// Where the number ends to a person, of which the formula reads the digits up to a place; that place when they agree.
    /// </summary>
    public static int EndOf(string text, int start, int read)
    {
        var end = Grouped(text, read);
        var sign = SkipSpace(text, end);
        if (sign < text.Length && RateSigns.Contains(text[sign], StringComparison.Ordinal))
        {
            // 10% itself is what a formula reads.
            return end == read && sign == read && text[sign] == '%' ? read : sign + 1;
        }

        return Names.LengthAt(text, sign) > 0 ? Myriads(text, start, sign, end) : end;
    }

    /// <summary>How a formula writes a number that is written otherwise, an amount with its unit; null where it is no number.</summary>
    public static LocalizedText? Spelling(string got) => NumberSpelling.Of(got) is not { } spelling ? null
        : NumberSpelling.IsAmount(got) ? new LocalizedText(spelling + " 元", spelling + " yuan") : new LocalizedText(spelling, spelling);

    /// <summary>How a number with an exponent is written, <c>1e2</c>, which a formula reads as one of a unit e2; null for others.</summary>
    public static LocalizedText? WithExponent(string number, string unit)
    {
        if (unit is not ['e' or 'E', .. var digits] || !digits.All(char.IsAsciiDigit)
            || DecimalText.TryParse(number, maxDecimals: 12, out Fraction value) != DecimalFault.None)
        {
            return null;
        }

        // 1e-2 is read as 1 e less 2.
        var plain = digits.Length == 1 ? (value * new Fraction(BigInteger.Pow(10, digits[0] - '0'), 1)).ToString() : null;
        return plain is null
            ? new LocalizedText($"“{number}{unit}”：数不写指数：一百写作 100，百分之一写作 0.01",
                $"\"{number}{unit}\": a number has no exponent: write a hundred as 100, a hundredth as 0.01")
            : new LocalizedText($"“{number}{unit}”写作 {plain}", $"write {plain} instead of \"{number}{unit}\"");
    }

    /// <summary>The same of the number with an exponent that ends before a place of the text: 2.5E3 before yuan.</summary>
    public static LocalizedText? ExponentBefore(string text, int at)
    {
        var end = text.AsSpan(0, at).TrimEnd().Length;
        var unit = end;
        while (unit > 0 && char.IsAsciiLetterOrDigit(text[unit - 1]))
        {
            unit--;
        }

        var letter = text.AsSpan(unit, end - unit).IndexOfAny('e', 'E');
        var start = unit;
        while (start > 0 && (char.IsAsciiDigit(text[start - 1]) || text[start - 1] == '.'))
        {
            start--;
        }

        return letter < 0 ? null : WithExponent(text[start..(unit + letter)], text[(unit + letter)..end]);
    }

    /// <summary>A word as numbers are spelled by people, and the one after it: <c>二百 元</c>; null where they are no number.</summary>
    /// <param name="text">The formula as it is written.</param>
    /// <param name="at">Where the second word begins.</param>
    /// <param name="length">How long it is.</param>
    public static (string Got, LocalizedText Spelling)? OfTwoWords(string text, int at, int length)
    {
        var end = at;
        while (end > 0 && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        var start = end;
        while (start > 0 && char.IsLetter(text[start - 1]))
        {
            start--;
        }

        var got = text[start..(at + length)];
        return start < end && Spelling(text[start..end] + text[at..(at + length)]) is { } spelling ? (got, spelling) : null;
    }

    /// <summary>What to write instead.</summary>
    public static (string Zh, string En) Fault(string got)
    {
        var spelling = NumberSpelling.Of(got);
        var comma = got.AsSpan().IndexOfAny(",，、٬،");
        if (comma < 0)
        {
            return spelling is null
                ? ($"“{got}”不是数字", $"\"{got}\" is not a number")
                : ($"“{got}”写作 {spelling}", $"write {spelling} instead of \"{got}\"");
        }

        var two = got[..comma] + ", " + got[(comma + 1)..];
        return spelling is null
            ? ($"“{got}”是几个数？逗号后空一格：{two}", $"are these several numbers? Put a space after the comma: {two}")
            : ($"“{got}”是一个数就写作 {spelling}；是两个数，逗号后空一格：{two}",
                $"\"{got}\": one number is written {spelling}; between two numbers a space follows the comma: {two}");
    }

    // 10,500 and 10 500 and １０ — any run of digits and what parts them.
    private static int Grouped(string text, int end)
    {
        while (end < text.Length)
        {
            var next = NumberSpelling.IsSeparator(text[end]) ? end + 1 : SkipSpace(text, end);
            if (next >= text.Length || CharUnicodeInfo.GetDecimalDigitValue(text[next]) < 0)
            {
                return end;
            }

            end = next + 1;
            while (end < text.Length && (CharUnicodeInfo.GetDecimalDigitValue(text[end]) >= 0 || text[end] == '.'))
            {
                end++;
            }
        }

        return end;
    }

    // 30万 yuan: where 万 is a unit of the scheme it stands alone.
    private static int Myriads(string text, int start, int word, int end)
    {
        var after = word + Names.LengthAt(text, word);
        var isMyriad = text.AsSpan(word, after - word) is "万" or "亿";
        var next = SkipSpace(text, after);
        var isNumber = isMyriad && next > after && Names.LengthAt(text, next) > 0 && NumberSpelling.Of(text[start..after]) is not null;
        return isNumber ? after : end;
    }

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }
}
