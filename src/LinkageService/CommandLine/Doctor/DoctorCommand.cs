using System.CommandLine;
using System.Runtime.InteropServices;
using LinkageService.Access.Issuers;
using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Features.Calculations;
using LinkageService.Features.Life;

namespace LinkageService.CommandLine.Doctor;

/// <summary>
/// <c>doctor</c>: whether the service would start and do everything with these settings on this machine, and what to do where not. It
/// takes all settings as <c>serve</c> does, changes nothing, and works beside a service that runs.
/// </summary>
internal static class DoctorCommand
{
    /// <summary>The name of the command.</summary>
    public const string Name = "doctor";

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, Func<IConfiguration> configuration, Func<SelfCheck> selfCheck)
    {
        var command = new Command(
            Name, "体检：设置、数据库、密钥、时钟、打印、磁盘；有不行的则退出码 1 | Look at settings, storage, keys, clock, printing, disk; "
                + "exit code 1 when something is in the way");
        command.SetAction(async (_, cancellation) =>
        {
            var report = new DoctorReport();
            await ExamineAsync(report, configuration(), selfCheck, cancellation);
            await terminal.WriteAsync(report.TextOf(terminal.Language), cancellation);
            return report.IsBad ? ExitCode.Problems : ExitCode.Ok;
        });
        return command;
    }

    private static async Task ExamineAsync(
        DoctorReport report, IConfiguration configuration, Func<SelfCheck> selfCheck, CancellationToken cancellation)
    {
        var version = typeof(DoctorCommand).Assembly.GetName().Version!.ToString(3);
        var system = $"LinkageService {version}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription} "
            + RuntimeInformation.ProcessArchitecture;
        report.Good("版本：" + system, "versions: " + system);
        Compute(report, selfCheck);
        var areKnown = SettingsExam.Names(report, configuration);
        var settings = Read(report, configuration, areKnown);
        if (settings is not null)
        {
            SettingsExam.Contradictions(report, configuration, settings);
        }

        if (StorageOf(configuration) is { } storage)
        {
            await StorageExam.RunAsync(report, storage, settings, cancellation);
        }

        if (settings?.Issuer is { } issuer)
        {
            await IssuerExam.RunAsync(report, issuer, cancellation);
        }

        Open(report);
        if (settings is not null)
        {
            DiskExam.Run(report, settings);
            await PrintExam.RunAsync(report, settings, cancellation);
        }
    }

    private static void Compute(DoctorReport report, Func<SelfCheck> selfCheck)
    {
        try
        {
            var (figures, _) = selfCheck().Run();
            report.Good($"算账：{figures} 个已知结果都对", $"computing: {figures} known figures are right");
        }
        catch (SelfCheckException exception)
        {
            report.Bad(
                new LocalizedText("算账：" + exception.Message, "computing: " + exception.Message),
                new LocalizedText("这台机器或这份安装不要用来算账；换一台，并把这一行报给我们",
                    "do not use this machine or installation for accounts; take another one, and report this line"));
        }
    }

    private static Settings? Read(DoctorReport report, IConfiguration configuration, bool areKnown)
    {
        try
        {
            var settings = Settings.Read(configuration);
            RulePackFolder.Read(settings.RulePacks);
            _ = settings.Issuer is { } issuer ? new IssuerRights(issuer) : null;
            if (areKnown)
            {
                report.Good("设置：都认识，都能用", "settings: all known, all usable");
            }

            return settings;
        }
        catch (BadSettingException exception)
        {
            report.Bad(
                new LocalizedText("设置：" + exception.Words.Zh, "settings: " + exception.Words.En),
                new LocalizedText("按上面写的改这个设置（命令行 --A:B=…、环境变量 A__B、appsettings.json 依次为先）；不改，服务不启动",
                    "change that setting (the command line --A:B=… goes first, then the environment A__B, then appsettings.json); "
                    + "until then the service does not start"));
            return null;
        }
    }

    // Whatever is wrong with the others, the database is looked at.
    private static StorageSettings? StorageOf(IConfiguration configuration)
    {
        try
        {
            return StorageSettings.Read(configuration);
        }
        catch (BadSettingException)
        {
            return null;
        }
    }

    private static void Open(DoctorReport report)
    {
        if (OpenFiles.TooFew() is { } line && line.Split(" | ") is [var zh, var en])
        {
            report.Bad(
                new LocalizedText("系统：" + zh, "system: " + en),
                new LocalizedText("ulimit -n 4096，或 systemd 的 LimitNOFILE=4096", "ulimit -n 4096, or LimitNOFILE=4096 of systemd"));
        }
        else
        {
            report.Good("系统：可以打开的文件和连接够用", "system: enough files and connections may be open");
        }
    }
}
