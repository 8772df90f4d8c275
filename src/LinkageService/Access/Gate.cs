using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Access;

/// <summary>Lets a request in: finds out who asks and whether they may, the same for REST and gRPC.</summary>
internal sealed class Gate(ICallerSource callers, ConsoleCookies cookies, RequestRates rates)
{
    /// <summary>Names the user of this machine in mode Local; percent-encoded where it is not ASCII.</summary>
    public const string UserHeader = "X-Linkage-User";

    /// <summary>States why private numbers are wanted in full.</summary>
    public const string PurposeHeader = "X-Linkage-Purpose";

    /// <summary>The same in an address of the console, which a browser opens without headers.</summary>
    public const string PurposeQuery = "purpose";

    /// <summary>Bytes of a purpose in the header, where one character takes up to twelve.</summary>
    /// <value>2,400.</value>
    public const int MaxPurposeBytes = 12 * MaxPurposeCharacters;

    /// <summary>Where people sign in.</summary>
    public const string SignInPage = "/sign-in";

    /// <summary>Where people change their password.</summary>
    public const string PasswordPage = "/password";

    private const int MaxPurposeCharacters = 200;

    /// <summary>Notes the caller on the request.</summary>
    /// <exception cref="RefusedException">Nobody is signed in, or they may not, or ask too often.</exception>
    public async ValueTask EnterAsync(HttpContext http, Permission needed, CancellationToken cancellation)
    {
        if (needed == Permission.Open)
        {
            rates.Count(http, credential: null);
            return;
        }

        var caller = await callers.FindAsync(http.Request, cancellation);
        rates.Count(http, caller.Credential);
        if (!caller.May(needed))
        {
            throw new RefusedException(Forbidden(caller, needed));
        }

        http.Features.Set(caller with
        {
            Purpose = Purpose(Uri.UnescapeDataString(RequestHeaders.One(http.Request, PurposeHeader)), PurposeHeader),
        });
    }

    /// <summary>
    /// Lets a request of the console in, by the cookie of its browser. A page is shown to those who may not see it too, and says so.
    /// </summary>
    /// <returns>The page to go to first: where one signs in, or where the password is changed that somebody else gave; null for
    /// none.</returns>
    /// <exception cref="RefusedException">They may not, and it is no page; or they ask too often.</exception>
    public async ValueTask<string?> EnterConsoleAsync(HttpContext http, Permission needed, bool isPage, CancellationToken cancellation)
    {
        var ticket = cookies.ReadTicket(http.Request);
        var caller = needed == Permission.Open ? null : await callers.FindAsync(ticket, cancellation);
        rates.Count(http, caller?.Credential);
        if (caller is null)
        {
            return needed == Permission.Open ? null : SignInPage;
        }

        if (caller.MustChangePassword && isPage)
        {
            return PasswordPage;
        }

        if (!caller.May(needed))
        {
            http.Response.StatusCode = isPage
                ? StatusCodes.Status403Forbidden
                : throw new RefusedException(Forbidden(caller, needed));
        }

        if (isPage && callers.Renewed(ticket) is { } renewed)
        {
            cookies.WriteTicket(http.Response, renewed);
        }

        http.Features.Set(caller with { Purpose = Purpose(http.Request.Query[PurposeQuery].ToString(), PurposeQuery) });
        return null;
    }

    /// <summary>The role does not allow it.</summary>
    public static Failure Forbidden(Caller caller, Permission needed)
    {
        var words = AccessWords.Forbidden(caller.Role, needed);
        return Failure.Of(ProblemCodes.Forbidden, words.Zh, words.En);
    }

    private static string? Purpose(string stated, string field)
    {
        var purpose = stated.Trim();
        return purpose.Length <= MaxPurposeCharacters
            ? purpose.Length == 0 ? null : purpose
            : throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue, $"{field} 最多 {MaxPurposeCharacters} 个字",
                $"{field} has at most {MaxPurposeCharacters} characters", field));
    }
}

/// <summary>How callers are known: by name on this machine, by key, by name and password, or by what an issuer says of them.</summary>
internal interface ICallerSource
{
    /// <summary>Who sent the request.</summary>
    /// <exception cref="RefusedException">Nobody who is known.</exception>
    ValueTask<Caller> FindAsync(HttpRequest request, CancellationToken cancellation);

    /// <summary>Who uses a browser; null for nobody, or nobody any more.</summary>
    ValueTask<Caller?> FindAsync(ConsoleTicket ticket, CancellationToken cancellation);

    /// <summary>What a browser carries from now on, where it has become another; null where it has not.</summary>
    ConsoleTicket? Renewed(ConsoleTicket ticket) => null;

    /// <summary>Begins to use a browser.</summary>
    /// <exception cref="RefusedException">What was typed opens nothing.</exception>
    ValueTask<ConsoleTicket> SignInAsync(HttpContext http, SignInRequest request, CancellationToken cancellation);

    /// <summary>Changes the password of whoever uses a browser, and ends their other sessions.</summary>
    /// <exception cref="RefusedException">They have none, the one they typed is not theirs, or the new one will not do.</exception>
    ValueTask<ConsoleTicket> ChangePasswordAsync(
        HttpContext http, ConsoleTicket ticket, ChangePasswordRequest request, CancellationToken cancellation);
}
