using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;

namespace LinkageService.Access.Issuers;

/// <summary>
/// Auth:Mode Jwt: calls bring a token of the issuer, or a key; people sign in to the console at the issuer, or with a key. Accounts with
/// passwords open nothing: whoever leaves is removed in one place.
/// </summary>
internal sealed class IssuerCallers(
    IssuerSettings settings, IssuerTokens tokens, IssuerRights rights, IssuerSessions sessions, ApiKeys keys, FailedSignIns failures,
    Database database)
    : ICallerSource
{
    /// <inheritdoc/>
    public async ValueTask<Caller> FindAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (ApiKeys.TokenOf(request) is not { } text || text.StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal))
        {
            return await keys.FindAsync(request, cancellation);
        }

        var token = await tokens.CheckAsync(text, cancellation);
        return token.Fault is null && IssuerPerson.Of(settings, token.Claims) is { } person
            ? await rights.CallerOfAsync(person, database, cancellation)
            : throw Refuse(request.HttpContext, token);
    }

    /// <inheritdoc/>
    public async ValueTask<Caller?> FindAsync(ConsoleTicket ticket, CancellationToken cancellation) =>
        ticket.Issuer is not null ? await sessions.FindAsync(ticket.Issuer, cancellation)
        : ticket.KeyId is { } key ? await keys.FindAsync(key, cancellation)
        : null;

    /// <inheritdoc/>
    public ConsoleTicket? Renewed(ConsoleTicket ticket) =>
        ticket.Issuer is not null && sessions.Renewed(ticket.Issuer) is { } renewed ? ticket with { Issuer = renewed } : null;

    /// <inheritdoc/>
    public ValueTask<ConsoleTicket> SignInAsync(HttpContext http, SignInRequest request, CancellationToken cancellation) =>
        keys.SignInAsync(http, request.Key, cancellation);

    /// <inheritdoc/>
    public ValueTask<ConsoleTicket> ChangePasswordAsync(
        HttpContext http, ConsoleTicket ticket, ChangePasswordRequest request, CancellationToken cancellation) =>
        throw new RefusedException(SignInFailures.NoPassword());

    // One that expired is no guess: it is not counted, and the caller fetches another.
    private RefusedException Refuse(HttpContext http, CheckedToken token)
    {
        var refused = token.IsExpired
            ? FailedSignIns.NotSignedIn(http)
            : failures.Refuse(http, ApiKeys.DoorOf(http), keyId: null, token.Fault ?? $"no claim {settings.Claims.User}");
        if (refused.Failure.Code == ProblemCodes.Unauthenticated)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        }

        return refused;
    }
}
