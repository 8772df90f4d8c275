using System.Text.RegularExpressions;
using LinkageService.Features.Events;
using LinkageService.Tests.Cases;
using LinkageService.Vocabulary;

namespace LinkageService.Tests.Vocabulary;

/// <summary>The audit page says of every act what was done: none of the log's actions is "something else".</summary>
public sealed partial class ActionWordsTests
{
    [Fact]
    public void Act_OfEveryActionInTheSource_HasWordsOfItsOwn()
    {
        // The engine writes no audit entries, and what spans and metrics are called is none.
        string[] folders = ["LinkageService", "LinkageService.Storage"];
        var actions = folders.Select(folder => Path.Combine(SchemeCases.RepositoryRoot(), "src", folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.EndsWith("Words.cs", StringComparison.Ordinal) && !file.EndsWith("Telemetry.cs", StringComparison.Ordinal)
                && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Action().Matches(File.ReadAllText(file)).Select(match => match.Groups["action"].Value))
            .Except(EventTypes.Names, StringComparer.Ordinal)
            .ToHashSet(StringComparer.Ordinal);
        Assert.True(actions.Count > 30, string.Join(", ", actions));
        Assert.DoesNotContain(actions, action => Words.Act(action) == Words.Act("no.such.action"));
    }

    [GeneratedRegex(
        "\"(?<action>(organization|household|roster|linkage|fact|scheme|run|objection|payments|balance|backup|key|key_file"
        + "|account(?!\\.(number|holder|bank)))(\\.[a-z]+)+)\"",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Action();
}
