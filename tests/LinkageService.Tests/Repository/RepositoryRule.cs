using System.Text.RegularExpressions;

namespace LinkageService.Tests.Repository;

/// <summary>A rule of the repository over one file: what it forbids, and what to do instead.</summary>
/// <param name="Name">What the rule is called in a failure.</param>
/// <param name="Applies">Which files, by path from the root with forward slashes.</param>
/// <param name="Findings">What is wrong with a text; empty when nothing is.</param>
/// <param name="Broken">A path and a text that break the rule: it must be found.</param>
internal sealed record RepositoryRule(
    string Name,
    Func<string, bool> Applies,
    Func<string, IEnumerable<string>> Findings,
    (string Path, string Text) Broken)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>A rule that forbids a pattern outside of comments.</summary>
    public static RepositoryRule Forbids(
        string name, Func<string, bool> applies, string pattern, string instead, (string Path, string Text) broken)
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout);
        return new RepositoryRule(name, applies, text => Code(text)
            .Where(line => regex.IsMatch(line.Text))
            .Select(line => $"line {line.Number}: {line.Text.Trim()} — {instead}"), broken);
    }

    private static IEnumerable<(int Number, string Text)> Code(string text) => text.Split('\n')
        .Select((line, at) => (Number: at + 1, Text: WithoutComment(line)));

    private static string WithoutComment(string line)
    {
        var at = line.IndexOf("//", StringComparison.Ordinal);
        return at < 0 || line[..at].Contains('"', StringComparison.Ordinal) ? line : line[..at];
    }
}
