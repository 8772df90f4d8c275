using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Console.Session;

/// <summary>
/// One open page of one person: who they are, their language, and the only way from a page to a handler. Every question names the
/// permission it needs, and the caller is looked up again each time: a key that was revoked a moment ago opens nothing.
/// </summary>
internal sealed class ConsoleSession(ICallerSource callers)
{
    private ConsoleTicket _ticket = ConsoleTicket.None;
    private Caller? _caller;

    /// <summary>Chinese or English.</summary>
    public Language Language { get; private set; }

    /// <summary>The name under which everything is noted; empty for nobody.</summary>
    public string UserName => _caller?.Name ?? "";

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
        _caller = await callers.FindAsync(ticket, CancellationToken.None);
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
        _caller = await callers.FindAsync(_ticket, CancellationToken.None);
        if (_caller is not { } caller)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.Unauthenticated,
                "登录已失效，请重新登录", "you are not signed in any more; sign in again"));
        }

        return caller.May(needed)
            ? await ask(caller with { Purpose = string.IsNullOrWhiteSpace(purpose) ? null : purpose.Trim() })
            : throw new RefusedException(Gate.Forbidden(caller, needed));
    }

    /// <summary>Asks a handler that answers nothing.</summary>
    /// <exception cref="RefusedException">Nobody is signed in, they may not, or the handler refuses.</exception>
    public Task AskAsync(Permission needed, Func<Caller, Task> ask, string? purpose = null) => AskAsync(needed, async caller =>
    {
        await ask(caller);
        return true;
    }, purpose);
}
