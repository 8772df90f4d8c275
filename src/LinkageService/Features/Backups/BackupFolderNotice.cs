using LinkageService.Configuration;
using LinkageService.Errors;

namespace LinkageService.Features.Backups;

/// <summary>
/// Says at the start that the folder for backups is not there. Its disk may be attached later, so that this does not stop the start.
/// </summary>
internal sealed class BackupFolderNotice(Settings settings, ILogger<BackupFolderNotice> log) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.BackupFolder is { } folder && !string.IsNullOrWhiteSpace(folder) && !Directory.Exists(folder))
        {
            log.NoBackupFolder(folder);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
