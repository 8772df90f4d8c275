using LinkageService.Features.Schemes;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Schemes;
using LinkageService.Storage.Verification;

namespace LinkageService.Features.Audit;

/// <summary>Whether everything stored is as it was written, and scheme documents and runs still mean what their digests say.</summary>
internal sealed class VerifyDatabase
{
    /// <summary>Runs that count members, whose facts were not looked at for want of the key.</summary>
    public int SealedRuns { get; private set; }

    /// <summary>Runs with proofs, which were not made again for want of the key.</summary>
    public int SealedProofs { get; private set; }

    /// <summary>Runs that were not computed again, because an archive is not here.</summary>
    public int ArchivedRuns { get; private set; }

    /// <summary>Looks at one moment of the database.</summary>
    /// <param name="database">Not changed.</param>
    /// <param name="numbers">Open what says when somebody was born; null without the key.</param>
    /// <param name="kept">What was kept of the audit log elsewhere; null for none.</param>
    /// <param name="findings">Takes what is found.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many audit entries there are.</returns>
    public async Task<long> HandleAsync(
        Database database, PrivateNumbers? numbers, KeptAuditHead? kept, FindingList findings, CancellationToken cancellation)
    {
        try
        {
            var entries = await database.SnapshotAsync(async session =>
            {
                var walked = await DatabaseVerification.RunAsync(session, kept, findings, cancellation);
                await VerifySchemesAsync(session, findings);
                return walked;
            }, cancellation);
            using var runs = new VerifyRuns(database, numbers);
            await runs.HandleAsync(findings, cancellation);
            (SealedRuns, SealedProofs, ArchivedRuns) = (runs.Sealed, runs.SealedProofs, runs.Archived);
            return entries;
        }
        catch (Exception exception) when (
            exception is StorageUnavailableException or System.Data.DataException or InvalidCastException)
        {
            // Pages so damaged that a read fails, or a value of a type that is never written.
            findings.Add("file", "读到一半失败：" + exception.Message, "reading failed half-way: " + exception.Message);
            return 0;
        }
    }

    private static async Task VerifySchemesAsync(Session session, FindingList findings)
    {
        foreach (var row in await SchemeStore.DocumentsAsync(session))
        {
            var scheme = StoredSchemes.Compile(row.Document);
            if (scheme is null || !string.Equals(scheme.Digest, row.Digest, StringComparison.Ordinal)
                || !string.Equals(scheme.Id, row.SchemeId, StringComparison.Ordinal) || scheme.Version != row.Version)
            {
                findings.Add($"scheme/{row.SchemeId}@{row.Version}", $"方案文档与摘要 {row.Digest} 不符",
                    $"the document does not fit its digest {row.Digest}");
            }
        }
    }
}
