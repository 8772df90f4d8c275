using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using LinkageService.Engine.Unicode;

namespace LinkageService.Features.StatementChecks;

/// <summary>What of a sheet is never answered: ID numbers, accounts and phone numbers, wherever they stand.</summary>
internal static partial class StatementPrivacy
{
    private const int Shown = 4;

    /// <summary>A text with every long number but its last four digits hidden.</summary>
    public static string Masked(string text) => LongNumber().Replace(text, match =>
        "****" + string.Concat(match.Value.Where(char.IsLetterOrDigit).TakeLast(Shown)));

    /// <summary>What tells whether two cells say the same, though neither can be read out of it; null for a masked or short one.</summary>
    /// <param name="kind">What it is: two kinds are never the same.</param>
    /// <param name="text">The cell.</param>
    /// <param name="least">Characters below which it tells nobody from another.</param>
    public static string? MarkOf(string kind, string text, int least)
    {
        var plain = string.Concat(Nfkc.Of(text).Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant();
        return plain.Length < least || plain.Contains('*', StringComparison.Ordinal)
            ? null
            : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(kind + ":" + plain)));
    }

    [GeneratedRegex(@"\d(?:[ \-]?\d){9,}[ \-]?[\dXx]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LongNumber();
}
