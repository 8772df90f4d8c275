using LinkageService.Documents;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Backup;
using LinkageService.Storage.Verification;

namespace LinkageService.Features.Backups;

/// <summary>
/// A backup and its entry in the audit log, which is how the service knows after a restart when the last one was made, whoever made
/// it: the console or the command line.
/// </summary>
internal static class NotedBackup
{
    private const string Action = "backup.make";
    private const string Subject = "backup";

    /// <summary>Makes the file, and notes it when it passed its check.</summary>
    /// <param name="database">What is copied.</param>
    /// <param name="path">The file; must not be there.</param>
    /// <param name="by">Who, and when they began.</param>
    /// <param name="findings">Takes what the check finds; then nothing is noted.</param>
    /// <param name="cancellation">Stops it and leaves nothing.</param>
    /// <exception cref="BackupException">The file is there already, or cannot be written.</exception>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    public static async Task<BackupMade> WriteAsync(
        Database database, string path, Change by, FindingList findings, CancellationToken cancellation)
    {
        var entries = await DatabaseBackup.WriteAsync(database, path, findings, cancellation);
        return new BackupMade(path, entries, findings.Count == 0 && await IsNotedAsync(database, path, by, entries));
    }

    /// <summary>The last one that was noted; null for none.</summary>
    public static async Task<AuditEntry?> LastAsync(Session session) =>
        (await AuditStore.LatestAsync(session, new AuditFilter(Organization: null, Subject, Within: null), long.MaxValue, limit: 1))
        .FirstOrDefault();

    // The copy is there and good: a database that takes no changes any more does not take it away.
    private static async Task<bool> IsNotedAsync(Database database, string path, Change by, long entries)
    {
        try
        {
            return await database.WriteAsync(by, session =>
            {
                session.Audit(new AuditDraft(Action, Subject, Organization: null)
                {
                    Details = JsonDetails.Of(("file", Path.GetFileName(path)), ("entries", entries)),
                });
                return Task.FromResult(true);
            }, CancellationToken.None);
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }
}

/// <summary>A backup.</summary>
/// <param name="Path">The file, in the folder that was named.</param>
/// <param name="Entries">Audit entries in it.</param>
/// <param name="IsNoted">Whether it passed its check and the audit log has it.</param>
internal sealed record BackupMade(string Path, long Entries, bool IsNoted);
