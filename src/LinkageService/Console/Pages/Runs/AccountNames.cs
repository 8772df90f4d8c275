using LinkageService.Engine.Problems;

namespace LinkageService.Console.Pages.Runs;

/// <summary>What accounts are called that a scheme document gives no title: in the words of the field.</summary>
internal static class AccountNames
{
    private static readonly Dictionary<string, LocalizedText> Known = new(StringComparer.Ordinal)
    {
        ["agency_fees"] = new("代销费", "agency fees"),
        ["buyer"] = new("收购商", "the buyer"),
        ["closing_undistributed"] = new("年末未分配收益", "undistributed at the end of the year"),
        ["collective"] = new("村集体", "the collective"),
        ["collective_retained"] = new("村集体留存", "kept by the collective"),
        ["company"] = new("公司", "the company"),
        ["cooperative"] = new("合作社", "the cooperative"),
        ["cooperative_operations"] = new("合作经营资金", "cooperative operations"),
        ["guarantor"] = new("担保方", "the guarantor"),
        ["industry_support"] = new("产业发展", "industry support"),
        ["infrastructure"] = new("基础建设", "infrastructure"),
        ["loss_cover"] = new("弥补亏损", "loss cover"),
        ["operating_cost"] = new("运维成本", "operating cost"),
        ["other_shareholders"] = new("其他股东", "other shareholders"),
        ["post_fund_balance"] = new("岗位资金结余", "balance of the post fund"),
        ["public_posts"] = new("公益岗位", "public posts"),
        ["reproduction_fund"] = new("再生产发展资金", "reproduction fund"),
        ["reserve_and_welfare"] = new("公积公益金", "reserve and welfare fund"),
        ["surplus_reserve"] = new("公积金", "surplus reserve"),
        ["trustee_fee"] = new("托管费", "trustee fee"),
    };

    public static LocalizedText? Of(string name) => Known.GetValueOrDefault(name);
}
