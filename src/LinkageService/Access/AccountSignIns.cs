using System.Threading.RateLimiting;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Access;

namespace LinkageService.Access;

/// <summary>
/// People who sign in to the console with a name and a password. Guesses are slowed three ways: an account is locked after
/// <see cref="MaxAttempts"/> wrong ones in a row, an address has so many in a minute (<see cref="FailedSignIns"/>), and only a few
/// passwords are looked at at once, those of one address one after another.
/// </summary>
internal sealed class AccountSignIns(Database database, TimeProvider time, FailedSignIns failures, ILogger<AccountSignIns> log)
    : IDisposable
{
    /// <summary>Wrong passwords in a row that lock an account.</summary>
    public const int MaxAttempts = 5;

    /// <summary>Minutes that an account is locked.</summary>
    public const int LockMinutes = 15;

    private const int WaitingOfAnAddress = 10;
    private const int WaitingOfAll = 100;

    private readonly PartitionedRateLimiter<HttpContext> _looking = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, int>(http => RateLimitPartition.GetConcurrencyLimiter(
            CallerNetwork.Counter(CallerNetwork.Of(http.Connection.RemoteIpAddress ?? System.Net.IPAddress.None)),
            _ => new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = WaitingOfAnAddress })),
        PartitionedRateLimiter.Create<HttpContext, int>(_ => RateLimitPartition.GetConcurrencyLimiter(
            0, _ => new ConcurrencyLimiterOptions { PermitLimit = Environment.ProcessorCount, QueueLimit = WaitingOfAll })));

    /// <summary>Whose session it is; null for one that ended.</summary>
    public async ValueTask<Caller?> FindAsync(ConsoleTicket ticket, CancellationToken cancellation)
    {
        var account = await database.ReadAsync(session => AccountStore.FindAsync(session, ticket.AccountId!), cancellation);
        return IsOpen(account) && string.Equals(account.Stamp, ticket.Stamp, StringComparison.Ordinal)
            && Role.Find(account.Role) is { } role
            ? new Caller(account.Name, role, account.OrganizationId)
            {
                Credential = AccountRow.Prefix + account.Id, MustChangePassword = account.MustChangePassword,
            }
            : null;
    }

    /// <summary>Begins to use a browser with a name and a password.</summary>
    /// <exception cref="RefusedException">One answer for all reasons, so that whoever guesses learns nothing.</exception>
    public async ValueTask<ConsoleTicket> SignInAsync(HttpContext http, SignInRequest request, CancellationToken cancellation) =>
        TicketOf(await RequireAsync(http, Person.KeyOf(request.User), request.Password, cancellation));

    /// <summary>Changes the password of whose session it is. Their other sessions end.</summary>
    /// <exception cref="RefusedException">The password is not theirs, or the new one will not do.</exception>
    public async ValueTask<ConsoleTicket> ChangePasswordAsync(
        HttpContext http, ConsoleTicket ticket, ChangePasswordRequest request, CancellationToken cancellation)
    {
        var caller = await FindAsync(ticket, cancellation) ?? throw FailedSignIns.NotSignedIn(http);
        if (!string.Equals(request.New, request.Repeated, StringComparison.Ordinal))
        {
            throw new RefusedException(SignInFailures.NotRepeated());
        }

        if (Passwords.Fault(request.New, caller.Name) is { } fault)
        {
            throw new RefusedException(fault);
        }

        var known = await RequireAsync(http, Person.KeyOf(caller.Name), request.Current, cancellation);
        if (Passwords.Fits(known, request.New))
        {
            throw new RefusedException(SignInFailures.NotNew());
        }

        var hash = Passwords.Hash(request.New);
        return TicketOf(await database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            var before = await AccountStore.HoldAsync(session, known.Id);
            if (!IsOpen(before) || before.Stamp != ticket.Stamp)
            {
                throw FailedSignIns.NotSignedIn(http);
            }

            var after = before with
            {
                PasswordHash = hash, PasswordUntil = null, Stamp = NewStamp(), Revision = before.Revision + 1,
                UpdatedAt = Moment.Of(session.Change.At),
            };
            await AccountStore.SaveAsync(session, before, after, "account.password", JsonDetails.Of(("name", after.Name)));
            return after;
        }, cancellation));
    }

    /// <summary>What sessions begin with; a new one ends those there are.</summary>
    public static string NewStamp() => Guid.NewGuid().ToString("N");

    /// <inheritdoc/>
    public void Dispose() => _looking.Dispose();

    private static ConsoleTicket TicketOf(AccountRow account) =>
        ConsoleTicket.None with { AccountId = account.Id, Stamp = account.Stamp };

    private async Task<AccountRow> RequireAsync(HttpContext http, string name, string password, CancellationToken cancellation)
    {
        using var turn = await _looking.AcquireAsync(http, permitCount: 1, cancellation);
        failures.RefuseGuesses(http);
        var (account, attempts, mayTry) = turn.IsAcquired ? await TakeAsync(name, cancellation) : default;
        var fits = turn.IsAcquired && Passwords.Fits(account, password);
        var reason = !turn.IsAcquired ? "too many at once"
            : account is null ? "no such account"
            : !mayTry ? "locked"
            : !fits ? "wrong password"
            : !IsOpen(account) ? "disabled, or the password given ended"
            : null;
        if (reason is null)
        {
            await NoteAsync(session => AccountAttempts.ForgetAsync(session, account!.Id), cancellation);
            return account!;
        }

        var id = account is null ? null : AccountRow.Prefix + account.Id;
        if (id is not null && mayTry && attempts!.LockedUntil > 0)
        {
            log.AccountLocked(id, MaxAttempts, LockMinutes);
        }

        throw failures.Refuse(http, FailedSignIns.Console, id, reason);
    }

    // Counted before it is looked at; for a name that is nobody's too, so that the answer takes as long.
    private Task<(AccountRow? Account, AccountAttempts? Attempts, bool MayTry)> TakeAsync(string name, CancellationToken cancellation) =>
        NoteAsync<(AccountRow?, AccountAttempts?, bool)>(async session =>
        {
            var account = await AccountStore.HoldByNameAsync(session, name);
            var (attempts, mayTry) = await AccountAttempts.TakeAsync(
                session, account?.Id ?? "", MaxAttempts, TimeSpan.FromMinutes(LockMinutes));
            return (account, attempts, mayTry);
        }, cancellation);

    private Task NoteAsync(Func<WriteSession, Task> write, CancellationToken cancellation) => NoteAsync(async session =>
    {
        await write(session);
        return true;
    }, cancellation);

    private Task<T> NoteAsync<T>(Func<WriteSession, Task<T>> write, CancellationToken cancellation) =>
        database.WriteAsync(new Change("sign-in", time.GetUtcNow()) { IsNote = true }, write, cancellation);

    private bool IsOpen([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] AccountRow? account) =>
        account is { State: AccountStates.Active } && (account.PasswordUntil is not { } until || until > Moment.Of(time.GetUtcNow()));
}
