using System.Globalization;
using System.Text;
using LinkageService.Engine.Unicode;

namespace LinkageService.Storage.Access;

/// <summary>
/// Whether two names are one person's: the only place that decides it, for names of keys, accounts, tokens and users of this machine alike.
/// Width, case, spaces and characters that nobody sees do not make another person. Whom an issuer knows has a name that is followed by
/// who it is there, <c>张三 &lt;zhangsan&gt;</c>: two of them are one person by that alone, and anybody else is one by the name.
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

    /// <summary>The name of somebody whom an issuer knows.</summary>
    /// <param name="name">What people call them.</param>
    /// <param name="subject">Who it is at the issuer, the same for ever.</param>
    public static string OfIssuer(string name, string subject) => $"{name} <{subject}>";

    /// <summary>Whether two names are one person's. Nobody's name is no one's.</summary>
    public static bool IsSame(string? one, string? other)
    {
        if (one is null || other is null)
        {
            return false;
        }

        var ((name, subject), (otherName, otherSubject)) = (Parts(one), Parts(other));
        return subject.Length > 0 && otherSubject.Length > 0
            ? string.Equals(KeyOf(subject), KeyOf(otherSubject), StringComparison.Ordinal)
            : string.Equals(KeyOf(name), KeyOf(otherName), StringComparison.Ordinal);
    }

    private static (string Name, string Subject) Parts(string name) =>
        name.EndsWith('>') && name.LastIndexOf(" <", StringComparison.Ordinal) is > 0 and var at
            ? (name[..at], name[(at + 2)..^1])
            : (name, "");
}
