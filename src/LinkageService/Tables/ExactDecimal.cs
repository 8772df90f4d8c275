namespace LinkageService.Tables;

/// <summary>Which decimals survive as a number of a spreadsheet, which is binary floating point.</summary>
internal static class ExactDecimal
{
    /// <summary>Significant digits that go through binary floating point unchanged.</summary>
    public const int MaxDigits = 15;

    /// <summary>
    /// Digits after the point, zeros at the end not counted; null when the text is no decimal in plain form (no sign but minus, no
    /// leading zeros, no exponent) or has over 15 significant digits.
    /// </summary>
    public static int? DigitsAfterPoint(string text)
    {
        var rest = text.AsSpan();
        rest = rest.StartsWith('-') ? rest[1..] : rest;
        var point = rest.IndexOf('.');
        var whole = point < 0 ? rest : rest[..point];
        var fraction = point < 0 ? default : rest[(point + 1)..];
        if (whole.IsEmpty || whole.ContainsAnyExceptInRange('0', '9') || (whole.Length > 1 && whole[0] == '0')
            || (point >= 0 && fraction.IsEmpty) || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        fraction = fraction.TrimEnd('0');
        var significant = fraction.IsEmpty ? whole.Trim('0').Length
            : whole is "0" ? fraction.TrimStart('0').Length
            : whole.Length + fraction.Length;
        return significant <= MaxDigits && fraction.Length <= MaxDigits ? fraction.Length : null;
    }
}
