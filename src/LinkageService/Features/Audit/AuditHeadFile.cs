using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Storage.Audit;

namespace LinkageService.Features.Audit;

/// <summary>The head of the audit chain as <c>GET /v1/audit/head</c> answers it, kept in a file elsewhere.</summary>
internal static class AuditHeadFile
{
    private const string Prefix = "sha256:";

    /// <summary>A hash as it is written.</summary>
    public static string Text(byte[] hash) => Prefix + Convert.ToHexStringLower(hash);

    /// <summary>A hash as it is written; null for none.</summary>
    public static string? TextOrNull(byte[]? hash) => hash is null ? null : Text(hash);

    /// <summary>Reads the file.</summary>
    /// <exception cref="IOException">It is none.</exception>
    public static AuditHeadEntry Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var hash = root.GetProperty("hash").GetString() ?? "";
            var at = root.TryGetProperty("at", out var moment) && Dates.TryReadMoment(moment.GetString() ?? "", out var known) ? known : 0;
            if (hash.StartsWith(Prefix, StringComparison.Ordinal))
            {
                return new AuditHeadEntry(root.GetProperty("seq").GetInt64(), Convert.FromHexString(hash.AsSpan(Prefix.Length)), at);
            }
        }
        catch (Exception exception) when (
            exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Said below.
        }

        throw new IOException("{ \"seq\": 1, \"hash\": \"sha256:…\" }");
    }
}
