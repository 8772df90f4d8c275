using LinkageService.Errors;

namespace LinkageService.Privacy;

/// <summary>Account numbers: 8 to 34 digits and capital letters; spaces and hyphens that people write between them are left out.</summary>
internal static class AccountNumber
{
    private const int ShownAtEnd = 4;
    private const string Hidden = "****";
    private const string Written = "[ -]*([0-9A-Z][ -]*){8,34}";

    /// <summary>The form of one as people write it.</summary>
    public static TextPattern Form { get; } = new(Written);

    /// <summary>The same, or one as <see cref="Mask"/> shows it.</summary>
    public static TextPattern FormOrMask { get; } = new($@"(\*{{4}}[0-9A-Z]{{4}}|{Written})");

    /// <summary>Reads a number.</summary>
    public static bool TryRead(string text, out string number)
    {
        number = text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return Form.Fits(text);
    }

    /// <summary>Its last four characters.</summary>
    public static string Hint(string number) => number[^ShownAtEnd..];

    /// <summary>The number as we show it.</summary>
    public static string Mask(string hint) => Hidden + hint;

    /// <summary>Whether a text is a number as we show it.</summary>
    public static bool IsMask(string text) =>
        text.Length == Hidden.Length + ShownAtEnd && text.StartsWith(Hidden, StringComparison.Ordinal);
}
