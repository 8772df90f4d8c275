namespace LinkageService.Privacy;

/// <summary>Account numbers: 8 to 34 digits and capital letters; spaces and hyphens that people write between them are left out.</summary>
internal static class AccountNumber
{
    private const int Min = 8;
    private const int Max = 34;
    private const int ShownAtEnd = 4;
    private const string Hidden = "****";

    /// <summary>Reads a number.</summary>
    public static bool TryRead(string text, out string number)
    {
        number = text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return number.Length is >= Min and <= Max && number.All(letter => char.IsAsciiDigit(letter) || char.IsAsciiLetterUpper(letter));
    }

    /// <summary>Its last four characters.</summary>
    public static string Hint(string number) => number[^ShownAtEnd..];

    /// <summary>The number as we show it.</summary>
    public static string Mask(string hint) => Hidden + hint;

    /// <summary>Whether a text is a number as we show it.</summary>
    public static bool IsMask(string text) =>
        text.Length == Hidden.Length + ShownAtEnd && text.StartsWith(Hidden, StringComparison.Ordinal);
}
