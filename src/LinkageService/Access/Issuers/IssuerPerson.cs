using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Configuration;

namespace LinkageService.Access.Issuers;

/// <summary>What an issuer says of somebody, as far as it counts here.</summary>
/// <param name="Subject">Who it is, the same for ever.</param>
/// <param name="Name">What people call them; the subject where the issuer gives no name.</param>
/// <param name="Roles">Values of the role's claim that mean something here.</param>
/// <param name="Organizations">Values of the organisation's claim.</param>
public sealed record IssuerPerson(string Subject, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Organizations)
{
    /// <summary>Reads the claims of a token or of the userinfo answer.</summary>
    /// <param name="settings">Which are read.</param>
    /// <param name="sources">The one that counts first; each claim is taken from the first that has it.</param>
    /// <returns>Null where nobody is named.</returns>
    internal static IssuerPerson? Of(IssuerSettings settings, params ReadOnlySpan<JsonElement> sources)
    {
        var claims = settings.Claims;
        return ClaimsOf(sources, claims.User) is [{ Length: > 0 and <= MaxSubject } subject, ..] && subject.All(IsPlain)
            ? new IssuerPerson(
                subject, NameOf(ClaimsOf(sources, claims.Name), subject),
                [.. ClaimsOf(sources, claims.Role).Where(settings.Roles.ContainsKey).Distinct(StringComparer.Ordinal)],
                [.. ClaimsOf(sources, claims.Organization).Distinct(StringComparer.Ordinal).Take(2)])
            : null;
    }

    // As OpenID Connect bounds subjects; no spaces, and nothing that ends one where a name is followed by it.
    private const int MaxSubject = 255;
    private const int MaxName = 64;

    private static bool IsPlain(char letter) => letter is > ' ' and < '\x7f' and not '<' and not '>';

    private static string NameOf(string[] names, string subject)
    {
        var seen = string.Concat((names.FirstOrDefault() ?? "")
            .Where(letter => !char.IsControl(letter) && char.GetUnicodeCategory(letter) != System.Globalization.UnicodeCategory.Format
                && letter is not ('<' or '>'))).Trim();
        return seen.Length is 0 or > MaxName ? subject : seen;
    }

    private static string[] ClaimsOf(ReadOnlySpan<JsonElement> sources, string name)
    {
        foreach (var source in sources)
        {
            if (Find(source, name) is { } claim)
            {
                return claim.ValueKind switch
                {
                    JsonValueKind.String => [claim.GetString()!],
                    JsonValueKind.Array =>
                        [.. claim.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()!)],
                    _ => [],
                };
            }
        }

        return [];
    }

    // A name may itself have dots, as addresses have.
    private static JsonElement? Find(JsonElement source, string name)
    {
        if (source.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (source.TryGetProperty(name, out var claim))
        {
            return claim;
        }

        return name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && source.TryGetProperty(name[..dot], out var inner)
            ? Find(inner, name[(dot + 1)..])
            : null;
    }
}

/// <summary>A session of the console that began at the issuer, as its cookie keeps it.</summary>
/// <param name="Id">Of the session.</param>
/// <param name="Person">What the issuer said last.</param>
/// <param name="CheckedAt">When it said so.</param>
/// <param name="Until">How long that is taken without asking again.</param>
/// <param name="RefreshToken">With which the issuer is asked again; null where that cannot be.</param>
public sealed record IssuerSession(
    string Id, IssuerPerson Person, DateTimeOffset CheckedAt, DateTimeOffset Until, string? RefreshToken);

/// <summary>How sessions are written into cookies.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IssuerSession))]
internal sealed partial class IssuerJson : JsonSerializerContext;
