namespace LinkageService.Storage.Access;

/// <summary>Wrong passwords in a row, and until when no password of an account is looked at.</summary>
/// <param name="Failed">Attempts that are not known to have been right, since the last that was or the last lock.</param>
/// <param name="LockedUntil">In microseconds; 0 while there was no lock.</param>
public sealed record AccountAttempts(long Failed, long LockedUntil)
{
    private static readonly AccountAttempts None = new(0, 0);

    /// <summary>Those of an account.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="account">Its id; empty for names that are nobody's.</param>
    public static async Task<AccountAttempts> FindAsync(Session session, string account) =>
        await session.FirstAsync<AccountAttempts>(
            "SELECT failed AS Failed, locked_until AS LockedUntil FROM account_attempts WHERE account_id = @account", new { account })
        ?? None;

    /// <summary>
    /// Counts an attempt before its password is looked at, so that as many as come at once are no more guesses than one after another.
    /// The caller holds the account.
    /// </summary>
    /// <param name="session">The change it is part of.</param>
    /// <param name="account">Its id; empty for names that are nobody's, which are never locked.</param>
    /// <param name="most">The last attempt before it is locked.</param>
    /// <param name="length">How long it is locked.</param>
    /// <returns>As it stands now, and whether the password may be looked at.</returns>
    public static async Task<(AccountAttempts Now, bool MayTry)> TakeAsync(
        WriteSession session, string account, int most, TimeSpan length)
    {
        var now = Moment.Of(session.Change.At);
        var before = await FindAsync(session, account);
        if (before.LockedUntil > now)
        {
            return (before, false);
        }

        var failed = before.Failed + 1;
        var after = account.Length > 0 && failed >= most ? new AccountAttempts(0, Moment.Of(session.Change.At + length)) : new(failed, 0);
        await session.UpsertAsync(Tables.AccountAttempts, account, after.Failed, after.LockedUntil);
        return (after, true);
    }

    /// <summary>Forgets them: the password was right, or is another now.</summary>
    public static Task ForgetAsync(WriteSession session, string account) =>
        session.ExecutePreparedAsync("DELETE FROM account_attempts WHERE account_id = @account", ["account"], account);
}
