using System.CommandLine;
using System.Text;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Facts;
using LinkageService.Privacy;
using LinkageService.Tables;

namespace LinkageService.CommandLine;

/// <summary><c>facts import FILE</c>, <c>facts template FILE</c>: the same import as REST's, for whoever has the database.</summary>
internal static class FactsCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create(Terminal terminal, Func<StorageSettings> storage) =>
        new("facts", "核对资料 | Facts about organisations") { Import(terminal, storage), Template(terminal) };

    private static Command Import(Terminal terminal, Func<StorageSettings> storage)
    {
        var (file, kind) = (File("CSV、XLSX 或 XLS | CSV, XLSX or XLS"), Kind());
        var isDryRun = new Option<bool>("--dry-run") { Description = "只检查，不存 | only check, store nothing" };
        var sheet = new Option<string?>("--sheet") { Description = "工作表的名称 | the worksheet" };
        var command = new Command("import", "导入核对资料，可以有许多组织 | Import facts, of as many organisations as the table has")
        {
            file, kind, isDryRun, sheet,
        };
        command.SetAction((parsed, cancellation) => DatabaseCommands.RunAsync(terminal, async () =>
        {
            var path = parsed.GetRequiredValue(file);
            var words = terminal.Language;
            await using var content = FileException.Naming(path, "读取", () => System.IO.File.OpenRead(path));
            await using var database = await storage().OpenAsync();
            using var numbers = await PrivateNumbers.OpenAsync(storage().KeyFile, database, TimeProvider.System);
            var import = new ImportFacts(
                database, TimeProvider.System, new PutFact(database, TimeProvider.System, new SealedAccounts(numbers)));
            var request = new ImportFactsRequest(parsed.GetRequiredValue(kind), parsed.GetValue(isDryRun), parsed.GetValue(sheet));
            try
            {
                var done = await import.HandleAsync(DatabaseCommands.Operator, request, content, cancellation);
                await terminal.WriteAsync(TextOf(done, words), cancellation);
                return ExitCode.Ok;
            }
            catch (RefusedException exception)
            {
                await terminal.Error.WriteAsync(string.Concat(exception.Failure.Problems.Select(
                    problem => $"{problem.Field}: {words.Of(problem.Message)}\n")));
                return ExitCode.Problems;
            }
        }));
        return command;
    }

    private static Command Template(Terminal terminal)
    {
        var (file, kind) = (File("写到哪里，.csv 或 .xlsx | where to, .csv or .xlsx"), Kind());
        var command = new Command("template", "写出要填的表 | Write the table to fill in") { file, kind };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(file);
            var format = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? TableFormat.Csv : TableFormat.Xlsx;
            await using var destination = FileException.Naming(path, "写入", () => new FileStream(path, FileMode.CreateNew));
            await WriteFactTemplate.HandleAsync(
                FactKind.Require(parsed.GetRequiredValue(kind)), format, !terminal.Language.IsEnglish, destination, cancellation);
            await terminal.WriteAsync($"{path}\n", cancellation);
            return ExitCode.Ok;
        });
        return command;
    }

    private static string TextOf(FactImport done, Language words)
    {
        var text = new StringBuilder();
        foreach (var fact in done.Facts)
        {
            text.Append(fact.Organization).Append(' ').Append(fact.Name).Append(' ').Append(fact.ValidFrom).Append(": ")
                .Append(words.Of(FactImport.WordsOf(fact.Change))).Append('\n');
            foreach (var each in fact.Differences)
            {
                text.Append("  ").Append(words.Of(each.Label)).Append(": ").Append(words.Of(each.Shown(each.Before)))
                    .Append(" → ").Append(words.Of(each.Shown(each.After))).Append('\n');
            }
        }

        return text.Append(done.IsDryRun
            ? words.Of("没有登记，只检查了\n", "only checked, nothing stored\n")
            : words.Of(
                $"新登记 {done.Count(FactChange.Added)} 份，变化 {done.Count(FactChange.Changed)} 份，"
                + $"无变化 {done.Count(FactChange.Unchanged)} 份\n",
                $"{done.Count(FactChange.Added)} added, {done.Count(FactChange.Changed)} changed, "
                + $"{done.Count(FactChange.Unchanged)} unchanged\n")).ToString();
    }

    private static Argument<string> File(string description) => new("file") { Description = description };

    private static Option<string> Kind()
    {
        var kind = new Option<string>("--kind") { Description = "哪种资料 | which kind", Required = true };
        kind.AcceptOnlyFromAmong([.. FactKind.Words]);
        return kind;
    }
}
