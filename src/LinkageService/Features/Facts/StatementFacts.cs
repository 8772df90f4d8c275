using LinkageService.Engine.Checks.Facts;
using LinkageService.Errors;

namespace LinkageService.Features.Facts;

/// <summary>
/// A1, the statement of a year, yuan to the fen: of a cooperative 盈余及盈余分配表 (会农社02表), of a collective 收益及收益分配表. A line that
/// is not known is left out.
/// </summary>
[CheckedBy<StatementValidator>]
internal sealed record StatementFacts
{
    private const string Cooperative = "cooperative";
    private const string Collective = "collective";

    [FactField("报表", "Form", FactType.Word, Words = typeof(StatementForm), IsRequired = true)]
    public string? Form { get; init; }

    [FactField("状态", "Status", FactType.Word, Words = typeof(StatementStatus), IsRequired = true)]
    public string? Status { get; init; }

    [FactField("经营收入", "Operating income", FactType.Yuan)]
    public string? OperatingIncome { get; init; }

    [FactField("投资收益", "Investment income", FactType.SignedYuan)]
    public string? InvestmentIncome { get; init; }

    [FactField("补助收入", "Subsidy income", FactType.Yuan, Only = Collective)]
    public string? SubsidyIncome { get; init; }

    [FactField("经营支出", "Operating expense", FactType.Yuan)]
    public string? OperatingExpense { get; init; }

    [FactField("税金及附加", "Taxes and surcharges", FactType.SignedYuan)]
    public string? TaxesAndSurcharges { get; init; }

    [FactField("管理费用", "Administrative expense", FactType.Yuan)]
    public string? AdministrativeExpense { get; init; }

    [FactField("财务费用", "Finance expense", FactType.SignedYuan, Only = Cooperative)]
    public string? FinanceExpense { get; init; }

    [FactField("其他收入", "Other income", FactType.Yuan)]
    public string? OtherIncome { get; init; }

    [FactField("公益支出", "Welfare expense", FactType.Yuan, Only = Collective)]
    public string? WelfareExpense { get; init; }

    [FactField("其他支出", "Other expense", FactType.Yuan)]
    public string? OtherExpense { get; init; }

    [FactField("所得税费用", "Income tax", FactType.SignedYuan)]
    public string? IncomeTax { get; init; }

    [FactField("本年盈余（净收益）", "Net income", FactType.SignedYuan)]
    public string? NetIncome { get; init; }

    [FactField("年初未分配盈余（收益）", "Undistributed at the beginning", FactType.SignedYuan)]
    public string? OpeningUndistributed { get; init; }

    [FactField("其他转入", "Transferred in", FactType.Yuan)]
    public string? TransferredIn { get; init; }

    [FactField("提取盈余公积（公积公益金）", "Reserve drawn", FactType.Yuan)]
    public string? ReserveDrawn { get; init; }

    [FactField("其中：公益金", "Of which welfare fund", FactType.Yuan, Only = Collective)]
    public string? WelfareFundDrawn { get; init; }

    [FactField("盈余返还", "Patronage refund", FactType.Yuan, Only = Cooperative)]
    public string? PatronageRefund { get; init; }

    [FactField("剩余盈余分配", "Residual dividend", FactType.Yuan, Only = Cooperative)]
    public string? ResidualDividend { get; init; }

    [FactField("转为成员出资", "Converted to capital", FactType.Yuan, Only = Cooperative)]
    public string? ConvertedToCapital { get; init; }

    [FactField("向成员分配", "Paid to members", FactType.Yuan, Only = Collective)]
    public string? PaidToMembers { get; init; }

    [FactField("其他分配", "Other distribution", FactType.Yuan, Only = Collective)]
    public string? OtherDistribution { get; init; }

    [FactField("年末未分配盈余（收益）", "Undistributed at the end", FactType.SignedYuan)]
    public string? ClosingUndistributed { get; init; }

    [FactField("年末公积金累计", "Reserves at the end of the year", FactType.Yuan)]
    public string? AccumulatedReserve { get; init; }

    [FactField("清查资产、债权债务的日期", "Assets and debts settled on", FactType.Date, IsPast = true)]
    public string? SettledOn { get; init; }

    [FactField("逾期应收款", "Overdue receivables", FactType.Yuan)]
    public string? OverdueReceivables { get; init; }

    [FactField("年初资本公积", "Capital reserve at the beginning", FactType.Yuan, Only = Cooperative)]
    public string? OpeningCapitalReserve { get; init; }

    [FactField("股金溢价", "Premiums on capital", FactType.Yuan, Only = Cooperative)]
    public string? CapitalPremium { get; init; }

    [FactField("资产评估增值", "Revaluation of assets", FactType.Yuan, Only = Cooperative)]
    public string? Revaluation { get; init; }

    [FactField("资本公积转为成员出资", "Capital reserve converted to capital", FactType.Yuan, Only = Cooperative)]
    public string? CapitalReserveConverted { get; init; }

    [FactField("资本公积弥补亏损", "Losses covered by the capital reserve", FactType.Yuan, Only = Cooperative)]
    public string? CapitalReserveCovering { get; init; }

    [FactField("资产负债表年末股金", "Members' capital, balance sheet", FactType.Yuan, Only = Cooperative)]
    public string? BalanceCapital { get; init; }

    [FactField("资产负债表年末专项基金", "Special fund, balance sheet", FactType.Yuan, Only = Cooperative)]
    public string? BalanceSpecialFund { get; init; }

    [FactField("资产负债表年末资本公积", "Capital reserve, balance sheet", FactType.Yuan, Only = Cooperative)]
    public string? BalanceCapitalReserve { get; init; }

    [FactField("资产负债表年末盈余公积", "Surplus reserve, balance sheet", FactType.Yuan, Only = Cooperative)]
    public string? BalanceSurplusReserve { get; init; }
}
