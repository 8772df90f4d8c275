using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Features.Sealing;
using LinkageService.Storage;
using LinkageService.Storage.Archives;
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
            await terminal.Error.WriteAsync(ProblemText.Of(refused.Failure, terminal.Language, _ => null));
        }
        catch (UnclearIdsException exception)
        {
            await terminal.Error.WriteAsync(IdsCommand.TextOf(exception.Ids));
        }
        catch (Exception exception) when (exception is ArchiveException or BackupException && exception.InnerException is not null)
        {
            // The file itself cannot be read or written, whatever is in it.
            await terminal.Error.WriteLineAsync(exception.Message);
            return ExitCode.File;
        }
        catch (Exception exception) when (
            exception is ArchiveException or BackupException or KeyFileException or StorageUnavailableException)
        {
            await terminal.Error.WriteLineAsync(exception.Message);
        }

        return ExitCode.Problems;
    }

    /// <summary>Says which archives were not looked at; that is no finding.</summary>
    public static async Task NameArchivesAsync(Terminal terminal, FindingList findings, CancellationToken cancellation)
    {
        foreach (var (file, runs) in findings.UnreadArchives)
        {
            await terminal.WriteAsync(
                $"归档文件 {file} 不在这里，其中 {runs} 笔核算的明细没有核对，请另行保管好 | "
                + $"the archive {file} is not here: the blocks of {runs} runs were not looked at; keep that file safe\n", cancellation);
        }
    }

    /// <summary>The same for a command that does nothing but look: says so where nothing was found.</summary>
    public static async Task<int> ReportVerifiedAsync(Terminal terminal, FindingList findings, CancellationToken cancellation)
    {
        if (findings.Count == 0)
        {
            await terminal.WriteAsync("没有不符 | nothing found\n", cancellation);
        }

        return await ReportAsync(terminal, findings);
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
