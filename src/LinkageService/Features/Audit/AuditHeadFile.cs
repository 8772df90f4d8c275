using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Storage.Audit;

namespace LinkageService.Features.Audit;

/// <summary>The head of the audit chain as <c>GET /v1/audit/head</c> answers it, kept in a file elsewhere.</summary>
internal static class AuditHeadFile
{
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
            if (hash.StartsWith(DigestText.Prefix, StringComparison.Ordinal))
            {
                return new AuditHeadEntry(
                    root.GetProperty("seq").GetInt64(), Convert.FromHexString(hash.AsSpan(DigestText.Prefix.Length)), at);
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
