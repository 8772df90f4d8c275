namespace LinkageService.Storage.Access;

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
