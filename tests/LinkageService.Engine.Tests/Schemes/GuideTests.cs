using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>The authoring guide says what the engine does: every scheme, result, message and case in it.</summary>
public sealed class GuideTests
{
    [Fact]
    public void Guide_EveryWholeScheme_CompilesWithoutWarning()
    {
        Assert.Equal(13, GuideExamples.Schemes.Count);
        Assert.All(GuideExamples.Schemes.Values, yaml => Assert.Empty(SchemeText.Compile(yaml).Problems));
    }

    [Fact]
    public void Guide_EveryResultShown_IsWhatTheEngineGives()
    {
        var examples = GuideExamples.Examples().ToArray();

        Assert.Equal(14, examples.Length);
        Assert.All(examples, example =>
        {
            var distribution = GuideCommand.Trial(example).Run();
            Assert.Equal($"{example.Line}\n{example.Statements}", $"{example.Line}\n{Statements(distribution)}");
            Assert.Equal(example.Accounts ?? Accounts(distribution), Accounts(distribution));
        });
    }

    [Fact]
    public void Guide_EveryMistakeShown_GivesTheMessageShown()
    {
        var mistakes = GuideExamples.Mistakes().ToArray();

        Assert.InRange(mistakes.Length, 10, 100);
        Assert.All(mistakes, mistake =>
            Assert.Equal(mistake.Message, string.Concat(Problems(mistake.Yaml).Select(Shown))));
    }

    [Fact]
    public void Guide_EveryFragment_IsYamlAndItsStepsAreOfTheKindsThereAre()
    {
        var kinds = GuideExamples.Blocks.Where(block => block.Language == "yaml" && block.Text.StartsWith("  - ", StringComparison.Ordinal))
            .SelectMany(block => ((DocumentSequence)((DocumentMapping)Parsed("steps:\n" + block.Text)).Find("steps")!).Items)
            .Select(step => Text((DocumentMapping)step, "kind"));

        Assert.Equal(8, kinds.Distinct().Count());
    }

    [Fact]
    public void Guide_CasesShown_HoldForTheFirstScheme()
    {
        var block = GuideExamples.Blocks.Single(block => block.Text.StartsWith("cases:", StringComparison.Ordinal));
        var cases = (DocumentSequence)((DocumentMapping)Parsed(block.Text)).Find("cases")!;

        Assert.All(cases.Items.Cast<DocumentMapping>(), item => Assert.Equal(Expected(item), Actual(item)));
    }

    [Fact]
    public void Guide_TableOfAgreements_NamesEverySchemeOfTheLibraryOnce()
    {
        var guide = File.ReadAllText(Path.Combine(SchemeText.RepositoryRoot, "docs", "schemes.md"));
        var table = guide[guide.IndexOf("which-scheme", StringComparison.Ordinal)..guide.IndexOf("\n## 2. ", StringComparison.Ordinal)];
        var named = table.Split('\n').Where(line => line.EndsWith("` |", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]).Order(StringComparer.Ordinal);

        Assert.Equal(SchemeText.Library().Select(scheme => scheme.Name), named);
    }

    private static string Expected(DocumentMapping item)
    {
        var expected = (DocumentMapping)item.Find("expected")!;
        if (expected.Find("error") is DocumentMapping error)
        {
            return Text(error, "code") + " " + Text(error, "field");
        }

        return string.Join(' ', Entries(expected, "lines").Select(line => line.Key + " " + string.Join(' ',
            ((DocumentMapping)line.Value).Entries.Select(entry => entry.Key + " " + Scalar(entry.Value)))));
    }

    private static string Actual(DocumentMapping item)
    {
        var households = ((DocumentSequence)item.Find("households")!).Items.Cast<DocumentMapping>()
            .Select(household => Text(household, "id") + " " + Scalar(Entries(household, "holdings").Single().Value));
        var trial = Trial.Of(GuideExamples.Schemes["orange-dividend"])
            .Inputs("profit=" + Scalar(Entries(item, "inputs").Single().Value)).Roster("id land\n" + string.Join('\n', households));
        if (trial.TryRun() is not { } distribution)
        {
            var problem = trial.Refused();
            return $"{problem.Code} {problem.Field}";
        }

        return string.Join(' ', Enumerable.Range(0, distribution.Roster.Count).Select(distribution.Statement).Select(statement =>
            statement.Household + " " + string.Join(' ', statement.Lines.Select(line => $"{line.Step.Id} {line.Amount}"))));
    }

    // As the command line writes it with --format csv.
    private static string Statements(Distribution distribution)
    {
        var steps = distribution.Steps.Where(step => step is { AmountsFen: not null, IsRecord: false }).ToArray();
        var text = new StringBuilder("household_id,");
        text.AppendJoin(',', steps.Select(step => step.Step.Id).Append("total")).Append('\n');
        for (var household = 0; household < distribution.Roster.Count; household++)
        {
            var at = household;
            var amounts = steps.Select(step => new Money(step.AmountsFen!.Value.Span[at])).Append(distribution.Total(at));
            text.Append(distribution.Roster.Id(at)).Append(',').AppendJoin(',', amounts).Append('\n');
        }

        return text.ToString();
    }

    private static string Accounts(Distribution distribution) => string.Concat(
        distribution.Sources.Select(source => $"{(source.IsPayer ? "另付" : "来源")} {source.Name} {source.Amount}\n")
            .Concat(distribution.Funds.Select(fund => $"{(fund.IsCarried ? "结转" : "留存")} {fund.Name} {fund.Amount}\n")));

    private static IReadOnlyList<Problem> Problems(string yaml) =>
        Documents.YamlDocument.Parse(yaml, out var malformed) is { } document ? SchemeCompiler.Compile(document).Problems
        : malformed;

    // As the command line writes it.
    private static string Shown(Problem problem) =>
        $"my.yaml:{problem.Line}:{problem.Column}: {(problem.IsWarning ? "提醒" : "错误")} "
        + $"{problem.Code} {problem.Field}".TrimEnd() + $": {problem.Message.Zh}\n"
        + (problem.Hint is null ? "" : $"    {problem.Hint.Zh}\n");

    private static DocumentNode Parsed(string yaml)
    {
        var document = Documents.YamlDocument.Parse(yaml, out var problem);
        Assert.True(document is not null, problem.FirstOrDefault()?.Message.En);
        return document;
    }

    private static IReadOnlyList<DocumentEntry> Entries(DocumentMapping node, string key) => ((DocumentMapping)node.Find(key)!).Entries;

    private static string Text(DocumentMapping node, string key) => Scalar(node.Find(key)!);

    private static string Scalar(DocumentNode node) => ((DocumentScalar)node).Text!;
}
