using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LinkageService.CommandLine;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Features.Calculations;

/// <summary><c>calculate --format json</c>, called inside this process, with the roster as a CSV file.</summary>
internal sealed partial class CommandLineChannel : ICalculationChannel
{
    public string Name => "command line";

    /// <summary>The bytes of the last result.</summary>
    public byte[] LastOutput { get; private set; } = [];

    public async Task<ChannelAnswer?> CalculateAsync(SchemeCase asked)
    {
        var roster = Path.GetTempFileName();
        var document = roster + ".json";
        try
        {
            await File.WriteAllTextAsync(roster, Csv(asked));
            await File.WriteAllTextAsync(document, CaseRequests.DocumentText(asked));
            var (code, output, errors) = await RunAsync([
                "calculate", .. asked.IsInLibrary ? ["--scheme", asked.Scheme] : new[] { "--document", document },
                "--year", asked.Year.ToString(CultureInfo.InvariantCulture), "--roster", roster, "--format", "json",
                .. asked.Parameters.SelectMany(figure => new[] { "--parameter", figure.Key + "=" + figure.Value }),
                .. asked.Inputs.SelectMany(figure => new[] { "--input", figure.Key + "=" + figure.Value }),
            ]);
            LastOutput = output;
            if (code == ExitCode.Ok)
            {
                return RestChannel.Read(JsonDocument.Parse(output).RootElement, code: null);
            }

            Assert.Equal(ExitCode.Problems, code);
            var first = FirstProblem().Match(errors);
            return ChannelAnswer.Refused(first.Groups["code"].Value, FieldOf(asked, first.Groups["place"].Value));
        }
        finally
        {
            File.Delete(roster);
            File.Delete(document);
        }
    }

    /// <summary>Runs a command as the process would.</summary>
    public static async Task<(int Code, byte[] Output, string Errors)> RunAsync(string[] arguments)
    {
        using var output = new MemoryStream();
        await using var errors = new StringWriter();
        var code = await ServiceCommands.RunAsync(arguments, new Terminal(output, errors), CancellationToken.None);
        return (code, output.ToArray(), errors.ToString());
    }

    // A place in the file is a row and a column; the row below the headings is household 0.
    private static string FieldOf(SchemeCase asked, string place)
    {
        var row = RowAndColumn().Match(place);
        if (!row.Success)
        {
            return place;
        }

        var household = int.Parse(row.Groups["row"].Value, CultureInfo.InvariantCulture) - 2;
        var column = row.Groups["column"].Value;
        var field = column is "id" or "tags" ? column
            : asked.Households.Any(each => each.Labels.ContainsKey(column)) ? "labels." + column
            : "holdings." + column;
        return string.Create(CultureInfo.InvariantCulture, $"households[{household}].{field}");
    }

    private static string Csv(SchemeCase asked)
    {
        var labels = asked.Households.SelectMany(household => household.Labels.Keys).Distinct(StringComparer.Ordinal).ToArray();
        var holdings = asked.Households.SelectMany(household => household.Holdings.Keys).Distinct(StringComparer.Ordinal).ToArray();
        var text = new StringBuilder();
        text.AppendJoin(',', new[] { "household_id", "tags" }.Concat(labels).Concat(holdings).Select(Quote)).Append("\r\n");
        foreach (var household in asked.Households)
        {
            var cells = new[] { household.Id, string.Join(';', household.Tags) }
                .Concat(labels.Select(label => household.Labels.GetValueOrDefault(label, "")))
                .Concat(holdings.Select(holding => household.Holdings.GetValueOrDefault(holding, "")));
            text.AppendJoin(',', cells.Select(Quote)).Append("\r\n");
        }

        return text.ToString();
    }

    private static string Quote(string cell) => "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    [GeneratedRegex(@"^(?<code>[a-z_]+) ?(?<place>[^:]*):", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstProblem();

    [GeneratedRegex(@"^第 (?<row>\d+) 行 (?<column>.+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RowAndColumn();
}
