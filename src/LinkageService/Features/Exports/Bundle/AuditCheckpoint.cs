using System.Globalization;
using LinkageService.Storage.Audit;

namespace LinkageService.Features.Exports.Bundle;

/// <summary>
/// The head of the audit chain as a C2SP checkpoint (tlog-checkpoint): who it is of, how many entries there are, the hash of the last in
/// Base64, each on its own line. The chain is one hash after another: whoever keeps a checkpoint shows later that no entry up to it was
/// changed or cut off. It is not signed.
/// </summary>
internal static class AuditCheckpoint
{
    private const string Origin = "linkage/audit/v1";

    /// <summary>The text, with a line feed at its end.</summary>
    public static string Of(AuditHeadEntry head) => string.Create(
        CultureInfo.InvariantCulture, $"{Origin}\n{head.Seq}\n{Convert.ToBase64String(head.Hash)}\n");
}
