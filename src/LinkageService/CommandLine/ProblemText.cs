using LinkageService.Documents;
using System.Text;
using System.Text.RegularExpressions;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.CommandLine;

/// <summary>Problems as lines for people.</summary>
internal static partial class ProblemText
{
    /// <summary>All listed problems, each with its code, place, words and hint.</summary>
    /// <param name="failure">What is wrong.</param>
    /// <param name="language">In which words.</param>
    /// <param name="place">Where a field stands in a file, or null for the field itself.</param>
    /// <param name="document">The file of the scheme, by which its problems are placed; null where the scheme is stored.</param>
    public static string Of(Failure failure, Language language, Func<string, LocalizedText?> place, string? document = null)
    {
        var text = new StringBuilder();
        foreach (var problem in failure.Problems)
        {
            if (document is not null && problem.Line > 0)
            {
                text.Append(OfFile(document, problem, language));
                continue;
            }

            Append(text, Placed(problem, language, place), language,
                place(problem.Field) is { } known ? language.Of(known) : problem.Field);
        }

        if (failure.Count > failure.Problems.Count)
        {
            var more = failure.Count - failure.Problems.Count;
            text.Append(language.Of($"……还有 {more} 处", $"… and {more} more")).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>One problem of a scheme file: <c>file:line:column: error code field: words</c>.</summary>
    public static string OfFile(string file, Problem problem, Language language)
    {
        var text = new StringBuilder($"{file}:{problem.Line}:{problem.Column}: ");
        text.Append(problem.IsWarning ? language.Of("提醒 ", "warning ") : language.Of("错误 ", "error "));
        Append(text, problem, language, problem.Field);
        return text.ToString();
    }

    // Another household that a message names is a row of the file too.
    private static Problem Placed(Problem problem, Language language, Func<string, LocalizedText?> place)
    {
        var (zh, en) = (Households().Replace(problem.Message.Zh, Row), Households().Replace(problem.Message.En, Row));
        return problem with { Message = new LocalizedText(zh, en) };

        string Row(Match match) => place(match.Value) is { } row ? language.Of(row) : match.Value;
    }

    [GeneratedRegex(@"households\[\d+\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Households();

    private static void Append(StringBuilder text, Problem problem, Language language, string place)
    {
        text.Append(problem.Code.Name);
        if (place.Length > 0)
        {
            text.Append(' ').Append(place);
        }

        text.Append(": ").Append(language.Of(problem.Message)).Append('\n');
        if (problem.Hint is { } hint)
        {
            text.Append("    ").Append(language.Of(hint)).Append('\n');
        }
    }
}
