using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Runs;

/// <summary>What a village requires of its result: figures of the end, on both sides of the bound.</summary>
public sealed class RequirementTests
{
    private const string Head = """
        parameters:
          returned: { type: rate, default: 60%, title: { zh: 返还比例, en: Rate returned } }
          floor: { type: money, default: 100.00, title: { zh: 每户最低数, en: Least of each } }
        inputs: { surplus: { type: money, title: { zh: 可分配盈余, en: Surplus } } }
        holdings: { volume: { unit: 斤, title: { zh: 交售量, en: Volume } }, shares: { unit: 股, default: 0 } }
        groups: { sellers: { holding: volume, above: 0 } }
        steps:
          - { id: returned_pool, kind: take, from: surplus, amount: surplus * returned, bound: at_most, into: by_volume }
          - { id: patronage, kind: allocate, from: by_volume, by: volume, title: { zh: 按交易量返还, en: Patronage } }
          - { id: rest, kind: split, from: surplus, into: { fund:reserve: 50%, carry:next: remaining } }
          - { id: fee, kind: take, from: payer:company, amount: 5 元, into: fund:reserve }

        """;

    // 60% of 1000.01 is 600.006, cut to 600.00, which is less than 60%.
    [Theory]
    [InlineData("{ formula: sum(received(patronage)) / surplus, atLeast: 60% }", "surplus=1000.00", true)]
    [InlineData("{ formula: sum(received(patronage)) / surplus, atLeast: 60% }", "surplus=1000.01", false)]
    [InlineData("{ formula: sum(received(patronage)) / surplus, atLeast: 60% }", "surplus=0.00", true)]
    [InlineData("{ formula: sum(received(patronage)) / surplus, above: 60% }", "surplus=1000.00", false)]
    [InlineData("{ formula: fund(reserve), atLeast: 205.00 元 }", "surplus=1000.00", true)]
    [InlineData("{ formula: fund(reserve), atLeast: 205.01 元 }", "surplus=1000.00", false)]
    [InlineData("{ formula: carry(next), below: 200.01 元 }", "surplus=1000.00", true)]
    [InlineData("{ formula: carry(next), below: 200.00 元 }", "surplus=1000.00", false)]
    [InlineData("{ formula: payer(company), atMost: 5 元 }", "surplus=1000.00", true)]
    [InlineData("{ formula: payer(company), atMost: 4.99 元 }", "surplus=1000.00", false)]
    [InlineData("{ formula: received(patronage), atLeast: floor }", "surplus=1000.00", false)]
    [InlineData("{ formula: received(patronage), atLeast: floor, to: sellers }", "surplus=1000.00", true)]
    [InlineData("{ formula: received(patronage), atLeast: floor, to: sellers }", "surplus=999.90", false)]
    [InlineData("{ formula: received(patronage) / volume, atMost: 100 元 / 1 斤 }", "surplus=1000.00", true)]
    [InlineData("{ formula: received(patronage) / volume, below: 100 元 / 1 斤 }", "surplus=1000.00", false)]
    public void Run_Requirement_MetOrRefused(string requirement, string inputs, bool isMet)
    {
        var trial = Trial.Of(Head + $"require: [ {requirement} ]").Inputs(inputs).Roster("id volume\na 1\nb 5\nc 0");

        Assert.Equal(isMet, trial.TryRun() is not null);
    }

    [Fact]
    public void Run_NotMet_TheFiguresAreInTheWords()
    {
        var trial = Trial.Of(Head + """
            require:
              - { formula: surplus, atLeast: 0 }
              - { formula: sum(received(patronage)) / surplus, atLeast: 60%, clause: 返还不低于可分配盈余的百分之六十, code: patronage_below_minimum }
            """).Inputs("surplus=1000.00").Parameters("returned=58.5%").Roster("id volume\na 1");
        var problem = trial.Refused();

        Assert.Equal("patronage_below_minimum require[1]", $"{problem.Code} {problem.Field}");
        Assert.Equal("没有达到要求“返还不低于可分配盈余的百分之六十”：全体“按交易量返还”所得合计 ÷ 可分配盈余是 58.5%，应不低于 60%", problem.Message.Zh);
        Assert.EndsWith("the total of what came of “Patronage” ÷ the surplus is 58.5% and has to be at least 60%", problem.Message.En,
            StringComparison.Ordinal);
        Assert.Equal("0.585 0.6", $"{problem.Figures["value"]} {problem.Figures["bound"]}");

        var problemOfEach = Trial.Of(Head + "require: [ { formula: received(patronage), atLeast: floor, title: 每户最低, to: sellers } ]")
            .Inputs("surplus=300.00").Roster("id volume\na 1\nb 1\nc 5\nd 0").Refused();
        Assert.Equal("requirement_not_met require[0]", $"{problemOfEach.Code} {problemOfEach.Field}");
        Assert.Equal("没有达到要求“每户最低”：户 a 的“按交易量返还”所得是 25.72 元，应不低于 100.00 元；这样的户共 2 户", problemOfEach.Message.Zh);
        Assert.Equal("a", problemOfEach.Figures["household"]);
    }

