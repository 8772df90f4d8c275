using System.Text.RegularExpressions;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Repository;

/// <summary>
/// Switch expressions over an enumeration of ours with an arm for all the rest that gives a value: a kind that is added later would
/// take it without anybody having thought of it.
/// </summary>
internal static partial class SilentArms
{
    private static readonly Lazy<Regex> Member = new(() => new Regex(
        $@"\b({string.Join('|', Enumerations())})\.\w+", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)));

    /// <summary>The switches of a text that have one.</summary>
    public static IEnumerable<string> In(string text)
    {
        foreach (var start in Switch().Matches(text).Cast<Match>())
        {
            var arms = Arms(text[(start.Index + start.Length)..]).Select(arm => arm.Split("=>", 2))
                .Where(arm => arm.Length == 2)
                .Select(arm => (Pattern: Comment().Replace(arm[0], ""), Value: arm[1].Trim()))
                .Select(arm => (Pattern: Guard().Replace(arm.Pattern, "").Trim(), IsGuarded: Guard().IsMatch(arm.Pattern), arm.Value))
                .ToArray();
            if (arms.Any(arm => Member.Value.IsMatch(arm.Pattern))
                && arms.Any(arm => arm.Pattern == "_" && !arm.IsGuarded && !arm.Value.StartsWith("throw ", StringComparison.Ordinal)))
            {
                var line = text.AsSpan(0, start.Index).Count('\n') + 1;
                yield return $"line {line}: name every kind, and let _ throw an UnreachableException";
            }
        }
    }

    // Up to the closing brace, split at the commas of no inner bracket. A bracket in a text counts as one in the code: they are paired.
    private static IEnumerable<string> Arms(string body)
    {
        var (depth, from) = (0, 0);
        for (var at = 0; at < body.Length; at++)
        {
            switch (body[at])
            {
                case '{' or '(' or '[':
                    depth++;
                    break;
                case '}' or ')' or ']' when depth == 0:
                    yield return body[from..at];
                    yield break;
                case '}' or ')' or ']':
                    depth--;
                    break;
                case ',' when depth == 0:
                    yield return body[from..at];
                    from = at + 1;
                    break;
            }
        }
    }

    private static IEnumerable<string> Enumerations() => Directory
        .EnumerateFiles(Path.Combine(SchemeCases.RepositoryRoot(), "src"), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
        .SelectMany(path => Enumeration().Matches(File.ReadAllText(path)).Select(match => match.Groups["name"].Value)).Distinct();

    [GeneratedRegex(@"\bswitch\s*\{", RegexOptions.None, 5000)]
    private static partial Regex Switch();

    [GeneratedRegex(@"//[^\n]*", RegexOptions.None, 5000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bwhen\b.*", RegexOptions.Singleline, 5000)]
    private static partial Regex Guard();

    [GeneratedRegex(@"^\s*(public|internal|private) enum (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Enumeration();
}
