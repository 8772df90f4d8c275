using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;

namespace LinkageService.Features.Facts;

/// <summary>Facts as the engine's checks read them. What is not stated stays null.</summary>
internal static class LegalRecords
{
    public static YearStatement Statement(StatementFacts facts, int year) =>
        new(Required<StatementForm>(facts.Form), year, Required<StatementStatus>(facts.Status))
        {
            OperatingIncome = Yuan(facts.OperatingIncome),
            InvestmentIncome = Yuan(facts.InvestmentIncome),
            SubsidyIncome = Yuan(facts.SubsidyIncome),
            OperatingExpense = Yuan(facts.OperatingExpense),
            TaxesAndSurcharges = Yuan(facts.TaxesAndSurcharges),
            AdministrativeExpense = Yuan(facts.AdministrativeExpense),
            FinanceExpense = Yuan(facts.FinanceExpense),
            OtherIncome = Yuan(facts.OtherIncome),
            WelfareExpense = Yuan(facts.WelfareExpense),
            OtherExpense = Yuan(facts.OtherExpense),
            IncomeTax = Yuan(facts.IncomeTax),
            NetIncome = Yuan(facts.NetIncome),
            OpeningUndistributed = Yuan(facts.OpeningUndistributed),
            TransferredIn = Yuan(facts.TransferredIn),
            ReserveDrawn = Yuan(facts.ReserveDrawn),
            WelfareFundDrawn = Yuan(facts.WelfareFundDrawn),
            PatronageRefund = Yuan(facts.PatronageRefund),
            ResidualDividend = Yuan(facts.ResidualDividend),
            ConvertedToCapital = Yuan(facts.ConvertedToCapital),
            PaidToMembers = Yuan(facts.PaidToMembers),
            OtherDistribution = Yuan(facts.OtherDistribution),
            ClosingUndistributed = Yuan(facts.ClosingUndistributed),
            AccumulatedReserve = Yuan(facts.AccumulatedReserve),
            OpeningCapitalReserve = Yuan(facts.OpeningCapitalReserve),
            CapitalPremium = Yuan(facts.CapitalPremium),
            Revaluation = Yuan(facts.Revaluation),
            CapitalReserveConverted = Yuan(facts.CapitalReserveConverted),
            CapitalReserveCovering = Yuan(facts.CapitalReserveCovering),
            BalanceCapital = Yuan(facts.BalanceCapital),
            BalanceSpecialFund = Yuan(facts.BalanceSpecialFund),
            BalanceCapitalReserve = Yuan(facts.BalanceCapitalReserve),
            BalanceSurplusReserve = Yuan(facts.BalanceSurplusReserve),
            SettledOn = Date(facts.SettledOn),
            OverdueReceivables = Yuan(facts.OverdueReceivables),
        };

    public static Charter Charter(CharterFacts facts, DateOnly from) => new(from)
    {
        ReserveMin = FactFigures.Share(facts.ReserveMin),
        ReserveMax = FactFigures.Share(facts.ReserveMax),
        WelfareMin = FactFigures.Share(facts.WelfareMin),
        ReserveBase = Word<DistributionBase>(facts.ReserveBase),
        ReserveTarget = Yuan(facts.ReserveTarget),
        PatronageMin = FactFigures.Share(facts.PatronageMin),
        MembersMax = FactFigures.Share(facts.MembersMax),
        HoldingCap = FactFigures.Share(facts.HoldingCap),
        DelegatesAllowed = facts.DelegatesAllowed,
        DelegatesMayApprovePlan = facts.DelegatesMayApprovePlan,
        MeetingNoticeDays = facts.MeetingNoticeDays,
        PlanOpenDays = facts.PlanOpenDays,
        NoticeDays = facts.NoticeDays,
        ShareManagement = Word<ShareManagement>(facts.ShareManagement),
        IsQuantified = facts.Quantified,
        TotalShares = FactFigures.Quantity(facts.TotalShares),
        RegisteredCapital = Yuan(facts.RegisteredCapital),
        QuotaPer = Word<QuotaUnit>(facts.QuotaPer),
    };

    public static CapitalContribution Contribution(ContributionFact fact) => new(fact.Household!, Required<CapitalKind>(fact.Kind))
    {
        Source = Word<CapitalSource>(fact.Source), Amount = Yuan(fact.Amount), On = Date(fact.On), Document = fact.Document,
    };