    [Fact]
    public void Run_SeveralNotMet_EachIsNamedWithItsFigures()
    {
        var problems = Trial.Of(Head + """
            require:
              - { formula: carry(next), atLeast: 300 元, title: 结转 }
              - { formula: payer(company), atMost: 5 元 }
              - { formula: received(patronage) / (surplus - 2000 元), atMost: 1, title: 除数为负 }
              - { formula: fund(reserve), atLeast: surplus * 30%, title: 公积金, code: reserve_out_of_bounds }
              - { formula: received(patronage), atLeast: floor, title: 每户最低, to: sellers }
            """).Inputs("surplus=1000.00").Roster("id volume\na 1\nb 6\nc 0").AllRefused();

        Assert.Equal(
        [
            "reserve_out_of_bounds require[3] 205 300", "negative_result require[2].formula  ",
            "requirement_not_met require[0] 200 300", "requirement_not_met require[4] 85.71 100",
        ], problems.Select(problem => $"{problem.Code} {problem.Field} {problem.Figures.GetValueOrDefault("value")} "
            + problem.Figures.GetValueOrDefault("bound")));
        Assert.Equal("没有达到要求“结转”：“next”是 200.00 元，应不低于 300.00 元", problems[2].Message.Zh);
    }

    [Fact]
    public void Sentence_AnAccountOfTheNameOfAnInput_IsToldApart() => Assert.StartsWith("结转下年的“公积金” ÷ 公积金",
        StepSentences.OfRequirements(Trial.Of("""
            inputs: { 公积金: { type: money } }
            steps: [ { id: s, kind: split, from: 公积金, into: { carry:公积金: 50%, fund:其他: 50% } } ]
            require: [ { formula: carry(公积金) / 公积金, atLeast: 10% } ]
            """).Inputs("公积金=10.00").Roster("id\na").Run().Scheme, _ => null)[0].Zh, StringComparison.Ordinal);

    // Of a formula as people read it: what is written in per cent stays so.
    [Fact]
    public void Remarks_RateInAFormula_IsSaidAsWritten() => Assert.Equal(
        "要求“补提”：可分配盈余的 5% 的 120% + 0.05 元是 60.05 元，不低于 60.00 元，符合",
        Trial.Of(Head + "require: [ { formula: surplus * 5% * 120% + 0.05 元, atLeast: 60 元, title: 补提 } ]")
            .Inputs("surplus=1000.00").Roster("id volume\na 1").Run().Remarks()
            .Single(remark => remark.Code == "requirement_met").Message.Zh);

    [Fact]
    public void Remarks_Met_EachIsSaidWithItsFigures()
    {
        var distribution = Trial.Of(Head + """
            require:
              - { formula: fund(reserve), atLeast: surplus * 20%, clause: 公积金不低于两成 }
              - { formula: received(patronage), atLeast: floor, to: sellers }
            """).Inputs("surplus=1000.00").Roster("id volume\na 1\nb 5\nc 0").Run();
        var remarks = distribution.Remarks().Where(remark => remark.Code == "requirement_met").ToArray();

        Assert.Equal(
        [
            "要求“公积金不低于两成”：“公积金”是 205.00 元，不低于 200.00 元，符合",
            "要求““按交易量返还”所得不低于每户最低数”：2 户都符合",
        ], remarks.Select(remark => remark.Message.Zh));
        Assert.All(remarks, remark => Assert.False(remark.IsWarning));
    }

    [Fact]
    public void OfRequirements_SaidInASentenceWithTheParametersInIt() => Assert.Equal(
        ["“公积金”不低于可分配盈余的 20%；达不到就不能核算。", "有交售量的户每户的“按交易量返还”所得不低于每户最低数（100.00 元）；达不到就不能核算。"],
        StepSentences.OfRequirements(SchemeText.Scheme(Head + """
            require:
              - { formula: fund(reserve), atLeast: surplus * 20% }
              - { formula: received(patronage), atLeast: floor, to: sellers }
            """), parameter => parameter.Default).Select(sentence => sentence.Zh));

    [Theory]
    [InlineData("{ formula: pool(surplus), atLeast: 1 元 }", "unreachable_step require[0].formula", "资金池都是空的")]
    [InlineData("{ formula: fund(next), atLeast: 1 元 }", "unknown_account require[0].formula", "已有：reserve")]
    [InlineData("{ formula: fund(reserve), atLeast: 20% }", "formula_dimension require[0].atLeast", "界限是比例时，公式除以它所比的金额")]
    [InlineData("{ formula: fund(reserve), atLeast: 1 元, to: sellers }", "scheme_invalid_value require[0].to", "不写 to")]
    [InlineData("{ formula: received(patronage), atLeast: 1 元, to: nobody }", "unknown_group require[0].to", "没有组")]
    [InlineData("{ formula: fund(reserve), atLeast: 1 元, code: no }", "scheme_invalid_value require[0].code", "requirement_not_met")]
    [InlineData("{ formula: fund(reserve) }", "scheme_invalid_value require[0]", "要写 above")]
    [InlineData("{ that: fund(reserve), atLeast: 1 元 }", "scheme_missing_field require[0].formula", "formula")]
    public void Compile_BrokenRequirement_SaysTheCure(string requirement, string expected, string cure)
    {
        var problem = SchemeText.Compile(SchemeText.Head + Head + $"require: [ {requirement} ]").Problems[0];

        Assert.Equal(expected, $"{problem.Code} {problem.Field}");
        Assert.Contains(cure, problem.Message.Zh + problem.Hint?.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_FundInAStep_SaysWhereItGoes()
    {
        var problem = SchemeText.Compile(SchemeText.Head + Head.Replace("amount: 5 元", "amount: fund(reserve)", StringComparison.Ordinal))
            .Problems[0];

        Assert.Equal("cyclic_reference steps[3].amount", $"{problem.Code} {problem.Field}");
        Assert.Contains("只在 require 里用", problem.Message.Zh, StringComparison.Ordinal);
    }
}
