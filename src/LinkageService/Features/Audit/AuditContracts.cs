using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Http;
using LinkageService.Storage.Audit;

namespace LinkageService.Features.Audit;

/// <summary>Entries of the audit log.</summary>
/// <param name="Entries">By number.</param>
/// <param name="Next">What to send as <c>after</c> for the next page; null at the end.</param>
internal sealed record AuditPageContract(
    IReadOnlyList<AuditEntryContract> Entries, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Next)
{
    /// <summary>A page of what is stored.</summary>
    public static AuditPageContract Of(AuditPage page) =>
        new([.. page.Entries.Select(entry => AuditEntryContract.Of(entry, page.SentenceOf(entry)))], page.Next);
}

/// <summary>Who did what, when.</summary>
/// <param name="Seq">Its number, from 1, without gaps.</param>
/// <param name="At">When, RFC 3339 UTC.</param>
/// <param name="Actor">The user, or the name of the key.</param>
/// <param name="Action">Such as <c>run.approve</c>.</param>
/// <param name="Sentence">It in words: 王主任批准了塘湾村 2025 年核算.</param>
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
    WordsContract Sentence,
    string? Organization,
    string Subject,
    string Change,
    string? Before,
    string? After,
    RawJson Details,
    string PreviousHash,
    string Hash)
{
    /// <summary>What is stored of an entry.</summary>
    public static AuditEntryContract Of(AuditEntry entry, LocalizedText sentence) => new(
        entry.Seq, Dates.MomentText(entry.At), entry.Actor, entry.Action, WordsContract.Of(sentence), entry.OrganizationId,
        entry.Subject, entry.ChangeId, DigestText.OrNull(entry.BeforeDigest), DigestText.OrNull(entry.AfterDigest),
        new RawJson(entry.Details), DigestText.Of(entry.PreviousHash), DigestText.Of(entry.Hash));
}

/// <summary>What a walk over the audit log found.</summary>
/// <param name="Valid">Whether every entry fits the one before it and its own hash.</param>
/// <param name="Entries">How many were walked.</param>
/// <param name="Head">The last.</param>
/// <param name="FirstBad">The first that does not fit; left out when all do.</param>
internal sealed record AuditVerificationContract(bool Valid, long Entries, AuditHeadContract Head, AuditFaultContract? FirstBad)
{
    /// <summary>What a walk found.</summary>
    public static AuditVerificationContract Of(AuditVerification found) => new(
        found.Faults.Count == 0, found.Entries, new AuditHeadContract(found.LastSeq, DigestText.Of(found.LastHash)),
        found.Faults.Count == 0
            ? null
            : new AuditFaultContract(
                found.Faults[0].Subject, WordsContract.Of(new LocalizedText(found.Faults[0].Zh, found.Faults[0].En))));
}

/// <summary>The last entry of the log. Kept elsewhere, it shows later that nothing before it was changed or cut off.</summary>
/// <param name="Seq">Its number; 0 while there is none.</param>
/// <param name="Hash">Its hash, <c>sha256:…</c>.</param>
/// <param name="At">When it was made.</param>
/// <param name="Root">The root of the hash tree over all entries up to it; left out of a verification.</param>
/// <param name="Checkpoint">The same as the text of a C2SP checkpoint; left out of a verification.</param>
internal sealed record AuditHeadContract(long Seq, string Hash, string? At = null, string? Root = null, string? Checkpoint = null)
{
    /// <summary>The last entry; number 0 and the hash of nothing while there is none.</summary>
    public static AuditHeadContract Of(FoundAuditHead head) => new(
        head.Tree.Size, DigestText.Of(head.Last?.Hash ?? new byte[32]), head.Last is { } last ? Dates.MomentText(last.At) : null,
        DigestText.Of(head.Tree.Root), AuditCheckpoint.Of(head.Tree));
}

/// <summary>That the last entry of an organisation is under a root: <c>verify --head</c> takes it as it is.</summary>
/// <param name="Organization">The organisation whose last entry is proven.</param>
/// <param name="Entry">Its last entry.</param>
/// <param name="Index">The place of the entry in the tree, from 0.</param>
/// <param name="Size">How many entries are under the root.</param>
/// <param name="Root">Of the hash tree over the first <c>size</c> entries.</param>
/// <param name="Path">The siblings on the way up, the lowest first (RFC 9162 § 2.1.3).</param>
/// <param name="Checkpoint">Size and root as the text of a C2SP checkpoint.</param>
internal sealed record AuditProofContract(
    string Organization, AuditEntryContract Entry, long Index, long Size, string Root, IReadOnlyList<string> Path, string Checkpoint)
{
    /// <summary>What was found.</summary>
    public static AuditProofContract Of(FoundAuditProof proof) => new(
        proof.Entry.OrganizationId!, AuditEntryContract.Of(proof.Entry, proof.Page.SentenceOf(proof.Entry)), proof.Entry.Seq - 1,
        proof.Tree.Size, DigestText.Of(proof.Tree.Root), [.. proof.Tree.Path.Select(hash => DigestText.Of(hash))],
        AuditCheckpoint.Of(proof.Tree));
}

/// <summary>An entry that does not fit.</summary>
/// <param name="Entry">Such as <c>audit/17</c>.</param>
/// <param name="Message">What is wrong with it.</param>
internal sealed record AuditFaultContract(string Entry, WordsContract Message);

/// <summary>How the audit log is serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditPageContract))]
[JsonSerializable(typeof(AuditVerificationContract))]
[JsonSerializable(typeof(AuditHeadContract))]
[JsonSerializable(typeof(AuditProofContract))]
internal sealed partial class AuditContracts : JsonSerializerContext;
