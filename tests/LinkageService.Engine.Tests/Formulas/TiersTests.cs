using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Formulas;

/// <summary>Parameters of type tiers: both sides of every limit, one value and columns, words, and what is refused.</summary>
public sealed class TiersTests
{
    private const string Bonus = "{ type: tiers, of: yuan, upTo: { 10000.00: 3%, 50000.00: 5% }, above: 8%, mode: ";

    [Theory]
    [InlineData("marginal", "9999.99", "300.00")] // 299.9997
    [InlineData("marginal", "10000.00", "300.00")]
    [InlineData("marginal", "10000.30", "300.02")] // 300 + 0.015, half up
    [InlineData("marginal", "49999.99", "2300.00")]
    [InlineData("marginal", "50000.00", "2300.00")]
    [InlineData("marginal", "50000.13", "2300.01")] // 0.13 × 8% = 0.0104
    [InlineData("marginal", "60000.00", "3100.00")]
    [InlineData("whole", "9999.99", "300.00")]
    [InlineData("whole", "10000.00", "300.00")]
    [InlineData("whole", "10000.01", "500.00")] // 500.0005
    [InlineData("whole", "50000.00", "2500.00")]
    [InlineData("whole", "50000.01", "4000.00")] // 4000.0008
    public void Run_BothSidesOfEachLimit_ForOneValueAndForAColumn(string mode, string sales, string expected)
    {
        var result = Trial.Of($$"""
            parameters: { bonus: {{Bonus}}{{mode}} } }
            inputs: { turnover: { type: money, pool: false } }
            holdings: { sales: { unit: yuan } }
            steps:
              - { id: each, kind: pay, from: payer:x, amount: "tiers(bonus, sales)" }
              - { id: one, kind: take, from: payer:x, amount: "tiers(bonus, turnover)", into: fund:f }
            """).Inputs("turnover=" + sales).Roster($"id sales\na {sales}\nb 0").Result();

        Assert.StartsWith($"a: each {expected}, = {expected}\nb: = 0.00\n", result, StringComparison.Ordinal);
        Assert.EndsWith("fund f " + expected, result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("upTo", "59", "0.00")]
    [InlineData("upTo", "60", "0.00")]
    [InlineData("upTo", "61", "600.00")]
    [InlineData("below", "59", "0.00")]
    [InlineData("below", "60", "600.00")]
    [InlineData("below", "80", "1000.50")]
    public void Run_FixedAmounts_TheLimitBelongsWhereTheTableSays(string key, string age, string expected)
    {
        var result = Trial.Of($$"""
            parameters: { elders: { type: tiers, of: year_of_age, gives: money, {{key}}: { 60: 0, 80: 600 }, above: 1000.50, mode: fixed } }
            holdings: { age: { unit: year_of_age, decimals: 0 } }
            steps: [ { id: pension, kind: pay, from: payer:x, amount: "tiers(elders, age)" } ]
            """).Roster("id age\na " + age).Result();

        Assert.EndsWith($"= {expected}\npayer x {expected}", result, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_PricePerUnitAndYears_TheTableOfTheYear()
    {
        var trial = () => Trial.Of("""
            parameters:
              price:
                { type: tiers, of: jin, gives: money, per: jin, upTo: { 100.5: 2.00 }, above: 1.50, mode: marginal,
                  values: { 2026: { upTo: { 100: 2.20 }, above: 1.60 } } }
            holdings: { delivered: { unit: jin } }
            steps: [ { id: price, kind: pay, from: payer:x, amount: "tiers(price, delivered)" } ]
            """).Roster("id delivered\na 120.5");

        Assert.StartsWith("a: price 231.00", trial().In(2025).Result(), StringComparison.Ordinal);
        Assert.StartsWith("a: price 252.80", trial().In(2026).Result(), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_Marginal_SaysEveryPartInPlainSentences()
    {
        var distribution = Trial.Of($$"""
            parameters: { bonus: {{Bonus}}marginal, title: { zh: 交售奖励, en: Bonus } } }
            holdings: { sales: { unit: yuan, title: { zh: 交售额, en: Sales } } }
            steps:
              - { id: each, kind: pay, from: payer:x, amount: "tiers(bonus, sales)" }
              - { id: more, kind: pay, from: payer:x, amount: "tiers(bonus, sales) * 2 + 1 yuan" }
            """).Roster("id sales\na 60000\nb 8000.10").Run();

        var text = distribution.Explain(0, distribution.Steps[0]).Text;
        Assert.Equal("【each】交售额 60,000.00 元分段计算：前 10,000.00 元按 3% 是 300.00 元，10,000.00 元到 50,000.00 元之间的 40,000.00 元"
            + "按 5% 是 2,000.00 元，超过 50,000.00 元的 10,000.00 元按 8% 是 800.00 元；合计 3,100.00 元，得 3,100.00 元。", text.Zh);
        Assert.Equal("each: sales 60,000.00 yuan, part by part: the first 10,000.00 yuan at 3% 300.00 yuan, "
            + "the 40,000.00 yuan from 10,000.00 yuan to 50,000.00 yuan at 5% 2,000.00 yuan, "
            + "the 10,000.00 yuan above 50,000.00 yuan at 8% 800.00 yuan; in all 3,100.00 yuan, gives 3,100.00 yuan.", text.En);
        Assert.Equal("【each】交售额 8,000.10 元，不超过 10,000.00 元，按 3%：8,000.10 元 × 3% = 240.003 元，四舍五入到分，得 240.00 元。",
            distribution.Explain(1, distribution.Steps[0]).Text.Zh);
        Assert.Equal("【more】交售奖励（交售额） × 2 + 1 元 = 240.003 元 × 2 + 1 元 = 481.006 元；"
            + "其中交售额 8,000.10 元，不超过 10,000.00 元，按 3%：8,000.10 元 × 3% = 240.003 元，四舍五入到分，得 481.01 元。",
            distribution.Explain(1, distribution.Steps[1]).Text.Zh);
    }

    [Fact]
    public void Describe_EveryMode_TheWholeTableInOneSentence()
    {
        var scheme = SchemeText.Scheme($$"""
            parameters:
              bonus: {{Bonus}}marginal, title: { zh: 奖励, en: Bonus } }
              slab: {{Bonus}}whole, values: { 2026: { upTo: { 20000.00: 4% }, above: 6% } } }
              elders: { type: tiers, of: year_of_age, gives: money, below: { 60: 0 }, above: 600, mode: fixed, title: 敬老钱 }
            holdings: { sales: { unit: yuan, title: 交售额 }, age: { unit: year_of_age, title: 年龄 } }
            steps:
              - { id: a, kind: pay, from: payer:x, amount: "tiers(bonus, sales)" }
              - { id: b, kind: pay, from: payer:x, amount: "tiers(slab, sales)" }
              - { id: c, kind: pay, from: payer:x, amount: "tiers(elders, age)" }
            """);

        Assert.Equal(
        [
            "由x按交售额分段计算的奖励（不超过 10,000.00 元的部分 3%，超过 10,000.00 元、不超过 50,000.00 元的部分 5%，超过 50,000.00 元的部分 8%）"
                + "付给全体农户，四舍五入到分。",
            "由x按交售额定档后全额计算的slab（不超过 10,000.00 元的 3%，超过 10,000.00 元、不超过 50,000.00 元的 5%，超过 50,000.00 元的 8%；"
                + "2026 年起不超过 20,000.00 元的 4%，超过 20,000.00 元的 6%）付给全体农户，四舍五入到分。",
            "由x按年龄所在档的敬老钱（不足 60 year_of_age的 0.00 元，达到 60 year_of_age的 600.00 元）付给全体农户，四舍五入到分。",
        ], StepSentences.Of(scheme, 2020).Select(sentence => sentence.Zh));
    }

    [Theory]
    [InlineData("of: yuan, upTo: { 1: 1% }, above: 2%", "scheme_missing_field parameters.t.mode", "mode")]
    [InlineData("of: yuan, upTo: { 1: 1% }, mode: whole", "scheme_missing_field parameters.t.above", "above")]
    [InlineData("of: yuan, above: 2%, mode: whole", "scheme_missing_field parameters.t.upTo", "upTo")]
    [InlineData("of: yuan, upTo: {}, above: 2%, mode: whole", "scheme_missing_field parameters.t.upTo", "upTo")]
    [InlineData("of: yuan, upTo: { 1: 1% }, below: { 2: 2% }, above: 2%, mode: whole", "scheme_invalid_value parameters.t.upTo", "below")]
    [InlineData("of: yuan, upTo: { 50000: 5%, 10000: 3% }, above: 8%, mode: whole", "scheme_invalid_value parameters.t.upTo.10000", "从小到大")]
    [InlineData("of: yuan, upTo: { 1: 1%, 1.00: 2% }, above: 8%, mode: whole", "scheme_invalid_value parameters.t.upTo.1.00", "只写一次")]
    [InlineData("of: yuan, upTo: { 10,000.00: 3% }, above: 8%, mode: whole", "scheme_invalid_value parameters.t.upTo.10", "10000.00: 3%")]
    [InlineData("of: yuan, upTo: { 1.005: 3% }, above: 8%, mode: whole", "scheme_invalid_value parameters.t.upTo.1.005", "小数超过 2 位")]
    [InlineData("of: yuan, upTo: { 1: 120% }, above: 8%, mode: whole", "scheme_invalid_value parameters.t.upTo.1", "gives: number")]
    [InlineData("of: money, upTo: { 1: 1% }, above: 8%, mode: whole", "scheme_invalid_value parameters.t.of", "of: yuan")]
    [InlineData("of: yuan, upTo: { 1: 1% }, above: 8%, mode: slab", "scheme_invalid_value parameters.t.mode", "marginal | whole | fixed")]
    [InlineData("of: yuan, upTo: { 1: 1% }, above: 8%, mode: whole, values: { 26: {} }",
        "scheme_invalid_value parameters.t.values.26", "年份")]
    public void Compile_BrokenTable_OneProblemWithItsCure(string table, string expected, string cure)
    {
        var compilation = SchemeText.Compile(SchemeText.Head + $$"""
            parameters: { t: { type: tiers, {{table}} } }
            holdings: { sales: { unit: yuan } }
            steps: [ { id: a, kind: pay, from: payer:x, amount: "tiers(t, sales)" } ]
            """);

        var problem = compilation.Problems[0];
        Assert.Equal(expected, $"{problem.Code} {problem.Field}");
        Assert.Contains(cure, problem.Message.Zh, StringComparison.Ordinal);
        Assert.Equal(1, compilation.Problems.Count(each => !each.IsWarning));
    }

    [Theory]
    [InlineData("tiers(t, land)", "formula_dimension", "按“元”分档（of），这里是“亩”")]
    [InlineData("tiers(u, sales)", "unknown_name", "已有：t")]
    [InlineData("tiers(t)", "formula_syntax", "tiers(分档表, 按什么分档)")]
    [InlineData("t * sales", "unknown_name", "写作 tiers(t, …)")]
    [InlineData("sales * tiers(t, sales)", "formula_dimension", "元^2")]
    public void Compile_BrokenUse_SaysTheCure(string formula, string code, string cure)
    {
        var problem = SchemeText.Compile(SchemeText.Head + $$"""
            parameters: { t: { type: tiers, of: yuan, upTo: { 1: 1% }, above: 2%, mode: whole } }
            holdings: { sales: { unit: yuan }, land: { unit: mu, default: 0 } }
            steps: [ { id: a, kind: pay, from: payer:x, amount: "{{formula}}" } ]
            """).Problems[0];

        Assert.Equal(code, problem.Code.Name);
        Assert.Contains(cure, problem.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TableStatedWithTheRun_RefusedWithTheWayToChangeIt()
    {
        var problem = Trial.Of($$"""
            parameters: { bonus: {{Bonus}}whole } }
            holdings: { sales: { unit: yuan } }
            steps: [ { id: a, kind: pay, from: payer:x, amount: "tiers(bonus, sales)" } ]
            """).Parameters("bonus=5%").Roster("id sales\na 1").Refused();

        Assert.Equal("unknown_parameter parameters.bonus", $"{problem.Code} {problem.Field}");
        Assert.Contains("新版本", problem.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_RateOfATableAsAShare_MustCloseLikeAnyRate()
    {
        var trial = Trial.Of("""
            parameters: { t: { type: tiers, of: yuan, upTo: { 100: 40% }, above: 30%, mode: fixed } }
            inputs: { profit: { type: money } }
            steps: [ { id: a, kind: split, from: profit, into: { fund:x: "tiers(t, profit)", fund:y: 60% } } ]
            """).Roster("id\na");

        Assert.Equal("a: = 0.00\ninput profit 100.00\nfund x 40.00\nfund y 60.00", trial.Inputs("profit=100.00").Result());
        Assert.Equal("parts_do_not_close", trial.Inputs("profit=100.01").Refused().Code.Name);
    }
}
