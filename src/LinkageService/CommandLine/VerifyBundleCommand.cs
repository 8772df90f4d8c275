using System.CommandLine;
using LinkageService.Features.Exports.Bundle;
using LinkageService.Features.Schemes;
using LinkageService.Storage.Verification;

namespace LinkageService.CommandLine;

/// <summary><c>verify-bundle</c>: whether an evidence bundle agrees with itself, computed again without a database.</summary>
internal static class VerifyBundleCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, Lazy<SchemeLibrary> library)
    {
        var file = new Argument<string>("file") { Description = "存档包（bundle.zip） | a bundle" };
        var command = new Command("verify-bundle",
            "核对存档包：重算每一户，核对存证、审计记录和扫描件；有不符则退出码 1 | Check a bundle; exit code 1 with findings") { file };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(file);
            var findings = new FindingList();
            var found = FileException.Naming(path, "读取", () =>
            {
                using var stream = File.OpenRead(path);
                return Verify(stream);
            });
            await terminal.WriteAsync(TextOf(found), cancellation);
            return await DatabaseCommands.ReportVerifiedAsync(terminal, findings, cancellation);

            BundleVerification Verify(Stream stream)
            {
                try
                {
                    return new VerifyBundle(library.Value, findings).Handle(stream, cancellation);
                }
                catch (InvalidDataException exception)
                {
                    throw new IOException(exception.Message, exception);
                }
            }
        });
        return command;
    }

    private static string TextOf(BundleVerification found)
    {
        var (zh, en) = found.IsRecomputed switch
        {
            true => ("，已按方案和名册重算", "computed again"),
            false => ("，重算不出来", "cannot be computed again"),
            null => ("；没有重算：这种核算只凭包里的数算不出来", "not computed again: such a run does not follow from the bundle alone"),
        };
        return $"文件 {found.Files} 个，审计记录 {found.AuditEntries} 条，存证名单 {found.Proofs} 户，金额表 {found.Households} 户{zh} | "
            + $"{found.Files} files, {found.AuditEntries} audit entries, {found.Proofs} proofs, {found.Households} households, {en}\n"
            + Unchecked(found);
    }

    // What the bundle does not show by itself.
    private static string Unchecked(BundleVerification found)
    {
        var (zh, en) = (new List<string> { "公示表和核对表（notice.html、review.html）" }, new List<string> { "notice.html and review.html" });
        if (!found.IsTableHeld)
        {
            zh.Add("明细表（statements.csv）");
            en.Add("statements.csv");
        }
        else if (!found.AreNamesHeld)
        {
            zh.Add("明细表里的户名");
            en.Add("names in statements.csv");
        }

        if (!found.IsRunHeld)
        {
            zh.Add("会议记录和扣税抵扣");
            en.Add("the meeting, tax and set-offs");
        }

        return $"只按 SHA256SUMS 核对的：{string.Join('、', zh)}；请与签过字的纸或另存的副本对照 | held by SHA256SUMS alone: "
            + $"{string.Join(", ", en)}; compare them with signed paper or a copy kept elsewhere\n";
    }
}
