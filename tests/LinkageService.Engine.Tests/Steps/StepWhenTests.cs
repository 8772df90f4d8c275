using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Steps;

/// <summary>When a step applies: every condition on both sides of its boundary; a skipped step touches nothing.</summary>
public sealed class StepWhenTests
{
    [Theory]
    [InlineData("{ group: poor }", 2020, "1.00", "id tags\na registered", true)]
    [InlineData("{ group: poor }", 2020, "1.00", "id tags\na -", false)]
    [InlineData("{ input: grant }", 2020, "0.01", "id\na", true)]
    [InlineData("{ input: grant }", 2020, "0.00", "id\na", false)]
    [InlineData("{ input: grant, above: 5.00 }", 2020, "5.00", "id\na", false)]
    [InlineData("{ input: grant, above: 5.00 }", 2020, "5.01", "id\na", true)]
    [InlineData("{ years: { from: 2020 } }", 2019, "1.00", "id\na", false)]
    [InlineData("{ years: { from: 2020, to: 2020 } }", 2020, "1.00", "id\na", true)]
    [InlineData("{ years: { to: 2020 } }", 2021, "1.00", "id\na", false)]
    [InlineData("{ group: poor, input: grant, years: { from: 2020 } }", 2020, "1.00", "id tags\na registered", true)]
    [InlineData("{ group: poor, input: grant, years: { from: 2020 } }", 2020, "0.00", "id tags\na registered", false)]
    public void Run_When_AllThatIsStatedMustHold(string when, int year, string grant, string roster, bool applies)
    {
        var result = Trial.Of($$"""
            inputs: { grant: { type: money } }
            groups: { poor: { tag: registered } }
            steps:
              - { id: taken, kind: take, from: grant, amount: pool(grant), into: special, when: {{when}} }
              - { id: share, kind: allocate, from: special }
              - { id: rest, kind: split, from: grant, into: { fund:rest: remaining } }
            """).In(year).Inputs("grant=" + grant).Roster(roster).Result();

        var shared = applies ? grant : "0.00";
        Assert.Contains($"= {shared}\n", result, StringComparison.Ordinal);
        Assert.EndsWith(applies ? "fund rest 0.00" : "fund rest " + grant, result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("input: grant, atLeast: 5", "4.99 5.00 5.01", "n y y")]
    [InlineData("input: grant, below: 5", "4.99 5.00 5.01", "y n n")]
    [InlineData("input: grant, atMost: 5", "4.99 5.00 5.01", "y y n")]
    [InlineData("input: grant, above: 5, atMost: 6", "5.00 5.01 6.00 6.01", "n y y n")]
    [InlineData("pool: grant, above: 5", "8.00 8.01", "n y")]
    [InlineData("pool: grant, atMost: 5", "8.00 8.01", "y n")]
    [InlineData("parameter: fee, above: 3", "9.00", "n")]
    [InlineData("parameter: fee", "9.00", "y")]
    [InlineData("parameter: rate, atLeast: 1/3", "9.00", "y")]
    [InlineData("parameter: rate, above: 1/3", "9.00", "n")]
    [InlineData("input: share, atMost: 12.5%", "9.00", "y")]
    [InlineData("input: share, below: 12.5%", "9.00", "n")]
    public void Run_WhenOfAFigure_ItsOwnUnitAndTheBalanceOfThatMoment(string when, string grants, string expected)
    {
        var trial = Trial.Of($$"""
            parameters: { fee: { type: money, default: 3.00 }, rate: { type: rate, default: 1/3 } }
            inputs: { grant: { type: money }, share: { type: rate } }
            steps:
              - { id: fees, kind: take, from: grant, amount: fee, into: fund:fee }
              - { id: kept, kind: take, from: grant, amount: 0.01 yuan, into: fund:kept, when: { {{when}} } }
              - { id: others, kind: split, from: grant, into: { fund:others: remaining } }
              - { id: used, kind: take, from: payer:x, amount: (rate + share) * 0 yuan, into: fund:others }
            """).Roster("id\na");
        var applied = grants.Split(' ').Select(grant =>
            trial.Inputs($"grant={grant} share=12.5%").Result().Contains("fund kept 0.01", StringComparison.Ordinal) ? 'y' : 'n');

        Assert.Equal(expected, string.Join(' ', applied));
    }

    [Theory]
    [InlineData("pool: special, above: 5", "unknown_account steps[0].when.pool", "此前没有资金池")]
    [InlineData("parameter: grant, above: 5", "unknown_name steps[0].when.parameter", "没有参数")]
    [InlineData("input: tiers, above: 5", "unknown_name steps[0].when.input", "没有年度数")]
    [InlineData("parameter: bands, above: 5", "unknown_name steps[0].when.parameter", "没有参数")]
    [InlineData("above: 5", "scheme_invalid_value steps[0].when.above", "和 input、parameter 或 pool 一起写")]
    [InlineData("input: grant, pool: grant", "scheme_invalid_value steps[0].when.pool", "只看一个数")]
    [InlineData("input: grant, above: 5, atLeast: 6", "scheme_invalid_value steps[0].when.atLeast", "各写一个")]
    [InlineData("input: grant, above: 5%", "scheme_invalid_value steps[0].when.above", "不是比例")]
    [InlineData("pool: grant, above: 1/3", "scheme_invalid_value steps[0].when.above", "不是比例")]
    [InlineData("input: grant, above: '>5'", "scheme_invalid_value steps[0].when.above", "只写数")]
    [InlineData("input: grant, above: 5 元", "scheme_invalid_value steps[0].when.above", "不写单位：above: 5")]
    [InlineData("input: grant, above: 5, atMost: 5", "unreachable_step steps[0].when", "永远不会执行")]
    [InlineData("input: grant, atLeast: 5.01, atMost: 5", "unreachable_step steps[0].when", "永远不会执行")]
    public void Compile_BrokenWhen_SaysTheCure(string when, string expected, string cure)
    {
        var problem = SchemeText.Compile(SchemeText.Head + $$"""
            parameters: { bands: { type: tiers, mode: fixed, below: { 1: 10% }, above: 20% } }
            inputs: { grant: { type: money } }
            steps:
              - { id: kept, kind: take, from: grant, amount: 0.01 yuan, into: fund:kept, when: { {{when}} } }
              - { id: others, kind: split, from: grant, into: { special: remaining } }
              - { id: rest, kind: take, from: special, amount: "tiers(bands, 1) * 1 yuan", into: fund:rest }
            """).Problems.First(problem => !problem.IsWarning);

        Assert.Equal(expected, $"{problem.Code} {problem.Field}");
        Assert.Contains(cure, problem.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_WhenOfAFigure_IsSaidInItsUnit()
    {
        var sentences = StepSentences.Of(SchemeText.Scheme("""
            parameters: { rate: { type: rate, default: 20%, title: 提取比例 } }
            inputs: { profit: { type: money, title: 利润 }, crop: { type: quantity, unit: 吨, title: 产量 } }
            steps:
              - { id: a, kind: take, from: profit, amount: profit * rate, into: fund:a, when: { parameter: rate, above: 10%, atMost: 30% } }
              - { id: b, kind: take, from: profit, amount: 1 yuan, into: fund:b, when: { pool: profit, atLeast: 5000 } }
              - { id: c, kind: split, from: profit, into: { fund:c: remaining }, when: { input: crop, below: 2.5 } }
            """), 2020);

        Assert.StartsWith("提取比例大于 10%、不超过 30%时，", sentences[0].Zh, StringComparison.Ordinal);
        Assert.StartsWith("利润余下部分不低于 5,000.00 元时，", sentences[1].Zh, StringComparison.Ordinal);
        Assert.StartsWith("产量低于 2.5 吨时，", sentences[2].Zh, StringComparison.Ordinal);
        Assert.StartsWith("If 提取比例 is above 10% and at most 30%, ", sentences[0].En, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_PoolLeftBySkippedStep_RefusedByItsName()
    {
        var problem = Trial.Of("""
            inputs: { grant: { type: money } }
            steps: [ { id: share, kind: allocate, from: grant, when: { years: { from: 2021 } } } ]
            """).Inputs("grant=1.00").Roster("id\na").Refused();

        Assert.Equal("pool_not_emptied steps", $"{problem.Code} {problem.Field}");
        Assert.Contains("grant", problem.Message.Zh, StringComparison.Ordinal);
    }
}
