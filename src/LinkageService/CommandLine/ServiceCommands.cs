using System.CommandLine;
using System.CommandLine.Parsing;
using LinkageService.CommandLine.Doctor;
using LinkageService.Configuration;
using LinkageService.Features.Calculations;
using LinkageService.Features.Schemes;

namespace LinkageService.CommandLine;

/// <summary>
/// The command line: <c>serve</c>, <c>calculate</c>, <c>schemes</c>, <c>health</c>, and for whoever runs the service <c>keys</c>,
/// <c>accounts</c>, <c>key-file</c>, <c>verify</c>, <c>verify-bundle</c>, <c>backup</c>, <c>restore</c>, <c>archive</c>, <c>ids</c>,
/// <c>roster</c>, <c>facts</c>, <c>self-check</c>, <c>doctor</c>; over the same handlers as the service.
/// </summary>
internal static class ServiceCommands
{
    private const string About = """
        把帮扶方案算到每户每分钱 | What a scheme owes every household, to the fen.

        退出码 | Exit codes:
          0  完成 | done
          1  数据、方案或设置有问题 | something is wrong with the data, the scheme or a setting
          2  命令写错了 | the command was written wrong
          3  文件读不了或写不了 | a file cannot be read or written
        """;

    /// <summary>Whether the arguments start the service: none at all, <c>serve</c>, or a setting.</summary>
    public static bool IsServe(string[] arguments) => arguments switch
    {
        [] => true,
        ["serve", .. var rest] => !rest.Any(argument => argument is "--help" or "-h" or "-?"),
        [var first, ..] => IsSetting(first),
    };

    /// <summary>Settings to start the service with, or null when one is not written <c>--Section:Key=value</c>.</summary>
    public static string[]? SettingsOf(string[] arguments)
    {
        var settings = arguments is ["serve", .. var rest] ? rest : arguments;
        var expectsValue = false;
        foreach (var setting in settings)
        {
            if (!expectsValue && !IsSetting(setting))
            {
                return null;
            }

            expectsValue = !expectsValue && !setting.Contains('=', StringComparison.Ordinal);
        }

        return expectsValue ? null : settings;
    }

    /// <summary>Runs a command and gives its exit code.</summary>
    /// <param name="arguments">The command and its options.</param>
    /// <param name="terminal">Where it reads and writes.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <param name="selfCheck">What a test has asked before anything is computed, instead of the known answers.</param>
    public static async Task<int> RunAsync(
        string[] arguments, Terminal terminal, CancellationToken cancellation, SelfCheck? selfCheck = null)
    {
        var library = new Lazy<SchemeLibrary>(SchemeLibrary.Load);
        SelfCheck Check() => selfCheck ?? SelfCheck.Of(library.Value, SampleCalculations.Load(TimeProvider.System));
        var output = new StringWriter();
        try
        {
            var (settings, rest) = CommandSettings.Split(arguments);

            // A copy: whose terminal it is may run other commands meanwhile.
            terminal = terminal with { };
            var language = CommandLanguage.Option();
            var root = Root(terminal, settings, library, Check);
            root.Add(language);
            var parsed = root.Parse(rest);
            terminal.Language = CommandLanguage.Of(parsed, language);
            if (parsed.Errors.Count > 0)
            {
                await SayUsageAsync(parsed, terminal);
                return ExitCode.Usage;
            }

            if (Counts(parsed.CommandResult.Command.Name))
            {
                Check().Run();
            }

            var code = await parsed.InvokeAsync(
                new InvocationConfiguration { Output = output, Error = terminal.Error, EnableDefaultExceptionHandler = false },
                cancellation);
            await terminal.WriteAsync(output.ToString(), cancellation);
            return code;
        }
        catch (FileException exception)
        {
            await terminal.Error.WriteLineAsync(exception.Message);
            return ExitCode.File;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Half-way, as when the disk is full.
            await terminal.Error.WriteLineAsync($"文件读不了或写不了 | a file cannot be read or written: {exception.Message}");
            return ExitCode.File;
        }
        catch (Exception exception) when (exception is BadSettingException or SelfCheckException)
        {
            await terminal.Error.WriteLineAsync(exception.Message);
            return ExitCode.Problems;
        }
    }

    /// <summary>Whether an argument is a setting, such as <c>--Http:Port=5080</c>.</summary>
    public static bool IsSetting(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) && argument.Contains(':', StringComparison.Ordinal);

    private static async Task SayUsageAsync(ParseResult parsed, Terminal terminal)
    {
        foreach (var error in parsed.Errors)
        {
            await terminal.Error.WriteLineAsync(CommandLanguage.UsageOf(error.Message, terminal.Language));
        }

        var names = new List<string>();
        for (SymbolResult? symbol = parsed.CommandResult; symbol is CommandResult { Parent: not null } command; symbol = symbol.Parent)
        {
            names.Insert(0, command.Command.Name);
        }

        await terminal.Error.WriteLineAsync($"用法见 | see: LinkageService {string.Join(' ', names.Append("--help"))}");
    }

    // What computes, stores or verifies amounts does so only on a machine that computes right.
    private static bool Counts(string command) =>
        command is "calculate" or "verify" or "verify-bundle" or "backup" or "restore" or "make" or "put-back";

    private static RootCommand Root(Terminal terminal, string[] settings, Lazy<SchemeLibrary> library, Func<SelfCheck> selfCheck)
    {
        StorageSettings Storage() => CommandSettings.Storage(settings);
        var serve = new Command("serve", "启动服务；设置写作 --Http:Port=5080 | Start the service; settings are written --Http:Port=5080");
        var root = new RootCommand(About)
        {
            serve,
            CalculateCommand.Create(terminal, library),
            SchemesCommand.Create(terminal, library, Storage),
            HealthCommand.Create(terminal),
            KeysCommand.Create(terminal, Storage),
            AccountsCommand.Create(terminal, Storage),
            KeyFileCommand.Create(terminal, Storage),
            VerifyCommand.Create(terminal, Storage),
            VerifyBundleCommand.Create(terminal, library),
            BackupCommand.CreateBackup(terminal, Storage),
            BackupCommand.CreateRestore(terminal, Storage),
            ArchiveCommand.Create(terminal, Storage),
            IdsCommand.Create(terminal, Storage),
            RosterCommand.Create(terminal, library, Storage),
            FactsCommand.Create(terminal, Storage),
            SelfCheckCommand.Create(terminal, selfCheck),
            DoctorCommand.Create(terminal, () => CommandSettings.All(settings), selfCheck),
        };
        return root;
    }
}
