using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LinkageService.Features.Payments;

/// <summary>
/// The reference of a payment, which the bank says again in its results: the end of the run's id, the household, the attempt, such as
/// <c>8f3a90c14be27d-0017-1</c>. At most 35 letters, digits, hyphens and dots, so that every bank's file takes it (ISO 20022,
/// EndToEndId); a household whose id is longer or written otherwise has a hash in its place.
/// </summary>
internal static class EndToEndIds
{
    /// <summary>Characters of one at most.</summary>
    /// <value>35: <c>Max35Text</c> of ISO 20022.</value>
    public const int MaxCharacters = 35;

    /// <summary>Attempts of a payment at most.</summary>
    /// <value>99: two digits are kept for it.</value>
    public const int MaxAttempts = 99;

    private const int RunCharacters = 14;
    private const int AttemptCharacters = 2;
    private const int HouseholdCharacters = MaxCharacters - RunCharacters - AttemptCharacters - 2;
    private const int HashBytes = (HouseholdCharacters - 1) / 2;

    /// <summary>The reference of an attempt.</summary>
    public static string Of(string run, string household, long attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"{run[^RunCharacters..]}-{Part(household)}-{attempt}");

    // No id has the dot, so that a hash is never taken for one.
    private static string Part(string household) =>
        household.Length <= HouseholdCharacters && household.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
            ? household
            : "." + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(household)).AsSpan(0, HashBytes));
}
