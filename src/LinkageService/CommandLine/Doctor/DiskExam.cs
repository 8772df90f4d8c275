using System.Globalization;
using LinkageService.Configuration;
using LinkageService.Engine.Problems;

namespace LinkageService.CommandLine.Doctor;

/// <summary>Room on the disks of the database, of backups, and of what is being printed.</summary>
internal static class DiskExam
{
    private const long Mebibyte = 1 << 20;
    private const long Wanted = 1024 * Mebibyte;
    private const long Least = 50 * Mebibyte;

    public static void Run(DoctorReport report, Settings settings)
    {
        var database = settings.Storage.Provider == StorageProvider.Sqlite ? new FileInfo(settings.Storage.Path) : null;
        var size = database is { Exists: true } ? database.Length : 0;
        if (database is not null)
        {
            Look(report, "数据库", "the database", database.FullName, Math.Max(Wanted, size));
        }

        Look(report, "临时文件", "temporary files", Path.GetTempPath(), Wanted);
        if (database is null || settings.BackupFolder is not { Length: > 0 } folder)
        {
            return;
        }

        if (Directory.Exists(folder))
        {
            Look(report, "备份", "backups", folder, Math.Max(Wanted, size));
        }
        else
        {
            report.Bad(
                new LocalizedText($"备份：文件夹 {folder} 不在或打不开", $"backup: the folder {folder} is not there or cannot be opened"),
                new LocalizedText("建好它、接好移动硬盘，或改 Backup:Folder", "make it, attach its disk, or change Backup:Folder"));
        }
    }

    private static void Look(DoctorReport report, string zh, string en, string path, long wanted)
    {
        // Of a folder that is not there yet, the disk it will be on.
        var folder = Path.GetFullPath(path);
        while (!Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        var free = new DriveInfo(folder).AvailableFreeSpace;
        var room = (free / Mebibyte).ToString("N0", CultureInfo.InvariantCulture);
        var what = new LocalizedText($"磁盘：{zh}（{folder}）还有 {room} MiB", $"disk: {room} MiB are left for {en} ({folder})");
        var cure = new LocalizedText("腾出地方或换大盘；旧备份移到别处", "make room or take a larger disk; move old backups elsewhere");
        if (free < Least)
        {
            report.Bad(what, cure);
        }
        else if (free < wanted)
        {
            report.Note(what, cure);
        }
        else
        {
            report.Good(what.Zh, what.En);
        }
    }
}
