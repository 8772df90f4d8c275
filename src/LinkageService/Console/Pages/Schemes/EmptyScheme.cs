namespace LinkageService.Console.Pages.Schemes;

/// <summary>What a new scheme begins as: small, complete, and to be changed line by line.</summary>
internal static class EmptyScheme
{
    /// <summary>The document.</summary>
    public const string Text = """
        # 一个最小的方案：先提公积金，其余按土地分。改编号、名称和各行，边改边看下面的试算。
        id: my-scheme
        version: 1
        title: { zh: 我的方案, en: My scheme }
        summary: { zh: 提取公积金后，其余按入股土地分给各户。, en: 'After the reserve, the rest is shared by land.' }

        parameters:
          reserve_rate: { type: rate, default: 10%, title: { zh: 公积金比例, en: Reserve rate } }

        inputs:
          profit: { type: money, title: { zh: 当年利润（元）, en: Profit of the year (yuan) } }

        holdings:
          land: { unit: mu, decimals: 4, title: { zh: 入股土地（亩）, en: Contributed land (mu) } }

        steps:
          - id: reserve
            kind: take
            title: { zh: 提取公积金, en: Reserve }
            clause: 提取不超过利润10%的公积金
            from: profit
            amount: profit * reserve_rate
            bound: at_most
            into: fund:reserve

          - id: land_dividend
            kind: allocate
            title: { zh: 土地分红, en: Land dividend }
            clause: 其余按入股土地分给各户
            from: profit
            by: land

        """;
}
