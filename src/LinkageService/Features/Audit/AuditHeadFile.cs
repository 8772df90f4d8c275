using System.Text;
using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Engine.Proofs;
using LinkageService.Storage.Audit;

namespace LinkageService.Features.Audit;

/// <summary>
/// What of the audit log was kept in a file elsewhere: the answer of <c>GET /v1/audit/head</c>, of <c>…/head:export</c> (a checkpoint), or
/// of <c>…/proofs/{org}</c>.
/// </summary>
internal static class AuditHeadFile
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="IOException">It is none.</exception>
    public static KeptAuditHead Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        try
        {
            return AuditCheckpoint.Read(Encoding.UTF8.GetString(bytes)) is { } tree ? new KeptAuditHead { Tree = tree } : Json(bytes);
        }
        catch (Exception exception) when (
            exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new IOException("{ \"seq\": 1, \"hash\": \"sha256:…\" }", exception);
        }
    }

    private static KeptAuditHead Json(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        return root.TryGetProperty("entry", out var entry) ? Proof(root, entry) : new KeptAuditHead
        {
            Entries = HeadOf(root),
            Tree = root.TryGetProperty("root", out var hash) ? (root.GetProperty("seq").GetInt64(), HashOf(hash)) : null,
        };
    }

    // Before the first entry the head is number 0 with the hash of nothing: no entry of the log, and the beginning of every log.
    private static (long Seq, byte[] Hash)[] HeadOf(JsonElement head) =>
        EntryOf(head) is var entry && entry.Seq == 0 && Array.TrueForAll(entry.Hash, each => each == 0) ? [] : [entry];

    private static KeptAuditHead Proof(JsonElement proof, JsonElement entry)
    {
        var (last, size, root) = (EntryOf(entry), proof.GetProperty("size").GetInt64(), HashOf(proof.GetProperty("root")));
        var path = proof.GetProperty("path").EnumerateArray().Select(HashOf).ToArray();
        return new KeptAuditHead
        {
            Entries = [last],
            Tree = (size, root),
            IsSound = HashTree.Leads(last.Hash, last.Seq - 1, size, path, root),
        };
    }

    private static (long Seq, byte[] Hash) EntryOf(JsonElement entry) =>
        (entry.GetProperty("seq").GetInt64(), HashOf(entry.GetProperty("hash")));

    private static byte[] HashOf(JsonElement text) =>
        text.GetString() is { } hash && hash.StartsWith(DigestText.Prefix, StringComparison.Ordinal)
            ? Convert.FromHexString(hash.AsSpan(DigestText.Prefix.Length))
            : throw new FormatException();
}
