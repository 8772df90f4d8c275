using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Access;

/// <summary>Lets a request in: finds out who asks and whether they may, the same for REST and gRPC.</summary>
internal sealed class Gate(ICallerSource callers)
{
    /// <summary>Names the user of this machine in mode Local; percent-encoded where it is not ASCII.</summary>
    public const string UserHeader = "X-Linkage-User";

    /// <summary>States why private numbers are wanted in full.</summary>
    public const string PurposeHeader = "X-Linkage-Purpose";

    private const int MaxPurposeCharacters = 200;

    /// <summary>Notes the caller on the request.</summary>
    /// <exception cref="RefusedException">Nobody is signed in, or they may not.</exception>
    public async ValueTask EnterAsync(HttpContext http, Permission needed, CancellationToken cancellation)
    {
        if (needed == Permission.Open)
        {
            return;
        }

        var caller = await callers.FindAsync(http.Request, cancellation);
        if (!caller.May(needed))
        {
            throw new RefusedException(Failure.Of(ProblemCodes.Forbidden,
                $"角色 {caller.Role.Name} 没有权限 {needed}", $"the role {caller.Role.Name} has no permission {needed}"));
        }

        var purpose = Uri.UnescapeDataString(http.Request.Headers[PurposeHeader].ToString()).Trim();
        if (purpose.Length > MaxPurposeCharacters)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue, $"{PurposeHeader} 最多 {MaxPurposeCharacters} 个字",
                $"{PurposeHeader} has at most {MaxPurposeCharacters} characters", PurposeHeader));
        }

        http.Features.Set(caller with { Purpose = purpose.Length == 0 ? null : purpose });
    }
}

/// <summary>How callers are known: by name on this machine, or by key.</summary>
internal interface ICallerSource
{
    /// <summary>Who sent the request.</summary>
    /// <exception cref="RefusedException">Nobody who is known.</exception>
    ValueTask<Caller> FindAsync(HttpRequest request, CancellationToken cancellation);
}
