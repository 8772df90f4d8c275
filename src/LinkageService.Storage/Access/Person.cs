using System.Globalization;
using System.Text;
using LinkageService.Engine.Unicode;

namespace LinkageService.Storage.Access;

/// <summary>
/// Whether two names are one person's: the only place that decides it, for names of keys, accounts, tokens and users of this machine alike.
/// Width, case, spaces and characters that nobody sees do not make another person.
/// </summary>
public static class Person
{
    /// <summary>A name as people are told apart by it; empty where nothing of it can be seen.</summary>
    public static string KeyOf(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var rune in Nfkc.Of(name).EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control))
            {
                key.Append(Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).ToString());
            }
        }

        return key.ToString();
    }

    /// <summary>Whether two names are one person's. Nobody's name is no one's.</summary>
    public static bool IsSame(string? one, string? other) =>
        one is not null && other is not null && string.Equals(KeyOf(one), KeyOf(other), StringComparison.Ordinal);
}
