using System.Security.Cryptography;
using System.Text.Json;
using LinkageService.Access.Issuers;
using LinkageService.Documents;
using Microsoft.AspNetCore.DataProtection;

namespace LinkageService.Access;

/// <summary>The two cookies of the console: who uses it (sealed), and in which language.</summary>
internal sealed class ConsoleCookies(IDataProtectionProvider protection, TimeProvider time)
{
    private const string TicketName = "linkage-user";
    private const string LanguageName = "linkage-language";
    private const string English = "en";
    private const string Chinese = "zh";
    private static readonly TimeSpan LanguageLife = TimeSpan.FromDays(365);

    private const string AccountMark = "a";
    private const string KeyMark = "k";
    private const string UserMark = "u";
    private const string IssuerMark = "i";
    private const char StampMark = '.';

    // Browsers keep cookies of 4,096 bytes with their name and attributes.
    private const int MaxSealed = 3800;

    // A working day; who signed in with a key or a password shows it again the next morning.
    private static readonly TimeSpan TicketLife = TimeSpan.FromHours(12);

    private readonly ITimeLimitedDataProtector _seal =
        protection.CreateProtector("LinkageService.Console.Ticket").ToTimeLimitedDataProtector();

    /// <summary>Who uses the browser; <see cref="ConsoleTicket.None"/> when there is no cookie or it is not ours.</summary>
    public ConsoleTicket ReadTicket(HttpRequest request)
    {
        try
        {
            return request.Cookies[TicketName] is { Length: > 0 } text && _seal.Unprotect(text, out var ends) is { Length: > 0 } words
                ? Read(words) with { Ends = ends }
                : ConsoleTicket.None;
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return ConsoleTicket.None;
        }
    }

    /// <summary>Notes who uses the browser.</summary>
    public void WriteTicket(HttpResponse response, ConsoleTicket ticket)
    {
        var ends = ticket.Ends ?? time.GetUtcNow() + TicketLife;
        var text = _seal.Protect(WordsOf(ticket), ends);
        if (text.Length > MaxSealed && ticket.Issuer is { } session)
        {
            // Its refresh token is that long: this program knows it, and after a restart the session is no longer than it is taken unasked.
            text = _seal.Protect(WordsOf(ticket with { Issuer = session with { RefreshToken = null } }), ends);
        }

        response.Cookies.Append(TicketName, text, Options(response, isHttpOnly: true));
    }

    private static string WordsOf(ConsoleTicket ticket) =>
        ticket.AccountId is { } account ? $"{AccountMark}{account}{StampMark}{ticket.Stamp}"
        : ticket.Issuer is { } session ? IssuerMark + JsonSerializer.Serialize(session, IssuerJson.Default.IssuerSession)
        : ticket.KeyId is { } key ? KeyMark + key : UserMark + ticket.User;

    /// <summary>Forgets who uses the browser.</summary>
    public static void RemoveTicket(HttpResponse response) => response.Cookies.Delete(TicketName);

    /// <summary>The language picked; Chinese until one is.</summary>
    public static Language ReadLanguage(HttpRequest request) => new(request.Cookies[LanguageName] is English);

    /// <summary>Notes the language.</summary>
    public static void WriteLanguage(HttpResponse response, bool isEnglish)
    {
        var options = Options(response, isHttpOnly: false);
        options.MaxAge = LanguageLife;
        response.Cookies.Append(LanguageName, isEnglish ? English : Chinese, options);
    }

    private static ConsoleTicket Read(string words) => words[..1] switch
    {
        KeyMark => new ConsoleTicket(User: null, words[1..]),
        AccountMark when words[1..].Split(StampMark) is [var account, var stamp] =>
            ConsoleTicket.None with { AccountId = account, Stamp = stamp },
        IssuerMark => ConsoleTicket.None with { Issuer = JsonSerializer.Deserialize(words[1..], IssuerJson.Default.IssuerSession) },
        UserMark => new ConsoleTicket(words[1..], KeyId: null),
        _ => ConsoleTicket.None,
    };

    // Lax: a link in a mail opens the page signed in; forms of other sites are refused by their missing token.
    private static CookieOptions Options(HttpResponse response, bool isHttpOnly) => new()
    {
        HttpOnly = isHttpOnly,
        SameSite = SameSiteMode.Lax,
        Secure = response.HttpContext.Request.IsHttps,
        IsEssential = true,
    };
}

/// <summary>
/// What a browser carries of who uses it: a name (Auth:Mode Local), the id of a key that was shown once, an account, or a session that
/// began at the issuer. They are looked up at every act, so that one that ended opens nothing.
/// </summary>
/// <param name="User">The name picked on this machine.</param>
/// <param name="KeyId">The id of the key.</param>
public sealed record ConsoleTicket(string? User, string? KeyId)
{
    /// <summary>Nobody picked a name or signed in.</summary>
    public static ConsoleTicket None { get; } = new(null, null);

    /// <summary>The id of the account.</summary>
    public string? AccountId { get; init; }

    /// <summary>The account's stamp when the session began: it has another since whatever ends its sessions.</summary>
    public string? Stamp { get; init; }

    /// <summary>The session that began at the issuer.</summary>
    public IssuerSession? Issuer { get; init; }

    /// <summary>When whoever uses the browser signs in again; null before it is sealed.</summary>
    public DateTimeOffset? Ends { get; init; }
}
