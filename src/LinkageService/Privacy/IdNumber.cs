using System.Globalization;
using LinkageService.Errors;

namespace LinkageService.Privacy;

/// <summary>Citizen identification numbers (GB 11643): six digits of region, the date of birth, three of order, a check
/// character.</summary>
internal static class IdNumber
{
    private const int Digits = 18;
    private const int ShownAtStart = 6;
    private const int ShownAtEnd = 4;
    private const string Hidden = "********";
    private const string CheckCharacters = "10X98765432";
    private const string Written = "[0-9]{17}[0-9Xx]";

    // GB 11643: 2^(17 − place) mod 11.
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>The form of one, its check character aside.</summary>
    public static TextPattern Form { get; } = new(Written);

    /// <summary>The same, or one as <see cref="Mask"/> shows it.</summary>
    public static TextPattern FormOrMask { get; } = new($@"([0-9]{{6}}\*{{8}}[0-9]{{3}}[0-9Xx]|{Written})");

    /// <summary>Reads a number; a small x is taken for X.</summary>
    public static bool TryRead(string text, out string number)
    {
        number = text.ToUpperInvariant();
        if (number.Length != Digits || number.AsSpan(..^1).ContainsAnyExceptInRange('0', '9')
            || !DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return false;
        }

        var sum = 0;
        for (var at = 0; at < Weights.Length; at++)
        {
            sum += Weights[at] * (number[at] - '0');
        }

        return number[^1] == CheckCharacters[sum % 11];
    }

    /// <summary>The date of birth in a number that was read.</summary>
    public static DateOnly BornOn(string number) =>
        DateOnly.ParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Its first six and last four characters (PIPL practice of public notices).</summary>
    public static string Mask(string number) => number[..ShownAtStart] + Hidden + number[^ShownAtEnd..];

    /// <summary>Whether a text is a number as we show it.</summary>
    public static bool IsMask(string text) => text.Length == Digits && text.AsSpan(ShownAtStart, Hidden.Length).SequenceEqual(Hidden);
}
