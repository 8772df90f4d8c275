namespace LinkageService.Engine.Amounts;

/// <summary>Reads rates exactly, in every way people write them.</summary>
public static class RateText
{
    /// <summary>Decimals a rate may be written with.</summary>
    /// <value>12.</value>
    public const int MaxDecimals = 12;

    /// <summary><c>2%</c>, <c>0.02</c>, <c>1/3</c>, or <c>7:3</c> (also with the full-width colon), which is 7 of 7 + 3.</summary>
    public static DecimalFault TryParse(ReadOnlySpan<char> text, out Fraction rate)
    {
        if (text is [.. var percent, '%'])
        {
            var fault = DecimalText.TryParse(percent, MaxDecimals, out rate);
            rate /= 100;
            return fault;
        }

        var at = text.IndexOfAny('/', ':', '：');
        if (at < 0)
        {
            return DecimalText.TryParse(text, MaxDecimals, out rate);
        }

        rate = Fraction.Zero;
        var first = DecimalText.TryParse(text[..at], MaxDecimals, out Fraction left);
        var second = DecimalText.TryParse(text[(at + 1)..], MaxDecimals, out Fraction right);
        if (first != DecimalFault.None || second != DecimalFault.None)
        {
            return first != DecimalFault.None ? first : second;
        }

        var whole = text[at] == '/' ? right : left + right;
        if (whole.Sign == 0)
        {
            return DecimalFault.NotANumber;
        }

        rate = left / whole;
        return DecimalFault.None;
    }
}
