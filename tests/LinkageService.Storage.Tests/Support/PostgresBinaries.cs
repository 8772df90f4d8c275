using System.Diagnostics;
using System.Globalization;

namespace LinkageService.Storage.Tests.Support;

/// <summary>The programs of an installed PostgreSQL, and how this process may run them.</summary>
/// <param name="Folder">Where <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c> are.</param>
/// <param name="User">The ordinary user they run as when the tests run as root, which PostgreSQL refuses; or null.</param>
internal sealed record PostgresBinaries(string Folder, string? User)
{
    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The highest version Debian's packages installed, or else what the path has; null when there is none.</summary>
    public static PostgresBinaries? Find()
    {
        var folder = Versions().Concat(Path(Environment.GetEnvironmentVariable("PATH"))).FirstOrDefault(HasAll);
        if (folder is null)
        {
            return null;
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return new PostgresBinaries(folder, User: null);
        }

        var hasOwnUser = File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal));
        return new PostgresBinaries(folder, hasOwnUser ? "postgres" : "nobody");
    }

    /// <summary>The words that start a program as the user it may run as.</summary>
    public string[] Command(string program, params ReadOnlySpan<string> arguments)
    {
        string[] asUser = User is null ? [] : ["setpriv", "--reuid=" + User, "--regid=" + Group, "--clear-groups", "--"];
        return [.. asUser, System.IO.Path.Combine(Folder, program), .. arguments];
    }

    /// <summary>Makes a new folder the property of the user the programs run as.</summary>
    public async Task GiveAsync(string folder)
    {
        if (User is not null)
        {
            var (exitCode, output) = await RunCommandAsync(folder, ["chown", User + ":" + Group, folder]);
            Assert.True(exitCode == 0, output);
        }
    }

    /// <summary>Runs one of the programs to its end.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(string program, string folder, params string[] arguments) =>
        RunCommandAsync(folder, Command(program, arguments));

    private string Group => User == "nobody" ? "nogroup" : User!;

    private static async Task<(int ExitCode, string Output)> RunCommandAsync(string folder, string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return (-1, string.Join(' ', command) + " did not end within " + Patience);
        }
    }

    private static IEnumerable<string> Versions()
    {
        const string Debian = "/usr/lib/postgresql";
        return !Directory.Exists(Debian)
            ? []
            : Directory.GetDirectories(Debian)
                .OrderByDescending(folder => decimal.TryParse(
                    System.IO.Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(folder => System.IO.Path.Combine(folder, "bin"));
    }

    private static string[] Path(string? variable) => (variable ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    // A link that outlived a removed package exists; what it leads to does not.
    private static bool HasAll(string folder) => Needed
        .Select(program => new FileInfo(System.IO.Path.Combine(folder, program)))
        .All(file => file.Exists && file.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: false });
}
