using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Features.Schemes;
using System.CommandLine;
using System.Text;

namespace LinkageService.CommandLine;

/// <summary><c>schemes list | show | validate | add</c>.</summary>
internal static class SchemesCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create(Terminal terminal, Lazy<SchemeLibrary> library, Func<StorageSettings> storage)
    {
        var id = new Argument<string>("id") { Description = "编号 或 编号@版本 | id or id@version" };
        var file = new Argument<string>("file")
        {
            Description = "方案文件，.json 读作 JSON，其余读作 YAML | a scheme file, JSON when it ends in .json",
        };
        var list = new Command("list", "列出全部方案 | List all schemes");
        var show = new Command("show", "显示一个方案 | Show a scheme") { id };
        var validate = new Command("validate", "检查方案文件，列出全部问题 | Check a scheme file and list every problem") { file };
        var add = new Command("add", "把方案收进数据库，各组织都可以用 | Store a scheme for all organisations to use") { file };
        list.SetAction((_, cancellation) =>
            terminal.WriteAsync(List(library.Value, terminal.Language), cancellation));
        show.SetAction((arguments, cancellation) =>
            ShowAsync(arguments.GetValue(id)!, terminal.Language, terminal, library.Value, cancellation));
        validate.SetAction((arguments, cancellation) =>
            ValidateAsync(arguments.GetValue(file)!, terminal.Language, terminal, cancellation));
        add.SetAction((arguments, cancellation) => AddAsync(
            arguments.GetValue(file)!, terminal.Language, terminal, library.Value, storage(), cancellation));
        return new Command("schemes", "方案：列出、显示、检查、收录 | Schemes: list, show, validate, add") { list, show, validate, add };
    }

    private static string List(SchemeLibrary library, Language language)
    {
        var table = new TextTable(textColumns: 4);
        foreach (var scheme in library.Latest)
        {
            table.Add(scheme.Id + "@" + scheme.Version, SchemeText.Years(scheme), language.Of(scheme.Title), language.Of(scheme.Summary));
        }

        var text = new StringBuilder();
        table.AppendTo(text);
        return text.ToString();
    }

    private static async Task<int> ShowAsync(
        string id, Language language, Terminal terminal, SchemeLibrary library, CancellationToken cancellation)
    {
        if (!SchemeReference.TryParse(id, out var reference) || library.Find(reference, year: null, out _) is not { } scheme)
        {
            library.Find(reference, year: null, out var missing);
            await terminal.Error.WriteAsync(missing is null
                ? language.Of($"“{id}”不是方案编号\n", $"\"{id}\" is not a scheme id\n")
                : ProblemText.Of(Failure.Of(missing), language, _ => LocalizedText.Empty));
            return ExitCode.Problems;
        }

        await terminal.WriteAsync(SchemeText.Of(scheme, language), cancellation);
        return ExitCode.Ok;
    }

    private static async Task<int> ValidateAsync(string path, Language language, Terminal terminal, CancellationToken cancellation)
    {
        var bytes = FileException.Naming(path, "读取", () => File.ReadAllBytes(path));
        var compilation = new ValidateScheme().Handle(bytes, SchemeFile.IsJson(path));
        var text = new StringBuilder();
        foreach (var problem in compilation.Problems)
        {
            text.Append(ProblemText.OfFile(path, problem, language));
        }

        var errors = compilation.Problems.Count(problem => !problem.IsWarning);
        text.Append(compilation.Scheme is { } scheme
            ? language.Of($"可用：{scheme.Title.Zh} {scheme.Id}@{scheme.Version} {scheme.Digest}\n",
                $"valid: {scheme.Title.En} {scheme.Id}@{scheme.Version} {scheme.Digest}\n")
            : language.Of($"{errors} 处错误\n", $"{errors} errors\n"));
        await terminal.WriteAsync(text.ToString(), cancellation);
        return errors > 0 ? ExitCode.Problems : ExitCode.Ok;
    }

    // A service that runs on the same database takes it up by itself, within seconds.
    private static async Task<int> AddAsync(
        string path, Language language, Terminal terminal, SchemeLibrary library, StorageSettings storage, CancellationToken cancellation)
    {
        var code = await ValidateAsync(path, language, terminal, cancellation);
        return code != ExitCode.Ok ? code : await DatabaseCommands.RunAsync(terminal, async () =>
        {
            var bytes = FileException.Naming(path, "读取", () => File.ReadAllBytes(path));
            await using var database = await storage.OpenAsync();
            var added = await new CreateScheme(library, new ValidateScheme(), database, TimeProvider.System)
                .HandleAsync(DatabaseCommands.Operator, bytes, SchemeFile.IsJson(path), cancellation);
            await terminal.WriteAsync(
                added.IsNew ? language.Of("已收录\n", "stored\n") : language.Of("已有同样的内容\n", "there already\n"), cancellation);
            return ExitCode.Ok;
        });
    }
}
