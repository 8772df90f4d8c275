using System.CommandLine;
using System.Text;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Features.Schemes;
using LinkageService.Privacy;

namespace LinkageService.CommandLine;

/// <summary><c>roster import FILE</c>: the same import as the console's, for whoever has the database.</summary>
internal static class RosterCommand
{
    /// <summary>The command with its subcommand.</summary>
    public static Command Create(Terminal terminal, Lazy<SchemeLibrary> library, Func<StorageSettings> storage)
    {
        var file = new Argument<string>("file") { Description = "CSV、XLSX 或 XLS | CSV, XLSX or XLS" };
        var organization = new Option<string>("--organization") { Description = "组织的编号 | id of the organisation", Required = true };
        var validFrom = new Option<string?>("--valid-from")
        {
            Description = "从哪天起生效，如 2026-01-01，默认今天 | in force from, today unless stated",
        };
        validFrom.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<string?>() is { } text && !Dates.TryRead(text, out _))
            {
                given.AddError("日期写作 2026-01-01 | a date is written 2026-01-01");
            }
        });
        var isDryRun = new Option<bool>("--dry-run") { Description = "只检查，不存 | only check, store nothing" };
        var later = new Option<bool>("--change-later")
        {
            Description = "更晚的登记仍写着旧值的，一起改 | change later entries that repeat what is replaced too",
        };
        var numbers = new Option<bool>("--number-households")
        {
            Description = "没有户编号的表，按表里的次序编号 | number the households of a table without ids, in its order",
        };
        var command = new Command("import", "导入名册，和网页上的导入一样 | Import a roster, as the console does")
        {
            file, organization, validFrom, isDryRun, later, numbers,
        };
        command.SetAction((parsed, cancellation) => DatabaseCommands.RunAsync(terminal, () => ImportAsync(
            terminal, library.Value, storage(),
            new Asked(
                parsed.GetValue(file)!, parsed.GetValue(organization)!,
                parsed.GetValue(validFrom) is { } text && Dates.TryRead(text, out var date) ? date : null, parsed.GetValue(isDryRun),
                parsed.GetValue(later), parsed.GetValue(numbers), terminal.Language),
            cancellation)));
        return new Command("roster", "名册 | Rosters") { command };
    }

    private sealed record Asked(
        string File, string Organization, DateOnly? ValidFrom, bool IsDryRun, bool ChangesLater, bool NumbersHouseholds, Language Language);

    private static async Task<int> ImportAsync(
        Terminal terminal, SchemeLibrary library, StorageSettings storage, Asked asked, CancellationToken cancellation)
    {
        await using var content = FileException.Naming(asked.File, "读取", () => File.OpenRead(asked.File));
        var limits = new Limits();
        await using var database = await storage.OpenAsync();
        using var numbers = await PrivateNumbers.OpenAsync(storage.KeyFile, database, TimeProvider.System);
        var columns = new RosterTableColumns(library);
        using var import = new ImportRosterFile(
            new ImportHouseholds(database, TimeProvider.System, new HouseholdSealer(numbers)),
            new RosterHeadingMemory(database, TimeProvider.System, columns), limits);
        using var file = await RosterFile.OfAsync(Path.GetFileName(asked.File), content, limits.MaxBodyBytes, came: null, cancellation);
        file.NumbersHouseholds = asked.NumbersHouseholds;
        var check = await import.CheckAsync(
            DatabaseCommands.Operator, asked.Organization, file, asked.ValidFrom, new Dictionary<int, CheckedRowKind>(), cancellation);
        await terminal.WriteAsync(TextOf(check, asked.Language), cancellation);
        if (check.ProblemCount > 0)
        {
            await terminal.Error.WriteAsync(ProblemsOf(check, asked.Language));
            return ExitCode.Problems;
        }

        if (asked.IsDryRun)
        {
            return ExitCode.Ok;
        }

        var report = await import.ImportAsync(
            DatabaseCommands.Operator, asked.Organization, file, asked.ValidFrom, asked.ChangesLater, cancellation);
        await terminal.WriteAsync(
            report.ImportId is { } id
                ? asked.Language.Of($"已导入，从 {report.ValidFrom} 起生效；导入编号 {id}，可在“导入记录”里撤回\n",
                    $"imported, in force from {report.ValidFrom}; import {id}, which can be taken back\n")
                : asked.Language.Of("与名册完全一样，没有要导入的\n", "the same as the roster, nothing to import\n"),
            cancellation);
        return ExitCode.Ok;
    }

    private static string TextOf(RosterCheck check, Language language)
    {
        var text = new StringBuilder();
        if (check.HeadingProblems.Count == 0)
        {
            text.Append(language.Of(check.Reading.Sentence)).Append('\n');
            text.Append(language.Of(
                $"新增 {check.Added} 户，变化 {check.Changed} 户，无变化 {check.Unchanged} 户，名册上有而表里没有的 {check.MissingCount} 户\n",
                $"{check.Added} households added, {check.Changed} changed, {check.Unchanged} unchanged, {check.MissingCount} not named\n"));
        }

        foreach (var note in check.Reading.Notes)
        {
            text.Append("  ").Append(language.Of(note)).Append('\n');
        }

        foreach (var warning in check.Warnings)
        {
            text.Append(language.Of("可疑 ", "odd ")).Append(warning.Cell).Append(": ").Append(language.Of(warning.Message)).Append('\n');
        }

        foreach (var later in check.LaterFacts)
        {
            text.Append(language.Of("提醒 ", "note ")).Append(later.Household).Append(": ").Append(language.Of(later.Message)).Append('\n');
        }

        return text.ToString();
    }

    private static string ProblemsOf(RosterCheck check, Language language)
    {
        var text = new StringBuilder();
        foreach (var problem in check.HeadingProblems)
        {
            text.Append(problem.Code.Name).Append(' ').Append(problem.Field).Append(": ").Append(language.Of(problem.Message)).Append('\n');
        }

        foreach (var row in check.Shown.Where(row => row.Problems.Count > 0))
        {
            foreach (var problem in row.Problems)
            {
                text.Append(problem.Cell.Length > 0 ? problem.Cell : language.Of($"第 {row.Number} 行", $"row {row.Number}"))
                    .Append(": ").Append(language.Of(problem.Message)).Append('\n');
            }
        }

        var listed = check.HeadingProblems.Count + check.Shown.Sum(row => row.Problems.Count);
        return check.ProblemCount <= listed ? text.ToString()
            : text.Append(language.Of($"……还有 {check.ProblemCount - listed} 处", $"… and {check.ProblemCount - listed} more"))
                .Append('\n').ToString();
    }
}
