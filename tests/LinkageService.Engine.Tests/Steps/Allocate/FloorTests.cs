using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Steps.Allocate;

/// <summary>A floor out of the same pool: the others give it, exactly.</summary>
public sealed class FloorTests
{
    [Theory]
    [InlineData("floor: 16.66 yuan", "a: share 50.00, = 50.00\nb: share 33.33, = 33.33\nc: share 16.67, = 16.67")] // does not bind
    [InlineData("floor: 16.67 yuan", "a: share 50.00, = 50.00\nb: share 33.33, = 33.33\nc: share 16.67, = 16.67")]
    [InlineData("floor: 20 yuan", "a: share 48.00, = 48.00\nb: share 32.00, = 32.00\nc: share 20.00, = 20.00")]
    [InlineData("floor: 20.001 yuan", "a: share 47.99, = 47.99\nb: share 32.00, = 32.00\nc: share 20.01, = 20.01")] // rounded up
    [InlineData("floor: 33%", "a: share 34.00, = 34.00\nb: share 33.00, = 33.00\nc: share 33.00, = 33.00")] // b falls below in round two
    [InlineData("floor: 20 yuan, cap: 40 yuan", "a: share 40.00, = 40.00\nb: share 40.00, = 40.00\nc: share 20.00, = 20.00")]
    [InlineData("floor: 20 yuan, cap: 45%", "a: share 45.00, = 45.00\nb: share 35.00, = 35.00\nc: share 20.00, = 20.00")]
    [InlineData("floor: 20.50 yuan, unit: 1.00", "a: share 47.00, = 47.00\nb: share 32.00, = 32.00\nc: share 21.00, = 21.00")]
    public void Run_Floor_IsMetOutOfTheSharesOfTheOthers(string bounds, string expected)
    {
        // a : b : c = 3 : 2 : 1; d holds nothing and is none of those who share
        var mayKeep = bounds.Contains("cap", StringComparison.Ordinal) || bounds.Contains("unit", StringComparison.Ordinal);
        var result = Trial.Of($$"""
            inputs: { profit: { type: money } }
            holdings: { shares: { unit: share } }
            steps:
              - { id: share, kind: allocate, from: profit, by: shares, {{bounds}} }
            """ + (mayKeep ? "\n  - { id: rest, kind: split, from: profit, into: { carry:next: remaining } }" : ""))
            .Inputs("profit=100.00").Roster("id shares\na 3\nb 2\nc 1\nd 0").Result();

        Assert.StartsWith(expected + "\nd: = 0.00\n", result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("33.33", "a: share 33.34")]
    [InlineData("33.34", "pool_shortfall steps[0].floor 100.02 100.00 0.02")]
    public void Run_FloorsTogetherAboveThePool_RefusedWithTheFigures(string floor, string expected)
    {
        var trial = Trial.Of($$"""
            inputs: { profit: { type: money } }
            steps: [ { id: share, kind: allocate, from: profit, floor: {{floor}} yuan } ]
            """).Inputs("profit=100.00").Roster("id\na\nb\nc");

        if (expected.StartsWith('a'))
        {
            Assert.StartsWith(expected, trial.Result(), StringComparison.Ordinal);
            return;
        }

        var problem = trial.Refused();
        Assert.Equal(expected, $"{problem.Code} {problem.Field} {problem.Figures["needed"]} {problem.Figures["available"]} "
            + problem.Figures["shortBy"]);
        Assert.Equal("步骤“share”的保底合计 100.02 元，资金池“profit”只有 100.00 元，差 0.02 元", problem.Message.Zh);
    }

    [Fact]
    public void Run_FloorAboveTheCap_RefusedWithTheHousehold()
    {
        var problem = Trial.Of("""
            inputs: { profit: { type: money } }
            holdings: { least: { unit: yuan } }
            steps:
              - { id: share, kind: allocate, from: profit, floor: least, cap: 30% }
              - { id: rest, kind: split, from: profit, into: { carry:next: remaining } }
            """).Inputs("profit=100.00").Roster("id least\na 30.00\nb 30.01\nc 0").Refused();

        Assert.Equal("scheme_invalid_value steps[0].floor", $"{problem.Code} {problem.Field}");
        Assert.Equal("步骤“share”：户 b 的保底 30.01 元高于上限 30.00 元", problem.Message.Zh);
    }

    [Fact]
    public void Run_EmptyPool_AFloorIsNotMetSilently()
    {
        var problem = Trial.Of("""
            inputs: { profit: { type: money } }
            steps: [ { id: share, kind: allocate, from: profit, floor: 1 yuan } ]
            """).Inputs("profit=0.00").Roster("id\na").Refused();

        Assert.Equal("pool_shortfall", problem.Code.Name);
    }

    [Fact]
    public void Explain_LiftedAndOthers_SaysWhoGotTheFloorAndWhatWasLeft()
    {
        var distribution = Trial.Of("""
            inputs: { profit: { type: money } }
            holdings: { shares: { unit: share, title: { zh: 股份, en: Shares } } }
            steps: [ { id: share, kind: allocate, from: profit, by: shares, floor: 20 yuan } ]
            """).Inputs("profit=100.00").Roster("id shares\na 3\nb 2\nc 1").Run();

        Assert.Equal("【share】可分 100.00 元，按股份分，本户 1 股，合计 6 股；本户至少 20.00 元；"
            + "按份额算 100.00 × 1 ÷ 6 = 16.66666666… 元，不到保底数，照保底数发，得 20.00 元。",
            distribution.Explain(2, distribution.Steps[0]).Text.Zh);
        Assert.Equal("【share】可分 100.00 元，按股份分，本户 3 股，合计 6 股；本户至少 20.00 元；照保底数发的户发完后还有 80.00 元，"
            + "由其余各户（合计 5 股）分；80.00 × 3 ÷ 5 = 48.00 元，恰好到分，得 48.00 元。",
            distribution.Explain(0, distribution.Steps[0]).Text.Zh);
        Assert.Equal("profit按股份（股）分给全体农户，每户至少分 20.00 元；尾差按最大余数法处理。",
            StepSentences.Of(distribution.Scheme, 2020)[0].Zh);
    }

    [Theory]
    [InlineData("floor: 1 yuan, rounding: floor_and_keep", "steps[0].floor", "largest_remainder")]
    [InlineData("floor: 1 yuan, cap: 5%, excess: keep", "steps[0].excess", "excess: keep")]
    [InlineData("floor: 1 yuan, over: everyone, to: g", "steps[0].floor", "over")]
    [InlineData("floor: 1 mu", "steps[0].floor", "亩")]
    public void Compile_FloorThatCannotBe_SaysTheCure(string fields, string field, string cure)
    {
        var problem = SchemeText.Compile(SchemeText.Head + $$"""
            inputs: { profit: { type: money } }
            holdings: { land: { unit: mu } }
            groups: { g: { tag: registered } }
            steps: [ { id: share, kind: allocate, from: profit, by: land, {{fields}} } ]
            """).Problems.First(each => !each.IsWarning);

        Assert.Equal(field, problem.Field);
        Assert.Contains(cure, problem.Message.Zh, StringComparison.Ordinal);
    }
}
