using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Audit;

namespace LinkageService.Features.Runs;

/// <summary>
/// Tells the audit log, once, that something is not what was stored: whoever watches the events hears of it, though nobody looks at the
/// page that found it.
/// </summary>
internal sealed class FailedVerifications(Database database, TimeProvider time, ILogger<FailedVerifications> log)
{
    private const string Action = "verification.fail";

    /// <summary>Notes it, unless the same was noted before.</summary>
    /// <param name="caller">Who found it.</param>
    /// <param name="subject">What is not as it was.</param>
    /// <param name="organization">Whose it is; null for the service's own.</param>
    /// <param name="digest">What was found instead; empty where nothing could be computed.</param>
    public async Task NoteAsync(Caller caller, string subject, string? organization, string digest)
    {
        try
        {
            await database.WriteAsync(new Change(caller.Name, time.GetUtcNow()) { IsNote = true }, async session =>
            {
                var details = JsonDetails.Of(("digest", digest));
                var filter = new AuditFilter(organization, subject, Within: null) { Actions = [Action] };
                var noted = await AuditStore.LatestAsync(session, filter, long.MaxValue, limit: 1);
                if (noted is not [var last] || last.Details != details)
                {
                    session.Audit(new AuditDraft(Action, subject, organization) { Details = details });
                }

                return true;
            }, CancellationToken.None);
        }
        catch (StorageUnavailableException exception)
        {
            // Who asked is told what was found all the same.
            log.StorageUnavailable(exception.Message);
        }
    }
}
