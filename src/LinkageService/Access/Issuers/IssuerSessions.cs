using System.Collections.Concurrent;
using System.Text.Json;
using LinkageService.Configuration;
using LinkageService.Errors;
using LinkageService.Storage;

namespace LinkageService.Access.Issuers;

/// <summary>
/// Sessions of the console that began at the issuer. What it says of somebody is asked again after <c>Auth:RecheckSeconds</c>: whoever lost
/// their role, or was removed, has no session any more. The cookie holds enough to go on after a restart.
/// </summary>
internal sealed class IssuerSessions(
    IssuerSettings settings, IssuerDocument issuer, IssuerClient client, IssuerTokens tokens, IssuerRights rights, Database database,
    TimeProvider time, ILogger<IssuerSessions> log)
{
    // While the issuer cannot be asked, what it said last is taken for so long.
    private static readonly TimeSpan Unasked = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(IssuerDocument.PauseSeconds);

    private readonly ConcurrentDictionary<string, Live> _live = new(StringComparer.Ordinal);

    /// <summary>Begins one.</summary>
    /// <param name="identityToken">What the issuer says of whoever signed in; a good one.</param>
    /// <param name="accessToken">With which it is asked for more.</param>
    /// <param name="refreshToken">With which it is asked again; null where it gives none.</param>
    /// <param name="expiresIn">How long what it gave lasts.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="RefusedException">They may do nothing here, or the issuer did not answer.</exception>
    public async Task<ConsoleTicket> BeginAsync(
        string identityToken, string accessToken, string? refreshToken, TimeSpan expiresIn, CancellationToken cancellation)
    {
        var said = await AskAsync(identityToken, accessToken, cancellation);
        if (said.Person is not { } person)
        {
            throw said.Word == IssuerWord.Silence
                ? IssuerDocument.Unavailable()
                : new RefusedException(SignInFailures.NotKnown(said.Reason));
        }

        await rights.CallerOfAsync(person, database, cancellation);
        var now = Now();
        Sweep(now);
        var session = new IssuerSession(
            Guid.NewGuid().ToString("N"), person, now, refreshToken is null ? now + expiresIn : UntilOf(now), refreshToken);
        var ends = now + settings.SessionLength;
        _live[session.Id] = new Live(session, ends) { IdentityToken = identityToken };
        return ConsoleTicket.None with { Issuer = session, Ends = ends };
    }

    /// <summary>Whose session it is; null for one that ended.</summary>
    public async ValueTask<Caller?> FindAsync(IssuerSession session, CancellationToken cancellation)
    {
        var live = LiveOf(session);
        if (MustAsk(live))
        {
            await live.Asking.WaitAsync(cancellation);
            try
            {
                if (MustAsk(live))
                {
                    // To its end, whoever goes away meanwhile: a refresh token is mostly taken once.
                    await RecheckAsync(live, CancellationToken.None);
                }
            }
            finally
            {
                live.Asking.Release();
            }
        }

        return live.HasEnded || Now() >= live.Session.Until
            ? null
            : await rights.FindCallerAsync(live.Session.Person, database, cancellation);
    }

    /// <summary>The session as it stands, where its cookie is older; null where it is not.</summary>
    public IssuerSession? Renewed(IssuerSession session) =>
        LiveOf(session) is { HasEnded: false } live && live.Session.CheckedAt > session.CheckedAt ? live.Session : null;

    /// <summary>Ends one.</summary>
    /// <returns>Where the browser goes to end that at the issuer too; null where the issuer does not know how.</returns>
    public async Task<string?> EndAsync(IssuerSession session, string backTo, CancellationToken cancellation)
    {
        var live = LiveOf(session);
        live.HasEnded = true;
        try
        {
            var end = (await issuer.GetConfigurationAsync(cancellation)).EndSessionEndpoint;
            return string.IsNullOrEmpty(end) ? null : Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(
                end, new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["client_id"] = settings.ClientId, ["id_token_hint"] = live.IdentityToken, ["post_logout_redirect_uri"] = backTo,
                });
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private Live LiveOf(IssuerSession session) =>
        _live.GetOrAdd(session.Id, _ => new Live(session, Now() + settings.SessionLength));

    private bool MustAsk(Live live)
    {
        var now = Now();
        return !live.HasEnded && live.Session.RefreshToken is not null
            && now - live.Session.CheckedAt >= settings.Recheck && now - live.AskedAt >= (live.WasSilent ? Pause : TimeSpan.Zero);
    }

    private DateTimeOffset UntilOf(DateTimeOffset checkedAt) => checkedAt + settings.Recheck + Unasked;

    private async Task RecheckAsync(Live live, CancellationToken cancellation)
    {
        live.AskedAt = Now();
        var (word, session) = await RefreshAsync(live, cancellation);
        live.WasSilent = word == IssuerWord.Silence;
        if (session is not null)
        {
            live.Session = session;
        }
        else if (word == IssuerWord.No)
        {
            live.HasEnded = true;
            log.IssuerSessionEnded(settings.Issuer);
        }
    }

    private async Task<(IssuerWord Word, IssuerSession? Session)> RefreshAsync(Live live, CancellationToken cancellation)
    {
        try
        {
            var document = await issuer.GetConfigurationAsync(cancellation);
            var answer = await client.RefreshAsync(document.TokenEndpoint, live.Session.RefreshToken!, cancellation);
            if (answer.Word != IssuerWord.Yes)
            {
                return (answer.Word, null);
            }

            // Many issuers take a refresh token once: what came is kept whatever is asked next.
            live.Session = live.Session with { RefreshToken = answer.Text("refresh_token") ?? live.Session.RefreshToken };
            live.IdentityToken = answer.Text("id_token") ?? live.IdentityToken;
            var said = await AskAsync(answer.Text("id_token"), answer.Text("access_token") ?? "", cancellation);
            return said.Person is not { } person ? (said.Word, null)
                : !string.Equals(person.Subject, live.Session.Person.Subject, StringComparison.Ordinal) ? (IssuerWord.No, null)
                : (IssuerWord.Yes, live.Session with { Person = person, CheckedAt = Now(), Until = UntilOf(Now()) });
        }
        catch (RefusedException)
        {
            return (IssuerWord.Silence, null);
        }
    }

    // What the issuer says: in the token about whoever signed in, and to the question whose the access token is. The latter is newer.
    private async Task<Said> AskAsync(string? identityToken, string accessToken, CancellationToken cancellation)
    {
        var claims = default(JsonElement);
        if (identityToken is not null)
        {
            var token = await tokens.CheckIdentityAsync(identityToken, cancellation);
            if (token.Fault is not null)
            {
                return Said.Nothing("identity token: " + token.Fault);
            }

            claims = token.Claims;
        }

        var document = await issuer.GetConfigurationAsync(cancellation);
        if (string.IsNullOrEmpty(document.UserInfoEndpoint))
        {
            return Said.Of(IssuerPerson.Of(settings, claims));
        }

        var answer = await client.UserInfoAsync(document.UserInfoEndpoint, accessToken, cancellation);
        return answer.Word != IssuerWord.Yes ? Said.Nothing("userinfo is refused") with { Word = answer.Word }
            : claims.ValueKind == JsonValueKind.Object && SubjectOf(claims) != answer.Text("sub")
                ? Said.Nothing("userinfo of somebody else")
            : Said.Of(IssuerPerson.Of(settings, answer.Json, claims));
    }

    private DateTimeOffset Now() => time.GetUtcNow();

    private static string? SubjectOf(JsonElement claims) => new IssuerAnswer(IssuerWord.Yes, claims).Text("sub");

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (id, live) in _live)
        {
            if (live.Ends < now)
            {
                _live.TryRemove(id, out _);
            }
        }
    }

    // What came of asking: who it is, or why that is not known.
    private readonly record struct Said(IssuerWord Word, IssuerPerson? Person, string Reason)
    {
        public static Said Nothing(string reason) => new(IssuerWord.No, Person: null, reason);

        public static Said Of(IssuerPerson? person) => person is null ? Nothing("nobody is named") : new Said(IssuerWord.Yes, person, "");
    }

    private sealed class Live(IssuerSession session, DateTimeOffset ends)
    {
        public IssuerSession Session { get; set; } = session;

        public DateTimeOffset Ends { get; } = ends;

        public string? IdentityToken { get; set; }

        public bool HasEnded { get; set; }

        public bool WasSilent { get; set; }

        public DateTimeOffset AskedAt { get; set; }

        public SemaphoreSlim Asking { get; } = new(1);
    }
}
