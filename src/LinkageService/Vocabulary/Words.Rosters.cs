using LinkageService.Engine.Problems;

namespace LinkageService.Vocabulary;

/// <summary>The words of organisations, rosters and linkages.</summary>
internal static partial class Words
{
    /// <summary>A legal form.</summary>
    public static LocalizedText LegalForm(string form) => form switch
    {
        "farmer_cooperative" => new("农民专业合作社", "farmer cooperative"),
        "cooperative_union" => new("联合社", "union of cooperatives"),
        "rural_collective" => new("农村集体经济组织（股份经济合作社）", "rural collective economic organisation"),
        "company" => new("公司", "company"),
        "contract_scheme" => new("公司、集体和农户按协议", "company, collective and households by agreement"),
        _ => new(form, form),
    };

    /// <summary>What follows from a legal form.</summary>
    public static LocalizedText LegalFormMeaning(string form) => form switch
    {
        "farmer_cooperative" => new(
            "适用《农民专业合作社法》：可分配盈余的 60% 以上按交易量（额）返还，其余按成员账户的出资、公积金份额等分配；"
            + "方案在成员大会前公开 15 天以上。",
            "Farmers' Cooperatives Law: at least 60% of the distributable surplus is refunded by patronage, the rest goes by what "
            + "stands in the member accounts; the plan is open to members for 15 days or more before the meeting."),
        "cooperative_union" => new(
            "由合作社组成的联合社，成员是合作社，一社一票，分配按章程。名称里的“联合社”也可能是农村集体经济组织，以登记证为准。",
            "Its members are cooperatives, one cooperative one vote; it distributes by its charter. A 联合社 may also be a rural "
            + "collective: what counts is the registration."),
        "rural_collective" => new(
            "适用《农村集体经济组织法》：先按章程提取公积公益金，其余按收益分配权份额分配；方案在会前公示 10 天以上，"
            + "全体成员三分之二以上同意。集体财产本身不能分。",
            "Rural Collective Economic Organisations Law: the reserve and welfare fund is drawn first, the rest goes by income-right "
            + "shares; the plan is open for 10 days or more and needs two thirds of all members. Property itself is not divided."),
        "company" => new(
            "按公司章程和与农户签订的合同分配。",
            "Distributes by its articles and its contracts with households."),
        "contract_scheme" => new(
            "公司、集体和农户按签订的协议分配，协议写明的比例和保底就是方案。",
            "Company, collective and households share as their agreement says; its ratios and floors are the scheme."),
        _ => LocalizedText.Empty,
    };

    /// <summary>How a household is linked.</summary>
    public static LocalizedText Mode(string mode) => mode switch
    {
        "asset_income" => new("资产收益", "asset income"),
        "land_transfer" => new("土地流转", "land transfer"),
        "capital" => new("资金入股", "capital"),
        "employment" => new("务工就业", "employment"),
        "agency_sale" => new("产品代销", "agency sale"),
        "trusteeship" => new("生产托管", "production trusteeship"),
        "purchase" => new("订单收购", "purchase on contract"),
        _ => new(mode, mode),
    };

    /// <summary>What a household is; a tag of the organisation's own is shown as it was written.</summary>
    public static LocalizedText Tag(string tag) => tag switch
    {
        "registered" => new("建档立卡户", "registered"),
        "monitored" => new("监测对象", "monitored"),
        "hardship" => new("困难人员", "hardship"),
        "applicant" => new("申请人", "applicant"),
        _ => new(tag, tag),
    };
}
