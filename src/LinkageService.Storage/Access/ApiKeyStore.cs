namespace LinkageService.Storage.Access;

/// <summary>The keys of Auth:Mode ApiKey. Read at every request, so that a change counts at once in every running service.</summary>
public static class ApiKeyStore
{
    private const string Select = """
        SELECT id AS Id, name AS Name, role AS Role, organization_id AS OrganizationId, secret_hash AS SecretHash,
        created_at AS CreatedAt, expires_at AS ExpiresAt, revoked_at AS RevokedAt FROM api_key
        """;

    /// <summary>The key of an id, or null.</summary>
    public static Task<ApiKeyRow?> FindAsync(Session session, string id) =>
        session.FirstAsync<ApiKeyRow>(Select + " WHERE id = @id", new { id });

    /// <summary>The key of an id, held until the end of the change.</summary>
    public static Task<ApiKeyRow?> HoldAsync(WriteSession session, string id) =>
        session.FirstAsync<ApiKeyRow>(Select + " WHERE id = @id" + session.ForUpdate, new { id });

    /// <summary>Every key, the oldest first.</summary>
    public static Task<IReadOnlyList<ApiKeyRow>> ListAsync(Session session) =>
        session.ListAsync<ApiKeyRow>(Select + " ORDER BY created_at, id");

    /// <summary>Writes it, new or changed.</summary>
    public static Task SaveAsync(WriteSession session, ApiKeyRow row) => session.UpsertAsync(
        Tables.ApiKey, row.Id, row.Name, row.Role, row.OrganizationId, row.SecretHash, row.CreatedAt,
        row.ExpiresAt, row.RevokedAt);
}

/// <summary>A key that a program or a person signs in with. The key itself is not kept.</summary>
/// <param name="Id">Stands in the key, to find it by.</param>
/// <param name="Name">Who uses it; goes into the audit log as the actor.</param>
/// <param name="Role">viewer, preparer, approver, auditor or administrator.</param>
/// <param name="OrganizationId">The organisation it is limited to, with those below it; null for all.</param>
/// <param name="SecretHash">SHA-256 of the 256 random bits of the key.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when on it is refused; null for never.</param>
/// <param name="RevokedAt">When it was revoked; null while it was not.</param>
public sealed record ApiKeyRow(
    string Id, string Name, string Role, string? OrganizationId, byte[] SecretHash, long CreatedAt, long? ExpiresAt, long? RevokedAt)
{
    /// <summary>What the audit log keeps of it.</summary>
    public byte[] Digest() => Tables.ApiKey.Digest(
        Id, Name, Role, OrganizationId, SecretHash, CreatedAt, ExpiresAt, RevokedAt);

    /// <summary>Whether it opens the door at a moment.</summary>
    public bool IsValid(long moment) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > moment);
}
