using System.CommandLine;
using System.Globalization;
using System.Text;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Storage;
using LinkageService.Storage.Archives;

namespace LinkageService.CommandLine;

/// <summary><c>archive make | list | put-back</c>: the statements of closed years in files of their own.</summary>
internal sealed class ArchiveCommand(Terminal terminal, Func<StorageSettings> storage)
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create(Terminal terminal, Func<StorageSettings> storage)
    {
        var archive = new ArchiveCommand(terminal, storage);
        return new Command("archive",
            "把往年已结清核算的各户明细移到归档文件，合计和审计记录留在库里 | Move the statements of closed years into files; totals and the audit log stay")
        {
            archive.Make(), archive.List(), archive.PutBack(),
        };
    }

    private static Change ByOperator => new(DatabaseCommands.Actor, TimeProvider.System.GetUtcNow());

    private Command Make()
    {
        var year = new Option<string>("--year") { Description = "哪一年，如 2020 | the year, such as 2020", Required = true };
        year.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<string>() is { } text && YearOf(text) is null)
            {
                given.AddError($"年度写作 2020，得到“{text}” | a year is written 2020, got \"{text}\"");
            }
        });
        var to = new Option<string?>("--to")
        {
            Description = "新文件；不写为归档文件夹里的 linkage-2020.archive.db | a new file; unless said linkage-2020.archive.db in the folder "
                + "of archives",
        };
        var command = new Command("make",
            "归档一年：全部结清或取消、没有差额的才行 | Archive a year whose runs are all closed or cancelled and owe nothing") { year, to };
        command.SetAction((parsed, cancellation) => DatabaseCommands.RunAsync(terminal, async () =>
        {
            var (settings, of) = (storage(), YearOf(parsed.GetRequiredValue(year))!.Value);
            var path = parsed.GetValue(to) ?? Path.Combine(
                settings.Archives, string.Create(CultureInfo.InvariantCulture, $"linkage-{of}.archive.db"));
            await using var database = await settings.OpenAsync(isAsItIs: true);
            var made = await ArchiveFile.MakeAsync(database, ByOperator, of, path, DetailsOf, cancellation);
            await terminal.WriteAsync(
                $"已归档 {made.Year} 年 {made.Runs} 笔核算的明细：{path}，读回核对无误 | "
                + $"archived the statements of {made.Runs} runs of {made.Year}: {path}, read back and compared\n"
                + $"这个文件和备份一样保管；查看明细要它在 {settings.Archives} | "
                + $"keep it as you keep backups; the statements are read while it is in {settings.Archives}\n", cancellation);
            return ExitCode.Ok;
        }));
        return command;
    }

    private Command List()
    {
        var command = new Command("list", "列出归档和文件在不在 | List the archives, and whether their files are there");
        command.SetAction((_, cancellation) => DatabaseCommands.RunAsync(terminal, async () =>
        {
            var settings = storage();
            await using var database = await settings.OpenAsync(isAsItIs: true);
            var table = new TextTable(textColumns: 5);
            table.Add("id", "file", "made", "by", "state", "year", "runs", "blocks");
            foreach (var archive in await database.ReadAsync(ArchiveStore.ListAsync, cancellation))
            {
                var state = archive.PutBackBy is not null ? "put back"
                    : await settings.ArchiveFiles.FindAsync(archive) is null ? "missing" : "there";
                table.Add(archive.Id, archive.FileName, Dates.MomentText(archive.MadeAt), archive.MadeBy, state,
                    Text(archive.Year), Text(archive.Runs), Text(archive.Blocks));
            }

            var text = new StringBuilder();
            table.AppendTo(text);
            await terminal.WriteAsync(text.ToString(), cancellation);
            return ExitCode.Ok;
        }));
        return command;
    }

    private Command PutBack()
    {
        var file = new Argument<string>("file") { Description = "归档文件 | the archive" };
        var command = new Command("put-back",
            "把归档的明细放回数据库，之后可以更正 | Put the statements of an archive back into the database, so that its runs can be corrected")
        {
            file,
        };
        command.SetAction((parsed, cancellation) => DatabaseCommands.RunAsync(terminal, async () =>
        {
            var path = parsed.GetValue(file)!;
            FileException.RequireReadable(path);
            await using var database = await storage().OpenAsync(isAsItIs: true);
            var back = await ArchiveFile.PutBackAsync(database, ByOperator, path, DetailsOf);
            await terminal.WriteAsync(
                $"已放回 {back.Year} 年 {back.Runs} 笔核算的明细，{path} 不再需要 | "
                + $"put the statements of {back.Runs} runs of {back.Year} back; {path} is not needed any more\n", cancellation);
            return ExitCode.Ok;
        }));
        return command;
    }

    private static string DetailsOf(ArchiveRow archive) => JsonDetails.Of(
        ("file", archive.FileName), ("year", archive.Year), ("runs", archive.Runs), ("blocks", archive.Blocks));

    private static int? YearOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
