using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Steps.Withhold;

/// <summary>Costs that all bear together, to the fen, and deductions that take no more than a part of what was received.</summary>
public sealed class SharedTotalTests
{
    private const string Head = """
        inputs: { water: { type: money, pool: false, title: { zh: 水费, en: Water } } }
        holdings: { persons: { unit: person, decimals: 0, title: { zh: 人口, en: Persons } } }
        steps:
          - { id: pay, kind: pay, from: payer:x, amount: 100 yuan }
        """;

    [Theory]
    [InlineData("9.99", "-2.22", "-4.44", "-3.33")]
    [InlineData("10.00", "-2.22", "-4.45", "-3.33")] // each alone rounds to 2.22 + 4.44 + 3.33 = 9.99
    [InlineData("10.01", "-2.22", "-4.45", "-3.34")]
    public void Withhold_SharedTotal_IsWithheldToTheFen(string water, string a, string b, string c)
    {
        var result = Trial.Of(Head + "\n  - { id: water_fee, kind: withhold, total: water, by: persons, into: fund:water }")
            .Inputs("water=" + water).Roster("id persons\na 2\nb 4\nc 3\nd 0").Result();

        Assert.Contains($"water_fee {a},", result, StringComparison.Ordinal);
        Assert.Contains($"water_fee {b},", result, StringComparison.Ordinal);
        Assert.Contains($"water_fee {c},", result, StringComparison.Ordinal);
        Assert.Contains("\nd: pay 100.00, = 100.00\n", result, StringComparison.Ordinal);
        Assert.EndsWith("fund water " + water, result, StringComparison.Ordinal);
    }

