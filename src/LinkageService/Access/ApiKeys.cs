using System.Security.Cryptography;
using LinkageService.Storage;
using LinkageService.Storage.Access;

namespace LinkageService.Access;

/// <summary>
/// Auth:Mode ApiKey: every call brings a key. It is looked up each time, so that one that was revoked a moment ago, by
/// whatever process, opens nothing any more.
/// </summary>
internal sealed class ApiKeys(Database database, TimeProvider time, FailedSignIns failures) : ICallerSource
{
    private const string Scheme = "Bearer ";

    // Compared with when there is no such key, so that the answer takes as long.
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    /// <inheritdoc/>
    public async ValueTask<Caller> FindAsync(HttpRequest request, CancellationToken cancellation)
    {
        var http = request.HttpContext;
        if (request.Headers.Authorization is not [{ } value] || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw FailedSignIns.NotSignedIn(http);
        }

        var door = http.GetEndpoint() is { } endpoint && RequireCaller.IsRpc(endpoint) ? "gRPC" : "REST";
        return (await RequireAsync(http, door, value[Scheme.Length..], cancellation)).Caller;
    }

    /// <inheritdoc/>
    public async ValueTask<Caller?> FindAsync(ConsoleTicket ticket, CancellationToken cancellation) => ticket.KeyId is { } id
        ? CallerOf(await database.ReadAsync(session => ApiKeyStore.FindAsync(session, id), cancellation))
        : null;

    /// <inheritdoc/>
    public async ValueTask<ConsoleTicket> SignInAsync(HttpContext http, string user, string key, CancellationToken cancellation) =>
        new(User: null, (await RequireAsync(http, "console", key, cancellation)).Id);

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
            ? new Caller(key.Name, role, key.OrganizationId) { KeyId = key.Id }
            : null;
}
