using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using static LinkageService.Engine.Tests.Checks.CheckCase;

namespace LinkageService.Engine.Tests.Checks;

/// <summary>Both sides of the boundary of every check of sums: one fen, one day or one part in it.</summary>
internal static class MoneyCases
{
    private const CheckSeverity Block = CheckSeverity.Block;

    public static IEnumerable<CheckCase> All =>
        [.. Arithmetic(), .. Losses(), .. Reserve(), .. FullReserve(), .. Patronage(), .. ResidualBase(), .. EqualQuotas(),
            .. Debts(), .. Sources()];

    private static IEnumerable<CheckCase> Arithmetic()
    {
        yield return new("rate_without_base", "every rate has one", Of(), CheckStatus.Passed);
        yield return new("rate_without_base", "one has none",
            Of(figures: Figures() with { Benefits = [Benefit("bonus", 1, "pay") with { HasBase = false }] }), CheckStatus.Found, Block);
        yield return new("not_conserved", "to the fen", Of(), CheckStatus.Passed);
        yield return new("not_conserved", "a fen more", Of(figures: Figures() with { SourcesTotal = new Money(99_999_99) }),
            CheckStatus.Found, Block);
        yield return new("reserve_paid_out", "income only", Of(), CheckStatus.Passed);
        yield return new("reserve_paid_out", "a fen of reserve",
            Of(figures: Figures() with { Sources = [new SourceAmount("reserve", IsPayer: false, new Money(1))] }), CheckStatus.Found);
    }

    // 100,000 of the year less 40,000 of losses leave 60,000, which is what members get.
    private static IEnumerable<CheckCase> Losses()
    {
        CheckedRun Run(long? net, long? opening, long members = 60_000_00) =>
            Of(facts: new() { Statement = Statement(net, opening) }, figures: Figures(0, members));
        yield return new("losses_not_covered", "covered to the fen", Run(100_000, -40_000), CheckStatus.Passed);
        yield return new("losses_not_covered", "a fen too much", Run(100_000, -40_000, 60_000_01), CheckStatus.Found, Block);
        yield return new("losses_not_covered", "no losses", Run(null, 0), CheckStatus.Passed);
        yield return new("losses_not_covered", "all of the year to the fen", Run(60_000, 0), CheckStatus.Passed);
        yield return new("losses_not_covered", "a fen more than the year brought", Run(60_000, 0, 60_000_01), CheckStatus.Found, Block);
        yield return new("losses_not_covered", "a year that brought nothing", Run(0, 0), CheckStatus.Found, Block);
        yield return new("losses_not_covered", "what was left of years before", Run(50_000, 10_000), CheckStatus.Passed);
        CheckedRun Drawing(long opening, long reserve, long members, long other = 0, long? stated = null) => Of(facts: new()
        {
            Statement = Statement(100_000, opening) with { ReserveDrawn = stated is { } drawn ? Yuan(drawn) : null },
        }, figures: Figures(reserve, members, other));
        yield return new("losses_not_covered", "with the reserve, to the fen", Drawing(-10_000, 30_000_00, 60_000_00), CheckStatus.Passed);
        yield return new("losses_not_covered", "with the reserve, a fen more", Drawing(-10_000, 30_000_01, 60_000_00),
            CheckStatus.Found, Block);
        yield return new("losses_not_covered", "a fund that may be reserve", Drawing(-10_000, 0, 60_000_00, 30_000_01),
            CheckStatus.Unknown);
        yield return new("losses_not_covered", "a fund that is none by the statement", Drawing(-10_000, 0, 60_000_00, 30_000_01, 30_000),
            CheckStatus.Passed);
        yield return new("losses_not_covered", "drawn by the statement alone", Drawing(-10_000, 0, 60_000_00, 0, 30_001),
            CheckStatus.Found, Block);
        yield return new("losses_not_covered", "land compensation that the reserve keeps", Drawing(-30_000, 30_000_00, 60_000_00) is var
            keeps ? keeps with
        {
            Facts = keeps.Facts with
            {
                Income = [new IncomeLine("某项收入", IncomeKind.LandCompensation) { Amount = Yuan(20_000), AmountInPool = Yuan(0) }],
            },
        } : throw new System.Diagnostics.UnreachableException(), CheckStatus.Passed);
        yield return new("losses_not_covered", "two distributions of a year, both draw reserve",
            Run(150_000, 0) with { Others = [Figures()] }, CheckStatus.Passed);
        yield return new("losses_not_covered", "two distributions of a year, and reserve a fen too much",
            Run(150_000, 0) with { Others = [Figures(30_000_01)] }, CheckStatus.Found, Block);
        yield return new("losses_not_covered", "land compensation is no income of the year", Run(50_000, 0) is var paid ? paid with
        {
            Facts = paid.Facts with
            {
                Income =
                [
                    new IncomeLine("某项收入", IncomeKind.LandCompensation) { Distributable = Distributable.Yes, AmountInPool = Yuan(10_000) },
                ],
            },
        } : throw new System.Diagnostics.UnreachableException(), CheckStatus.Passed);
        yield return new("losses_not_covered", "two distributions of a year, to the fen",
            Run(120_000, 0) with { Others = [Figures(0)] }, CheckStatus.Passed);
        yield return new("losses_not_covered", "two distributions of a year, a fen more",
            Run(120_000, 0, 60_000_01) with { Others = [Figures(0)] }, CheckStatus.Found, Block);
        yield return new("losses_not_covered", "two distributions, and no statement says of what",
            Run(null, 0) with { Others = [Figures(0)] }, CheckStatus.Passed);
        yield return new("losses_not_covered", "a loss year and nothing to share", Run(-1, 1), CheckStatus.Found, Block);
        yield return new("losses_not_covered", "opening unknown", Run(100_000, null), CheckStatus.Unknown);
        yield return new("losses_not_covered", "losses, net unknown", Run(null, -1), CheckStatus.Unknown);
        yield return new("losses_not_covered", "last year's closing", Of(facts: new()
        {
            Statement = Statement(100_000, null), LastStatement = Statement() with { ClosingUndistributed = Yuan(-40_001) },
        }), CheckStatus.Found, Block);
        yield return new("losses_not_covered", "agreement of a company and households", Of("contract_scheme"), CheckStatus.NotApplicable);
    }