    [Fact]
    public void Record_SharedTotal_QuotasAddUpToTheReserve()
    {
        var result = Trial.Of(Head + "\n  - { id: quota, kind: record, total: water }")
            .Inputs("water=100.00").Roster("id persons\na 1\nb 1\nc 1").Result();

        Assert.StartsWith("a: pay 100.00, [quota 33.34], = 100.00\nb: pay 100.00, [quota 33.33], = 100.00\nc: pay 100.00, [quota 33.33]",
            result, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_SharedTotal_IsSaidAndDone()
    {
        var distribution = Trial.Of(Head + """

              - { id: water_fee, kind: withhold, total: water, by: persons, into: fund:water }
              - { id: quota, kind: record, total: water }
            """).Inputs("water=10.00").Roster("id persons\na 2\nb 4\nc 3").Run();

        Assert.Equal("【water_fee】合计 10.00 元按人口分摊，本户 4 人，合计 9 人；10.00 × 4 ÷ 9 = 4.44444444… 元，先舍到分为 4.44 元；"
            + "各户舍到分后还余 1 分，从舍去零头最大的户起每户补 1 分（零头相同的，编号在前的先补），本户排第 1，补 1 分，扣 4.45 元，记作 -4.45 元。",
            distribution.Explain(1, distribution.Steps[1]).Text.Zh);
        Assert.StartsWith("【quota】合计 10.00 元由 3 户平均分摊；10.00 ÷ 3 = 3.33333333… 元，先舍到分为 3.33 元",
            distribution.Explain(0, distribution.Steps[2]).Text.Zh, StringComparison.Ordinal);
        Assert.Equal(
            ["把水费按人口分摊到全体农户，从应得的钱里扣下，转入“水费”；尾差按最大余数法处理。",
                "另记水费由全体农户平均分摊的数；尾差按最大余数法处理；只作记录，不付钱，不计入应发。"],
            StepSentences.Of(distribution.Scheme, 2020).Skip(1).Select(sentence => sentence.Zh));
    }

    [Theory]
    [InlineData("water=1.00", "zero_weight steps[1]")]
    [InlineData("water=0.00", "")]
    public void Run_NobodyToBearIt_RefusedUnlessThereIsNothingToBear(string water, string expected)
    {
        var trial = Trial.Of(Head + "\n  - { id: water_fee, kind: withhold, total: water, by: persons, into: fund:water }")
            .Inputs(water).Roster("id persons\na 0");

        Assert.Equal(expected, trial.TryRun() is null ? $"{trial.Refused().Code} {trial.Refused().Field}" : "");
    }

    [Theory]
    [InlineData("999.99", "50%", "-500.00", "500.00")]
    [InlineData("500.00", "50%", "-500.00", "500.00")]
    [InlineData("499.99", "50%", "-499.99", "500.01")]
    [InlineData("9999.99", "100%", "-1000.00", "0.00")]
    [InlineData("9999.99", "33.3339%", "-333.33", "666.67")] // 333.339, cut down
    public void Withhold_Limit_NoMoreThanThePartOfWhatWasReceived(string debt, string limit, string withheld, string total)
    {
        var result = Trial.Of($$"""
            holdings: { debt: { unit: yuan } }
            steps:
              - { id: dividend, kind: pay, from: payer:x, amount: 1000 yuan }
              - { id: set_off, kind: withhold, of: [dividend], amount: debt, limit: {{limit}}, into: fund:repaid }
            """).Roster("id debt\na " + debt).Result();

        Assert.Equal($"a: dividend 1000.00, set_off {withheld}, = {total}\npayer x 1000.00\nfund repaid {withheld[1..]}", result);
    }

    [Fact]
    public void Explain_Limit_SaysWhatWasNotWithheld()
    {
        var distribution = Trial.Of("""
            holdings: { debt: { unit: yuan, title: { zh: 欠款, en: Debt } } }
            steps:
              - { id: dividend, kind: pay, from: payer:x, amount: 1000 yuan, title: 分红 }
              - { id: set_off, kind: withhold, of: [dividend], amount: debt, limit: 50%, into: fund:repaid }
            """).Roster("id debt\na 800").Run();

        Assert.Equal("【set_off】欠款 800.00 元；最多扣“分红”所得 1,000.00 元的 50%，即 500.00 元，照此扣，还有 300.00 元没有扣，"
            + "扣 500.00 元，记作 -500.00 元。", distribution.Explain(0, distribution.Steps[1]).Text.Zh);
        Assert.Contains("，最多扣“分红”所得的 50%", StepSentences.Of(distribution.Scheme, 2020)[1].Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_LimitBetweenTwoFen_SaysThatItIsCut()
    {
        var distribution = Trial.Of("""
            steps:
              - { id: dividend, kind: pay, from: payer:x, amount: 1000.01 yuan, title: 分红 }
              - { id: set_off, kind: withhold, of: [dividend], amount: 800 yuan, limit: 50%, into: fund:repaid }
            """).Roster("id\na").Run();

        Assert.Contains("所得 1,000.01 元的 50%，即 500.005 元，去尾到分为 500.00 元，照此扣",
            distribution.Explain(0, distribution.Steps[1]).Text.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("amount: 1 yuan, total: 1 yuan", "scheme_invalid_value steps[1].total", "只写一样")]
    [InlineData("amount: 1 yuan, by: persons", "scheme_invalid_value steps[1].by", "和 total 一起")]
    [InlineData("to: everyone", "scheme_missing_field steps[1].amount", "total")]
    [InlineData("total: 1 yuan * persons / 1 person", "formula_column steps[1].total", "一个数")]
    [InlineData("total: water, limit: 50%, of: [pay]", "scheme_invalid_value steps[1].limit", "扣足")]
    [InlineData("amount: water, limit: 50%", "scheme_invalid_value steps[1].limit", "of: [dividend]")]
    [InlineData("amount: water, of: [pay], limit: 1 yuan", "formula_dimension steps[1].limit", "没有单位的数")]
    public void Compile_BrokenDeduction_SaysTheCure(string fields, string expected, string cure)
    {
        var problem = SchemeText.Compile(SchemeText.Head + Head + $"\n  - {{ id: w, kind: withhold, {fields}, into: fund:water }}")
            .Problems.First(each => !each.IsWarning);

        Assert.Equal(expected, $"{problem.Code} {problem.Field}");
        Assert.Contains(cure, problem.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_LimitAboveTheWhole_Refused()
    {
        var problem = Trial.Of(Head + "\n  - { id: w, kind: withhold, of: [pay], amount: 1 yuan, limit: 60% + 60%, into: fund:water }")
            .Inputs("water=0.00").Roster("id persons\na 1").Refused();

        Assert.Equal("parameter_out_of_range steps[1].limit", $"{problem.Code} {problem.Field}");
    }
}
