using System.Security.Cryptography;

namespace LinkageService.Storage.Schemes;

/// <summary>A scheme version that a user stored.</summary>
/// <param name="SchemeId">The scheme's id.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Digest">SHA-256 of its canonical document, as <c>sha256:…</c>.</param>
/// <param name="Actor">Who stored it.</param>
/// <param name="CreatedAt">When.</param>
public sealed record SchemeVersionRow(string SchemeId, long Version, string Digest, string Actor, long CreatedAt)
{
    /// <summary>What the audit log keeps of it: the row and the text of its document.</summary>
    public byte[] DigestWith(string document)
    {
        var row = Tables.SchemeVersion.Digest(SchemeId, Version, Digest, Actor, CreatedAt);
        return SHA256.HashData([.. row, .. Tables.SchemeDocument.Digest(Digest, SchemeId, Version, document)]);
    }
}
