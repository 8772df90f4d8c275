using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary>Every fact a check may lack.</summary>
public static class MissingFacts
{
    /// <summary>A1.</summary>
    public static MissingFact NetIncome { get; } = Of("statement.net_income", "本年净收益（本年盈余）", "the net income of the year");

    /// <summary>A1.</summary>
    public static MissingFact Opening { get; } = Of("statement.opening", "年初未分配收益（盈余）", "the opening balance");

    /// <summary>A1.</summary>
    public static MissingFact Statement { get; } = Of("statement", "当年收益（盈余）分配表", "the statement of the year");

    /// <summary>A2.</summary>
    public static MissingFact CharterReserve { get; } = Of("charter.reserve", "章程规定的公积金比例", "the charter's reserve rate");

    /// <summary>A2.</summary>
    public static MissingFact ReserveTarget { get; } = Of("charter.reserve_target", "公积金提到多少为止", "when the reserve is full");

    /// <summary>A2.</summary>
    public static MissingFact HoldingCap { get; } = Of("charter.holding_cap", "章程规定的单一成员持股上限", "the charter's cap on one holding");

    /// <summary>A2.</summary>
    public static MissingFact DelegatesMayApprove { get; } =
        Of("charter.delegates_may_approve", "章程是否允许成员代表大会审议分配方案", "whether the charter lets delegates approve a plan");

    /// <summary>A2.</summary>
    public static MissingFact QuotaPer { get; } = Of("charter.quota_per", "补助份额按成员还是按户平均", "whether quotas are per member or household");

    /// <summary>A2.</summary>
    public static MissingFact Quantified { get; } =
        Of("charter.quantified", "收益权是否已量化到成员", "whether income rights were quantified to members");

    /// <summary>A3.</summary>
    public static MissingFact Capital { get; } = Of("capital", "成员出资明细和来源", "capital contributions and their source");

    /// <summary>A3.</summary>
    public static MissingFact Quotas { get; } = Of("quotas", "公积金、补助、捐赠量化到成员的份额", "quotas credited to members");

    /// <summary>A4.</summary>
    public static MissingFact Cash { get; } = Of("cash", "货币资金余额", "the cash position");

    /// <summary>A4.</summary>
    public static MissingFact Restricted { get; } = Of("restricted_money", "专项应付款等不能动用的资金", "restricted money");

    /// <summary>A4.</summary>
    public static MissingFact Loans { get; } = Of("loans", "借款", "loans");

    /// <summary>A5.</summary>
    public static MissingFact Income { get; } = Of("income_lines", "收入来源明细", "income by source");

    /// <summary>A5.</summary>
    public static MissingFact IncomeInPool { get; } =
        Of("income_lines.amount_in_pool", "各项收入用于分配的金额", "how much of each source is shared out");

    /// <summary>A5.</summary>
    public static MissingFact IncomeDistributable { get; } =
        Of("income_lines.distributable", "各项收入能否分配", "whether each source may be shared out");

    /// <summary>A6.</summary>
    public static MissingFact Meeting { get; } = Of("meeting", "会议记录", "the record of the meeting");

    /// <summary>A6.</summary>
    public static MissingFact Votes { get; } = Of("meeting.votes", "表决权总数和赞成票数", "votes in all and in favour");

    /// <summary>A6.</summary>
    public static MissingFact Members { get; } = Of("meeting.members", "成员总数", "the number of members");

    /// <summary>A6.</summary>
    public static MissingFact NotifiedOn { get; } = Of("meeting.notified_on", "会议通知日期", "when the meeting was announced");

    /// <summary>A7.</summary>
    public static MissingFact Persons { get; } = Of("persons", "系统名册中的家庭成员", "the persons of the stored roster");

    /// <summary>A7.</summary>
    public static MissingFact Membership { get; } = Of("persons.is_member", "成员身份", "whether persons are members");

    /// <summary>A7.</summary>
    public static MissingFact Employment { get; } = Of("persons.employment", "是否公务员", "whether persons are civil servants");

    /// <summary>A7.</summary>
    public static MissingFact LeavingReasons { get; } = Of("persons.left_because", "离开原因", "why persons left");

    /// <summary>A7.</summary>
    public static MissingFact IdNumbers { get; } = Of("persons.id_number", "身份证号", "ID numbers");

    /// <summary>A7.</summary>
    public static MissingFact BirthDates { get; } = Of("persons.born", "身份证号或出生日期", "ID numbers or dates of birth");

    /// <summary>A7.</summary>
    public static MissingFact Guardians { get; } = Of("persons.guardian", "监护人", "guardians of children");

    /// <summary>A8.</summary>
    public static MissingFact Officers { get; } = Of("officers", "理事、监事、会计等任职人员", "officers");

    /// <summary>A8.</summary>
    public static MissingFact Kin { get; } = Of("kin", "任职人员的亲属", "relatives of officers");

    /// <summary>A9.</summary>
    public static MissingFact Payments { get; } = Of("payments", "发放结果", "what became of the payments");

    /// <summary>A10.</summary>
    public static MissingFact Accounts { get; } = Of("accounts", "本组织的银行账户", "the organisation's own accounts");

    /// <summary>A11.</summary>
    public static MissingFact Plots { get; } = Of("plots", "承包地块", "contracted plots");

    /// <summary>A12.</summary>
    public static MissingFact Trade { get; } = Of("trade", "销售总额和成员交易额", "sales and trade with members");

    /// <summary>A13.</summary>
    public static MissingFact StatusSources { get; } = Of("status_sources", "建档立卡、监测对象名单的来源和日期", "sources of household status");

    /// <summary>A13.</summary>
    public static MissingFact Targets { get; } = Of("targets", "承诺的增收目标", "promised targets");

    /// <summary>A14.</summary>
    public static MissingFact Taxes { get; } = Of("taxes", "各项收益的个税办法", "the tax mode of benefits");

    /// <summary>Of the scheme.</summary>
    public static MissingFact ReserveFund { get; } = Of("scheme.reserve_fund", "方案里哪一项是公积金", "which fund of the scheme is the reserve");

    /// <summary>Of the scheme.</summary>
    public static MissingFact PatronageRefund { get; } =
        Of("scheme.patronage_refund", "方案里哪一项是盈余返还", "which benefit of the scheme is the patronage refund");

    /// <summary>Of the scheme.</summary>
    public static MissingFact ResidualDividend { get; } =
        Of("scheme.residual_dividend", "方案里哪一项是剩余盈余分配", "which benefit of the scheme is the residual distribution");

    /// <summary>Of the scheme.</summary>
    public static MissingFact Shares { get; } = Of("scheme.shares", "名册里的股份或出资", "shares or capital on the roster");

    /// <summary>Of the service.</summary>
    public static MissingFact StoredRun { get; } = Of("stored_run", "保存后的核算", "a stored run");

    /// <summary>Of the service.</summary>
    public static MissingFact LastRun { get; } = Of("last_run", "上年核算", "the run of the year before");

    /// <summary>All of them, in the order above.</summary>
    public static IReadOnlyList<MissingFact> All { get; } = [.. typeof(MissingFacts).GetProperties()
        .Where(property => property.PropertyType == typeof(MissingFact)).Select(property => (MissingFact)property.GetValue(null)!)];

    /// <summary>The fact of a name; null for none.</summary>
    public static MissingFact? Find(string name) => All.FirstOrDefault(fact => fact.Name == name);

    private static MissingFact Of(string name, string zh, string en) => new(name, new LocalizedText(zh, en));
}