    private static IEnumerable<CheckCase> Reserve()
    {
        CheckedRun Zhejiang(long reserve, long? net = 100_000) =>
            Of(region: "330106", facts: new() { Statement = Statement(net) }, figures: Figures(reserve));
        yield return new("reserve_out_of_bounds", "Zhejiang, 30% of net income", Zhejiang(30_000_00), CheckStatus.Passed);
        yield return new("reserve_out_of_bounds", "Zhejiang, a fen below", Zhejiang(29_999_99), CheckStatus.Found, Block);
        yield return new("reserve_out_of_bounds", "Zhejiang, net income unknown", Zhejiang(30_000_00, null), CheckStatus.Unknown);
        yield return new("reserve_out_of_bounds", "Liangping, 40%", Of(region: "500155", figures: Figures(40_000_00)),
            CheckStatus.Passed);
        yield return new("reserve_out_of_bounds", "Liangping, a fen above: a newspaper warns",
            Of(region: "500155", figures: Figures(40_000_01)), CheckStatus.Found);
        yield return new("reserve_out_of_bounds", "Liangping, a fund that may be another's",
            Of(region: "500155", figures: Figures(38_000_00, other: 10_000_00)), CheckStatus.Unknown);
        yield return new("reserve_out_of_bounds", "Rongchang, a fen below 30%", Of(region: "500153", figures: Figures(29_999_99)),
            CheckStatus.Found);
        yield return new("reserve_out_of_bounds", "Rongchang, members a fen above 60%",
            Of(region: "500153", facts: new() { Statement = Statement(100_001) }, figures: Figures(30_001_00, 60_000_61)),
                CheckStatus.Found);
        CheckedRun Shanghai(long reserve, long welfare) => Of(
            region: "310118", facts: new() { Statement = Statement() }, figures: Figures(reserve, 60_000_00, welfare, FundRole.Welfare));
        yield return new("reserve_out_of_bounds", "Shanghai, 15 and 15", Shanghai(15_000_00, 15_000_00), CheckStatus.Passed);
        yield return new("reserve_out_of_bounds", "Shanghai, 20 and 10 is wrong", Shanghai(20_000_00, 10_000_00), CheckStatus.Found,
            Block);
        yield return new("reserve_out_of_bounds", "Zhejiang, drawn by another run of the year",
            Zhejiang(0) with { Others = [Figures()] }, CheckStatus.Passed);
        yield return new("reserve_out_of_bounds", "Zhejiang, drawn by both a fen too little",
            Zhejiang(1) with { Others = [Figures(29_999_98)] }, CheckStatus.Found, Block);
        CheckedRun Together(long drawn, long welfare) => Of(region: "310118", facts: new()
        {
            Statement = Statement() with { ReserveDrawn = Yuan(drawn), WelfareFundDrawn = Yuan(welfare) },
        });
        yield return new("reserve_out_of_bounds", "Shanghai, one fund, split by the statement", Together(30_000, 15_000),
            CheckStatus.Passed);
        yield return new("reserve_out_of_bounds", "Shanghai, one fund, split wrong", Together(30_000, 14_999), CheckStatus.Found, Block);
        yield return new("reserve_out_of_bounds", "Shanghai, one fund", Of(region: "310118", facts: new() { Statement = Statement() }),
            CheckStatus.Unknown);
        CheckedRun Rongchang(long least) => Of(region: "500153", facts: new()
        {
            Statement = Statement(200_000),
            Charter = new Charter(Day(2020, 1, 1)) { ReserveBase = DistributionBase.NetIncome, ReserveMin = new Fraction(least, 100) },
        }, figures: Figures(30_000_00) with { Income = Yuan(200_000) });
        yield return new("reserve_out_of_bounds", "Rongchang warns, and the charter is kept", Rongchang(15), CheckStatus.Found);
        yield return new("reserve_out_of_bounds", "Rongchang warns, and the charter blocks", Rongchang(16), CheckStatus.Found, Block);
        yield return new("reserve_out_of_bounds", "no rule and no charter", Of(), CheckStatus.Unknown);
        CheckedRun By(Charter charter, string form = Collective) => Of(form, facts: new() { Charter = charter, Statement = Statement() });
        var own = new Charter(Day(2020, 1, 1)) { ReserveBase = DistributionBase.NetIncome };
        yield return new("reserve_out_of_bounds", "charter, at the cap", By(own with { ReserveMax = new Fraction(30, 100) }),
            CheckStatus.Passed);
        yield return new("reserve_out_of_bounds", "charter, above the cap", By(own with { ReserveMax = new Fraction(29, 100) }),
            CheckStatus.Found, Block);
        yield return new("reserve_out_of_bounds", "company, 10%", By(own, "company"), CheckStatus.Passed);
    }

