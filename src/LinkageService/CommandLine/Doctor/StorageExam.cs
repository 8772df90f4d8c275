using System.Globalization;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Features.Backups;
using LinkageService.Features.Sealing;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Access;
using LinkageService.Storage.Archives;
using LinkageService.Storage.Verification;

namespace LinkageService.CommandLine.Doctor;

/// <summary>The database, its key, the keys of callers, the last backup, and the clock beside what was stored last.</summary>
internal static class StorageExam
{
    private const int FreshDays = 7;
    private const int SoonDays = 30;
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset Earliest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(DoctorReport report, StorageSettings storage, Settings? settings, CancellationToken cancellation)
    {
        var now = TimeProvider.System.GetUtcNow();
        if (storage.Provider == StorageProvider.Sqlite && !File.Exists(storage.Path))
        {
            Clock(report, now, last: null);
            NotYet(report, storage.Path);
            return;
        }

        Modes(report, storage);
        try
        {
            await using var database = await storage.OpenAsync(isAsItIs: true);
            var exam = await DatabaseExam.OfAsync(database, cancellation);
            Clock(report, now, exam.LastEntryAt is { } at ? Moment.ToTime(at) : null);
            if (!Describe(report, exam))
            {
                return;
            }

            await database.ProbeAsync(cancellation);
            report.Good("数据库：现在能存", "storage: it takes changes");
            await KeyAsync(report, storage, database);
            await BackupAsync(report, database, now, cancellation);
            await ArchivesAsync(report, storage, database, cancellation);
            if (settings is { SignsIn: true })
            {
                await CallersAsync(report, database, settings.Auth, now, cancellation);
            }
        }
        catch (Exception exception) when (exception is BadSettingException or StorageUnavailableException)
        {
            var why = exception is BadSettingException bad ? bad.Words : new LocalizedText(exception.Message, exception.Message);
            report.Bad(
                new LocalizedText("数据库：打不开，或者存不了：" + why.Zh, "storage: it cannot be opened or written: " + why.En),
                storage.Provider == StorageProvider.Sqlite
                    ? new LocalizedText($"看 {storage.Path} 和它的文件夹是不是服务用户的、能不能写、磁盘满没满；坏了就从备份恢复（restore）",
                        $"see that {storage.Path} and its folder belong to the user of the service, can be written, and the disk has room; "
                        + "if it is damaged, restore a backup")
                    : new LocalizedText("看 PostgreSQL 在不在运行，Storage:ConnectionString 的地址、用户和密码对不对",
                        "see that PostgreSQL runs, and that address, user and password of Storage:ConnectionString are right"));
        }
    }

    private static void NotYet(DoctorReport report, string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above)
        {
            folder = above;
        }

