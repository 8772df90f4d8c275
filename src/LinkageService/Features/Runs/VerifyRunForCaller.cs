using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>Verifies a run for somebody who asks; one that does not match is noted in the audit log.</summary>
internal sealed class VerifyRunForCaller(VerifyRun verify, FailedVerifications failed)
{
    /// <exception cref="RefusedException"><c>unknown_run</c>.</exception>
    public async Task<RunVerification> HandleAsync(Caller caller, string id, CancellationToken cancellation)
    {
        var found = await verify.HandleAsync(caller, id, cancellation);
        if (!found.Matches)
        {
            await failed.NoteAsync(caller, RunRow.SubjectOf(found.Row.Id), found.Row.OrganizationId, found.Recomputed ?? "");
        }

        return found;
    }
}
