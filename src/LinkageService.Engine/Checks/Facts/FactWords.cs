using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks.Facts;

/// <summary>The words of every kind of fact: what documents, answers, tables and pages call it.</summary>
public static class FactWords
{
    private static readonly FactWord[] Table =
    [
        new(StatementForm.Cooperative, "cooperative", new("合作社盈余及盈余分配表", "Cooperative statement")),
        new(StatementForm.Collective, "collective", new("集体收益及收益分配表", "Collective statement")),

        new(StatementStatus.Draft, "draft", new("草稿", "Draft")),
        new(StatementStatus.Closed, "closed", new("已结账", "Closed")),

        new(DistributionBase.NetIncome, "net_income", new("本年净收益（本年盈余）", "Net income of the year")),
        new(DistributionBase.DistributableBeforeReserve, "distributable_before_reserve",
            new("可分配收益（弥补亏损、提取公积公益金前）", "Distributable before losses and reserve")),
        new(DistributionBase.DistributableToMembers, "distributable_to_members",
            new("可分配收益（弥补亏损、提取公积公益金后）", "Distributable to members")),
        new(DistributionBase.DistributableStatutory, "distributable_statutory",
            new("可分配盈余（当年）", "Distributable surplus of the year")),
        new(DistributionBase.DistributableForm, "distributable_form",
            new("可分配盈余（表内第16行）", "Distributable surplus by the form")),

        new(ShareManagement.Static, "static", new("静态管理", "Static")),
        new(ShareManagement.Dynamic, "dynamic", new("动态管理", "Dynamic")),

        new(QuotaUnit.Member, "member", new("按成员", "Per member")),
        new(QuotaUnit.Household, "household", new("按户", "Per household")),

        new(CapitalKind.Cash, "cash", new("货币", "Cash")),
        new(CapitalKind.InKind, "in_kind", new("实物", "In kind")),
        new(CapitalKind.LandUseRight, "land_use_right", new("土地经营权", "Land use right")),
        new(CapitalKind.ForestRight, "forest_right", new("林权", "Forest right")),
        new(CapitalKind.IntellectualProperty, "intellectual_property", new("知识产权", "Intellectual property")),
        new(CapitalKind.OtherRight, "other_right", new("其他财产权利", "Other right")),
        new(CapitalKind.Labour, "labour", new("劳务", "Labour")),
        new(CapitalKind.Credit, "credit", new("信用", "Credit")),
        new(CapitalKind.PersonalName, "personal_name", new("自然人姓名", "A person's name")),
        new(CapitalKind.Goodwill, "goodwill", new("商誉", "Goodwill")),
        new(CapitalKind.Franchise, "franchise", new("特许经营权", "Franchise")),
        new(CapitalKind.MortgagedProperty, "mortgaged_property", new("设定担保的财产", "Mortgaged property")),
        new(CapitalKind.ClaimAgainstCooperative, "claim_against_cooperative",
            new("对本社的债权", "Claim against the cooperative")),

        new(CapitalSource.Member, "member", new("成员自有", "The member's own")),
        new(CapitalSource.HouseholdAssistance, "household_assistance",
            new("到户类扶贫项目资产", "Household assistance assets")),
        new(CapitalSource.PublicSubsidy, "public_subsidy", new("财政直接补助", "Public subsidy")),
        new(CapitalSource.Donation, "donation", new("他人捐赠", "Donation")),
        new(CapitalSource.Reserve, "reserve", new("公积金转增", "Reserve")),

        new(QuotaKind.Reserve, "reserve", new("公积金份额", "Reserve quota")),
        new(QuotaKind.Subsidy, "subsidy", new("财政补助量化份额", "Subsidy quota")),
        new(QuotaKind.Donation, "donation", new("捐赠量化份额", "Donation quota")),

        new(LoanPurpose.Production, "production", new("生产经营", "Production")),
        new(LoanPurpose.Welfare, "welfare", new("公益事业", "Public welfare")),
        new(LoanPurpose.Distribution, "distribution", new("收益分配", "Distribution")),
        new(LoanPurpose.Other, "other", new("其他", "Other")),

        new(RestrictedKind.EarmarkedGrant, "earmarked_grant", new("专项应付款", "Earmarked grant")),
        new(RestrictedKind.LandCompensation, "land_compensation", new("土地补偿费", "Land compensation")),
        new(RestrictedKind.CaseByCase, "case_by_case", new("一事一议资金", "Case-by-case fund")),
        new(RestrictedKind.Other, "other", new("其他专用资金", "Other bound money")),

        new(IncomeKind.Operating, "operating", new("经营收入", "Own business")),
        new(IncomeKind.Rent, "rent", new("发包、租赁收入", "Rent")),
        new(IncomeKind.LandTransfer, "land_transfer", new("承包地流转收入", "Land transfer")),
        new(IncomeKind.Investment, "investment", new("投资收益", "Investment")),
        new(IncomeKind.Subsidy, "subsidy", new("补助收入", "Subsidy")),
        new(IncomeKind.EarmarkedGrant, "earmarked_grant", new("专项补助", "Earmarked grant")),
        new(IncomeKind.Donation, "donation", new("捐赠", "Donation")),
        new(IncomeKind.LandCompensation, "land_compensation", new("土地补偿费", "Land compensation")),
        new(IncomeKind.ReservedLandCompensation, "reserved_land_compensation",
            new("留用地补偿", "Reserved-land compensation")),
        new(IncomeKind.ConstructionLandSale, "construction_land_sale",
            new("集体经营性建设用地入市收益", "Construction land market entry")),
        new(IncomeKind.AssetSale, "asset_sale", new("资产处置收入", "Asset sale")),
        new(IncomeKind.Loan, "loan", new("借款", "Loan")),
        new(IncomeKind.Other, "other", new("其他收入", "Other")),

        new(Distributable.Yes, "yes", new("可分配", "Yes")),
        new(Distributable.No, "no", new("不可分配", "No")),
        new(Distributable.Conditional, "conditional", new("有条件可分配", "Conditional")),

        new(MeetingKind.Members, "members", new("成员大会", "Members")),
        new(MeetingKind.Delegates, "delegates", new("成员代表大会", "Delegates")),
        new(MeetingKind.Shareholders, "shareholders", new("股东会", "Shareholders")),

        new(CivilCapacity.Full, "full", new("完全民事行为能力", "Full")),
        new(CivilCapacity.Limited, "limited", new("限制民事行为能力", "Limited")),
        new(CivilCapacity.None, "none", new("无民事行为能力", "None")),

        new(Employment.CivilServant, "civil_servant", new("公务员", "Civil servant")),
        new(Employment.ContractCivilServant, "contract_civil_servant", new("聘任制公务员", "Contract civil servant")),
        new(Employment.PublicInstitution, "public_institution", new("事业单位人员", "Public institution")),
        new(Employment.Other, "other", new("其他", "Other")),

        new(LeavingReason.Death, "death", new("死亡", "Death")),
        new(LeavingReason.LostNationality, "lost_nationality", new("丧失国籍", "Lost nationality")),
        new(LeavingReason.OtherMembership, "other_membership", new("取得其他集体成员身份", "Other membership")),
        new(LeavingReason.CivilServant, "civil_servant", new("成为公务员", "Became a civil servant")),
        new(LeavingReason.OwnWish, "own_wish", new("自愿退出", "Own wish")),
        new(LeavingReason.Marriage, "marriage", new("结婚", "Marriage")),
        new(LeavingReason.Divorce, "divorce", new("离婚", "Divorce")),
        new(LeavingReason.Widowhood, "widowhood", new("丧偶", "Widowhood")),
        new(LeavingReason.Study, "study", new("就学", "Study")),
        new(LeavingReason.MilitaryService, "military_service", new("服役", "Military service")),
        new(LeavingReason.WorkElsewhere, "work_elsewhere", new("务工", "Work elsewhere")),
        new(LeavingReason.Business, "business", new("经商", "Business")),
        new(LeavingReason.Prison, "prison", new("服刑", "Prison")),
        new(LeavingReason.Other, "other", new("其他", "Other")),

        new(OfficerRole.Chair, "chair", new("理事长", "Chair")),
        new(OfficerRole.Director, "director", new("理事", "Director")),
        new(OfficerRole.Supervisor, "supervisor", new("监事", "Supervisor")),
        new(OfficerRole.Manager, "manager", new("经理", "Manager")),
        new(OfficerRole.Accountant, "accountant", new("会计", "Accountant")),
        new(OfficerRole.Cashier, "cashier", new("出纳", "Cashier")),
        new(OfficerRole.VillageCadre, "village_cadre", new("村干部", "Village cadre")),
        new(OfficerRole.FinanceGroup, "finance_group", new("民主理财小组成员", "Finance group")),

        new(PaymentResult.Sent, "sent", new("已发出", "Sent")),
        new(PaymentResult.Paid, "paid", new("已到账", "Paid")),
        new(PaymentResult.PaidInCash, "paid_in_cash", new("现金已领", "Paid in cash")),
        new(PaymentResult.Returned, "returned", new("银行退回", "Returned")),
        new(PaymentResult.Unclaimed, "unclaimed", new("未领取", "Unclaimed")),

        new(AccountHolderKind.Organization, "organization", new("本组织", "The organisation")),
        new(AccountHolderKind.Agency, "agency", new("代管机构", "Agency")),
        new(AccountHolderKind.VillageCommittee, "village_committee", new("村民委员会", "Village committee")),
        new(AccountHolderKind.Person, "person", new("个人", "A person")),

        new(PlotUse.Own, "own", new("自种", "Own use")),
        new(PlotUse.Rented, "rented", new("出租", "Rented")),
        new(PlotUse.Shared, "shared", new("入股", "Shared")),

        new(TaxMode.None, "none", new("不扣税", "None")),
        new(TaxMode.Withhold, "withhold", new("代扣", "Withheld")),
        new(TaxMode.OrganizationBears, "organization_bears", new("单位承担", "Borne by the organisation")),
    ];

    private static readonly Dictionary<Enum, FactWord> ByValue = Table.ToDictionary(word => word.Value);

    /// <summary>All words of one kind, in its order.</summary>
    public static IReadOnlyList<FactWord> All<TKind>()
        where TKind : struct, Enum => [.. Table.Where(word => word.Value is TKind)];

    /// <summary>All words of one kind, in its order.</summary>
    public static IReadOnlyList<FactWord> All(Type kind) => [.. Table.Where(word => word.Value.GetType() == kind)];

    /// <summary>The word of documents and answers.</summary>
    public static string Word<TKind>(TKind kind)
        where TKind : struct, Enum => ByValue[kind].Word;

    /// <summary>What people read.</summary>
    public static LocalizedText Title<TKind>(TKind kind)
        where TKind : struct, Enum => ByValue[kind].Title;

    /// <summary>The kind of a word; null for one there is not.</summary>
    public static TKind? Read<TKind>(string word)
        where TKind : struct, Enum =>
        Array.Find(Table, each => each.Value is TKind && string.Equals(each.Word, word, StringComparison.Ordinal))?.Value as TKind?;
}
