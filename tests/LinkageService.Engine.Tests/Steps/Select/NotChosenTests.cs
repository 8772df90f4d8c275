using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Steps.Select;

/// <summary>Who a selection passed over is a group too, from that step on.</summary>
public sealed class NotChosenTests
{
    private const string Document = """
        inputs: { grant: { type: money }, posts: { type: count } }
        holdings: { land: { unit: mu } }
        groups:
          applicants: { tag: applicant }
          others: { not: holders }
          waiting: { all: [applicants, { not: holders }] }
          老人或落选: { any: [{ tag: 老人 }, others] }
        steps:
          - { id: choose, kind: select, places: posts, from: applicants, rank: [land asc], as: holders }
          - { id: post, kind: pay, from: grant, amount: 10 元, to: holders }
          - { id: consolation, kind: pay, from: grant, amount: 1 元, to: waiting }
          - { id: both, kind: pay, from: grant, amount: 0.10 元, to: 老人或落选 }
          - { id: heads, kind: take, from: grant, amount: count(others) * 0.01 元, into: fund:heads }
          - { id: rest, kind: split, from: grant, into: { fund:rest: remaining } }
        """;

    private const string Roster = "id land tags\na 1 applicant\nb 2 applicant+老人\nc 3 applicant\nd 4 -";

    [Theory]
    [InlineData(0, "a: consolation 1.00, both 0.10|b: consolation 1.00, both 0.10|c: consolation 1.00, both 0.10|d: both 0.10", "0.04")]
    [InlineData(2, "a: post 10.00|b: post 10.00, both 0.10|c: consolation 1.00, both 0.10|d: both 0.10", "0.02")]
    [InlineData(3, "a: post 10.00|b: post 10.00, both 0.10|c: post 10.00|d: both 0.10", "0.01")]
    public void Run_NotChosen_AreAllOthersOfTheRoster(int posts, string lines, string heads)
    {
        var result = Trial.Of(Document).Inputs($"grant=100.00 posts={posts}").Roster(Roster).Result().Split('\n');

        Assert.Equal(lines.Split('|'), result.Take(4).Select(line => line.Split(", =")[0]));
        Assert.Contains("fund heads " + heads, result);
    }

    [Fact]
    public void Run_SelectionThatDoesNotApply_NobodyIsChosen()
    {
        var document = Document.Replace("as: holders }", "as: holders, when: { input: posts, atLeast: 2 } }", StringComparison.Ordinal);
        string Result(int posts) => Trial.Of(document).Inputs($"grant=100.00 posts={posts}").Roster(Roster).Result();

        Assert.StartsWith("a: consolation 1.00", Result(posts: 1), StringComparison.Ordinal);
        Assert.StartsWith("a: post 10.00", Result(posts: 2), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("to: waiting }", "to: holders }", "- { id: early, kind: pay, from: grant, amount: 1 元, to: others }", "steps[0].to")]
    [InlineData("to: waiting }", "to: holders }",
        "- { id: early, kind: take, from: grant, amount: count(others) * 1 元, into: fund:heads }", "steps[0].amount")]
    [InlineData("from: applicants", "from: others", "", "steps[0].from")]
    public void Compile_UsedBeforeTheSelection_SaysWhen(string was, string becomes, string first, string field)
    {
        var text = Document.Replace(was, becomes, StringComparison.Ordinal)
            .Replace("steps:\n", first.Length == 0 ? "steps:\n" : $"steps:\n  {first}\n", StringComparison.Ordinal);
        var problem = SchemeText.Compile(SchemeText.Head + text).Problems.First(problem => !problem.IsWarning);

        Assert.Equal("cyclic_reference " + field, $"{problem.Code} {problem.Field}");
        Assert.Contains("要等后面的步骤选户以后才有", problem.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NotChosen_IsSaidSo()
    {
        var sentences = StepSentences.Of(SchemeText.Scheme(Document), 2020);

        Assert.Contains("没有选中的户", sentences[4].Zh, StringComparison.Ordinal);
        Assert.Contains("付给申请户且没有选中的户", sentences[2].Zh, StringComparison.Ordinal);
    }
}