    // 100,000 of the year, and 500 drawn in earlier years.
    private static IEnumerable<CheckCase> FullReserve()
    {
        var charter = new Charter(Day(2020, 1, 1))
        {
            ReserveBase = DistributionBase.NetIncome, ReserveMin = new Fraction(10, 100), ReserveTarget = Yuan(500),
        };
        CheckedRun Run(Charter own, long reserve, long members, string region = "", string form = Collective, long welfare = 0) =>
            Of(form, region, new() { Charter = own, Statement = Statement() with { AccumulatedReserve = Yuan(500) } },
                Figures(reserve, members, welfare, FundRole.Welfare));
        CheckCase Case(string name, CheckedRun run, CheckStatus status) =>
            new("reserve_out_of_bounds", "full: " + name, run, status, Block);
        yield return Case("nothing need be drawn", Run(charter, 0, 60_000_00), CheckStatus.Passed);
        yield return Case("not full by a fen", Run(charter with { ReserveTarget = new Money(500_01) }, 0, 60_000_00), CheckStatus.Found);
        CheckedRun Untold(long reserve) => Of(facts: new() { Charter = charter, Statement = Statement() }, figures: Figures(reserve));
        yield return Case("nobody said how much was drawn so far", Untold(9_999_99), CheckStatus.Unknown);
        yield return Case("nobody said, and the floor is met", Untold(10_000_00), CheckStatus.Passed);
        var most = charter with { MembersMax = new Fraction(60, 100) };
        yield return Case("members at their most", Run(most, 0, 60_000_00), CheckStatus.Passed);
        yield return Case("members above it", Run(most, 0, 60_000_01), CheckStatus.Found);
        var cap = charter with { ReserveMax = new Fraction(20, 100) };
        yield return Case("at the cap", Run(cap, 20_000_00, 0), CheckStatus.Passed);
        yield return Case("above the cap", Run(cap, 20_000_01, 0), CheckStatus.Found);
        yield return Case("Zhejiang asks for 30% all the same", Run(charter, 29_999_99, 60_000_00, "330106"), CheckStatus.Found);
        yield return Case("Zhejiang, 30%", Run(charter, 30_000_00, 60_000_00, "330106"), CheckStatus.Passed);
        var welfare = charter with { WelfareMin = new Fraction(5, 100) };
        yield return Case("the welfare fund is another", Run(welfare, 0, 60_000_00, welfare: 4_999_99), CheckStatus.Found);
        yield return Case("the welfare fund", Run(welfare, 0, 60_000_00, welfare: 5_000_00), CheckStatus.Passed);
        var company = new Charter(Day(2020, 1, 1)) { RegisteredCapital = Yuan(1_000) };
        yield return Case("a company at half of its capital", Run(company, 0, 60_000_00, form: "company"), CheckStatus.Passed);
        yield return Case("a company a fen below", Run(company with { RegisteredCapital = new Money(1_000_01) }, 0, 60_000_00,
            form: "company"), CheckStatus.Found);
        yield return Case("a loss, nothing drawn and nothing paid",
            Of(facts: new() { Charter = most with { ReserveMax = new Fraction(20, 100) }, Statement = Statement(-1, 0) },
                figures: Figures(0, 0)), CheckStatus.Passed);
    }

