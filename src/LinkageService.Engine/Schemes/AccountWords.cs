using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>
/// The words of accounts and tags that schemes usually name in the vocabulary of the field, where a document gives them no
/// title: a village accountant reads 公益岗位, not <c>public_posts</c>.
/// </summary>
internal static class AccountWords
{
    private static readonly Dictionary<string, LocalizedText> Accounts = new(StringComparer.Ordinal)
    {
        ["agency_fees"] = new("代销费", "agency fees"),
        ["agent"] = new("代销方", "the agent"),
        ["buyer"] = new("收购商", "the buyer"),
        ["capital_pool"] = new("股金部分", "the capital part"),
        ["closing_undistributed"] = new("年末未分配收益", "undistributed income at the end of the year"),
        ["collective"] = new("村集体", "the collective"),
        ["collective_income"] = new("村集体收入", "the collective's income"),
        ["collective_retained"] = new("村集体留存", "the collective's retained money"),
        ["company"] = new("公司", "the company"),
        ["cooperative"] = new("合作社", "the cooperative"),
        ["cooperative_operations"] = new("合作经营资金", "cooperative operations"),
        ["distributable"] = new("可分配收益", "distributable income"),
        ["education_fund"] = new("教育基金", "the education fund"),
        ["government"] = new("政府", "the government"),
        ["guaranteed_pool"] = new("保底分红资金", "the guaranteed dividend pool"),
        ["guarantor"] = new("担保方", "the guarantor"),
        ["households"] = new("农户", "the households"),
        ["income_tax"] = new("个人所得税", "income tax"),
        ["industry_support"] = new("产业发展", "industry support"),
        ["infrastructure"] = new("基础建设", "infrastructure"),
        ["land_pool"] = new("土地部分", "the land part"),
        ["loss_cover"] = new("弥补亏损", "loss cover"),
        ["market"] = new("市场", "the market"),
        ["members"] = new("成员", "the members"),
        ["operating_cost"] = new("运维成本", "operating cost"),
        ["other_shareholders"] = new("其他股东", "the other shareholders"),
        ["patronage_pool"] = new("盈余返还资金", "the patronage refund pool"),
        ["post_fund_balance"] = new("岗位资金结余", "the balance of the post fund"),
        ["posts"] = new("公益岗位", "public posts"),
        ["public_posts"] = new("公益岗位", "public posts"),
        ["public_welfare"] = new("公益金", "the welfare fund"),
        ["reproduction_fund"] = new("再生产发展资金", "the reproduction fund"),
        ["reserve"] = new("公积金", "the reserve"),
        ["reserve_and_welfare"] = new("公积公益金", "the reserve and welfare fund"),
        ["sale_costs"] = new("运销费用", "costs of sale"),
        ["second_dividend_pool"] = new("二次分红资金", "the second dividend pool"),
        ["service_fee"] = new("服务费", "the service fee"),
        ["surplus_reserve"] = new("公积金", "the surplus reserve"),
        ["trustee_fee"] = new("托管费", "the trustee fee"),
        ["union"] = new("联合社", "the union"),
        ["villagers"] = new("村民", "the villagers"),
        ["welfare"] = new("公益金", "the welfare fund"),
    };

    // Pools named after who gets them.
    private static readonly HashSet<string> Parties = new(StringComparer.Ordinal)
    {
        "agent", "buyer", "collective", "company", "cooperative", "government", "guarantor", "households", "market", "members",
        "posts", "public_posts", "union", "villagers",
    };

    private static readonly Dictionary<string, LocalizedText> Tags = new(StringComparer.Ordinal)
    {
        ["registered"] = new("建档立卡户", "registered households"),
        ["monitored"] = new("监测对象", "monitored households"),
        ["hardship"] = new("困难人员", "households in hardship"),
        ["applicant"] = new("申请户", "applicants"),
    };

    /// <summary>The tags that have words of their own.</summary>
    public static IReadOnlyCollection<string> KnownTags => Tags.Keys;

    /// <summary>The words of an account of this name, or null.</summary>
    public static LocalizedText? OfAccount(string name) => Accounts.GetValueOrDefault(name);

    /// <summary>Whether an account of this name is called after who gets its money.</summary>
    public static bool IsParty(string name) => Parties.Contains(name);

    /// <summary>The households that carry a tag.</summary>
    public static LocalizedText OfTag(string tag) => Tags.GetValueOrDefault(tag)
        ?? (tag.All(char.IsAscii)
            ? new LocalizedText($"人员类别是“{tag}”的户", $"households tagged “{tag}”")
            : new LocalizedText(tag, $"households tagged “{tag}”"));
}
