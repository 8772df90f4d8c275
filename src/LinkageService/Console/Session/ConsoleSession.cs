using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Console.Session;

/// <summary>
/// One open page of one person: who they are, their language, and the only way from a page to a handler. Every question names the
/// permission it needs, and the caller is looked up again each time: a key that was revoked, or an account that was disabled, a moment ago
/// opens nothing.
/// </summary>
internal sealed class ConsoleSession(ICallerSource callers, TimeProvider time)
{
    private ConsoleTicket _ticket = ConsoleTicket.None;
    private Caller? _caller;

    /// <summary>Chinese or English.</summary>
    public Language Language { get; private set; }

    /// <summary>The name under which everything is noted; empty for nobody.</summary>
    public string UserName => _caller?.Name ?? "";

    /// <summary>Whether a name is the caller's, whichever way it is written.</summary>
    public bool Is(string? name) => _caller?.Is(name) ?? false;

    /// <summary>Whether somebody is at work who has not said a name yet: this machine asks for no key.</summary>
    public bool IsNameless => UserName == LocalCallers.NobodyNamed && Role == Access.Role.Local;

    /// <summary>The role; null for nobody.</summary>
    public Role? Role => _caller?.Role;

    /// <summary>The organisation the caller is limited to; null for all.</summary>
    public string? Organization => _caller?.Organization;

    /// <summary>Begins the session: once, before anything is shown.</summary>
    public async Task BeginAsync(ConsoleTicket ticket, bool isEnglish)
    {
        (_ticket, Language) = (ticket, new Language(isEnglish));
        _caller = await FindAsync();
    }

    /// <summary>Whether the password can be changed: people who signed in with one.</summary>
    public bool HasPassword => _ticket.AccountId is not null && _caller is not null;

    /// <summary>Whether that is what has to be done first.</summary>
    public bool MustChangePassword => _caller?.MustChangePassword ?? false;

    /// <summary>
    /// Whether somebody signed in and is not who they were when the session began: their key or account ended, it may do something else
    /// now, or they signed in too long ago.
    /// </summary>
    public async Task<bool> HasEndedAsync()
    {
        if (_ticket.User is not null || _caller is not { } before)
        {
            return false;
        }

        var now = await FindAsync();
        return now is null || now.Role != before.Role || now.Organization != before.Organization;
    }

    /// <summary>Whether a button for it makes sense. What counts is decided when it is pressed.</summary>
    public bool May(Permission permission) => permission == Permission.Open || (_caller?.May(permission) ?? false);

    /// <summary>Asks a handler.</summary>
    /// <param name="needed">What the caller must be allowed.</param>
    /// <param name="ask">The question.</param>
    /// <param name="purpose">Why private numbers are wanted in full; null shows them masked.</param>
    /// <exception cref="RefusedException">Nobody is signed in, they may not, or the handler refuses.</exception>
    public async Task<T> AskAsync<T>(Permission needed, Func<Caller, Task<T>> ask, string? purpose = null)
    {
        _caller = await FindAsync();
        if (_caller is not { } caller)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.Unauthenticated,
                "登录已失效，请重新登录", "you are not signed in any more; sign in again"));
        }

        return caller.May(needed)
            ? await ask(caller with { Purpose = string.IsNullOrWhiteSpace(purpose) ? null : purpose.Trim() })
            : throw new RefusedException(Gate.Forbidden(caller, needed));
    }

    // A page that stays open is no longer let in than one that is opened.
    private async ValueTask<Caller?> FindAsync() =>
        _ticket.Ends <= time.GetUtcNow() ? null : await callers.FindAsync(_ticket, CancellationToken.None);

    /// <summary>Asks a handler that answers nothing.</summary>
    /// <exception cref="RefusedException">Nobody is signed in, they may not, or the handler refuses.</exception>
    public Task AskAsync(Permission needed, Func<Caller, Task> ask, string? purpose = null) => AskAsync(needed, async caller =>
    {
        await ask(caller);
        return true;
    }, purpose);
}