    // 100,000 less 10,000 of reserve are 90,000, 60% of which are 54,000.
    private static IEnumerable<CheckCase> Patronage()
    {
        CheckedRun Run(long refund, string form = Cooperative, long opening = 0, long other = 0) => Of(form, facts: new()
        {
            Statement = opening == 0 ? null : Statement(100_000, opening, StatementForm.Cooperative),
        }, figures: Figures(10_000_00, 90_000_00 - other, other) with
        {
            Benefits = [Benefit("patronage_refund", refund), Benefit("residual_dividend", 90_000_00 - other - refund)],
        });
        yield return new("patronage_below_minimum", "60%", Run(54_000_00), CheckStatus.Passed);
        yield return new("patronage_below_minimum", "a fen below", Run(53_999_99), CheckStatus.Found, Block);
        yield return new("patronage_below_minimum", "a union warns", Run(53_999_99, Union), CheckStatus.Found);
        yield return new("patronage_below_minimum", "with the opening balance it warns", Run(54_000_00, opening: 1), CheckStatus.Found);
        yield return new("patronage_below_minimum", "a fund that may be a cost", Run(53_999_99, other: 10_000_00), CheckStatus.Unknown);
        yield return new("patronage_below_minimum", "no refund in the scheme", Of(Cooperative), CheckStatus.Unknown);
        yield return new("patronage_below_minimum", "a refund of nothing", Of(Cooperative, figures: Figures() with
        {
            Declared = [AccountRole.PatronageRefund],
        }), CheckStatus.Found, Block);
        yield return new("patronage_below_minimum", "nothing to refund", Of(Cooperative, facts: new()
        {
            Statement = Statement(10_000, 0, StatementForm.Cooperative),
        }, figures: Figures(10_000_00, 0) with { Declared = [AccountRole.PatronageRefund] }), CheckStatus.NotApplicable);
        yield return new("patronage_below_minimum", "a second run of the year that makes up for the first",
            Run(54_000_00, opening: 1) is var second ? second with
            {
                Facts = new() { Statement = Statement(200_000, 0, StatementForm.Cooperative) },
                Others = [Figures(10_000_00, 90_000_00) with { Benefits = [Benefit("patronage_refund", 54_000_00)] }],
            } : throw new System.Diagnostics.UnreachableException(), CheckStatus.Passed);
        yield return new("patronage_below_minimum", "a collective", Of(), CheckStatus.NotApplicable);
        RunFigures Traded(long yuan) => Figures() with { Holdings = [Holding("patronage", "yuan", yuan, 1, AccountRole.Patronage)] };
        LegalFacts Sold(long yuan) => new() { Trade = new TradeTotals(2026) { WithMembers = Yuan(yuan) } };
        yield return new("patronage_exceeds_sales", "equal", Of(Cooperative, facts: Sold(500), figures: Traded(500)), CheckStatus.Passed);
        yield return new("patronage_exceeds_sales", "above", Of(Cooperative, facts: Sold(499), figures: Traded(500)), CheckStatus.Found);
        yield return new("patronage_exceeds_sales", "sales unknown", Of(Cooperative, figures: Traded(500)), CheckStatus.Unknown);
    }

