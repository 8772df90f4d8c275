using System.CommandLine;
using LinkageService.Configuration;
using LinkageService.Features.Backups;
using LinkageService.Storage;
using LinkageService.Storage.Backup;
using LinkageService.Storage.Verification;

namespace LinkageService.CommandLine;

/// <summary><c>backup</c> and <c>restore</c>: the whole database in one file.</summary>
internal static class BackupCommand
{
    /// <summary><c>backup FILE</c>.</summary>
    public static Command CreateBackup(Terminal terminal, Func<StorageSettings> storage)
    {
        var file = new Argument<string>("file") { Description = "新文件（SQLite） | a new file (SQLite)" };
        var command = new Command("backup",
            "把整个数据库备份到一个文件，服务照常运行 | Copy the whole database into a file while the service runs") { file };
        command.SetAction((parsed, cancellation) => DatabaseCommands.RunAsync(terminal, async () =>
        {
            var (settings, path, findings) = (storage(), parsed.GetValue(file)!, new FindingList());
            FileException.RequireNew(path);
            await using var database = await settings.OpenAsync(isAsItIs: true);
            var by = new Change(DatabaseCommands.Actor, TimeProvider.System.GetUtcNow());
            var made = await NotedBackup.WriteAsync(database, path, by, findings, cancellation);
            var code = await DatabaseCommands.ReportAsync(terminal, findings);
            await DatabaseCommands.NameArchivesAsync(terminal, findings, cancellation);
            await terminal.WriteAsync(code == ExitCode.Ok
                ? $"已备份并核对：{path}，审计记录 {made.Entries} 条 | backed up and verified: {path}, {made.Entries} audit entries\n"
                    + (made.IsNoted ? "" : "数据库现在不接受改动，这次备份没有记进审计记录 | the database takes no changes now: "
                        + "the audit log does not have this backup\n")
                    + KeyOfBackup(settings)
                : $"备份没有通过核对，留作 {path}{DatabaseBackup.Unverified} | the backup did not pass, kept as "
                    + $"{path}{DatabaseBackup.Unverified}\n",
                cancellation);
            return code;
        }));
        return command;
    }

    /// <summary><c>restore FILE</c>.</summary>
    public static Command CreateRestore(Terminal terminal, Func<StorageSettings> storage)
    {
        var file = new Argument<string>("file") { Description = "backup 做的文件 | a file that backup made" };
        var command = new Command("restore",
            "把备份恢复到空的数据库；请先停止服务 | Bring a backup into an empty database; stop the service first") { file };
        command.SetAction((parsed, cancellation) => DatabaseCommands.RunAsync(terminal, async () =>
        {
            var (settings, path, findings) = (storage(), parsed.GetValue(file)!, new FindingList());
            FileException.RequireReadable(path);
            var entries = settings.Provider == StorageProvider.Sqlite
                ? await DatabaseRestore.IntoFileAsync(path, settings.Path, findings, cancellation)
                : await DatabaseRestore.IntoPostgresAsync(path, settings.ConnectionString!, findings, cancellation);
            var code = await DatabaseCommands.ReportAsync(terminal, findings);
            await DatabaseCommands.NameArchivesAsync(terminal, findings, cancellation);
            await terminal.WriteAsync(code == ExitCode.Ok
                ? $"已恢复并核对，审计记录 {entries} 条 | restored and verified, {entries} audit entries\n{KeyOfRestored(settings)}"
                : "备份没有通过核对，数据库仍是空的 | the backup did not pass, the database is still empty\n", cancellation);
            return code;
        }));
        return command;
    }

    private static string KeyOfRestored(StorageSettings settings) => File.Exists(settings.KeyFile)
        ? $"启动时用密钥文件 {settings.KeyFile} | the service will start with the key file {settings.KeyFile}\n"
        : $"启动前，把原来的密钥文件放到 {settings.KeyFile} | before the start, put the key file it was begun with at {settings.KeyFile}\n";

    private static string KeyOfBackup(StorageSettings settings) =>
        $"密钥文件 {settings.KeyFile} 不在备份里，请另行保管；没有它，身份证号和账号再也读不出来 | "
        + $"the key file {settings.KeyFile} is not in it: keep it elsewhere, without it ID and account numbers cannot be read again\n";
}
