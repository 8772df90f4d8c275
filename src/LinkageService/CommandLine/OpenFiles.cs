using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;

namespace LinkageService.CommandLine;

/// <summary>How many files and connections the system lets this process open (<c>ulimit -n</c>).</summary>
internal static partial class OpenFiles
{
    private const string LimitsOfThisProcess = "/proc/self/limits";
    private const int Fewest = 512;
    private const nint StandardError = 2;

    /// <summary>What to say when they are too few to work with; null when they are enough, or not known on this system.</summary>
    public static string? TooFew() =>
        File.Exists(LimitsOfThisProcess) && MaxOpenFiles().Match(File.ReadAllText(LimitsOfThisProcess)) is { Success: true } match
        && int.TryParse(match.Groups["soft"].Value, CultureInfo.InvariantCulture, out var most) && most < Fewest
            ? string.Create(CultureInfo.InvariantCulture,
                $"系统只允许打开 {most} 个文件和连接，至少要 {Fewest} 个，请先调高（ulimit -n 4096）")
                + string.Create(CultureInfo.InvariantCulture,
                    $" | only {most} files and connections may be open, at least {Fewest} are needed: raise the limit (ulimit -n 4096)")
            : null;

    /// <summary>Writes the line without the console, which opens files of its own before its first word.</summary>
    public static void WriteError(string line)
    {
        using var handle = new SafeFileHandle(StandardError, ownsHandle: false);
        using var error = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        error.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }

    [GeneratedRegex(
        @"^Max open files\s+(?<soft>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MaxOpenFiles();
}