    private static RunFigures Residual(params string[] read) => Figures() with
    {
        Benefits = [Benefit("residual_dividend", 1) with { Holdings = read }],
        Holdings =
        [
            Holding("capital", "yuan", 100, 10, AccountRole.Capital),
            Holding("reserve_quota", "yuan", 100, 10, AccountRole.ReserveQuota),
            Holding("subsidy_quota", "yuan", 100, 10, AccountRole.SubsidyQuota),
        ],
    };

    private static IEnumerable<CheckCase> ResidualBase()
    {
        yield return new("residual_base_incomplete", "all was refunded", Of(Cooperative, figures: Figures() with
        {
            Declared = [AccountRole.ResidualDividend],
        }), CheckStatus.NotApplicable);
        var nothing = new LegalFacts { Quotas = [] };
        CheckedRun Quantified(bool? isQuantified, params string[] holdings) => Of(
            facts: new() { Charter = new Charter(Day(2020, 1, 1)) { IsQuantified = isQuantified } },
            figures: Figures() with { Benefits = [Benefit("share_dividend", 60_000_00) with { Holdings = holdings }] });
        yield return new("residual_base_incomplete", "a collective, by shares", Quantified(true, "shares"), CheckStatus.Passed);
        yield return new("residual_base_incomplete", "a collective with shares, per head", Quantified(true), CheckStatus.Found);
        yield return new("residual_base_incomplete", "a collective without shares, per head", Quantified(false), CheckStatus.Passed);
        yield return new("residual_base_incomplete", "a collective, and nobody said", Quantified(null), CheckStatus.Unknown);
        yield return new("residual_base_incomplete", "all of them", Of(Cooperative, facts: nothing,
            figures: Residual("capital", "reserve_quota", "subsidy_quota")), CheckStatus.Passed);
        yield return new("residual_base_incomplete", "a quota is left out",
            Of(Cooperative, figures: Residual("capital", "subsidy_quota")), CheckStatus.Found, Block);
        yield return new("residual_base_incomplete", "a quota that is no column", Of(Cooperative, facts: new()
        {
            Quotas = [new MemberQuota("0001", QuotaKind.Donation) { Amount = Yuan(1) }],
        }, figures: Residual("capital", "reserve_quota", "subsidy_quota")), CheckStatus.Found, Block);
        CheckedRun Beside(long roster, params MemberQuota[] quotas) => Of(Cooperative, facts: new() { Quotas = quotas },
            figures: Residual("capital", "reserve_quota", "subsidy_quota") is var figures ? figures with
            {
                Holdings =
                [
                    .. figures.Holdings.Select(holding => holding.Role != AccountRole.SubsidyQuota ? holding : holding with
                    {
                        ByHousehold = new(() => new Dictionary<string, Fraction> { ["0001"] = roster, ["0002"] = roster }),
                    }),
                ],
            } : throw new System.Diagnostics.UnreachableException());
        MemberQuota[] both =
        [
            new("0001", QuotaKind.Subsidy) { Amount = Yuan(100) }, new("0002", QuotaKind.Subsidy) { Amount = Yuan(100) },
        ];
        yield return new("residual_base_incomplete", "as stated", Beside(100, both), CheckStatus.Passed);
        yield return new("residual_base_incomplete", "stated, and nothing on the roster", Beside(0, both), CheckStatus.Found, Block);
        yield return new("residual_base_incomplete", "more on the roster than stated: asked about", Beside(101, both), CheckStatus.Found);
        yield return new("residual_base_incomplete", "a quota of the year may not be on it yet",
            Beside(100, [.. both, both[0] with { Year = 2026 }]), CheckStatus.Passed);
        yield return new("residual_base_incomplete", "a quota without an amount",
            Beside(100, both[0], both[1] with { Amount = null }), CheckStatus.Unknown);
        yield return new("residual_base_incomplete", "quotas unknown",
            Of(Cooperative, figures: Residual("capital", "reserve_quota", "subsidy_quota")), CheckStatus.Unknown);
    }

