namespace LinkageService.Storage.Access;

/// <summary>A person who signs in with a name and a password. The password itself is not kept.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Name">Who it is; goes into the audit log as the actor.</param>
/// <param name="NameKey">The name as <see cref="Person.KeyOf"/> gives it; no two accounts have the same.</param>
/// <param name="Role">viewer, preparer, approver, auditor, administrator or monitor.</param>
/// <param name="OrganizationId">The organisation it is limited to, with those below it; null for all.</param>
/// <param name="State">One of <see cref="AccountStates"/>.</param>
/// <param name="PasswordHash">As ASP.NET Core's password hasher makes it.</param>
/// <param name="PasswordUntil">When a password that somebody else gave ends; null for one's own.</param>
/// <param name="Stamp">Another whenever sessions that are open are to end.</param>
/// <param name="Revision">Counts its changes from 1; its ETag.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When, in microseconds.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
public sealed record AccountRow(
    string Id, string Name, string NameKey, string Role, string? OrganizationId, string State, string PasswordHash, long? PasswordUntil,
    string Stamp, long Revision, string CreatedBy, long CreatedAt, long UpdatedAt)
{
    /// <summary>What the audit log calls one begins with this.</summary>
    public const string Prefix = "account/";

    /// <summary>Whether somebody else gave the password, which opens nothing but the page where it is changed.</summary>
    public bool MustChangePassword => PasswordUntil is not null;

    /// <summary>SHA-256 of the stored row.</summary>
    public byte[] RowDigest() => Tables.Account.Digest(Values());

    /// <summary>The row in the order of its columns.</summary>
    internal object?[] Values() =>
    [
        Id, Name, NameKey, Role, OrganizationId, State, PasswordHash, PasswordUntil, Stamp, Revision, CreatedBy, CreatedAt, UpdatedAt,
    ];
}

/// <summary>Whether an account opens the door.</summary>
public static class AccountStates
{
    /// <summary>Its person signs in with it.</summary>
    public const string Active = "active";

    /// <summary>Nobody signs in with it until it is made active again.</summary>
    public const string Disabled = "disabled";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Active, Disabled];
}
