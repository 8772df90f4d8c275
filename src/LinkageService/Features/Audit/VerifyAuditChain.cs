using LinkageService.Access;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Audit;

namespace LinkageService.Features.Audit;

/// <summary>Walks the audit log from the first entry to the last; a fault is noted at its end.</summary>
internal sealed class VerifyAuditChain(Database database, FailedVerifications failed)
{
    /// <summary>What the walk found.</summary>
    public async Task<AuditVerification> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var found = await database.SnapshotAsync(
            session => AuditVerification.WalkAsync(session, kept: null, cancellation), cancellation);
        if (found.Faults is [var first, ..])
        {
            await failed.NoteAsync(caller, "chain/" + first.Subject, organization: null, digest: "");
        }

        return found;
    }
}
