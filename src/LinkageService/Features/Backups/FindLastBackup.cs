using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Storage;

namespace LinkageService.Features.Backups;

/// <summary>When the last backup was made: one statement, by the index of subjects.</summary>
internal sealed class FindLastBackup(Database database)
{
    /// <summary>The last one, or null while none is noted.</summary>
    /// <exception cref="RefusedException">The caller is limited to an organisation.</exception>
    public async Task<LastBackup?> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        MakeBackup.RequireUnlimited(caller);
        return await database.ReadAsync(NotedBackup.LastAsync, cancellation) is { } entry
            ? new LastBackup(Moment.ToTime(entry.At), entry.Actor)
            : null;
    }
}

/// <summary>The last backup.</summary>
/// <param name="At">When it was begun: it holds everything stored before.</param>
/// <param name="By">Who made it.</param>
internal sealed record LastBackup(DateTimeOffset At, string By);
