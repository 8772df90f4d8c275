using System.Diagnostics;

namespace LinkageService.Tests.Support;

/// <summary>Runs scripts with the programs of the machine, where they are there.</summary>
internal static class Tool
{
    /// <summary>
    /// Says where the machine's Chromium is. The first of these starts for a quarter of the processor time of the next, having no
    /// windows to prepare for.
    /// </summary>
    internal const string Chromium =
        "{ command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome; }";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Skips the test when a script that needs the component fails; fails it where REQUIRE_ALL=1 wants all there.</summary>
    public static async Task RequireAsync(string script)
    {
        var (exitCode, _) = await RunAsync(script, Path.GetTempPath());
        if (exitCode != 0)
        {
            Assert.False(Environment.GetEnvironmentVariable("REQUIRE_ALL") == "1", $"REQUIRE_ALL=1 and this fails: {script}");
            Assert.Skip("Absent: what answers " + script);
        }
    }

    /// <summary>
    /// As <see cref="RequireAsync"/>, for what fetches programs from a registry or builds for minutes: only a run in full does that,
    /// with REQUIRE_ALL=1.
    /// </summary>
    public static async Task RequireInFullAsync(string script)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("REQUIRE_ALL") == "1", "Runs with REQUIRE_ALL=1: " + script);
        await RequireAsync(script);
    }

    /// <summary>Runs a script with bash and gives what it printed.</summary>
    /// <param name="script">The script.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="longest">How long it may take; three minutes unless stated.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(string script, string folder, TimeSpan? longest = null)
    {
        var start = new ProcessStartInfo("bash", ["-c", script])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The distribution's own Python has the packages; another one earlier on the path may not.
        start.Environment["PATH"] = "/usr/bin:" + Environment.GetEnvironmentVariable("PATH");
        using var process = Start(start);
        if (process is null)
        {
            return (-1, "bash is not there");
        }

        using var patience = new CancellationTokenSource(longest ?? Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return (-1, "did not end within " + (longest ?? Patience));
        }
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
