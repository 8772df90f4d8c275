using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>The guides to writing schemes say what the engine does: every scheme, result, message and case in them.</summary>
public sealed class GuideTests
{
    public static TheoryData<string> Guides => [Guide.English.File, Guide.Chinese.File];

    [Theory]
    [MemberData(nameof(Guides))]
    public void Guide_EveryWholeScheme_CompilesWithoutWarning(string file)
    {
        var schemes = Guide.Of(file).Schemes;

        Assert.InRange(schemes.Count, 13, 100);
        Assert.All(schemes.Values, yaml => Assert.Empty(SchemeText.Compile(yaml).Problems));
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void Guide_EveryResultShown_IsWhatTheEngineGives(string file)
    {
        var examples = Guide.Of(file).Examples().ToArray();

        Assert.InRange(examples.Length, 14, 100);
        Assert.All(examples, example =>
        {
            var distribution = GuideCommand.Trial(example).Run();
            Assert.Equal($"{example.Line}\n{example.Statements}", $"{example.Line}\n{Statements(distribution)}");
            var accounts = Accounts(distribution, Guide.Of(file).IsEnglish);
            Assert.Equal(example.Accounts ?? accounts, accounts);
        });
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void Guide_EveryMistakeShown_GivesTheMessageShown(string file)
    {
        var guide = Guide.Of(file);
        var mistakes = guide.Mistakes().ToArray();

        Assert.InRange(mistakes.Length, 10, 100);
        Assert.All(mistakes, mistake =>
            Assert.Equal(mistake.Message, string.Concat(Problems(mistake.Yaml).Select(problem => Shown(problem, guide.IsEnglish)))));
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void Guide_EveryFragment_IsYamlAndItsStepsAreOfTheKindsThereAre(string file)
    {
        var kinds = Guide.Of(file).Blocks
            .Where(block => block.Language == "yaml" && block.Text.StartsWith("  - ", StringComparison.Ordinal))
            .SelectMany(block => ((DocumentSequence)((DocumentMapping)Parsed("steps:\n" + block.Text)).Find("steps")!).Items)
            .Select(step => Text((DocumentMapping)step, "kind"));

        Assert.Equal(8, kinds.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void Guide_CasesShown_HoldForTheFirstScheme(string file)
    {
        var guide = Guide.Of(file);
        var block = guide.Blocks.Single(block => block.Text.StartsWith("cases:", StringComparison.Ordinal));
        var cases = (DocumentSequence)((DocumentMapping)Parsed(block.Text)).Find("cases")!;

        Assert.All(cases.Items.Cast<DocumentMapping>(), item => Assert.Equal(Expected(item), Actual(item, guide)));
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void Guide_TableOfAgreements_NamesEverySchemeOfTheLibraryOnce(string file)
    {
        var guide = string.Join('\n', Guide.Of(file).Lines);
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

    private static string Actual(DocumentMapping item, Guide guide)
    {
        var households = ((DocumentSequence)item.Find("households")!).Items.Cast<DocumentMapping>()
            .Select(household => Text(household, "id") + " " + Scalar(Entries(household, "holdings").Single().Value));
        var trial = Trial.Of(guide.Schemes["orange-dividend"])
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

    private static string Accounts(Distribution distribution, bool english)
    {
        var (source, payer, kept, carried) = english ? ("source", "payer", "fund", "carry") : ("来源", "另付", "留存", "结转");
        return string.Concat(distribution.Sources.Select(each => $"{(each.IsPayer ? payer : source)} {each.Name} {each.Amount}\n")
            .Concat(distribution.Funds.Select(fund => $"{(fund.IsCarried ? carried : kept)} {fund.Name} {fund.Amount}\n")));
    }

    private static IReadOnlyList<Problem> Problems(string yaml) =>
        Documents.YamlDocument.Parse(yaml, out var malformed) is { } document ? SchemeCompiler.Compile(document).Problems
        : malformed;

    // As the command line writes it.
    private static string Shown(Problem problem, bool english)
    {
        var (warning, error) = english ? ("warning", "error") : ("提醒", "错误");
        string In(LocalizedText text) => english ? text.En : text.Zh;
        return $"my.yaml:{problem.Line}:{problem.Column}: {(problem.IsWarning ? warning : error)} "
            + $"{problem.Code} {problem.Field}".TrimEnd() + $": {In(problem.Message)}\n"
            + (problem.Hint is null ? "" : $"    {In(problem.Hint)}\n");
    }

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
