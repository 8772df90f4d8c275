using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>What is printed is what the writer of a scheme wrote: a name in Chinese, a title whole but for its unit.</summary>
public sealed class SchemeTitlesTests
{
    private const string Accounts = """
        inputs: { income: { type: money, title: { zh: 收入（元）, en: Income (yuan) } } }
        parameters:
          村民份数: { type: parts, default: 7 }
          rest_part: { type: parts, default: 3, title: { zh: 发展资金份额, en: Share of development } }
        accounts: { seeds: { title: { zh: 种子款（秋季）, en: Seeds (autumn) } } }
        steps:
          - { id: one, kind: take, title: 扣回预付, from: income, amount: 1 yuan, into: "fund:预付款" }
          - { id: two, kind: take, title: { zh: 提公积金, en: Reserve }, from: income, amount: 1 yuan, into: "fund:公积金_东村" }
          - { id: three, kind: take, title: { zh: 扣除款, en: Deducted }, from: income, amount: 1 yuan, into: "fund:deducted" }
          - { id: four, kind: take, title: { zh: 提取种子款, en: Seeds first }, from: income, amount: 1 yuan, into: "fund:seeds" }
          - { id: five, kind: take, title: { zh: 扣留, en: Kept back }, from: income, amount: 1 yuan, into: "fund:surplus_reserve" }
          - { id: shares, kind: split, title: 分成, from: income, into: { 村民: 村民份数, "carry:rest": rest_part } }
          - { id: paid, kind: allocate, from: 村民 }
        """;

    [Theory]
    [InlineData("fund:预付款", "预付款 | 预付款")]
    [InlineData("fund:公积金_东村", "公积金_东村 | 公积金_东村")]
    [InlineData("fund:deducted", "扣除款 | Deducted")]
    [InlineData("fund:seeds", "种子款（秋季） | Seeds (autumn)")]
    [InlineData("fund:surplus_reserve", "公积金 | Surplus reserve")]
    [InlineData("carry:rest", "发展资金 | Development")]
    [InlineData("村民", "村民 | 村民")]
    [InlineData("income", "收入 | Income")]
    public void Of_AnAccount_IsItsTitleItsChineseNameOrTheStepThatFillsIt(string account, string expected)
    {
        var scheme = SchemeText.Scheme(Accounts);
        var found = scheme.Steps.SelectMany(step => step.Accounts).First(known => known.ToString() == account);
        var label = SchemeTitles.AsLabel(new SchemeTitles(scheme).Of(found));

        Assert.Equal(expected, $"{label.Zh} | {label.En}");
    }

    [Theory]
    [InlineData("{ unit: mu, title: 土地（亩） }", "土地")]
    [InlineData("{ unit: mu, title: Land (mu) }", "Land")]
    [InlineData("{ unit: 筐, title: 交货（筐） }", "交货")]
    [InlineData("{ unit: yuan, title: 交易量（额） }", "交易量（额）")]
    [InlineData("{ unit: person, title: 人口（东组） }", "人口（东组）")]
    [InlineData("{ unit: yuan, title: 投入（2024 年） }", "投入（2024 年）")]
    public void Of_AHolding_LosesItsUnitAndNothingElse(string holding, string expected) => Assert.Equal(expected,
        new SchemeTitles(SchemeText.Scheme($$"""
            holdings: { held: {{holding}} }
            steps:
              - { id: chosen, kind: select, places: 1, rank: [held asc], as: first }
              - { id: gift, kind: pay, from: "payer:x", amount: 1 yuan, to: first }
            """)).Of("held").Zh);

    [Theory]
    [InlineData("{ type: money, per: jin, title: 市价（元/斤） }", "市价")]
    [InlineData("{ type: money, per: jin, title: Price (yuan per jin) }", "Price")]
    [InlineData("{ type: money, per: jin, title: 市价（早稻） }", "市价（早稻）")]
    public void Of_AParameter_LosesItsUnitAndNothingElse(string parameter, string expected) => Assert.Equal(expected,
        new SchemeTitles(SchemeText.Scheme($$"""
            parameters: { price: {{parameter}} }
            steps: [{ id: gift, kind: pay, from: "payer:x", amount: price * 1 jin }]
            """)).Of("price").Zh);
}