        try
        {
            var tried = Path.Combine(folder, Guid.NewGuid().ToString("N"));
            PrivateFiles.Create(tried).Dispose();
            File.Delete(tried);
            report.Good($"数据库：{path} 还没有，第一次启动时建立", $"storage: {path} is not there yet, the first start makes it");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report.Bad(
                new LocalizedText($"数据库：{path} 还没有，也建不了", $"storage: {path} is not there and cannot be made"),
                new LocalizedText(
                    $"让服务的用户能写 {folder}，或改 Storage:Path", $"let the user of the service write to {folder}, or change Storage:Path"));
        }
    }

    private static void Modes(DoctorReport report, StorageSettings storage)
    {
        string[] made = storage.Provider == StorageProvider.Sqlite ? [storage.Path, storage.KeyFile] : [storage.KeyFile];
        foreach (var path in made.Append(storage.ConsoleKeys).Where(PrivateFiles.IsOpenToOthers))
        {
            report.Bad(
                new LocalizedText($"文件：其他用户也能打开 {path}", $"files: other users can open {path}"),
                new LocalizedText($"chmod go-rwx {path}", $"chmod go-rwx {path}"));
        }
    }

    // False where nothing else can be asked of it.
    private static bool Describe(DoctorReport report, DatabaseExam exam)
    {
        if (exam.Fault is { } fault)
        {
            report.Bad(
                new LocalizedText($"数据库：{exam.Engine}，文件损坏：{fault}", $"storage: {exam.Engine}, the file is damaged: {fault}"),
                new LocalizedText("停掉服务，从最近的备份恢复（restore），再 verify", "stop the service, restore the last backup, then verify"));
            return false;
        }

        if (exam.Version > DatabaseExam.LatestVersion)
        {
            report.Bad(
                new LocalizedText(
                    $"数据库：表结构是第 {exam.Version} 版，这个程序只到第 {DatabaseExam.LatestVersion} 版",
                    $"storage: its tables are at version {exam.Version}, this program knows {DatabaseExam.LatestVersion}"),
                new LocalizedText("用更新的程序，或恢复升级前的备份", "run the newer program, or restore the backup from before the upgrade"));
            return false;
        }

        report.Good(
            $"数据库：{exam.Engine}，文件完好，表结构第 {exam.Version} 版", $"storage: {exam.Engine}, sound, tables at version {exam.Version}");
        if (exam.Version < DatabaseExam.LatestVersion)
        {
            report.Note(
                new LocalizedText(
                    $"数据库：下次启动会升到第 {DatabaseExam.LatestVersion} 版",
                    $"storage: the next start brings it to version {DatabaseExam.LatestVersion}"),
                new LocalizedText("启动之前先备份（backup）", "make a backup before that start"));
        }

        return exam.Version == DatabaseExam.LatestVersion;
    }

    private static async Task KeyAsync(DoctorReport report, StorageSettings storage, Database database)
    {
        try
        {
            using var numbers = await PrivateNumbers.FindAsync(storage.KeyFile, database);
            if (numbers is not null)
            {
                report.Good($"密钥文件：{storage.KeyFile} 是这个数据库的", $"key file: {storage.KeyFile} is that of this database");
                await RenewalAsync(report, database, numbers);
                return;
            }
        }
        catch (BadSettingException)
        {
            // It is there, and is no key: said as one that is another's.
        }

        report.Bad(
            new LocalizedText(
                $"密钥文件：{storage.KeyFile} 不在，或不是这个数据库的", $"key file: {storage.KeyFile} is not there, or is not that of this database"),
            new LocalizedText("从另处保存的拷回来，或改 Storage:KeyFile；没有它，身份证号和账号谁也读不出来",
                "copy it back from where it is kept, or change Storage:KeyFile; without it nobody can read ID and account numbers again"));
    }

    private static async Task RenewalAsync(DoctorReport report, Database database, PrivateNumbers numbers)
    {
        var keys = numbers.Ring.Keys.Count;
        if (keys == 1)
        {
            return;
        }

        if (await database.ReadAsync(RenewSeals.ProgressAsync) is { IsDone: false } progress)
        {
            var (zh, en) = SealingServices.RenewalOf(database, numbers, TimeProvider.System).PlaceOf(progress);
            report.Note(
                new LocalizedText(
                    $"密钥文件：有 {keys} 把密钥，正在用新密钥重新加密：已有 {progress.Values} 个号码，到“{zh}”",
                    $"key file: it has {keys} keys, and numbers are being sealed with the newest: {progress.Values} so far, now at {en}"),
                new LocalizedText(
                    "让服务继续运行，或运行 LinkageService key-file renew；不要拿掉旧密钥",
                    "let the service run, or run LinkageService key-file renew; leave the earlier keys in the file"));
            return;
        }

        report.Note(
            new LocalizedText(
                $"密钥文件：有 {keys} 把密钥，号码都已用新密钥加密", $"key file: it has {keys} keys, and all numbers are sealed with the newest"),
            new LocalizedText(
                "停用旧密钥：LinkageService key-file retire --out 旧密钥文件，和以前的备份一起保管",
                "retire the earlier keys: LinkageService key-file retire --out FILE, and keep that file with the backups made so far"));
    }

    private static async Task BackupAsync(DoctorReport report, Database database, DateTimeOffset now, CancellationToken cancellation)
    {
        var cure = new LocalizedText(
            "在网页首页按“立即备份”，或每天运行 LinkageService backup", "press “Back up now” on the home page, or run LinkageService backup every day");
        if (await database.ReadAsync(NotedBackup.LastAsync, cancellation) is not { } last)
        {
            report.Note(new LocalizedText("备份：没有记录", "backup: none is known"), cure);
            return;
        }

        var at = Moment.ToTime(last.At);
        var day = Dates.InChina(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        if (now - at > TimeSpan.FromDays(FreshDays))
        {
            report.Note(new LocalizedText($"备份：上次是 {day}", $"backup: the last is of {day}"), cure);
            return;
        }

        report.Good($"备份：上次是 {day}", $"backup: the last is of {day}");
    }

    private static async Task ArchivesAsync(
        DoctorReport report, StorageSettings storage, Database database, CancellationToken cancellation)
    {
        var archives = await database.ReadAsync(ArchiveStore.OutAsync, cancellation);
        var files = storage.ArchiveFiles;
        foreach (var archive in archives)
        {
            var (name, runs) = (archive.FileName, archive.Runs);
            if (await files.FindAsync(archive) is not null)
            {
                report.Good($"归档：{archive.Year} 年 {runs} 笔核算在 {name}", $"archives: {runs} runs of {archive.Year} are in {name}");
                continue;
            }

            report.Note(
                new LocalizedText(
                    $"归档：{archive.Year} 年 {runs} 笔核算的明细在 {name}，归档文件夹里没有这个文件，明细现在看不了",
                    $"archives: the statements of {runs} runs of {archive.Year} are in {name}, which is not in the folder of archives: "
                    + "they cannot be read now"),
                new LocalizedText($"把 {name} 放到 {storage.Archives}", $"put {name} into {storage.Archives}"));
        }
    }

    private static async Task CallersAsync(
        DoctorReport report, Database database, AuthMode mode, DateTimeOffset now, CancellationToken cancellation)
    {
        var valid = (await database.ReadAsync(ApiKeyStore.ListAsync, cancellation)).Where(key => key.IsValid(Moment.Of(now))).ToArray();
        var accounts = mode == AuthMode.Jwt ? 0 : await database.ReadAsync(AccountStore.CountActiveAsync, cancellation);
        if (mode == AuthMode.ApiKey && valid.Length == 0 && accounts == 0)
        {
            report.Bad(
                new LocalizedText("登录：一把有效的密钥、一个账号也没有，谁也进不来", "sign-in: there is no valid key or account, nobody can come in"),
                new LocalizedText(
                    "LinkageService keys create（密钥）或 accounts add（姓名和密码）--name 管理员 --role administrator",
                    "LinkageService keys create, or accounts add for a name and a password, --name admin --role administrator"));
            return;
        }

        report.Good(
            $"登录：{valid.Length} 把密钥有效，{accounts} 个账号能登录", $"sign-in: {valid.Length} keys are valid, {accounts} accounts can sign in");
        foreach (var key in valid.Where(key => key.ExpiresAt is { } end && Moment.ToTime(end) - now < TimeSpan.FromDays(SoonDays)))
        {
            var day = Dates.MomentText(key.ExpiresAt!.Value);
            report.Note(
                new LocalizedText($"登录：密钥 {key.Id} 到 {day} 失效", $"sign-in: key {key.Id} ends on {day}"),
                new LocalizedText($"LinkageService keys rotate {key.Id}", $"LinkageService keys rotate {key.Id}"));
        }
    }

    private static void Clock(DoctorReport report, DateTimeOffset now, DateTimeOffset? last)
    {
        var shown = Dates.InChina(now).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var cure = new LocalizedText("校准这台机器的时间（timedatectl set-ntp true）", "set the clock of this machine (timedatectl set-ntp true)");
        if (last > now + Slack)
        {
            var stored = Dates.InChina(last.Value).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            report.Bad(
                new LocalizedText(
                    $"时钟：现在是 {shown}，而最后一笔审计记录是 {stored}", $"clock: it is {shown}, and the last audit entry is of {stored}"), cure);
        }
        else if (now < Earliest || now > Latest)
        {
            report.Bad(new LocalizedText($"时钟：不可能是 {shown}", $"clock: it cannot be {shown}"), cure);
        }
        else
        {
            report.Good($"时钟：中国时间 {shown}", $"clock: {shown} in China");
        }
    }
}
