using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Runs;

/// <summary>Groups told by a formula, and groups of who was not chosen.</summary>
public sealed class FormulaGroupsTests
{
    private const string Head = """
        parameters: { line: { type: money, per: 人, default: 4000.00, title: { zh: 收入线, en: Income line } } }
        inputs: { grant: { type: money } }
        holdings:
          land: { unit: 亩, title: { zh: 入股土地（亩）, en: Land (mu) } }
          persons: { unit: 人, decimals: 0, title: { zh: 人口, en: Persons } }
          income: { unit: 元, default: 0.00, title: { zh: 年收入, en: Income } }

        """;

    // 2.4999 / 2, 2.5 / 2 and 2.5001 / 2 persons; then 3.75 / 3, which no decimal of one third comes into
    [Theory]
    [InlineData("above", "c")]
    [InlineData("atLeast", "b c d")]
    [InlineData("below", "a")]
    [InlineData("atMost", "a b d")]
    public void Run_LandPerHead_ExactOnBothSidesOfTheBound(string comparison, string members) =>
        Assert.Equal(members, Members($"{{ formula: land / persons, {comparison}: 1.25 亩 / 1 人 }}",
            "id land persons\na 2.4999 2\nb 2.5 2\nc 2.5001 2\nd 3.75 3"));

    [Theory]
    [InlineData("above: 1 亩 / 3 人", "b")]
    [InlineData("atMost: 1 亩 / 3 人", "a c")]
    public void Run_BoundOfOneThird_IsExact(string bound, string members) => Assert.Equal(
        members, Members($"{{ formula: land / persons, {bound} }}", "id land persons\na 0.3333 1\nb 0.3334 1\nc 1 3"));

