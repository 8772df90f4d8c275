using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Steps.Guarantee;

/// <summary>Guarantees: the floor rounded up, what counts, a pool that pays.</summary>
public sealed class GuaranteeStepTests
{
    private const string Scheme = """
        inputs: { profit: { type: money }, reserve: { type: money } }
        holdings: { capital: { unit: yuan } }
        groups: { poor: { tag: registered } }
        steps:
          - { id: share, kind: allocate, from: profit, by: capital }
          - { id: tax, kind: withhold, of: share, amount: 20%, into: fund:tax }
          - { id: top_up, kind: guarantee, from: reserve, floor: capital * 1/3 * 10%, counting: [share, tax], to: poor }
          - { id: rest, kind: split, from: reserve, into: { fund:rest: remaining } }
        """;

    private const string Households = "id capital tags\na 100.00 registered\nb 100.00 -\nc 1.00 registered";

    [Fact]
    public void Run_FromPool_TopsUpTheNetOfWhatIsCountedRoundedUp()
    {
        // shares of 2.01: 1.00, 1.00, 0.01; tax 0.20, 0.20, 0.00. Floors 3.333… → 3.34 and 0.0333… → 0.04
        var result = Trial.Of(Scheme).Inputs("profit=2.01 reserve=5.00").Roster(Households).Result();

        Assert.Equal(
            "a: share 1.00, tax -0.20, top_up 2.54, = 3.34\nb: share 1.00, tax -0.20, = 0.80\nc: share 0.01, top_up 0.03, = 0.04\n"
            + "input profit 2.01\ninput reserve 5.00\nfund tax 0.40\nfund rest 2.43", result);
    }

    [Theory]
    [InlineData("fail", "2.57", "a 2.54 c 0.03")]
    [InlineData("fail", "2.56", "pool_shortfall steps[2]")]
    [InlineData("prorate", "1.00", "a 0.99 c 0.01")] // 254 : 3 of 100 fen: 98.83 and 1.17
    public void Run_Shortfall_FailsOrProrates(string onShortfall, string reserve, string expected)
    {
        var trial = Trial.Of(Scheme.Replace("to: poor", "to: poor, onShortfall: " + onShortfall, StringComparison.Ordinal))
            .Inputs("profit=2.01 reserve=" + reserve).Roster(Households);

        if (expected.Contains('_', StringComparison.Ordinal))
        {
            var problem = trial.Refused();
            Assert.Equal(expected, $"{problem.Code} {problem.Field}");
            return;
        }

        var distribution = trial.Run();
        var topUps = Enumerable.Range(0, 3).SelectMany(household => distribution.Statement(household).Lines
            .Where(line => line.Step.Id == "top_up").Select(line => $"{distribution.Roster.Id(household)} {line.Amount}"));
        Assert.Equal(expected, string.Join(' ', topUps));
    }

    // 30.00 lacks nothing of 30.00, 0.01 of 30.01 is a whole yuan, 1.00 of 31.00 is one yuan and 1.01 of 31.01 two.
    [Theory]
    [InlineData("30.00", "0.00", "")]
    [InlineData("30.01", "1.00", " = 0.01 元，进到元")]
    [InlineData("31.00", "1.00", " = 1.00 元")]
    [InlineData("31.001", "2.00", "不足一分进为一分，是 31.01 元；“分红”已得 30.00 元，补差额 31.01 − 30.00 = 1.01 元，进到元")]
    public void Run_Unit_WhatLacksIsRoundedUpToIt(string floor, string expected, string explained)
    {
        var distribution = Trial.Of($$"""
            steps:
              - { id: dividend, kind: pay, from: payer:x, amount: 30 yuan, title: 分红 }
              - { id: top_up, kind: guarantee, from: payer:y, floor: {{floor}} yuan, counting: [dividend], unit: 1.00, title: 保底 }
            """).Roster("id\na").Run();

        Assert.Equal(expected, distribution.Sources.Single(source => source.Name == "y").Amount.ToString());
        if (explained.Length > 0)
        {
            Assert.Contains(explained + $"，得 {expected} 元。", distribution.Explain(0, distribution.Steps[1]).Text.Zh,
                StringComparison.Ordinal);
        }

        Assert.Contains("所补的进到元", StepSentences.Of(distribution.Scheme, 2025)[1].Zh, StringComparison.Ordinal);
    }

    // 3 and 2 yuan lack, 4.60 are there: cut to yuan 2 and 1, the one left to 0.84 before 0.76; 0.60 stays, and that is said.
    [Fact]
    public void Run_UnitProrated_LessThanAUnitStaysAndIsSaid()
    {
        var trial = Trial.Of("""
            inputs: { reserve: { type: money } }
            holdings: { capital: { unit: yuan } }
            steps:
              - { id: dividend, kind: pay, from: payer:x, amount: 2 yuan }
              - { id: top_up, kind: guarantee, from: reserve, floor: capital, counting: [dividend], onShortfall: prorate, unit: 1.00 }
              - { id: rest, kind: split, from: reserve, into: { carry:rest: remaining } }
            """).Inputs("reserve=4.60").Roster("id capital\na 4.01\nb 3.50");

        var result = trial.Result();
        Assert.StartsWith(
            "a: dividend 2.00, top_up 2.00, = 4.00\nb: dividend 2.00, top_up 2.00, = 4.00\n", result, StringComparison.Ordinal);
        Assert.Contains("rest 0.60", result, StringComparison.Ordinal);
        Assert.Contains(trial.Run().Remarks(), remark => remark.Code == "kept_below_unit"
            && remark.Message.Zh.Contains("余下 0.60 元没有发", StringComparison.Ordinal));
    }

    [Fact]
    public void Explain_Prorated_FloorLessWhatWasGivenThenTheShare()
    {
        var distribution = Trial.Of("""
            inputs: { reserve: { type: money } }
            holdings: { capital: { unit: yuan, title: { zh: 股金, en: Capital } } }
            steps:
              - { id: dividend, kind: pay, from: payer:x, amount: 20 yuan, title: 分红 }
              - { id: top_up, kind: guarantee, from: reserve, floor: capital * 5%, counting: [dividend], onShortfall: prorate, title: 保底 }
            """).Inputs("reserve=50.00").Roster("id capital\na 1500.10\nb 1300.00").Run();

        Assert.StartsWith("【保底】保底数为股金 × 5% = 1,500.10 元 × 5% = 75.005 元，不足一分进为一分，是 75.01 元；“分红”已得 20.00 元，"
            + "补差额 75.01 − 20.00，应发 55.01 元；各户应发合计 100.01 元，只有 50.00 元",
            distribution.Explain(0, distribution.Steps[1]).Text.Zh, StringComparison.Ordinal);
    }
}
