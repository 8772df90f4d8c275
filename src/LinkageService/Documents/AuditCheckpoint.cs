using System.Globalization;
using LinkageService.Storage.Audit;

namespace LinkageService.Documents;

/// <summary>
/// The root over the audit log's first entries as a C2SP checkpoint (tlog-checkpoint): which log it is of, how many entries, the root in
/// Base64, each on its own line. Whoever keeps one shows later that no entry up to it was changed or cut off. It is not signed.
/// </summary>
internal static class AuditCheckpoint
{
    /// <summary>What the first line begins with; the name of the log follows.</summary>
    public const string Origin = "linkage/audit/v1/";

    /// <summary>The text, with a line feed at its end.</summary>
    public static string Of(AuditTreeHead head) => string.Create(
        CultureInfo.InvariantCulture, $"{Origin}{head.Log}\n{head.Size}\n{Convert.ToBase64String(head.Root)}\n");

    /// <summary>
    /// How many entries a checkpoint is over, and their root; null where it is none. Signatures below it are not looked at.
    /// </summary>
    public static (long Size, byte[] Root)? Read(string text)
    {
        var lines = text.Split('\n');
        var root = new byte[32];
        return lines.Length > 3 && lines[0].StartsWith(Origin, StringComparison.Ordinal)
            && long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && Convert.TryFromBase64String(lines[2], root, out var written) && written == root.Length
            ? (size, root)
            : null;
    }
}
