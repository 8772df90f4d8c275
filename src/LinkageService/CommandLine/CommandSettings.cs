using LinkageService.CommandLine.Doctor;
using LinkageService.Configuration;
using Microsoft.Extensions.Configuration;

namespace LinkageService.CommandLine;

/// <summary>
/// Commands that work on the database take its settings as <c>serve</c> does: <c>--Storage:Path=…</c> anywhere among their
/// arguments, then the environment, then appsettings.json beside the program.
/// </summary>
internal static class CommandSettings
{
    private const string Storages = "--Storage:";

    /// <summary>Takes the settings out of the arguments: those of the storage, and of the command that looks at all of them, all.</summary>
    public static (string[] Settings, string[] Command) Split(string[] arguments)
    {
        var takesAll = arguments is [DoctorCommand.Name, ..];
        var (settings, rest) = (new List<string>(), new List<string>());
        for (var at = 0; at < arguments.Length; at++)
        {
            var isSetting = arguments[at].StartsWith(Storages, StringComparison.OrdinalIgnoreCase)
                || (takesAll && ServiceCommands.IsSetting(arguments[at]));
            (isSetting ? settings : rest).Add(arguments[at]);
            if (isSetting && !arguments[at].Contains('=', StringComparison.Ordinal) && at + 1 < arguments.Length)
            {
                settings.Add(arguments[++at]);
            }
        }

        return ([.. settings], [.. rest]);
    }

    /// <summary>Where the database is.</summary>
    /// <exception cref="BadSettingException">A value or a name is not one of ours.</exception>
    public static StorageSettings Storage(string[] settings) => Settings.ReadStorage(All(settings));

    /// <summary>All settings, as <c>serve</c> reads them.</summary>
    public static IConfiguration All(string[] settings) => new ConfigurationBuilder()
        .AddConfiguration(LocalConfiguration.Read())
        .AddCommandLine(settings)
        .Build();
}
