using System.Diagnostics;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Checks.Facts;

/// <summary>
/// A1: the statement of one year, yuan to the fen. Of a cooperative 盈余及盈余分配表 (会农社02表, 财会〔2021〕37号), of a collective
/// 收益及收益分配表 (财会〔2023〕14号). A line of the other form stays null.
/// </summary>
/// <param name="Form">Which of the two it is.</param>
/// <param name="Year">The calendar year.</param>
/// <param name="Status">Whether it may still change.</param>
public sealed record YearStatement(StatementForm Form, int Year, StatementStatus Status)
{
    /// <summary>经营收入.</summary>
    public Money? OperatingIncome { get; init; }

    /// <summary>投资收益; negative for a loss.</summary>
    public Money? InvestmentIncome { get; init; }

    /// <summary>补助收入; of a collective only.</summary>
    public Money? SubsidyIncome { get; init; }

    /// <summary>经营支出.</summary>
    public Money? OperatingExpense { get; init; }

    /// <summary>税金及附加.</summary>
    public Money? TaxesAndSurcharges { get; init; }

    /// <summary>管理费用.</summary>
    public Money? AdministrativeExpense { get; init; }

    /// <summary>财务费用; of a cooperative only.</summary>
    public Money? FinanceExpense { get; init; }

    /// <summary>其他收入.</summary>
    public Money? OtherIncome { get; init; }

    /// <summary>公益支出; of a collective only.</summary>
    public Money? WelfareExpense { get; init; }

    /// <summary>其他支出.</summary>
    public Money? OtherExpense { get; init; }

    /// <summary>所得税费用.</summary>
    public Money? IncomeTax { get; init; }

    /// <summary>本年盈余 or 净收益 as stated, negative for a loss; the lines above may be stated without it and it without them.</summary>
    public Money? NetIncome { get; init; }

    /// <summary>年初未分配盈余（收益）; negative is the loss of earlier years that is not covered yet.</summary>
    public Money? OpeningUndistributed { get; init; }

    /// <summary>其他转入: reserve used to cover losses.</summary>
    public Money? TransferredIn { get; init; }

    /// <summary>提取盈余公积, or 提取公积公益金: both funds of a collective together.</summary>
    public Money? ReserveDrawn { get; init; }

    /// <summary>公益金, as the part of <see cref="ReserveDrawn"/> it is; of a collective that draws the two apart.</summary>
    public Money? WelfareFundDrawn { get; init; }

    /// <summary>盈余返还; of a cooperative only.</summary>
    public Money? PatronageRefund { get; init; }

    /// <summary>剩余盈余分配; of a cooperative only.</summary>
    public Money? ResidualDividend { get; init; }

    /// <summary>转为成员出资; of a cooperative only.</summary>
    public Money? ConvertedToCapital { get; init; }

    /// <summary>向成员分配; of a collective only.</summary>
    public Money? PaidToMembers { get; init; }

    /// <summary>其他 after 向成员分配; of a collective only.</summary>
    public Money? OtherDistribution { get; init; }

    /// <summary>年末未分配盈余（收益） as stated; negative for a loss.</summary>
    public Money? ClosingUndistributed { get; init; }

    /// <summary>What all reserves drawn so far come to at the end of the year, before the run (盈余公积, 公积公益金).</summary>
    public Money? AccumulatedReserve { get; init; }

    /// <summary>资本公积 at the beginning of the year.</summary>
    public Money? OpeningCapitalReserve { get; init; }

    /// <summary>股金溢价: what members contributed above their capital, into the capital reserve.</summary>
    public Money? CapitalPremium { get; init; }

    /// <summary>资产评估增值, into the capital reserve.</summary>
    public Money? Revaluation { get; init; }

    /// <summary>资本公积 that became members' capital.</summary>
    public Money? CapitalReserveConverted { get; init; }

    /// <summary>Losses covered by 资本公积, as the part of <see cref="TransferredIn"/> it is.</summary>
    public Money? CapitalReserveCovering { get; init; }

    /// <summary>Line 36 of 会农社01表: 股金 at the end of the year.</summary>
    public Money? BalanceCapital { get; init; }

    /// <summary>Line 37: 专项基金.</summary>
    public Money? BalanceSpecialFund { get; init; }

    /// <summary>Line 38: 资本公积.</summary>
    public Money? BalanceCapitalReserve { get; init; }

    /// <summary>Line 39: 盈余公积.</summary>
    public Money? BalanceSurplusReserve { get; init; }

    /// <summary>When assets and debts were settled before distributing (清查资产、债权债务, 财农〔2021〕121号 art. 29).</summary>
    public DateOnly? SettledOn { get; init; }

    /// <summary>Receivables that were due and not paid at the end of the year.</summary>
    public Money? OverdueReceivables { get; init; }

    /// <summary>The net income: as stated, else by the lines; null where one of them is missing.</summary>
    public Money? Net => NetIncome ?? NetOfLines;

    /// <summary>The net income by the lines; null where one of them is missing.</summary>
    public Money? NetOfLines => Form switch
    {
        StatementForm.Cooperative => OperatingIncome + InvestmentIncome - OperatingExpense - TaxesAndSurcharges - AdministrativeExpense
            - FinanceExpense + OtherIncome - OtherExpense - IncomeTax,
        StatementForm.Collective => OperatingIncome + InvestmentIncome + SubsidyIncome - OperatingExpense - TaxesAndSurcharges
            - AdministrativeExpense + OtherIncome - WelfareExpense - OtherExpense - IncomeTax,
        _ => throw new UnreachableException(),
    };

    /// <summary>The loss of earlier years: 0 where there is none, null where the opening balance is not stated.</summary>
    public Money? PriorLosses => OpeningUndistributed is { } opening ? new Money(Math.Max(0, -opening.Fen)) : null;
}
