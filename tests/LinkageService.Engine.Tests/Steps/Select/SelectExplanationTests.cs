using LinkageService.Engine.Runs;
using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Steps.Select;

/// <summary>Who was chosen, and where a household stood, in words it can check against the list of candidates.</summary>
public sealed class SelectExplanationTests
{
    private const string Document = """
        inputs: { grant: { type: money, title: { zh: 补助, en: Grant } }, posts: { type: count, title: { zh: 岗位数, en: Posts } } }
        holdings: { land: { unit: mu, title: { zh: 土地, en: Land } } }
        groups:
          hardship: { tag: hardship }
          short: { all: [{ tag: applicant }, { formula: land, below: 9 mu }] }
          waiting: { all: [short, { not: holders }] }
        steps:
          - { id: choose, kind: select, title: { zh: 定岗, en: Posts }, places: posts, from: short, rank: [hardship, land asc],
              as: holders, clause: 困难的优先 }
          - { id: wage, kind: pay, title: { zh: 工资, en: Wage }, from: grant, amount: 10 yuan, to: holders }
          - { id: comfort, kind: pay, title: { zh: 慰问, en: Comfort }, from: grant, amount: 1 yuan, to: waiting }
          - { id: rest, kind: split, from: grant, into: { "carry:结余": remaining } }
        """;

    private const string Roster = "id land tags\na 1 applicant\nb 5 applicant+hardship\nc 3 applicant\nd 1 -\ne 9 applicant";

    private const string Order = "申请户且土地低于 9 亩的户共 3 户，选 1 户：先选困难人员，最后选其余的户；同一档里土地少的在前，仍相同的编号小的在前；";

    [Theory]
    [InlineData("1", "【定岗】名额：岗位数 1；申请户且土地低于 9 亩的户共 3 户，选 1 户：先选困难人员，最后选其余的户；"
        + "同一档里土地少的在前，仍相同的编号小的在前。依据：“困难的优先”。",
        "Posts: places: posts = 1; candidates are applicants and at the same time households with land below 9 mu, 3 in all, "
        + "and 1 is chosen: first households in hardship, then all others; within a rank less land first, at last the lower member number. "
        + "Basis: “困难的优先”.")]
    [InlineData("3", "【定岗】名额：岗位数 3；申请户且土地低于 9 亩的户共 3 户，都选中。依据：“困难的优先”。", null)]
    [InlineData("0", "【定岗】名额：岗位数 0；申请户且土地低于 9 亩的户共 3 户，没有选。依据：“困难的优先”。", null)]
    public void ExplainMoney_ASelection_SaysHowManyAndInWhatOrder(string posts, string zh, string? en)
    {
        var distribution = Run(Document, posts);
        var choice = distribution.ExplainMoney().First();

        Assert.Equal(("choose", true, zh), (choice.Step.Id, choice.IsDone, choice.Explanation.Text.Zh));
        Assert.Equal(en ?? choice.Explanation.Text.En, choice.Explanation.Text.En);
        Assert.Contains(("candidates", "3"), choice.Explanation.Figures);
        Assert.Null(MoneyAudit.Of(distribution).Fault);
    }

    [Theory]
    [InlineData("places: posts * 0.75", "名额：岗位数 × 0.75 = 2 × 0.75 = 1.5，不满一个的不算，是 1 个；")]
    [InlineData("places: 2", "名额：2；")]
    public void ExplainMoney_PlacesByFormula_AreReckonedOut(string places, string said) => Assert.Contains(said,
        Run(Document.Replace("places: posts", places, StringComparison.Ordinal), "2", places.Contains("posts", StringComparison.Ordinal))
            .ExplainMoney().First().Explanation.Text.Zh, StringComparison.Ordinal);

    [Theory]
    [InlineData("b", "wage", "【工资】10.00 元，得 10.00 元。选户“定岗”：" + Order + "本户属于“困难人员”，土地 5 亩，排第 1，选中。"
        + "分组条件：土地 5 亩；要求低于 9 亩，符合。")]
    [InlineData("a", "wage", "【工资】只发给选中的户，本户不在其中，得 0.00 元。选户“定岗”：" + Order + "本户属于“其余的户”，土地 1 亩，排第 2，没有选中。"
        + "分组条件：土地 1 亩；要求低于 9 亩，符合。")]
    [InlineData("c", "comfort", "【慰问】1.00 元，得 1.00 元。分组条件：土地 3 亩；要求低于 9 亩，符合。"
        + "选户“定岗”：" + Order + "本户属于“其余的户”，土地 3 亩，排第 3，没有选中。")]
    [InlineData("e", "wage", "【工资】只发给选中的户，本户不在其中，得 0.00 元。选户“定岗”：只从申请户且土地低于 9 亩的户中选，本户不在其中。"
        + "分组条件：土地 9 亩；要求低于 9 亩，不符合。")]
    public void Explain_WhoIsPaidAsChosenAndWhoIsNot_SaysItsPlace(string household, string step, string zh) =>
        Assert.Equal(zh, Of(Run(Document, "1"), household, step).Text.Zh);

    [Fact]
    public void Explain_InEnglish_SaysTheSame()
    {
        var explanation = Of(Run(Document, "1"), "a", "wage");

        Assert.Equal("Wage: paid to the households chosen only, the household is none of them, gives 0.00 yuan. Selection “Posts”: "
            + "1 of 3 (applicants and at the same time households with land below 9 mu) is chosen: first households in hardship, then all "
            + "others; within a rank less land first, at last the lower member number; the household counts among the others, has land 1, "
            + "is number 2 and is not chosen. Condition of the group: land = 1 mu; required: below 9 mu, met.", explanation.Text.En);
        Assert.Equal("3 1 2", string.Join(' ', new[] { "candidates", "chosen", "rank" }
            .Select(name => explanation.Figures.Single(figure => figure.Name == name).Value)));
    }

    [Fact]
    public void Explain_ASelectionThatWasNotDone_SaysSo()
    {
        var distribution = Run(Document.Replace("as: holders,", "as: holders, when: { input: posts, atLeast: 2 },",
            StringComparison.Ordinal), "1");

        Assert.Equal("【工资】只发给选中的户，本户不在其中，得 0.00 元。选户“定岗”：这次没有做，没有选中的户。分组条件：土地 5 亩；要求低于 9 亩，符合。",
            Of(distribution, "b", "wage").Text.Zh);
        Assert.StartsWith("【定岗】岗位数是 1，岗位数不低于 2时才做，这次没有做。",
            distribution.ExplainMoney().First(step => !step.IsDone).Explanation.Text.Zh, StringComparison.Ordinal);
    }

    private static Distribution Run(string document, string posts, bool isUsed = true) =>
        Trial.Of(isUsed ? document
            : document.Replace(", posts: { type: count, title: { zh: 岗位数, en: Posts } }", "", StringComparison.Ordinal))
            .Inputs("grant=100.00" + (isUsed ? " posts=" + posts : "")).Roster(Roster).Run();

    private static Explanation Of(Distribution distribution, string household, string step)
    {
        var at = distribution.Roster.IndexOf(household);
        var result = distribution.Steps.Single(done => done.Step.Id == step);
        return result.AmountsFen is { } amounts && amounts.Span[at] != 0 ? distribution.Explain(at, result)
            : distribution.ExplainNothing(at, result.Step);
    }
}