    // a has land and nobody, b has neither: held against 0, whatever the bound.
    [Theory]
    [InlineData("above", "a")]
    [InlineData("atLeast", "a b")]
    [InlineData("below", "c")]
    [InlineData("atMost", "b c")]
    public void Run_DivisorZero_TheDividendIsHeldAgainstZeroAndACheckSaysSo(string comparison, string members)
    {
        var trial = Trial.Of(Head + Text($"{{ formula: land / persons, {comparison}: 1 亩 / 1 人 }}")).Inputs("grant=6.00")
            .Roster("id land persons\na 2 0\nb 0 0\nc 1 5");
        Assert.Equal(members, Members(trial));

        var remark = Assert.Single(trial.Run().Remarks(), remark => remark.Code == "zero_divisor");
        Assert.True(remark.IsWarning);
        Assert.StartsWith("2 户的人口是 0（a、b），除不出“入股土地 ÷ 人口”，只看入股土地是否", remark.Message.Zh, StringComparison.Ordinal);
        Assert.EndsWith($"其中 {members.Split(' ').Count(id => id is "a" or "b")} 户符合", remark.Message.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ formula: income, below: persons * line }", "a")]
    [InlineData("{ formula: income / persons, below: line }", "a")]
    [InlineData("{ formula: income / sum(income), atLeast: 1 / 3 }", "b c")]
    [InlineData("{ formula: land * count(everyone), above: sum(land) }", "c")]
    [InlineData("{ all: [ { formula: land / persons, atLeast: 1 亩 / 1 人 }, { not: { formula: income, above: 8000 元 } } ] }", "a b")]
    public void Run_OtherFormulas_EachHouseholdByItsOwnFigures(string condition, string members) =>
        Assert.Equal(members, Members(condition, "id land persons income\na 2 2 7999.99\nb 2 2 8000.00\nc 3 2 8000.01"));

    [Fact]
    public void Run_NegativeDivisor_RefusedByTheHousehold()
    {
        var problem = Trial.Of(Head + Text("{ formula: land / (persons - 2 人), above: 1 亩 / 1 人 }")).Inputs("grant=6.00")
            .Roster("id land persons\na 2 3\nb 2 1").Refused();

        Assert.Equal("negative_result groups.chosen_few.formula", $"{problem.Code} {problem.Field}");
        Assert.Equal("公式“land / (persons - 2 人)”的除数算出负数 -1（户 b）", problem.Message.Zh);
    }

    [Fact]
    public void Explain_MemberByFormula_TheFiguresCanBeRedone()
    {
        var distribution = Trial.Of(Head + """
            groups:
              人多地少: { formula: land / persons, below: 1 亩 / 1 人 }
              low: { formula: income / persons, atMost: line }
            steps:
              - { id: share, kind: allocate, from: grant, by: persons, factors: { low: 150% }, to: 人多地少 }
            """).Inputs("grant=90.00").Roster("id land persons income\na 3 5 20000.00\nb 1 2 9000.00\nc 2 2 1.00").Run();

        Assert.EndsWith("人群“人多地少”：入股土地 ÷ 人口 = 3 亩 ÷ 5 人 = 0.6 亩/人；要求低于 1 亩/人，符合。"
            + "分组条件：年收入 ÷ 人口 = 20,000.00 元 ÷ 5 人 = 4,000.00 元/人；要求不超过收入线 4,000.00 元/人，符合。",
            distribution.Explain(0, distribution.Steps[0]).Text.Zh, StringComparison.Ordinal);
        Assert.EndsWith(" Group “人多地少”: land ÷ persons = 1 ÷ 2 = 0.5 mu/person; required: below 1 mu/person, met."
            + " Condition of the group: income ÷ persons = 9,000.00 ÷ 2 = 4,500.00 yuan/person; "
            + "required: at most line = 4,000.00 yuan/person, not met.",
            distribution.Explain(1, distribution.Steps[0]).Text.En, StringComparison.Ordinal);
        Assert.Equal("grant按人口（人）分给人多地少（入股土地 ÷ 人口低于 1 亩/人的户），其中年收入 ÷ 人口不超过收入线的户按 150% 折算；尾差按最大余数法处理。",
            Assert.Single(StepSentences.Of(distribution.Scheme, 2020)).Zh);
    }

    [Theory]
    [InlineData("{ formula: land / persons, above: 1 亩 }", "formula_dimension groups.chosen_few.above", "界限写明单位，如 1 亩 / 1 人")]
    [InlineData("{ formula: land / persons, above: 1 亩/人 }", "unknown_name groups.chosen_few.above", "“人”是单位，前面要有数：1 人")]
    [InlineData("{ formula: land, above: 5 }", "formula_dimension groups.chosen_few.above", "界限写明单位，如 1 亩")]
    [InlineData("{ formula: grant, above: 5 元 }", "formula_column groups.chosen_few.formula", "写 when")]
    [InlineData("{ formula: land / 0, above: 5 亩 }", "division_by_zero groups.chosen_few.formula", "除数是 0")]
    [InlineData("{ formula: land / persons / land, above: 5 }", "formula_column groups.chosen_few.formula", "除以逐户的数")]
    [InlineData("{ formula: land * pool(grant), above: 5 }", "cyclic_reference groups.chosen_few.formula", "第一步之前")]
    [InlineData("{ formula: received(share), above: 5 元 }", "cyclic_reference groups.chosen_few.formula", "第一步之前")]
    [InlineData("{ formula: land * count(chosen_few), above: 5 亩 }", "cyclic_reference groups.chosen_few.formula", "第一步之前")]
    [InlineData("{ formula: land, above: 1 亩, atMost: 2 亩 }", "scheme_invalid_value groups.chosen_few", "上下限都要时写成两条（人群条件写进 all）")]
    [InlineData("{ formula: land }", "scheme_invalid_value groups.chosen_few", "要写 above")]
    [InlineData("{ formula: land, above: '>1 亩' }", "scheme_invalid_value groups.chosen_few.above", "只写数")]
    [InlineData("{ formula: land, holding: land, above: 1 亩 }", "scheme_invalid_value groups.chosen_few", "一个条件只写")]
    public void Compile_BrokenComparison_SaysTheCure(string condition, string expected, string cure)
    {
        var problem = SchemeText.Compile(SchemeText.Head + Head + Text(condition)).Problems[0];

        Assert.Equal(expected, $"{problem.Code} {problem.Field}");
        Assert.Contains(cure, problem.Message.Zh + problem.Hint?.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 亩", true)]
    [InlineData("2 亩", true)]
    [InlineData("0.5 亩", false)]
    public void Compile_SameComparisonAndItsOpposite_NeverHolds(string other, bool never)
    {
        var condition = $"{{ all: [ {{ formula: land, below: 1 亩 }}, {{ not: {{ formula: land, below: {other} }} }} ] }}";
        var problems = SchemeText.Compile(SchemeText.Head + Head + Text(condition)).Problems;

        Assert.Equal(never, problems.Any(problem => problem.Code.Name == "group_never_holds"));
    }

    [Fact]
    public void StepsOf_GroupByAHoldingOfStatus_TellsOne()
    {
        var scheme = SchemeText.Scheme("""
            inputs: { grant: { type: money } }
            holdings: { poor: { unit: 人, title: { zh: 困难人口, en: Persons in need } }, land: { unit: 亩 } }
            groups: { some: { formula: poor * 2, above: 1 人 }, others: { formula: land * 2, above: 1 亩 } }
            steps:
              - { id: told, kind: pay, from: grant, amount: 1 元, to: some }
              - { id: untold, kind: pay, from: grant, amount: 1 元, to: others }
              - { id: rest, kind: split, from: grant, into: { fund:rest: remaining } }
            """);
        Assert.Equal(["told"], StatusDisclosure.StepsOf(scheme));
    }

    private static string Members(string condition, string roster) =>
        Members(Trial.Of(Head + Text(condition)).Inputs("grant=6.00").Roster(roster));

    private static string Members(Trial trial) => string.Join(' ', trial.Result().Split('\n')
        .Where(line => line.Contains(": paid", StringComparison.Ordinal)).Select(line => line.Split(':')[0]));

    private static string Text(string condition) => $$"""
        groups: { chosen_few: {{condition}} }
        steps:
          - { id: paid, kind: pay, from: grant, amount: 1 元, to: chosen_few }
          - { id: rest, kind: split, from: grant, into: { fund:rest: remaining } }
        """;
}