    private static IEnumerable<CheckCase> EqualQuotas()
    {
        CheckedRun Quotas(QuotaUnit? per, int persons, long largest) => Of(Cooperative, facts: new()
        {
            Quotas = [], Charter = new Charter(Day(2020, 1, 1)) { QuotaPer = per },
        }, figures: Residual("capital", "reserve_quota", "subsidy_quota")) with
        {
            Persons = persons == 0 ? null : new PersonsSummary { Counts = new Dictionary<string, int> { ["0001"] = persons } },
        } is var run ? run with
        {
            Figures = run.Figures with
            {
                Holdings = [.. run.Figures.Holdings.Select(holding => holding.Role != AccountRole.SubsidyQuota ? holding
                    : holding with { Smallest = 7, Largest = largest })],
            },
        } : throw new System.Diagnostics.UnreachableException();
        yield return new("residual_base_incomplete", "subsidies equal", Quotas(null, 0, 7), CheckStatus.Passed);
        yield return new("residual_base_incomplete", "unequal, and nobody said of what", Quotas(null, 0, 8), CheckStatus.Unknown);
        yield return new("residual_base_incomplete", "unequal for households", Quotas(QuotaUnit.Household, 0, 8), CheckStatus.Found, Block);
        yield return new("residual_base_incomplete", "per member, persons unknown", Quotas(QuotaUnit.Member, 0, 14), CheckStatus.Unknown);
        yield return new("residual_base_incomplete", "per member, two persons", Quotas(QuotaUnit.Member, 2, 14), CheckStatus.Passed);
        yield return new("residual_base_incomplete", "per member, more than two have", Quotas(QuotaUnit.Member, 2, 15),
            CheckStatus.Found, Block);
    }

    private static IEnumerable<CheckCase> Debts()
    {
        LegalFacts Cash(long cash, long bound = 0, params Loan[] loans) => new()
        {
            Cash = new CashPosition(Day(2026, 12, 31)) { CashOnHand = Yuan(0), BankDeposits = Yuan(cash) },
            Restricted = [new RestrictedMoney(RestrictedKind.EarmarkedGrant) { Amount = Yuan(bound) }],
            Loans = loans,
        };
        var loan = new Loan(Day(2026, 6, 1)) { Outstanding = Yuan(1) };
        yield return new("debt_financed", "free cash to the yuan", Of(facts: Cash(60_001, 1)), CheckStatus.Passed);
        yield return new("debt_financed", "bound money", Of(facts: Cash(60_000, 1)), CheckStatus.Found);
        yield return new("debt_financed", "a loan of the year", Of(facts: Cash(60_000, 0, loan)), CheckStatus.Found);
        yield return new("debt_financed", "an old loan", Of(facts: Cash(60_000, 0, loan with { DrawnOn = Day(2025, 12, 31) })),
            CheckStatus.Passed);
        yield return new("debt_financed", "a loan to pay members",
            Of(facts: Cash(90_000, 0, loan with { Purpose = LoanPurpose.Distribution })), CheckStatus.Found);
        yield return new("debt_financed", "a loan to pay members, who get nothing",
            Of(facts: Cash(90_000, 0, loan with { Purpose = LoanPurpose.Distribution }), figures: Figures(0, 0)), CheckStatus.Passed);
        yield return new("debt_financed", "cash unknown", Of(), CheckStatus.Unknown);
        CheckedRun Deposits(long yuan, long? bound = 0) => Of(facts: Cash(yuan) is var facts ? facts with
        {
            Cash = facts.Cash! with { CashOnHand = null },
            Restricted = [new RestrictedMoney(RestrictedKind.EarmarkedGrant) { Amount = bound is { } sum ? Yuan(sum) : null }],
        } : throw new System.Diagnostics.UnreachableException());
        yield return new("debt_financed", "deposits alone are enough", Deposits(60_000), CheckStatus.Passed);
        yield return new("debt_financed", "deposits alone are not, cash on hand unknown", Deposits(59_999), CheckStatus.Unknown);
        yield return new("debt_financed", "deposits, bound money unknown", Deposits(90_000, null), CheckStatus.Unknown);
        yield return new("debt_financed", "too little whatever is bound", Of(facts: Cash(59_999) with { Restricted = null }),
            CheckStatus.Found);
        yield return new("debt_financed", "cash of a day to come",
            Of(facts: Cash(90_000) with
            {
                Cash = new CashPosition(Day(2036, 12, 31)) { CashOnHand = Yuan(0), BankDeposits = Yuan(90_000) },
            }),
            CheckStatus.Unknown);
    }

