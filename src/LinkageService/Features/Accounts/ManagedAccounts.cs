using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Access;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Accounts;

/// <summary>An account, until when it is locked, and its password where it was given just now.</summary>
/// <param name="Row">The account.</param>
/// <param name="LockedUntil">In microseconds; null for one that is not locked.</param>
/// <param name="Password">For signing in once; shown this once. Null otherwise.</param>
internal sealed record ManagedAccount(AccountRow Row, long? LockedUntil = null, string? Password = null);

/// <summary>The accounts of people: lists them, makes and changes them, gives new passwords. Each act is told to the audit log, which never
/// holds a password.</summary>
internal sealed class ManagedAccounts(Database database, TimeProvider time)
{
    /// <summary>Hours that a password works which somebody else gave.</summary>
    public const int GivenHours = 72;

    private readonly ListAccountsValidator _list = new();
    private readonly CreateAccountValidator _create = new();
    private readonly ChangeAccountValidator _change = new();

    /// <summary>Those the caller sees, the oldest first.</summary>
    public Task<Page<ManagedAccount>> ListAsync(Caller caller, ListAccountsRequest request, CancellationToken cancellation)
    {
        _list.Require(request);
        return database.SnapshotAsync(async session =>
        {
            var rows = await AccountStore.ListAsync(session, caller.Organization, request.Page.After, request.Page.Limit + 1);
            var page = Page<AccountRow>.Of(rows, request.Page.Limit, row => row.Id);
            var accounts = new List<ManagedAccount>(page.Items.Count);
            foreach (var row in page.Items)
            {
                accounts.Add(await WithLockAsync(session, row));
            }

            return new Page<ManagedAccount>(accounts, page.Next);
        }, cancellation);
    }

    /// <summary>Makes one, with a password for signing in once.</summary>
    /// <exception cref="RefusedException">Another has the name, or it cannot be so.</exception>
    public Task<ManagedAccount> CreateAsync(Caller caller, CreateAccountRequest request, CancellationToken cancellation)
    {
        _create.Require(request);
        var (id, password) = (Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), Passwords.Given());
        var (key, hash) = (Person.KeyOf(request.Name!), Passwords.Hash(password));
        return WriteAsync(caller, async session =>
        {
            if (key.Length == 0 || await AccountStore.HoldByNameAsync(session, key) is not null)
            {
                throw AccountRules.NameTaken();
            }

            var now = Moment.Of(session.Change.At);
            var row = new AccountRow(
                id, request.Name!, key, request.Role!, await OrganizationOfAsync(session, caller, request.Organization),
                AccountStates.Active, hash, Moment.Of(session.Change.At.AddHours(GivenHours)), AccountSignIns.NewStamp(), Revision: 1,
                caller.Name, now, now);
            await AccountStore.SaveAsync(session, before: null, row, "account.create", DetailsOf(row));
            return new ManagedAccount(row, LockedUntil: null, password);
        }, cancellation);
    }

    /// <summary>Changes what one may do, or whether it opens the door; its sessions end.</summary>
    /// <exception cref="RefusedException"><c>unknown_user_account</c>, it is the caller's own, or it cannot be so.</exception>
    public Task<ManagedAccount> ChangeAsync(Caller caller, ChangeAccountRequest request, CancellationToken cancellation)
    {
        _change.Require(request);
        return WriteAsync(caller, async session =>
        {
            var before = await HoldAsync(session, caller, request.Account);
            EntityTag.Check(request.IfMatch, before.Revision);
            if (caller.Is(before.Name))
            {
                throw AccountRules.Own();
            }

            var after = Next(session, before) with
            {
                Role = request.Role!, OrganizationId = await OrganizationOfAsync(session, caller, request.Organization),
                State = request.State ?? AccountStates.Active,
            };
            var action = after.State == before.State ? "account.change"
                : after.State == AccountStates.Active ? "account.enable" : "account.disable";
            await AccountStore.SaveAsync(session, before, after, action, DetailsOf(after));
            return await WithLockAsync(session, after);
        }, cancellation);
    }

    /// <summary>Gives one a new password for signing in once; its sessions end, and it is not locked any more.</summary>
    /// <exception cref="RefusedException"><c>unknown_user_account</c>.</exception>
    public Task<ManagedAccount> ResetAsync(Caller caller, string account, string? ifMatch, CancellationToken cancellation)
    {
        var password = Passwords.Given();
        var hash = Passwords.Hash(password);
        return WriteAsync(caller, async session =>
        {
            var before = await HoldAsync(session, caller, account);
            EntityTag.Check(ifMatch, before.Revision);
            var after = Next(session, before) with
            {
                PasswordHash = hash, PasswordUntil = Moment.Of(session.Change.At.AddHours(GivenHours)),
            };
            await AccountAttempts.ForgetAsync(session, after.Id);
            await AccountStore.SaveAsync(session, before, after, "account.reset", DetailsOf(after));
            return new ManagedAccount(after, LockedUntil: null, password);
        }, cancellation);
    }

    private Task<T> WriteAsync<T>(Caller caller, Func<WriteSession, Task<T>> write, CancellationToken cancellation) =>
        database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), write, cancellation);

    private async Task<ManagedAccount> WithLockAsync(Session session, AccountRow row) =>
        await AccountAttempts.FindAsync(session, row.Id) is { LockedUntil: var until } && until > Moment.Of(time.GetUtcNow())
            ? new ManagedAccount(row, until)
            : new ManagedAccount(row);

    private static string DetailsOf(AccountRow row) => JsonDetails.Of(("name", row.Name), ("role", row.Role), ("state", row.State));

    private static async Task<AccountRow> HoldAsync(WriteSession session, Caller caller, string id) =>
        await AccountStore.HoldAsync(session, id) is { } row && await SeesAsync(session, caller, row)
            ? row
            : throw AccountRules.Unknown(id);

    private static async Task<bool> SeesAsync(Session session, Caller caller, AccountRow row) => caller.Organization is null
        || (row.OrganizationId is { } own && await OrganizationStore.IsWithinAsync(session, own, caller.Organization));

    // Whatever changes, sessions that are open end: their rights are those of before.
    private static AccountRow Next(WriteSession session, AccountRow before) => before with
    {
        Stamp = AccountSignIns.NewStamp(), Revision = before.Revision + 1, UpdatedAt = Moment.Of(session.Change.At),
    };

    private static async Task<string?> OrganizationOfAsync(Session session, Caller caller, string? stated)
    {
        if (stated is not null)
        {
            await OrganizationScope.RequireAsync(session, caller, stated, "organization");
        }

        return stated ?? caller.Organization;
    }
}
