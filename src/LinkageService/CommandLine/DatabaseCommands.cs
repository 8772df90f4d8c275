using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Sealing;
using LinkageService.Storage;
using LinkageService.Storage.Backup;
using LinkageService.Storage.Households;
using LinkageService.Storage.Verification;

namespace LinkageService.CommandLine;

/// <summary>What the commands that work on the database have in common.</summary>
internal static class DatabaseCommands
{
    /// <summary>Who the audit log names.</summary>
    public static string Actor { get; } = $"{Environment.UserName} (command line)";

    /// <summary>Whoever has the database may do all of it.</summary>
    public static Caller Operator { get; } = new(Actor, Role.Local, Organization: null);

    /// <summary>Runs a command; what went wrong becomes one line and its exit code.</summary>
    public static async Task<int> RunAsync(Terminal terminal, Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (RefusedException refused)
        {
            await terminal.Error.WriteAsync(ProblemText.Of(refused.Failure, new Language(IsEnglish: false), _ => null));
        }
        catch (UnclearIdsException exception)
        {
            await terminal.Error.WriteAsync(IdsCommand.TextOf(exception.Ids));
        }
        catch (Exception exception) when (exception is BackupException or KeyFileException or StorageUnavailableException)
        {
            await terminal.Error.WriteLineAsync(exception.Message);
        }

        return ExitCode.Problems;
    }

    /// <summary>Lists findings and gives the exit code.</summary>
    public static async Task<int> ReportAsync(Terminal terminal, FindingList findings)
    {
        foreach (var finding in findings.Kept)
        {
            await terminal.Error.WriteLineAsync($"{finding.Subject}: {finding.Zh} | {finding.En}");
        }

        if (findings.Count == 0)
        {
            return ExitCode.Ok;
        }

        await terminal.Error.WriteLineAsync($"{findings.Count} 处不符 | {findings.Count} findings");
        return ExitCode.Problems;
    }
}
