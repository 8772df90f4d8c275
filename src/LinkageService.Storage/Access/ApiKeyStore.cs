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
