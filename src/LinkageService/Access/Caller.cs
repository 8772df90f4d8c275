using LinkageService.Storage.Access;
using Microsoft.AspNetCore.Http.Features;

namespace LinkageService.Access;

/// <summary>Who asks: goes into the audit log, and decides what is seen.</summary>
/// <param name="Name">The person, whichever way they are known: by the name of a key or an account, or as a user of this machine.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Organization">The organisation they are limited to, with its children; null for all.</param>
internal sealed record Caller(string Name, Role Role, string? Organization)
{
    /// <summary>Why private numbers are wanted in full (<c>X-Linkage-Purpose</c>); null shows them masked.</summary>
    public string? Purpose { get; init; }

    /// <summary>What was signed in with: the id of a key, or an account; null where nobody signs in.</summary>
    public string? Credential { get; init; }

    /// <summary>Whether the password is one that somebody else gave: nothing is allowed before it is changed.</summary>
    public bool MustChangePassword { get; init; }

    /// <summary>Whether the caller may.</summary>
    public bool May(Permission permission) => !MustChangePassword && (Role.Permissions & permission) == permission;

    /// <summary>Whether a name is the caller's, whichever way it is written: who made a run does not approve it.</summary>
    public bool Is(string? name) => Person.IsSame(Name, name);

    /// <summary>The caller of this request, known since it was let in.</summary>
    public static Caller Of(HttpContext http) => http.Features.GetRequiredFeature<Caller>();
}
