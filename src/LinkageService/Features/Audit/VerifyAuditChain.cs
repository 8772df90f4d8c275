using LinkageService.Storage;
using LinkageService.Storage.Audit;

namespace LinkageService.Features.Audit;

/// <summary>Walks the audit log from the first entry to the last.</summary>
internal sealed class VerifyAuditChain(Database database)
{
    /// <summary>What the walk found.</summary>
    public Task<AuditVerification> HandleAsync(CancellationToken cancellation) =>
        database.SnapshotAsync(session => AuditVerification.WalkAsync(session, kept: null, cancellation), cancellation);
}
