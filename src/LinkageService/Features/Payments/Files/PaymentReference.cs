namespace LinkageService.Features.Payments.Files;

/// <summary>References that banks give back: of files and of payments.</summary>
internal static class PaymentReference
{
    /// <summary>Characters of a reference.</summary>
    /// <value>35: <c>Max35Text</c> of ISO 20022.</value>
    public const int MaxCharacters = 35;

    /// <summary>
    /// Whether a text may be a reference: 1 to 35 characters of the Latin set that banks agree on, no slash at its ends, no two together.
    /// </summary>
    public static bool Fits(string text) => text.Length is >= 1 and <= MaxCharacters
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || "/-?:().,'+ ".Contains(letter, StringComparison.Ordinal))
        && text[0] is not '/' and not ' ' && text[^1] is not '/' and not ' ' && !text.Contains("//", StringComparison.Ordinal);
}
