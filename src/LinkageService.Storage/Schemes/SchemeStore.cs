using System.Security.Cryptography;
using LinkageService.Storage.Runs;

namespace LinkageService.Storage.Schemes;

/// <summary>Scheme versions that users stored, and the documents by their digest, those that runs used included.</summary>
public static class SchemeStore
{
    private const string Columns =
        "v.scheme_id AS SchemeId, v.version AS Version, v.digest AS Digest, v.actor AS Actor, v.created_at AS CreatedAt";

    /// <summary>Every stored version.</summary>
    public static Task<IReadOnlyList<SchemeVersionRow>> ListAsync(Session session) =>
        session.ListAsync<SchemeVersionRow>($"SELECT {Columns} FROM scheme_version v ORDER BY v.scheme_id, v.version");

    /// <summary>One stored version, or null.</summary>
    public static Task<SchemeVersionRow?> FindAsync(Session session, string scheme, long version) =>
        session.FirstAsync<SchemeVersionRow>(
            $"SELECT {Columns} FROM scheme_version v WHERE v.scheme_id = @scheme AND v.version = @version", new { scheme, version });

    /// <summary>The text of a document, or null. It keeps the order of its keys, which decides ties.</summary>
    public static Task<string?> DocumentAsync(Session session, string digest) =>
        session.FirstAsync<string>("SELECT document FROM scheme_document WHERE digest = @digest", new { digest });

    /// <summary>Every document with its id and version, by digest.</summary>
    public static Task<IReadOnlyList<SchemeDocumentRow>> DocumentsAsync(Session session) =>
        session.ListAsync<SchemeDocumentRow>(
            """
            SELECT digest AS Digest, scheme_id AS SchemeId, version AS Version, document AS Document
            FROM scheme_document ORDER BY digest
            """);

    /// <summary>Keeps a document unless it is there.</summary>
    public static Task KeepDocumentAsync(WriteSession session, string digest, string scheme, long version, string document) =>
        session.EnsureAsync(Tables.SchemeDocument, digest, scheme, version, document);

    /// <summary>Writes a new version.</summary>
    /// <returns>False when the version is there already.</returns>
    public static async Task<bool> AddAsync(WriteSession session, SchemeVersionRow row) => await session.InsertNewAsync(
        Tables.SchemeVersion, row.SchemeId, row.Version, row.Digest, row.Actor, row.CreatedAt) == 1;
}

/// <summary>A scheme version that a user stored.</summary>
/// <param name="SchemeId">The scheme's id.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Digest">SHA-256 of its canonical document, as <c>sha256:…</c>.</param>
/// <param name="Actor">Who stored it.</param>
/// <param name="CreatedAt">When it was stored, in microseconds since 1970 (UTC).</param>
public sealed record SchemeVersionRow(string SchemeId, long Version, string Digest, string Actor, long CreatedAt)
{
    /// <summary>What the audit log keeps of it: the row and the text of its document.</summary>
    public byte[] DigestWith(string document)
    {
        var row = Tables.SchemeVersion.Digest(SchemeId, Version, Digest, Actor, CreatedAt);
        return SHA256.HashData([.. row, .. Tables.SchemeDocument.Digest(Digest, SchemeId, Version, document)]);
    }
}
