using System.Text.RegularExpressions;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Repository;

/// <summary>
/// Switch expressions over a closed list of ours (an enumeration, a class of words, the records derived from one) with an arm for all
/// the rest that gives a value: a kind that is added later would take it without anybody having thought of it.
/// </summary>
internal static partial class SilentArms
{
    // Words that are stored and sent as they are.
    private static readonly string[] WordLists = ["RunKinds", "RosterKinds", "RunStates", "RunActs"];

    private static readonly Lazy<Regex> Member = new(() => new Regex(
        $@"\b({string.Join('|', Declared(Enumeration()).Concat(WordLists))})\.\w+|^({string.Join('|', DerivedRecords())})\b(?!\.)",
        RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)));

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

    private static IEnumerable<string> Declared(Regex declaration) => Sources()
        .SelectMany(text => declaration.Matches(text).Select(match => match.Groups["name"].Value)).Distinct();

    private static IEnumerable<string> DerivedRecords()
    {
        var bases = Declared(AbstractRecord()).ToHashSet(StringComparer.Ordinal);
        return Sources().SelectMany(text => DerivedRecord().Matches(text).Where(match => bases.Contains(match.Groups["base"].Value))
            .Select(match => match.Groups["name"].Value)).Distinct();
    }

    private static IEnumerable<string> Sources() => Directory
        .EnumerateFiles(Path.Combine(SchemeCases.RepositoryRoot(), "src"), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText);

    [GeneratedRegex(@"\bswitch\s*\{", RegexOptions.None, 5000)]
    private static partial Regex Switch();

    [GeneratedRegex(@"//[^\n]*", RegexOptions.None, 5000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bwhen\b.*", RegexOptions.Singleline, 5000)]
    private static partial Regex Guard();

    [GeneratedRegex(@"^\s*(public|internal|private) enum (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Enumeration();

    [GeneratedRegex(@"^\s*(\w+ )*abstract record (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex AbstractRecord();

    [GeneratedRegex(
        @"^\s*(\w+ )*record (?<name>\w+)(\(.*\))?\s*: (?<base>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex DerivedRecord();
}
