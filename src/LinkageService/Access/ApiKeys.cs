using System.Security.Cryptography;
using LinkageService.Console.Session;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Access;

namespace LinkageService.Access;

/// <summary>
/// Auth:Mode ApiKey: every call brings a key. It is looked up each time, so that one that was revoked a moment ago, by
/// whatever process, opens nothing any more.
/// </summary>
internal sealed class ApiKeys(Database database, TimeProvider time) : ICallerSource
{
    private const string Scheme = "Bearer ";

    // Compared with when there is no such key, so that the answer takes as long.
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    /// <inheritdoc/>
    public async ValueTask<Caller> FindAsync(HttpRequest request, CancellationToken cancellation)
    {
        var header = request.Headers.Authorization;
        if (header.Count == 1 && header[0] is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && await FindAsync(value[Scheme.Length..], cancellation) is var (_, caller))
        {
            return caller;
        }

        request.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
        throw Refuse();
    }

    /// <inheritdoc/>
    public async ValueTask<Caller?> FindAsync(ConsoleTicket ticket, CancellationToken cancellation) => ticket.KeyId is { } id
        ? CallerOf(await database.ReadAsync(session => ApiKeyStore.FindAsync(session, id), cancellation))
        : null;

    /// <inheritdoc/>
    public async ValueTask<ConsoleTicket> SignInAsync(string user, string key, CancellationToken cancellation) =>
        await FindAsync(key, cancellation) is var (id, _) ? new ConsoleTicket(User: null, id) : throw Refuse();

    private async Task<(string Id, Caller Caller)?> FindAsync(string text, CancellationToken cancellation)
    {
        if (!ApiKeyText.TryRead(text.AsSpan().Trim(), out var id, out var hash))
        {
            return null;
        }

        var key = await database.ReadAsync(session => ApiKeyStore.FindAsync(session, id), cancellation);
        var isIts = CryptographicOperations.FixedTimeEquals(hash, key?.SecretHash ?? NoHash);
        return isIts && CallerOf(key) is { } caller ? (id, caller) : null;
    }

    private Caller? CallerOf(ApiKeyRow? key) =>
        key is not null && key.IsValid(Moment.Of(time.GetUtcNow())) && Role.Find(key.Role) is { } role
            ? new Caller(key.Name, role, key.OrganizationId)
            : null;

    // One answer for all reasons, and nothing of what was sent: whoever guesses learns nothing.
    private static RefusedException Refuse() => new(Failure.Of(ProblemCodes.Unauthenticated,
        "没有登录：请求要带 Authorization: Bearer <有效密钥>", "not signed in: send Authorization: Bearer <a valid key>"));
}
