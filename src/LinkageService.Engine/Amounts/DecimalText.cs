using System.Numerics;

namespace LinkageService.Engine.Amounts;

/// <summary>Reads decimals exactly: <c>12</c>, <c>12.5</c>, <c>0.0001</c>. No sign but what is asked, no exponent, no separators.</summary>
public static class DecimalText
{
    /// <summary>Digits allowed before the point, in every amount, holding and number.</summary>
    /// <value>14: with four decimals a value and with two decimals a sum of thousands still fit 64 bits.</value>
    public const int MaxIntegerDigits = 14;

    private const int MaxLength = 64;

    /// <summary>Reads a non-negative decimal as an integer of 10^-<paramref name="decimals"/> (0 to 4).</summary>
    public static DecimalFault TryParse(ReadOnlySpan<char> text, int decimals, out long unscaled)
    {
        unscaled = 0;
        if (text.Length > MaxLength)
        {
            return LongText(text);
        }

        Span<byte> bytes = stackalloc byte[MaxLength];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] > 127)
            {
                return DecimalFault.NotANumber;
            }

            bytes[i] = (byte)text[i];
        }

        return TryParse(bytes[..text.Length], decimals, out unscaled);
    }

    /// <summary>Reads a non-negative decimal in UTF-8 as an integer of 10^-<paramref name="decimals"/> (0 to 4).</summary>
    public static DecimalFault TryParse(ReadOnlySpan<byte> text, int decimals, out long unscaled)
    {
        Invariant.Holds(decimals is >= 0 and <= 4, "a column holds 0 to 4 decimals");
        unscaled = 0;
        var digits = text;
        var negative = digits is [(byte)'-', ..];
        if (negative)
        {
            digits = digits[1..];
        }

        var point = digits.IndexOf((byte)'.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? default : digits[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && fraction.IsEmpty) || !AreDigits(whole) || !AreDigits(fraction))
        {
            return DecimalFault.NotANumber;
        }

        if (negative)
        {
            return DecimalFault.Negative;
        }

        if (fraction.Length > decimals)
        {
            return DecimalFault.TooManyDecimals;
        }

        whole = whole.TrimStart((byte)'0');
        if (whole.Length > MaxIntegerDigits)
        {
            return DecimalFault.OutOfRange;
        }

        long value = 0;
        foreach (var digit in whole)
        {
            value = (value * 10) + (digit - '0');
        }

        for (var i = 0; i < decimals; i++)
        {
            value = (value * 10) + (i < fraction.Length ? fraction[i] - '0' : 0);
        }

        unscaled = value;
        return DecimalFault.None;
    }

    /// <summary>Reads a non-negative decimal with up to <paramref name="maxDecimals"/> decimals as an exact fraction.</summary>
    public static DecimalFault TryParse(ReadOnlySpan<char> text, int maxDecimals, out Fraction value)
    {
        value = Fraction.Zero;
        var negative = text is ['-', ..];
        var digits = negative ? text[1..] : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? default : digits[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && fraction.IsEmpty) || !AreDigits(whole) || !AreDigits(fraction))
        {
            return DecimalFault.NotANumber;
        }

        if (negative)
        {
            return DecimalFault.Negative;
        }

        if (fraction.Length > maxDecimals)
        {
            return DecimalFault.TooManyDecimals;
        }

        whole = whole.TrimStart('0');
        if (whole.Length > MaxIntegerDigits)
        {
            return DecimalFault.OutOfRange;
        }

        var unscaled = BigInteger.Zero;
        foreach (var digit in whole)
        {
            unscaled = (unscaled * 10) + (digit - '0');
        }

        foreach (var digit in fraction)
        {
            unscaled = (unscaled * 10) + (digit - '0');
        }

        value = new Fraction(unscaled, BigInteger.Pow(10, fraction.Length));
        return DecimalFault.None;
    }

    /// <summary>
    /// Writes an integer of 10^-<paramref name="decimals"/> without trailing zeros beyond <paramref name="keep"/> decimals.
    /// </summary>
    public static string Format(BigInteger unscaled, int decimals, int keep = 0)
    {
        var sign = unscaled.Sign < 0 ? "-" : "";
        var digits = BigInteger.Abs(unscaled).ToString(System.Globalization.CultureInfo.InvariantCulture)
            .PadLeft(decimals + 1, '0');
        var fraction = digits[^decimals..];
        var end = fraction.Length;
        while (end > keep && fraction[end - 1] == '0')
        {
            end--;
        }

        var whole = digits[..(digits.Length - decimals)];
        return end == 0 ? sign + whole : sign + whole + "." + fraction[..end];
    }

    private static DecimalFault LongText(ReadOnlySpan<char> text)
    {
        var fault = TryParse(text, maxDecimals: 0, out Fraction _);
        return fault == DecimalFault.None ? DecimalFault.OutOfRange : fault;
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
