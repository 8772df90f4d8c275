using System.CommandLine;
using LinkageService.Configuration;
using LinkageService.Features.Audit;
using LinkageService.Privacy;
using LinkageService.Storage.Verification;

namespace LinkageService.CommandLine;

/// <summary><c>verify</c>: whether everything stored is as it was written.</summary>
internal static class VerifyCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, Func<StorageSettings> storage)
    {
        var head = new Option<string?>("--head")
        {
            Description = "另处保存的链头、检查点文本或组织的证明（GET /v1/audit/… 的回答） | a head, checkpoint or proof of an "
                + "organisation kept elsewhere, as GET /v1/audit/… answered it",
        };
        var archives = new Option<string[]>("--archive")
        {
            Description = "归档文件，可写多次；归档文件夹里的不用写 | an archive, repeatable; those in the folder of archives need not be named",
        };
        var command = new Command("verify",
            "核对数据库、审计链和全部摘要；有不符则退出码 1 | Check database, audit chain and every digest; exit code 1 with findings")
        {
            head, archives,
        };
        command.SetAction((parsed, cancellation) => DatabaseCommands.RunAsync(terminal, async () =>
        {
            var kept = parsed.GetValue(head) is { } path ? FileException.Naming(path, "读取", () => AuditHeadFile.Read(path)) : null;
            foreach (var archive in parsed.GetValue(archives) ?? [])
            {
                FileException.RequireReadable(archive);
            }

            var findings = new FindingList();
            await using var database = await storage().OpenAsync(isAsItIs: true, parsed.GetValue(archives) ?? []);
            using var numbers = await PrivateNumbers.FindAsync(storage().KeyFile, database);
            var verify = new VerifyDatabase();
            var entries = await verify.HandleAsync(database, numbers, kept, findings, cancellation);
            await terminal.WriteAsync($"审计记录 {entries} 条 | {entries} audit entries\n", cancellation);
            await DatabaseCommands.NameArchivesAsync(terminal, findings, cancellation);
            if (verify.ArchivedRuns > 0)
            {
                await terminal.WriteAsync(
                    $"没有归档文件，{verify.ArchivedRuns} 笔核算没有重算 | "
                    + $"without archives, {verify.ArchivedRuns} runs were not computed again\n", cancellation);
            }

            if (verify.SealedRuns > 0)
            {
                await terminal.WriteAsync(
                    $"没有这个数据库的密钥文件，{verify.SealedRuns} 笔数了人口的核算没有和登记核对 | "
                    + $"without the key file, {verify.SealedRuns} runs that count members were not compared with the facts\n",
                    cancellation);
            }

            if (verify.SealedProofs > 0)
            {
                await terminal.WriteAsync(
                    $"没有这个数据库的密钥文件，{verify.SealedProofs} 笔核算的存证没有重算 | "
                    + $"without the key file, the proofs of {verify.SealedProofs} runs were not made again\n",
                    cancellation);
            }

            return await DatabaseCommands.ReportVerifiedAsync(terminal, findings, cancellation);
        }));
        return command;
    }
}
