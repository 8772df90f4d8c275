namespace LinkageService.Storage.Audit;

/// <summary>What a change tells the audit log; the log adds number, actor, time and hashes.</summary>
/// <param name="Action">Verb and noun, such as <c>run.approve</c>.</param>
/// <param name="Subject">What was changed, such as <c>run/0197…</c> or <c>household/tangwan/0002</c>.</param>
/// <param name="Organization">Whose it is; null for the service's own.</param>
public sealed record AuditDraft(string Action, string Subject, string? Organization)
{
    /// <summary>Digest of the subject before; null when it is new.</summary>
    public byte[]? Before { get; init; }

    /// <summary>Digest of the subject after, which <c>verify</c> compares with what is stored; null when nothing is kept of it.</summary>
    public byte[]? After { get; init; }

    /// <summary>A JSON object with what people want to read: never a private value.</summary>
    public string Details { get; init; } = "{}";
}
