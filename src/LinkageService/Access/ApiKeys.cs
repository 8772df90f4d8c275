using System.Security.Cryptography;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Access;

namespace LinkageService.Access;

/// <summary>
/// The keys that calls bring with Auth:Mode ApiKey. One is looked up each time, so that one that was revoked a moment ago, by
/// whatever process, opens nothing any more.
/// </summary>
internal sealed class ApiKeys(Database database, TimeProvider time, FailedSignIns failures)
{
    private const string Scheme = "Bearer ";

    // Compared with when there is no such key, so that the answer takes as long.
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    /// <summary>Whose key a request came with.</summary>
    /// <exception cref="RefusedException">With none that is valid.</exception>
    public async ValueTask<Caller> FindAsync(HttpRequest request, CancellationToken cancellation)
    {
        var http = request.HttpContext;
        return TokenOf(request) is { } text
            ? (await RequireAsync(http, DoorOf(http), text, cancellation)).Caller
            : throw FailedSignIns.NotSignedIn(http);
    }

    /// <summary>What a call came with, a key or a token; null for nothing.</summary>
    public static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value[Scheme.Length..].Trim() : null;

    /// <summary>Where a call came in, as the log names it.</summary>
    public static string DoorOf(HttpContext http) =>
        http.GetEndpoint() is { } endpoint && RequireCaller.IsRpc(endpoint) ? "gRPC" : "REST";

    /// <summary>Whose key it is; null for one that is not valid any more.</summary>
    public async ValueTask<Caller?> FindAsync(string id, CancellationToken cancellation) =>
        CallerOf(await database.ReadAsync(session => ApiKeyStore.FindAsync(session, id), cancellation));

    /// <summary>Begins to use a browser with a key.</summary>
    /// <exception cref="RefusedException">It is not valid.</exception>
    public async ValueTask<ConsoleTicket> SignInAsync(HttpContext http, string key, CancellationToken cancellation) =>
        new(User: null, (await RequireAsync(http, FailedSignIns.Console, key, cancellation)).Id);

    private async Task<(string Id, Caller Caller)> RequireAsync(
        HttpContext http, string door, string text, CancellationToken cancellation)
    {
        if (!ApiKeyText.TryRead(text.AsSpan().Trim(), out var id, out var hash))
        {
            throw failures.Refuse(http, door, keyId: null, "not a key");
        }

        var key = await database.ReadAsync(session => ApiKeyStore.FindAsync(session, id), cancellation);
        var isIts = CryptographicOperations.FixedTimeEquals(hash, key?.SecretHash ?? NoHash);
        return isIts && CallerOf(key) is { } caller
            ? (id, caller)
            : throw failures.Refuse(http, door, key?.Id, key is null ? "no such key" : isIts ? "expired or revoked" : "wrong secret");
    }

    private Caller? CallerOf(ApiKeyRow? key) =>
        key is not null && key.IsValid(Moment.Of(time.GetUtcNow())) && Role.Find(key.Role) is { } role
            ? new Caller(key.Name, role, key.OrganizationId) { Credential = key.Id }
            : null;
}
