using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Tests.Runs;

public sealed class ExplainMoneyTests
{
    private const string Document = """
        id: surplus
        version: 1
        title: { zh: 盈余, en: Surplus }
        inputs:
          profit: { type: money, title: { zh: 本年收益, en: Profit } }
          opening: { type: money, title: { zh: 年初未分配收益, en: Opening } }
          losses: { type: money, pool: false, title: { zh: 以前年度亏损, en: Losses } }
        parameters:
          reserve_rate: { type: rate, default: 40%, values: { 2020: 30% }, title: { zh: 公积公益金比例, en: Reserve rate } }
          villagers: { type: parts, default: 7, title: { zh: 村民份数, en: Villagers' parts } }
          collective: { type: parts, default: 3, title: { zh: 村集体份数, en: Collective's parts } }
        holdings: { land: { unit: mu, decimals: 2, title: { zh: 入股土地（亩）, en: Land } } }
        steps:
          - { id: all, kind: split, from: [profit, opening], into: { distributable: 1 }, title: { zh: 合并, en: Together } }
          - { id: losses_covered, kind: take, from: distributable, amount: losses, into: "fund:loss_cover",
              title: { zh: 弥补亏损, en: Losses } }
          - { id: reserve, kind: take, from: distributable, amount: pool(distributable) * reserve_rate, bound: at_most,
              into: "fund:reserve", title: { zh: 提取公积公益金, en: Reserve }, clause: 不超过 40% }
          - { id: bonus, kind: take, from: distributable, amount: 1000000 yuan, limit: available, into: late,
              when: { pool: distributable, above: 10000000 }, title: { zh: 奖励, en: Bonus } }
          - { id: shares, kind: split, from: distributable, into: { people: villagers, village: collective },
              title: { zh: 七三分, en: Shares } }
          - { id: promised, kind: take, from: [village, "payer:company"], amount: 40000 yuan, into: people,
              title: { zh: 保证, en: Promised } }
          - { id: land, kind: allocate, from: people, by: land, rounding: per_unit_rate, title: { zh: 土地分红, en: Land } }
          - { id: rest, kind: split, from: [people, village, late], into: { "fund:welfare": 1/3, "carry:next": remaining },
              title: { zh: 其余, en: Rest } }
        """;

    private static Distribution Surplus(string inputs) => Trial.Of(Document).Inputs(inputs).Roster("id land\n1 3.33\n2 9.60").Run();

    [Fact]
    public void ExplainMoney_EveryStep_CanBeRedoneByHand()
    {
        var distribution = Surplus("profit=180000.12 opening=7654.20 losses=12000.00");

        string[] expected =
        [
            "【合并】“本年收益” 180,000.12 元 + “年初未分配收益” 7,654.20 元 = 187,654.32 元，全部转入“可分配收益”。",
            "【弥补亏损】以前年度亏损 12,000.00 元；从“可分配收益” 187,654.32 元中取 12,000.00 元，余 175,654.32 元；记入“弥补亏损”。",
            "【提取公积公益金】“可分配收益”余额 × 公积公益金比例 = 175,654.32 元 × 30% = 52,696.296 元，不足一分的舍去，是 52,696.29 元；"
                + "从“可分配收益” 175,654.32 元中取 52,696.29 元，余 122,958.03 元；记入“公积金”。依据：“不超过 40%”。",
            "【奖励】“可分配收益”是 122,958.03 元，可分配收益大于 10,000,000.00 元时才做，这次没有做。",
            "【七三分】“可分配收益” 122,958.03 元，村民份数 7，村集体份数 3，一共 10 份；"
                + "“村民” 122,958.03 × 7 ÷ 10 = 86,070.621 元，舍到分为 86,070.62 元；"
                + "“村集体” 122,958.03 × 3 ÷ 10 = 36,887.409 元，舍到分为 36,887.40 元；"
                + "舍到分后还余 1 分，从舍去零头最大的起每份补 1 分（零头相同的，写在前面的先补）：“村集体”得 36,887.41 元。",
            "【保证】40,000.00 元；先从“村集体” 36,887.41 元中取 36,887.41 元，余 0.00 元；不够的 3,112.59 元由“公司”付 3,112.59 元；"
                + "转入“村民”，“村民”现有 126,070.62 元。",
            "【土地分红】“村民” 126,070.62 元，按“入股土地”分，合计 12.93 亩，共发 2 户；"
                + "从“村民” 126,070.62 元中发 126,070.59 元，余 0.03 元（舍去的零头留下）。",
            "【其余】“村民” 0.03 元 + “村集体” 0.00 元 + “奖励” 0.00 元 = 0.03 元；"
                + "“公益金” 0.03 × (1/3) = 0.01 元；“next”（其余 1 − 1/3 = 2/3） 0.03 × (2/3) = 0.02 元。",
        ];

        Assert.Equal(expected, distribution.ExplainMoney().Select(money => money.Explanation.Text.Zh));
        Assert.Equal("Reserve: pool(distributable) × reserve_rate = 175,654.32 × 30% = 52,696.296 yuan, cut down to 52,696.29; "
            + "52,696.29 yuan are taken out of 175,654.32 in distributable, 122,958.03 are left; it goes to fund:reserve. "
            + "Basis: “不超过 40%”.", distribution.ExplainMoney().ElementAt(2).Explanation.Text.En);
    }

    [Fact]
    public void ExplainMoneyBefore_AHouseholdStep_HasWhatFedItsPoolAndNothingElse()
    {
        var distribution = Surplus("profit=180000.12 opening=7654.20 losses=12000.00");
        var land = distribution.Scheme.Steps.Single(step => step.Id == "land");

        Assert.Equal("all losses_covered reserve bonus shares promised",
            string.Join(' ', distribution.ExplainMoneyBefore(land).Select(money => money.Step.Id)));
        Assert.Equal("bonus", string.Join(' ', distribution.ExplainMoney().Where(money => !money.IsDone).Select(money => money.Step.Id)));
        Assert.Empty(distribution.ExplainMoneyBefore(distribution.Scheme.Steps[0]));
    }

    [Fact]
    public void ExplainMoney_ALabelOfManyValues_IsNotReadOutToItsEnd()
    {
        var distribution = Trial.Of("""
            id: teams
            version: 1
            title: { zh: 各组, en: Teams }
            inputs: { profit: { type: money, title: { zh: 收益, en: Profit } } }
            labels: { team: { title: { zh: 组, en: team } } }
            steps:
              - { id: teams, kind: split, from: profit, within: team, into: { kept: 1 } }
              - { id: paid, kind: allocate, from: kept, within: team }
            """).Inputs("profit=100.00")
            .Roster("id team\n" + string.Join('\n', Enumerable.Range(100, 70).Select(team => $"{team} 第{team}组"))).Run();

        var text = distribution.ExplainMoney().First().Explanation.Text.Zh;
        Assert.Contains("舍到分后还余 60 分，", text, StringComparison.Ordinal);
        Assert.Contains("（共 70 份，只列前 64 份）", text, StringComparison.Ordinal);
        Assert.Null(MoneyAudit.Of(distribution).Fault);
    }
}
