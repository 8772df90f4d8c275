namespace LinkageService.OpenApi;

/// <summary>Entries of the audit log.</summary>
/// <param name="Entries">By number.</param>
/// <param name="Next">What to send as <c>after</c> for the next page; null at the end.</param>
internal sealed record AuditPageContract(List<AuditEntryContract> Entries, long? Next);

/// <summary>Who did what, when.</summary>
/// <param name="Seq">Its number, from 1, without gaps.</param>
/// <param name="At">When, RFC 3339 UTC.</param>
/// <param name="Actor">The user, or the name of the key.</param>
/// <param name="Action">Such as <c>run.approve</c>.</param>
/// <param name="Organization">Whose; left out for the service's own.</param>
/// <param name="Subject">What was changed, such as <c>run/0197…</c>.</param>
/// <param name="Change">Entries with the same change were stored together.</param>
/// <param name="Before">Digest of the subject before; left out when it was new.</param>
/// <param name="After">Digest of the subject after; left out when nothing is kept of it.</param>
/// <param name="Details">What people want to read; never an ID or account number, nor a person's name.</param>
/// <param name="PreviousHash">The hash of the entry before.</param>
/// <param name="Hash">SHA-256 over all other values.</param>
internal sealed record AuditEntryContract(
    long Seq,
    string At,
    string Actor,
    string Action,
    string? Organization,
    string Subject,
    string Change,
    string? Before,
    string? After,
    Dictionary<string, object> Details,
    string PreviousHash,
    string Hash);

/// <summary>What a walk over the audit log found.</summary>
/// <param name="Valid">Whether every entry fits the one before it and its own hash.</param>
/// <param name="Entries">How many were walked.</param>
/// <param name="Head">The last.</param>
/// <param name="FirstBad">The first that does not fit; left out when all do.</param>
internal sealed record AuditVerificationContract(bool Valid, long Entries, AuditHeadContract Head, AuditFaultContract? FirstBad);

/// <summary>The last entry of the log. Kept elsewhere, it shows later that nothing before it was changed or cut off.</summary>
/// <param name="Seq">Its number; 0 while there is none.</param>
/// <param name="Hash">Its hash, <c>sha256:…</c>.</param>
/// <param name="At">When it was made.</param>
internal sealed record AuditHeadContract(long Seq, string Hash, string? At);

/// <summary>An entry that does not fit.</summary>
/// <param name="Entry">Such as <c>audit/17</c>.</param>
/// <param name="Message">What is wrong with it.</param>
internal sealed record AuditFaultContract(string Entry, WordsContract Message);
