using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Oracle;

/// <summary>
/// Explanations of the worked examples, word for word: titles and units of the scheme in Chinese, names of the
/// document in English, and every sum complete, so that an accountant can do it again on a pocket calculator.
/// </summary>
public sealed class ExplanationWordsTests
{
    [Theory]
    [InlineData("tangwan-four-tier", "full_return", "0005",
        "【第二层：全额返还】可分 30,000.00 元，按入股土地分，本户 0.95 亩，合计 12.93 亩；先按合计数算到每一户，只发给应享受的户，其他户名下的部分留下不发；"
        + "30,000.00 × 0.95 ÷ 12.93 = 2,204.17633410… 元，先舍到分为 2,204.17 元；各户舍到分后还余 2 分，从舍去零头最大的户起每户补 1 分"
        + "（零头相同的，编号在前的先补），本户排第 2，补 1 分，得 2,204.18 元。依据：“建卡贫困户以土地入股将享受村集体3成收益全额返还”。")]
    [InlineData("liangping-collective-income", "share_dividend", "0001",
        "【股份分红】可分 112,592.60 元，按股份分，本户 18.5 股，合计 1,286 股；每股 112,592.60 ÷ 1,286 = 87.55256609… 元，舍到分，按 87.55 元发；"
        + "87.55 × 18.5 = 1,619.675 元，舍到分，得 1,619.67 元。依据：“剩余部分可按股份分配给每位成员”。")]
    [InlineData("guaranteed-minimum-dividend", "guarantee", "0001",
        "【补足保底】保底数为投入 × 保底比例（占投入） = 100,000.00 元 × 2% = 2,000.00 元；“按投入分红”已得 1,428.57 元，"
        + "补差额 2,000.00 − 1,428.57，得 571.43 元。依据：“按照2%的保底分红”。")]
    [InlineData("order-purchase", "floor_support", "0001",
        "【补足到保底价】交货量 × （0 与 保底价 − 市场价 中较大的） = 1,600.5 斤 × （0 与 1.00 元/斤 − 0.85 元/斤 中较大的） = 240.075 元，"
        + "四舍五入到分，得 240.08 元。依据：“对接联系收购商保底收购”。")]
    [InlineData("agency-sale", "agency_fee", "0001",
        "【扣代销费】代销销售额 × 代销费率 = 1,234.56 元 × 3% = 37.0368 元，四舍五入到分，扣 37.04 元，记作 -37.04 元。")]
    [InlineData("public-posts", "post_pay", "0002",
        "【岗位补贴】上岗月数 × 每月岗位补贴 = 6 个月 × 500.00 元/月 = 3,000.00 元，得 3,000.00 元。依据：“获得务工收入”。"
        + "选户“按次序选定上岗户”：申请户共 3 户，选 2 户：先选建档立卡户，再选监测对象，再选困难人员，最后选其余的户；"
        + "同一档里编号小的在前；本户属于“困难人员”，排第 2，选中。")]
    [InlineData("farmer-cooperative-surplus", "patronage_refund", "0001",
        "【盈余返还】可分 252,000.00 元，按与本社的交易量（额）分，本户 12,345.00 元，合计 8,000,000.00 元；252,000.00 × 12,345.00 ÷ 8,000,000.00 = "
            + "388.8675 元，"
        + "先舍到分为 388.86 元；各户舍到分后还余 1 分，从舍去零头最大的户起每户补 1 分（零头相同的，编号在前的先补），本户排第 1，补 1 分，"
        + "得 388.87 元。依据：“按成员与本社的交易量（额）比例返还”。")]
    public void Explain_WorkedExample_ReadsInChinese(string scheme, string step, string household, string expected) =>
        Assert.Equal(expected, Explain(scheme, step, household).Zh);

    [Theory]
    [InlineData("three-golds", "rent", "0001",
        "Rent: rented_land × rent_per_mu = 2.4 × 600.00 = 1,440.00 yuan, gives 1,440.00 yuan. Basis: “土地流转租金”.")]
    [InlineData("agency-sale", "agency_fee", "0001",
        "Agency fee withheld: sales × fee_rate = 1,234.56 × 3% = 37.0368 yuan, rounded half up to the fen, gives "
            + "-37.04 yuan.")]
    [InlineData("qinglong-citrus-union", "second_dividend", "0001",
        "Second dividend: 4,200.00 yuan of second_dividend_pool are shared equally by 6 households; 4,200.00 ÷ 6 = "
            + "700.00 yuan, "
        + "exact to the fen, gives 700.00 yuan. Basis: “村集体收入的5%还将对贫困户进行二次分红”.")]
    public void Explain_WorkedExample_ReadsInEnglish(string scheme, string step, string household, string expected) =>
        Assert.Equal(expected, Explain(scheme, step, household).En);

    // The first case of each scheme is the example worked by hand on its page.
    private static Engine.Problems.LocalizedText Explain(string scheme, string step, string household)
    {
        var example = SchemeCases.All.First(row => row.Scheme == scheme);
        var request = new OracleRequest(scheme, example.Year, example.Parameters, example.Inputs,
            example.Households.Select(row => new OracleHousehold(row.Id, row.Tags, row.Holdings)).ToList());
        var distribution = EngineRun.Of(request).Distribution!;
        return distribution.Explain(distribution.Roster.IndexOf(household),
            distribution.Steps.Single(row => row.Step.Id == step)).Text;
    }
}
