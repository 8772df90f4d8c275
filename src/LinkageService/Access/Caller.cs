using Microsoft.AspNetCore.Http.Features;

namespace LinkageService.Access;

/// <summary>Who asks: goes into the audit log, and decides what is seen.</summary>
/// <param name="Name">The user, or the name of the key.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Organization">The organisation they are limited to, with its children; null for all.</param>
internal sealed record Caller(string Name, Role Role, string? Organization)
{
    /// <summary>Why private numbers are wanted in full (<c>X-Linkage-Purpose</c>); null shows them masked.</summary>
    public string? Purpose { get; init; }

    /// <summary>The key that was shown; null where nobody signs in.</summary>
    public string? KeyId { get; init; }

    /// <summary>Whether the caller may.</summary>
    public bool May(Permission permission) => (Role.Permissions & permission) == permission;

    /// <summary>The caller of this request, known since it was let in.</summary>
    public static Caller Of(HttpContext http) => http.Features.GetRequiredFeature<Caller>();
}