    public static MemberQuota Quota(QuotaFact fact) => new(fact.Household!, Required<QuotaKind>(fact.Kind))
    {
        Amount = Yuan(fact.Amount), Year = fact.Year,
    };

    public static CashPosition Cash(CashFacts facts, DateOnly on) => new(on)
    {
        CashOnHand = Yuan(facts.CashOnHand), BankDeposits = Yuan(facts.BankDeposits),
    };

    public static Loan Loan(LoanFact fact) => new(Date(fact.DrawnOn)!.Value)
    {
        Amount = Yuan(fact.Amount), Outstanding = Yuan(fact.Outstanding), DueOn = Date(fact.DueOn),
        Purpose = Word<LoanPurpose>(fact.Purpose), Lender = fact.Lender,
    };

    public static RestrictedMoney Restricted(RestrictedFact fact) => new(Required<RestrictedKind>(fact.Kind))
    {
        Amount = Yuan(fact.Amount), Document = fact.Document,
    };

    public static IncomeLine Income(IncomeLineFact fact) => new(fact.Name!, Required<IncomeKind>(fact.Kind))
    {
        Amount = Yuan(fact.Amount), AmountInPool = Yuan(fact.AmountInPool), Distributable = Word<Distributable>(fact.Distributable),
        Document = fact.Document, From = Date(fact.From), To = Date(fact.To),
    };

    public static Officer Officer(OfficerFact fact) => new(fact.Name!, Required<OfficerRole>(fact.Role))
    {
        Household = fact.Household, Account = fact.Account, From = Date(fact.From), To = Date(fact.To),
    };

    public static KinLink Kin(KinFact fact) => new(fact.Officer!, fact.Name!) { Household = fact.Household, Relation = fact.Relation };

    public static OwnAccount Account(OwnAccountFact fact) => new(fact.Holder!, Required<AccountHolderKind>(fact.HolderKind))
    {
        Bank = fact.Bank, BankCode = fact.BankCode, Hint = SealedAccounts.HintOf(fact.Number), From = Date(fact.From), To = Date(fact.To),
    };

    public static Plot Plot(PlotFact fact) => new(fact.Code!, fact.Household!)
    {
        ContractedMu = FactFigures.Quantity(fact.ContractedMu), UsedMu = FactFigures.Quantity(fact.UsedMu), Use = Word<PlotUse>(fact.Use),
        Contract = fact.Contract, From = Date(fact.From), To = Date(fact.To),
    };

    public static TradeTotals Trade(TradeFacts facts, int year) => new(year)
    {
        Sales = Yuan(facts.Sales), WithMembers = Yuan(facts.WithMembers), WithOthers = Yuan(facts.WithOthers),
    };

    public static MemberTrade Partner(PartnerTradeFact fact) => new(fact.Partner!, fact.Product!)
    {
        IsMember = fact.Member, Volume = FactFigures.Quantity(fact.Volume), Amount = Yuan(fact.Amount),
    };

    public static StatusSource Status(StatusSourceFact fact) => new(fact.Household!, fact.Status!)
    {
        Source = fact.Source, SourceDate = Date(fact.SourceDate), From = Date(fact.From), Until = Date(fact.Until),
    };

    public static PromisedTarget Target(TargetFact fact) => new(Yuan(fact.AmountPerYear)!.Value)
    {
        Household = fact.Household, Linkage = fact.Linkage, Contract = fact.Contract,
    };

    public static BenefitTax Tax(BenefitTaxFact fact) => new(fact.Benefit!, Required<TaxMode>(fact.Mode))
    {
        Rate = FactFigures.Share(fact.Rate), Withheld = Yuan(fact.Withheld), RemittedOn = Date(fact.RemittedOn),
    };

    private static Money? Yuan(string? amount) => FactFigures.Fen(amount) is { } fen ? new Money(fen) : null;

    private static DateOnly? Date(string? date) => date is null ? null : Dates.Read(date);

    private static TWord? Word<TWord>(string? word)
        where TWord : struct, Enum => word is null ? null : FactWords.Read<TWord>(word);

    private static TWord Required<TWord>(string? word)
        where TWord : struct, Enum => FactWords.Read<TWord>(word!)!.Value;
}
