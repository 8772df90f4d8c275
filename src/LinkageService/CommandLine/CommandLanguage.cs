using System.CommandLine;
using System.Text.RegularExpressions;
using LinkageService.Documents;

namespace LinkageService.CommandLine;

/// <summary>The language of every command, <c>--language</c>, and what is said of a command that was written wrong.</summary>
internal static partial class CommandLanguage
{
    /// <summary>The option, for the root.</summary>
    public static Option<string> Option()
    {
        var language = new Option<string>("--language", "-l")
        {
            Description = "zh | en", DefaultValueFactory = _ => "zh", Recursive = true,
        };
        language.AcceptOnlyFromAmong("zh", "en");
        return language;
    }

    /// <summary>Which one is asked for; Chinese where that cannot be read.</summary>
    public static Language Of(ParseResult parsed, Option<string> language) =>
        new(parsed.GetResult(language) is { Tokens: [{ Value: "en" }] });

    /// <summary>What the library says in English only, in both languages.</summary>
    public static string UsageOf(string message, Language language) => message.Contains(" | ", StringComparison.Ordinal) ? message
        : language.Of($"{Chinese(message)} | {message}", message);

    private static string Chinese(string message) =>
        Unrecognized().Match(message) is { Success: true } unknown ? $"不认识“{unknown.Groups["what"].Value}”"
        : Missing().Match(message) is { Success: true } missing ? $"{missing.Groups["what"].Value} 少写了一项"
        : Choice().Match(message) is { Success: true } choice ? $"“{choice.Groups["what"].Value}”不在可选的几项里，见 --help"
        : Required().Match(message) is { Success: true } required ? $"少写了 {required.Groups["what"].Value}"
        : "命令写错了";

    [GeneratedRegex("^Unrecognized command or argument '(?<what>.*)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unrecognized();

    [GeneratedRegex("^Required argument missing for (command|option): '(?<what>[^']*)'", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Missing();

    [GeneratedRegex("^Argument '(?<what>.*)' not recognized", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Choice();

    [GeneratedRegex("^Option '(?<what>[^']*)' is required", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Required();
}
