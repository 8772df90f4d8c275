namespace LinkageService.Storage.Webhooks;

/// <summary>An address that is told of events.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="OrganizationId">Told of this organisation and those below it; null for everything.</param>
/// <param name="Url">Where events are sent, http or https.</param>
/// <param name="Types">The wanted types, one a line; empty for all.</param>
/// <param name="Secrets">Sealed secrets, the newest first, one a line with the moment from which it signs no more.</param>
/// <param name="State">One of <see cref="WebhookStates"/>.</param>
/// <param name="Revision">Counts its changes from 1; its ETag.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When, in microseconds.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
public sealed record WebhookRow(
    string Id, string? OrganizationId, string Url, string Types, string Secrets, string State, long Revision, string CreatedBy,
    long CreatedAt, long UpdatedAt)
{
    /// <summary>What the audit log calls one begins with this.</summary>
    public const string Prefix = "webhook/";

    /// <summary>SHA-256 of the stored row.</summary>
    public byte[] RowDigest() => Tables.Webhook.Digest(Values());

    /// <summary>The row in the order of its columns.</summary>
    internal object?[] Values() => [Id, OrganizationId, Url, Types, Secrets, State, Revision, CreatedBy, CreatedAt, UpdatedAt];
}

/// <summary>Whether an address is told of events.</summary>
public static class WebhookStates
{
    /// <summary>Events are sent as they happen.</summary>
    public const string Active = "active";

    /// <summary>Somebody stopped it for a while: what happens meanwhile is delivered afterwards.</summary>
    public const string Paused = "paused";

    /// <summary>It answered 410 Gone: nothing is delivered until somebody makes it active again.</summary>
    public const string Gone = "gone";

    /// <summary>It is no more.</summary>
    public const string Removed = "removed";

    /// <summary>Those one can meet.</summary>
    public static IReadOnlyList<string> All { get; } = [Active, Paused, Gone];
}
