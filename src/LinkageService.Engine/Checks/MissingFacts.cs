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

    /// <summary>A1.</summary>
    public static MissingFact TransferredIn { get; } =
        Of("statement.transferred_in", "报表的其他转入", "the line transferred in of the statement");

    /// <summary>A1.</summary>
    public static MissingFact ReserveDrawn { get; } =
        Of("statement.reserve_drawn", "报表的提取盈余公积（公积公益金）", "the line reserve drawn of the statement");

    /// <summary>A1.</summary>
    public static MissingFact StatementRefund { get; } =
        Of("statement.patronage_refund", "报表的盈余返还", "the line patronage refund of the statement");

    /// <summary>A1.</summary>
    public static MissingFact StatementResidual { get; } =
        Of("statement.residual_dividend", "报表的剩余盈余分配", "the line residual dividend of the statement");

    /// <summary>A1.</summary>
    public static MissingFact ConvertedToCapital { get; } =
        Of("statement.converted_to_capital", "报表的转为成员出资", "the line converted to capital of the statement");

    /// <summary>A1.</summary>
    public static MissingFact PaidToMembers { get; } =
        Of("statement.paid_to_members", "报表的向成员分配", "the line paid to members of the statement");

    /// <summary>A1.</summary>
    public static MissingFact OtherDistribution { get; } =
        Of("statement.other_distribution", "报表的其他分配", "the line other distribution of the statement");

    /// <summary>A1.</summary>
    public static MissingFact Closing { get; } =
        Of("statement.closing", "年末未分配收益（盈余）", "the closing balance");

    /// <summary>A1.</summary>
    public static MissingFact AccumulatedReserve { get; } =
        Of("statement.accumulated_reserve", "年末公积金累计", "what all reserves come to at the end of the year");

    /// <summary>A1.</summary>
    public static MissingFact SettledOn { get; } =
        Of("statement.settled_on", "清查资产、债权债务的日期", "when assets and debts were settled");

    /// <summary>A1.</summary>
    public static MissingFact OverdueReceivables { get; } =
        Of("statement.overdue_receivables", "逾期应收款（没有写 0）", "overdue receivables (0 for none)");

    /// <summary>A2.</summary>
    public static MissingFact CharterReserve { get; } = Of("charter.reserve", "章程规定的公积金比例", "the charter's reserve rate");

    /// <summary>A2.</summary>
    public static MissingFact ReserveBase { get; } =
        Of("charter.reserve_base", "章程规定的提取比例的基数", "what the parts of the charter are taken of");

    /// <summary>A2.</summary>
    public static MissingFact RegisteredCapital { get; } =
        Of("charter.registered_capital", "注册资本", "the registered capital");

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
    public static MissingFact CapitalSource { get; } =
        Of("capital.source", "成员出资的资金来源", "whose money contributions were");

    /// <summary>A3.</summary>
    public static MissingFact CapitalAmount { get; } =
        Of("capital.amount", "成员出资的金额", "the amounts of contributions");

    /// <summary>A3.</summary>
    public static MissingFact Quotas { get; } = Of("quotas", "公积金、补助、捐赠量化到成员的份额", "quotas credited to members");

    /// <summary>A3.</summary>
    public static MissingFact QuotaAmount { get; } =
        Of("quotas.amount", "量化份额的金额", "the amounts of quotas");

    /// <summary>A4.</summary>
    public static MissingFact Cash { get; } = Of("cash", "货币资金余额", "the cash position");

    /// <summary>A4.</summary>
    public static MissingFact CashOnHand { get; } =
        Of("cash.cash_on_hand", "库存现金（没有写 0）", "cash on hand (0 for none)");

    /// <summary>A4.</summary>
    public static MissingFact BankDeposits { get; } =
        Of("cash.bank_deposits", "银行存款（没有写 0）", "bank deposits (0 for none)");

    /// <summary>A4.</summary>
    public static MissingFact Restricted { get; } = Of("restricted_money", "专项应付款等不能动用的资金", "restricted money");

    /// <summary>A4.</summary>
    public static MissingFact RestrictedAmount { get; } =
        Of("restricted_money.amount", "专用资金的金额", "the amount of restricted money");

    /// <summary>A4.</summary>
    public static MissingFact Loans { get; } = Of("loans", "借款", "loans");

    /// <summary>A4.</summary>
    public static MissingFact LoanOutstanding { get; } =
        Of("loans.outstanding", "借款尚欠的金额（还清写 0）", "what is still owed of a loan (0 for none)");

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

    /// <summary>A11.</summary>
    public static MissingFact PlotArea { get; } =
        Of("plots.contracted_mu", "地块的合同面积", "the area of plots by contract");

    /// <summary>A11.</summary>
    public static MissingFact PlotUse { get; } =
        Of("plots.use", "地块的用途", "the use of plots");

    /// <summary>A12.</summary>
    public static MissingFact Trade { get; } = Of("trade", "销售总额和成员交易额", "sales and trade with members");

    /// <summary>A12.</summary>
    public static MissingFact TradeSales { get; } =
        Of("trade.sales", "销售总额或与成员的交易额", "sales or trade with members");

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
