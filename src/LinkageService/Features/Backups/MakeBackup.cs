using System.Globalization;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Backup;
using LinkageService.Storage.Verification;

namespace LinkageService.Features.Backups;

/// <summary>
/// Backs the embedded database up into the operator's folder (<c>Backup:Folder</c>) while the service goes on writing. The file is
/// named after date and time and never written over. One at a time; it goes on when the page that asked for it is left.
/// </summary>
internal sealed class MakeBackup(
    Database database, Settings settings, TimeProvider time, IHostApplicationLifetime lifetime) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Makes a backup, checks it as the command <c>verify</c> does and notes it in the audit log.</summary>
    /// <exception cref="RefusedException">The caller is limited to an organisation, or none can be made: why, what to do.</exception>
    public async Task<BackupMade> HandleAsync(Caller caller)
    {
        RequireUnlimited(caller);
        var folder = RequireFolder();
        if (!await _one.WaitAsync(0))
        {
            throw NotMade("正在做另一份备份，等它做完", "another backup is being made: wait until it is finished");
        }

        try
        {
            return await Task.Run(() => WriteAsync(caller, folder));
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>A backup holds all organisations: only who sees all of them makes one, or is told of one.</summary>
    /// <exception cref="RefusedException">The caller is limited to an organisation.</exception>
    internal static void RequireUnlimited(Caller caller)
    {
        if (caller.Organization is { } organization)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.Forbidden,
                $"备份里有全部组织，您的密钥只管 {organization}", $"a backup holds all organisations, and your key is limited to {organization}"));
        }
    }

    private async Task<BackupMade> WriteAsync(Caller caller, string folder)
    {
        var now = time.GetUtcNow();
        var name = string.Create(CultureInfo.InvariantCulture, $"linkage-{Dates.InChina(now):yyyyMMdd-HHmmss}.db");
        var findings = new FindingList();
        try
        {
            var made = await NotedBackup.WriteAsync(
                database, Path.Combine(folder, name), new Change(caller.Name, now), findings, lifetime.ApplicationStopping);
            return findings.Count == 0 ? made : throw new RefusedException(Failure.Of(
                findings.Kept.Select(found => new Problem(
                    ProblemCodes.BackupNotMade, found.Subject, new LocalizedText(found.Zh, found.En))).ToArray(),
                (int)(findings.Count - findings.Kept.Count)));
        }
        catch (BackupException exception)
        {
            throw NotMade(exception.Zh, exception.En);
        }
    }

    // A folder that is not there is not made: where a disk is not mounted, the backup would lie on the disk it is to outlive.
    private string RequireFolder()
    {
        if (database.IsPostgres)
        {
            throw NotMade("数据存在 PostgreSQL 里，由维护人员用 pg_dump 或 LinkageService backup 备份",
                "the data is in PostgreSQL: whoever runs the service backs it up with pg_dump or LinkageService backup");
        }

        if (string.IsNullOrWhiteSpace(settings.BackupFolder))
        {
            throw NotMade("还没有设定备份放在哪个文件夹：请维护人员设置 Backup:Folder（环境变量 Backup__Folder），重启服务后再备份",
                "no folder for backups is set: have Backup:Folder set (in the environment Backup__Folder), and the service restarted");
        }

        return Directory.Exists(settings.BackupFolder) ? settings.BackupFolder : throw NotMade(
            $"备份文件夹 {settings.BackupFolder} 不在或打不开：请维护人员建好它、接好移动硬盘，或改 Backup:Folder",
            $"the folder {settings.BackupFolder} is not there or cannot be opened: have it made, its disk attached, "
            + "or Backup:Folder changed");
    }

    private static RefusedException NotMade(string zh, string en) => new(Failure.Of(ProblemCodes.BackupNotMade, zh, en));
}
