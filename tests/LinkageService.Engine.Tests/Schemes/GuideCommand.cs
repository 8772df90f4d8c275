using System.Globalization;
using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>Reads a <c>calculate</c> command of the guide the way the command line does.</summary>
internal static class GuideCommand
{
    public static Trial Trial(Guide.Example example)
    {
        var words = example.Command.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var year = After(words, "--year").FirstOrDefault() ?? "2025";
        return Runs.Trial.Of(example.Scheme)
            .In(int.Parse(year, CultureInfo.InvariantCulture))
            .Inputs(string.Join(' ', After(words, "--input")))
            .Parameters(string.Join(' ', After(words, "--parameter")))
            .Roster(Table(example.Roster));
    }

    private static IEnumerable<string> After(string[] words, string option) =>
        words.Where((_, at) => at > 0 && words[at - 1] == option);

    // A blank cell states nothing.
    private static string Table(string csv) => string.Join('\n', csv.Replace("household_id", "id", StringComparison.Ordinal)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(row => string.Join(' ', row.Split(',').Select(cell => cell.Length == 0 ? "-" : cell.Replace(';', '+')))));
}
