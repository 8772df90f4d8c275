namespace LinkageService.Engine.Tests.Runs;

/// <summary>Why a household gets nothing of a step: the first thing that stands in its way, in words one can check.</summary>
public sealed class ExplainNothingTests
{
    private const string Head = """
        inputs: { profit: { type: money } }
        holdings: { due: { unit: yuan, title: 应得 }, land: { unit: mu, default: 0, title: 土地 } }
        groups: { in_need: { tag: registered }, poor_in_land: { formula: land, below: 1 mu } }
        labels: { team: { title: 组 } }

        """;

    [Theory]
    [InlineData("{ id: s, title: 慰问金, kind: pay, from: payer:x, amount: 5 yuan, to: in_need }",
        "【慰问金】只发给建档立卡户，本户不在其中，得 0.00 元。")]
    [InlineData("{ id: s, title: 补地, kind: pay, from: payer:x, amount: 5 yuan, to: poor_in_land }",
        "【补地】只发给土地低于 1 亩的户，本户不在其中，得 0.00 元。分组条件：土地 3 亩；要求低于 1 亩，不符合。")]
    [InlineData("{ id: s, title: 老人钱, kind: pay, from: payer:x, amount: 5 yuan, when: { years: { from: 2030 } } }",
        "【老人钱】2030 年起才做，这次没有做，得 0.00 元。")]
    [InlineData("{ id: s, title: 慰问金, kind: pay, from: payer:x, amount: 5 yuan, when: { group: in_need }, to: in_need }",
        "【慰问金】有建档立卡户时才做，这次没有做，得 0.00 元。")]
    [InlineData("{ id: s, title: 奖金, kind: pay, from: payer:x, amount: due * 10% }",
        "【奖金】应得 × 10% = 0.00 元 × 10% = 0.00 元，得 0.00 元。")]
    [InlineData("{ id: s, title: 土地分红, kind: allocate, from: profit, by: due, ifEmpty: keep, clause: 按应得分 }",
        "【土地分红】没有一户符合条件，钱留着没有分，得 0.00 元。依据：“按应得分”。")]
    [InlineData("{ id: s, title: 困难户分, kind: allocate, from: profit, over: in_need, to: in_need, ifEmpty: keep }",
        "【困难户分】只发给建档立卡户，本户不在其中，得 0.00 元。")]
    public void Nothing_OfOneStep_SaysWhatStandsInItsWay(string step, string expected) =>
        Assert.Equal(expected, Why(step, "id due land tags team\na 0 3 - 东", "a", "s"));

    [Fact]
    public void Nothing_LessThanAPayoutUnit_SaysWhatItIsCutTo() => Assert.Equal(
        "【土地分红】算出来舍到 1000.00 元的整数倍后是 0，得 0.00 元。",
        Why("{ id: s, title: 土地分红, kind: allocate, from: profit, by: land, unit: 1000.00, rounding: floor_and_keep }",
            "id due land tags team\na 0 1 - 东\nb 0 3 - 东", "a", "s"));

    [Fact]
    public void Nothing_WithoutAWeightBesideOthersWithOne_SaysWhatItIsSharedBy() => Assert.Equal(
        "【土地分红】按土地分，本户是 0，得 0.00 元。",
        Why("{ id: s, title: 土地分红, kind: allocate, from: profit, by: land }", "id due land tags team\na 0 0 - 东\nb 0 3 - 东", "a", "s"));

    [Fact]
    public void Nothing_OfATopUpOfWhoHasEnough_SaysSo() => Assert.Equal(
        "【补差】保底数为100.00 元；“土地分红”已得 500.00 元，不用补，得 0.00 元。",
        Why("{ id: share, title: 土地分红, kind: allocate, from: profit, by: land }\n"
            + "  - { id: s, title: 补差, kind: guarantee, from: payer:x, floor: 100 yuan, counting: [share] }",
            "id due land tags team\na 0 3 - 东\nb 0 3 - 东", "a", "s"));

    [Fact]
    public void Nothing_AnyStepOfAnyPaidHousehold_IsNotAskedFor()
    {
        var run = Trial.Of(Head + "steps:\n  - { id: s, kind: allocate, from: profit, by: land }\n"
            + "  - { id: w, kind: withhold, amount: due, into: fund:f }").Inputs("profit=1000.00")
            .Roster("id due land tags team\na 0 3 - 东").Run();
        Assert.Empty(run.StepsWithout(0));
    }

    private static string Why(string steps, string roster, string household, string step)
    {
        var isSpent = steps.Contains("by: land }", StringComparison.Ordinal);
        var rest = isSpent ? "" : "\n  - { id: rest, kind: split, from: profit, into: { carry:next: remaining } }";
        var run = Trial.Of(Head + "steps:\n  - " + steps + rest).Inputs("profit=1000.00").Roster(roster).Run();
        var at = run.Roster.IndexOf(household);
        var without = Assert.Single(run.StepsWithout(at), found => found.Id == step);
        var explanation = run.ExplainNothing(at, without);
        var end = "gives 0.00 yuan." + (without.Clause is { } clause ? $" Basis: “{clause}”." : "");
        Assert.EndsWith(end, explanation.Text.En.Split(" Condition")[0], StringComparison.Ordinal);
        return explanation.Text.Zh;
    }
}
