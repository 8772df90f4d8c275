using System.CommandLine;
using System.IO.Pipelines;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Schemes;

namespace LinkageService.CommandLine;

/// <summary><c>calculate</c>: what every household of a roster file is owed.</summary>
internal sealed class CalculateCommand
{
    private readonly Option<string?> _scheme = new("--scheme") { Description = "方案“编号”或“编号@版本” | scheme, id or id@version" };
    private readonly Option<string?> _document = new("--document")
    {
        Description = "方案文件（YAML 或 JSON），代替 --scheme | a scheme file instead of --scheme",
    };

    private readonly Option<string?> _year = new("--year") { Description = "年度，默认今年 | year of the accounts, this year unless stated" };
    private readonly Option<string> _roster = new("--roster") { Description = "名册 CSV 文件 | roster, a CSV file", Required = true };
    private readonly Option<string[]> _parameters = new("--parameter", "-p") { Description = "参数 名称=值，可多次 | name=value, repeatable" };
    private readonly Option<string[]> _inputs = new("--input", "-i") { Description = "年度数 名称=值，可多次 | name=value, repeatable" };
    private readonly Option<string> _format = new("--format", "-f")
    {
        Description = "结果格式 | form of the result",
        DefaultValueFactory = _ => "table",
    };

    private readonly Option<string?> _out = new("--out", "-o") { Description = "写入文件，不写屏幕 | write to a file" };
    private readonly Option<string?> _explain = new("--explain")
    {
        Description = "说明每笔怎么算；可只写一户的编号（仅 table） | say how each line came about; of one household when its id is given (table only)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Terminal _terminal;
    private readonly Lazy<SchemeLibrary> _library;

    private CalculateCommand(Terminal terminal, Lazy<SchemeLibrary> library) => (_terminal, _library) = (terminal, library);

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, Lazy<SchemeLibrary> library)
    {
        var calculate = new CalculateCommand(terminal, library);
        calculate._format.AcceptOnlyFromAmong("table", "json", "csv");
        var command = new Command("calculate", "计算名册上每户应得多少 | Compute what every household of a roster is owed")
        {
            calculate._scheme, calculate._document, calculate._year, calculate._parameters, calculate._inputs,
            calculate._roster, calculate._format, calculate._out, calculate._explain,
        };
        command.Validators.Add(result =>
        {
            foreach (var (option, named) in new[] { (calculate._parameters, "--parameter"), (calculate._inputs, "--input") })
            {
                foreach (var pair in result.GetValue(option) ?? [])
                {
                    if (pair.IndexOf('=', StringComparison.Ordinal) < 1)
                    {
                        result.AddError($"{named} {pair}: 写作 名称=值 | is written name=value");
                    }
                }
            }

            if (result.GetValue(calculate._explain) is not null && result.GetValue(calculate._format) is "json" or "csv")
            {
                result.AddError("--explain 户编号 只用于 table | --explain with an id is for tables only");
            }
        });
        command.SetAction(calculate.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var language = _terminal.Language;
        var roster = new CsvHouseholds(Read(arguments.GetValue(_roster)!));
        var format = arguments.GetValue(_format)!;
        var request = RequestOf(arguments, roster, explain: format == "json" && arguments.GetResult(_explain) is not null);
        var limits = Settings.Read(LocalConfiguration.Read()).Limits;
        var result = new CalculateDistribution(_library.Value, limits, TimeProvider.System).Handle(request, cancellation);
        if (result.Distribution is not { } distribution)
        {
            await _terminal.Error.WriteAsync(ProblemText.Of(
                result.Failure!, language, roster.PlaceOf, arguments.GetValue(_document)));
            return ExitCode.Problems;
        }

        if (ExplainedHousehold(arguments) is { } household && distribution.Roster.IndexOf(household) < 0)
        {
            await _terminal.Error.WriteLineAsync(
                language.Of($"--explain {household}: 名册上没有这一户", $"--explain {household}: no such household"));
            return ExitCode.Problems;
        }

        if (arguments.GetValue(_out) is not { } path)
        {
            await WriteAsync(arguments, distribution, format, language, _terminal.Output, cancellation);
            return ExitCode.Ok;
        }

        await using var file = FileException.Naming(path, "写入", () => new FileStream(path, FileMode.Create, FileAccess.Write));
        await WriteAsync(arguments, distribution, format, language, file, cancellation);
        return ExitCode.Ok;
    }

    private string? ExplainedHousehold(ParseResult arguments) =>
        arguments.GetValue(_explain) is { } written ? HouseholdIds.Normalize(written) : null;

    private CalculateDistributionRequest RequestOf(ParseResult arguments, CsvHouseholds roster, bool explain)
    {
        var problems = new List<Problem>();
        return new CalculateDistributionRequest
        {
            Scheme = arguments.GetValue(_scheme),
            Document = arguments.GetValue(_document) is { } path ? ReadDocument(path, problems) : null,
            Year = arguments.GetValue(_year),
            Parameters = Pairs(arguments.GetValue(_parameters), "parameters", problems),
            Inputs = Pairs(arguments.GetValue(_inputs), "inputs", problems),
            Households = roster,
            Explain = explain,
            FormProblems = problems,
        };
    }

    private static byte[] Read(string path) => FileException.Naming(path, "读取", () => File.ReadAllBytes(path));

    private static DocumentNode? ReadDocument(string path, List<Problem> problems)
    {
        var document = SchemeFile.Read(Read(path), SchemeFile.IsJson(path), out var malformed);
        problems.AddRange(malformed.Select(problem => problem with { Field = "document" }));

        return document;
    }

    private static Dictionary<string, string> Pairs(string[]? pairs, string path, List<Problem> problems)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs ?? [])
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (!values.TryAdd(pair[..at], pair[(at + 1)..]))
            {
                problems.Add(JsonText.DuplicateField(path + "." + NumberProblems.Shorten(pair[..at])));
            }
        }

        return values;
    }

    private async Task WriteAsync(
        ParseResult arguments, Distribution distribution, string format, Language language, Stream output, CancellationToken cancellation)
    {
        switch (format)
        {
            case "json":
                var pipe = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
                await CalculationJsonWriter.WriteAsync(
                    distribution, arguments.GetResult(_explain) is not null, pipe, whole: null, cancellation);
                await pipe.CompleteAsync();
                break;
            case "csv":
                await DistributionCsv.WriteAsync(distribution, output, withMark: arguments.GetValue(_out) is not null);
                break;
            default:
                var explained = arguments.GetResult(_explain) is null ? Explained.Nobody
                    : new Explained(IsAsked: true, ExplainedHousehold(arguments));
                var text = DistributionTable.Of(distribution, language, explained);
                await output.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), cancellation);
                break;
        }

        await output.FlushAsync(cancellation);
    }
}
