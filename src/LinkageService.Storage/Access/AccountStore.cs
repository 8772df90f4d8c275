using LinkageService.Storage.Audit;

namespace LinkageService.Storage.Access;

/// <summary>The accounts of people. Read at every act, so that a change counts at once in every running service.</summary>
public static class AccountStore
{
    private const string Columns = """
        id AS Id, name AS Name, name_key AS NameKey, role AS Role, organization_id AS OrganizationId, state AS State,
        password_hash AS PasswordHash, password_until AS PasswordUntil, stamp AS Stamp, revision AS Revision, created_by AS CreatedBy,
        created_at AS CreatedAt, updated_at AS UpdatedAt
        """;

    /// <summary>The account of an id, or null.</summary>
    public static Task<AccountRow?> FindAsync(Session session, string id) =>
        session.FirstAsync<AccountRow>($"SELECT {Columns} FROM account WHERE id = @id", new { id });

    /// <summary>The account of an id, held until the end of the change.</summary>
    public static Task<AccountRow?> HoldAsync(WriteSession session, string id) =>
        session.FirstAsync<AccountRow>($"SELECT {Columns} FROM account WHERE id = @id" + session.ForUpdate, new { id });

    /// <summary>The account of a person, held until the end of the change.</summary>
    /// <param name="session">The change it is part of.</param>
    /// <param name="key">The name as <see cref="Person.KeyOf"/> gives it.</param>
    public static Task<AccountRow?> HoldByNameAsync(WriteSession session, string key) =>
        session.FirstAsync<AccountRow>($"SELECT {Columns} FROM account WHERE name_key = @key" + session.ForUpdate, new { key });

    /// <summary>Accounts in the order in which they were made.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="within">Only those of this organisation and the ones below it; null for all.</param>
    /// <param name="after">Only ids after this one; empty for the first.</param>
    /// <param name="limit">At most so many.</param>
    public static Task<IReadOnlyList<AccountRow>> ListAsync(Session session, string? within, string after, int limit) =>
        session.ListAsync<AccountRow>(
            within is null
                ? $"SELECT {Columns} FROM account WHERE id > @after ORDER BY id LIMIT @limit"
                : $"""
                   WITH RECURSIVE within (organization) AS (
                       SELECT id FROM organization WHERE id = @within
                       UNION SELECT child.id FROM organization child JOIN within ON child.parent = within.organization)
                   SELECT {Columns} FROM account
                   WHERE id > @after AND organization_id IN (SELECT organization FROM within) ORDER BY id LIMIT @limit
                   """,
            new { within, after, limit = (long)limit });

    /// <summary>How many can sign in.</summary>
    public static Task<long> CountActiveAsync(Session session) =>
        session.FirstAsync<long>("SELECT COUNT(*) FROM account WHERE state = 'active'");

    /// <summary>Writes one down, new or changed, and tells the audit log.</summary>
    /// <param name="session">The change it is part of.</param>
    /// <param name="before">As it stood; null when it is new.</param>
    /// <param name="after">As it stands from now on.</param>
    /// <param name="action">As the audit log calls it.</param>
    /// <param name="details">JSON for the audit log, without the password.</param>
    public static async Task SaveAsync(WriteSession session, AccountRow? before, AccountRow after, string action, string details)
    {
        await session.UpsertAsync(Tables.Account, after.Values());
        session.Audit(new AuditDraft(action, AccountRow.Prefix + after.Id, after.OrganizationId)
        {
            Before = before?.RowDigest(), After = after.RowDigest(), Details = details,
        });
    }
}