    private static IEnumerable<CheckCase> Sources()
    {
        LegalFacts Income(Distributable tag, long pool, IncomeKind kind = IncomeKind.Operating) =>
            new() { Income = [new IncomeLine("某项收入", kind) { Distributable = tag, Amount = Yuan(100_000), AmountInPool = Yuan(pool) }] };
        yield return new("source_not_distributable", "nothing of it", Of(facts: Income(Distributable.No, 0)), CheckStatus.Passed);
        yield return new("source_not_distributable", "a yuan, and more is kept", Of(facts: Income(Distributable.No, 1)), CheckStatus.Found,
            Block);
        CheckedRun Named(long stays) => Of(facts: Income(Distributable.No, 10_000), figures: Figures() is var figures ? figures with
        {
            Funds = [.. figures.Funds, new FundFigure("某项收入", FundRole.Other, Yuan(stays))],
        } : throw new System.Diagnostics.UnreachableException());
        yield return new("source_not_distributable", "what stays in a fund of its name", Named(10_000), CheckStatus.Passed);
        yield return new("source_not_distributable", "a yuan more than stays", Named(9_999), CheckStatus.Found, Block);
        LegalFacts Loss(long yuan) => new()
        {
            Income = [new IncomeLine("投资", IncomeKind.Investment) { Distributable = Distributable.Yes, Amount = Yuan(yuan) }],
        };
        yield return new("source_not_distributable", "a loss has nothing to share", Of(facts: Loss(-500)), CheckStatus.Passed);
        yield return new("source_not_distributable", "how much is shared unknown", Of(facts: Loss(500)), CheckStatus.Unknown);
        yield return new("source_not_distributable", "land transfer without an agreement",
            Of(facts: Income(Distributable.Yes, 40_001, IncomeKind.LandTransfer)), CheckStatus.Found, Block);
        foreach (var kind in new[] { IncomeKind.EarmarkedGrant, IncomeKind.LandCompensation, IncomeKind.AssetSale })
        {
            var lines = Income(Distributable.Yes, 40_001, kind);
            yield return new("source_not_distributable", $"{kind} without a document", Of(facts: lines), CheckStatus.Found, Block);
            yield return new("source_not_distributable", $"{kind} with one",
                Of(facts: lines with { Income = [.. lines.Income!.Select(line => line with { Document = "某决议" })] }),
                CheckStatus.Passed);
        }

        yield return new("source_not_distributable", "a loan",
            Of(facts: Income(Distributable.Yes, 40_001, IncomeKind.Loan)), CheckStatus.Found, Block);
        yield return new("source_not_distributable", "reserved land, Zhejiang",
            Of(region: "33", facts: Income(Distributable.Yes, 40_001, IncomeKind.ReservedLandCompensation)), CheckStatus.Found, Block);
        yield return new("source_not_distributable", "reserved land elsewhere",
            Of(facts: Income(Distributable.Yes, 40_001, IncomeKind.ReservedLandCompensation)), CheckStatus.Passed);
        LegalFacts Rent(int years) => new()
        {
            Income =
            [
                new IncomeLine("租金", IncomeKind.Rent)
                {
                    Distributable = Distributable.Yes, Amount = Yuan(100_000), AmountInPool = Yuan(100_000), From = Day(2026, 1, 1),
                    To = Day(2025 + years, 12, 31),
                },
            ],
        };
        yield return new("source_not_distributable", "Shandong, a year's rent", Of(region: "37", facts: Rent(1)), CheckStatus.Passed);
        yield return new("source_not_distributable", "Shandong, five years' rent: reported, warns", Of(region: "37", facts: Rent(5)),
            CheckStatus.Found);
        yield return new("source_not_distributable", "five years' rent elsewhere", Of(facts: Rent(5)), CheckStatus.Passed);
        yield return new("source_not_distributable", "unknown", Of(), CheckStatus.Unknown);
    }
}
