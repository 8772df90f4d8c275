using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Tests;
using Xunit;

namespace LinkageService.Engine.Tests.Checks;

/// <summary>Every legal check, on both sides of its boundary.</summary>
public sealed class LegalChecksTests
{
    private static readonly CheckCase[] Cases = [.. MoneyCases.All, .. StatementCases.All, .. PeopleCases.All];

    public static TheoryData<string> Names() => new(Cases.Select(each => each.ToString()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_ACase_GivesWhatItShould(string name)
    {
        var each = Cases.Single(one => one.ToString() == name);

        var outcome = LegalChecks.Find(each.Code)!.Run(each.Run);

        Assert.True(each.Status == outcome.Status, $"{outcome.Status}: {outcome.Message.En}");
        Assert.NotEqual("", outcome.Message.Zh);
        Assert.Equal(outcome.Status == CheckStatus.Unknown, outcome.Missing.Count > 0);
        Assert.Equal(each.Status == CheckStatus.Found ? each.Severity : outcome.Severity, outcome.Severity);
        Assert.True(outcome.Status is CheckStatus.NotApplicable || outcome.Basis is not null);
    }

    // Nothing is stated beside it: no fact, no person, no meeting. Three hold the sums of the run itself against figures of a statute.
    [Fact]
    public void OfRunAlone_HasEveryCheckThatIsDecidedWithNothingStated()
    {
        string[] statutes = ["reserve_out_of_bounds", "patronage_below_minimum", "residual_base_incomplete"];
        var cases = Cases.Where(each => each.Status is CheckStatus.Passed or CheckStatus.Found
            && each.Run.Facts == LegalFacts.Unknown && each.Run.Persons is null && each.Run.Progress?.Meeting is null)
            .Select(each => each.Code);
        var bare = new[] { CheckCase.Collective, CheckCase.Cooperative, CheckCase.Union, "company", "contract_scheme" }
            .SelectMany(form => LegalChecks.Run(CheckCase.Of(form) with
            {
                Persons = new(), ServiceFindings = [], Progress = new RunProgress(), Earlier = new EarlierRun(2025, 10),
            }))
            .Where(outcome => outcome.Status is CheckStatus.Passed or CheckStatus.Found).Select(outcome => outcome.Check.Code);

        Assert.Equal(
            string.Join(' ', LegalChecks.OfRunAlone.Order()), string.Join(' ', cases.Concat(bare).Distinct().Except(statutes).Order()));
    }

    [Theory]
    [InlineData(30, 100, "30%")]
    [InlineData(10, 100, "10%")]
    [InlineData(1, 1, "100%")]
    [InlineData(7, 100, "7%")]
    [InlineData(1, 8, "12.5%")]
    [InlineData(20_001, 100_000, "20.001%")]
    [InlineData(1, 3, "1/3")]
    [InlineData(2, 3, "2/3")]
    [InlineData(2, 37, "2/37")]
    [InlineData(185, 1_286, "14.3856…%")]
    public void Run_AFloor_SaysItsRate(int numerator, int denominator, string expected)
    {
        var charter = new Charter(new DateOnly(2020, 1, 1))
        {
            ReserveBase = DistributionBase.NetIncome, ReserveMin = new Fraction(numerator, denominator),
        };
        var run = CheckCase.Of(facts: new() { Charter = charter, Statement = CheckCase.Statement() });

        var message = LegalChecks.Find("reserve_out_of_bounds")!.Run(run).Message;

        Assert.Contains($"的 {expected} 是", message.Zh, StringComparison.Ordinal);
        Assert.Contains($"; {expected} of", message.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(31, 0, "应到 30 人，具有完全民事行为能力的成员是 31 人")]
    [InlineData(30, 22, "线上参加 22 人、委托 0 人，实到只有 21 人")]
    public void Run_AMeetingThatContradictsItself_NamesTheTwoNumbers(int capable, int online, string expected)
    {
        var meeting = new MeetingFacts(new DateOnly(2027, 1, 20), MeetingKind.Members)
        {
            Due = 30, Present = 21, InFavour = 21, CapableMembers = capable, Online = online,
        };

        var outcome = LegalChecks.Find("meeting_invalid")!.Run(CheckCase.Of(facts: new() { Meeting = meeting }));

        Assert.Contains(expected, outcome.Message.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ShareManagement.Static, "由继承人领取")]
    [InlineData(ShareManagement.Dynamic, "应从名册上除去")]
    [InlineData(null, "没有写静态还是动态管理")]
    public void Run_AHouseholdThatDied_SaysWhatTheCharterAsks(ShareManagement? management, string expected)
    {
        var run = CheckCase.Of(facts: new()
        {
            Charter = new Charter(new DateOnly(2020, 1, 1)) { ShareManagement = management },
        }) with
        {
            Persons = new(), ServiceFindings = [new ServiceFinding("payee_deceased", new("某户已去世", "a household has died"))],
        };

        var outcome = LegalChecks.Find("payee_deceased")!.Run(run);

        Assert.Equal(CheckStatus.Found, outcome.Status);
        Assert.Contains(expected, outcome.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SourcesWithoutAWordWhetherTheyMayBeShared_NamesThatAndNotTheList()
    {
        var line = new IncomeLine("经营", IncomeKind.Operating) { AmountInPool = CheckCase.Yuan(1) };
        MissingFact[] Missing(params IncomeLine[] lines) =>
            [.. LegalChecks.Find("source_not_distributable")!.Run(CheckCase.Of(facts: new() { Income = lines })).Missing];

        Assert.Equal([MissingFacts.IncomeDistributable], Missing(line));
        Assert.Equal([MissingFacts.IncomeInPool], Missing(line with { AmountInPool = null, Distributable = Distributable.Yes }));
        Assert.Empty(Missing(line with { AmountInPool = Money.Zero }));
    }

    [Fact]
    public void Headroom_ALoanToPayMembers_IsNone()
    {
        var run = CheckCase.Of(facts: new()
        {
            Cash = new CashPosition(new DateOnly(2026, 12, 31)) { CashOnHand = Money.Zero, BankDeposits = CheckCase.Yuan(90_000) },
            Restricted = [],
            Loans = [new Loan(new DateOnly(2026, 6, 1)) { Outstanding = CheckCase.Yuan(1), Purpose = LoanPurpose.Distribution }],
        });

        var headroom = Headroom.Of(run);

        Assert.Equal(("debt_financed", 0L), (headroom.Binding.Check.Code, headroom.Binding.Limit.Fen));
        Assert.True(headroom.Left < Money.Zero);
    }

    // 100,000 of the year: of 60,000 and 40,000 of reserve by the first nothing is left for a second.
    [Fact]
    public void Headroom_ASecondDistributionOfTheYear_LeavesOutWhatTheFirstDrew()
    {
        var run = CheckCase.Of(facts: new() { Statement = CheckCase.Statement() }, figures: CheckCase.Figures(0, 36_000_00)) with
        {
            Others = [CheckCase.Figures(40_000_00)],
        };

        Assert.Equal(("losses_not_covered", 0L), (Headroom.Of(run).Binding.Check.Code, Headroom.Of(run).Binding.Limit.Fen));
    }

    [Fact]
    public void Headroom_ACheckThatIsNotDecided_NamesNoLimitAndSaysWhatItLacks()
    {
        var headroom = Headroom.Of(CheckCase.Of(region: "310118", facts: new() { Statement = CheckCase.Statement() }));

        Assert.DoesNotContain(headroom.Limits, limit => limit.Check.Code == "reserve_out_of_bounds");
        Assert.Equal(MissingFacts.ReserveFund,
            Assert.Single(headroom.Undecided.Single(outcome => outcome.Check.Code == "reserve_out_of_bounds").Missing));
    }

    [Fact]
    public void Run_AStatementWithALineMissing_NamesTheLine()
    {
        MissingFact[] Missing(string code) =>
            [.. LegalChecks.Find(code)!.Run(CheckCase.Of(facts: new()
            {
                Statement = CheckCase.Statement() with
                {
                    TransferredIn = Money.Zero, ReserveDrawn = Money.Zero, PaidToMembers = Money.Zero, ClosingUndistributed = Money.Zero,
                    SettledOn = new DateOnly(2026, 12, 20),
                },
            })).Missing];

        Assert.Equal([MissingFacts.OtherDistribution], Missing("rollforward_broken"));
        Assert.Equal([MissingFacts.OverdueReceivables], Missing("accounts_not_settled"));
    }

    [Fact]
    public void Run_AMeetingThatContradictsItself_CitesTheArticleOfItsMembers()
    {
        var meeting = new MeetingFacts(new DateOnly(2027, 1, 20), MeetingKind.Members)
        {
            Due = 30, Present = 21, InFavour = 21, CapableMembers = 31,
        };

        var outcome = LegalChecks.Find("meeting_invalid")!.Run(CheckCase.Of(facts: new() { Meeting = meeting }));

        Assert.Contains("第二十七条", outcome.Basis!.Citation.Zh, StringComparison.Ordinal);
        Assert.Equal(CheckSeverity.Block, outcome.Severity);
    }

    [Fact]
    public void Run_ARateOfWholeTens_SaysAllItsDigits() => Assert.Contains(
        " 40% ",
        LegalChecks.Find("reserve_out_of_bounds")!.Run(Cases.Single(one => one.ToString() == "reserve_out_of_bounds: Liangping, 40%").Run)
            .Message.En,
        StringComparison.Ordinal);

    [Fact]
    public void Cases_EveryCheck_StandsOnBothSides()
    {
        // It is held by the papers themselves, whatever the run.
        var checks = LegalChecks.All.Select(check => check.Code).Where(code => code != "sensitive_export").ToArray();

        Assert.Equal(45, LegalChecks.All.Count);
        Assert.Equal(45, LegalChecks.All.Select(check => check.Code).Distinct().Count());
        Assert.All(checks, code => Assert.Contains(Cases, each => each.Code == code && each.Status == CheckStatus.Found));
        Assert.All(checks, code => Assert.Contains(Cases, each => each.Code == code && each.Status == CheckStatus.Passed));
        Assert.Equal(Cases.Length, Cases.Select(each => each.ToString()).Distinct().Count());
    }

    [Fact]
    public void Run_NothingKnown_NeverFindsAndNeverBlocks() => Assert.All(
        new[] { "rural_collective", "farmer_cooperative", "cooperative_union", "company", "contract_scheme" }
            .SelectMany(form => LegalChecks.Run(CheckCase.Of(form))),
        outcome => Assert.NotEqual(CheckStatus.Found, outcome.Status));

    [Fact]
    public void Find_ARegion_TakesTheMostSpecificAndNoNewspaperPutsAStatuteAside()
    {
        var date = new DateOnly(2026, 12, 31);
        LegalRules Of(string region) => RulePacks.Standard.Of("rural_collective", region, date);

        Assert.Equal(["zhejiang"], Of("330106").LocalPacks);
        Assert.Equal(["liangping", "chongqing"], Of("500155").LocalPacks);
        Assert.Empty(Of("520000").LocalPacks);
        Assert.Equal(15, Of("330106").Find("meeting_invalid", "plan_open_days")!.Number);
        Assert.Equal(10, Of("").Find("meeting_invalid", "plan_open_days")!.Number);

        var packs = RulePacks.Standard.With("newspaper", """
            region,legal_forms,check,parameter,value,base,from,to,confidence,citation_zh,citation_en
            3301,rural_collective,reserve_out_of_bounds,reserve_floor,20%,net_income,2020-01-01,,S,某报,a newspaper
            """);
        Assert.Equal(["30%", "20%"], packs.Of("rural_collective", "330106", date).All("reserve_out_of_bounds", "reserve_floor")
            .Select(row => row.Value));
    }

    [Theory]
    [InlineData("a,b", "the first line is region")]
    [InlineData("33,,not_conserved", "line 2: 3 fields, 11 are wanted")]
    [InlineData("33x,,not_conserved,,,,,,V,某法,a law", "33x is no code of a division")]
    [InlineData("33,village,not_conserved,,,,,,V,某法,a law", "there is no legal form village")]
    [InlineData("33,,no_check,,,,,,V,某法,a law", "there is no check no_check")]
    [InlineData("33,,reserve_out_of_bounds,reserve_floor,much,net_income,,,V,某法,a law", "much is no number")]
    [InlineData("33,,reserve_out_of_bounds,reserve_flor,30%,net_income,,,V,某法,a law", "knows no figure reserve_flor")]
    [InlineData("33,,reserve_out_of_bounds,reserve_floor,,net_income,,,V,某法,a law", "a name and a value")]
    [InlineData("33,,not_conserved,,,,2025-02-30,,V,某法,a law", "2025-02-30 is no date")]
    [InlineData("33,,not_conserved,,,,2025-02-01,2025-01-31,V,某法,a law", "from 2025-02-01 to 2025-01-31")]
    [InlineData("33,,not_conserved,,,,,,X,某法,a law", "X is none of V, C, S, K")]
    [InlineData("33,,not_conserved,,,,,,V,某法,", "in both languages")]
    [InlineData("33,,notice_too_short,board_days,10%,,,,V,某法,a law", "board_days is a whole number of at most 9 digits, not 10%")]
    [InlineData("33,,notice_too_short,board_days,366,,,,V,某法,a law", "board_days is at most 365, not 366")]
    public void With_APackThatIsNone_SaysWhereAndWhy(string line, string expected)
    {
        var text = line.StartsWith("a,b", StringComparison.Ordinal) ? line
            : "region,legal_forms,check,parameter,value,base,from,to,confidence,citation_zh,citation_en\n" + line;
        Assert.Contains(expected, Assert.Throws<FormatException>(() => RulePacks.Standard.With("hunan", text)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void With_ANameThatIsTaken_IsRefused() =>
        Assert.Throws<FormatException>(() => RulePacks.Standard.With("zhejiang", "x"));

    [Fact]
    public void Rows_EveryCheck_HasARuleThatAsksForIt()
    {
        Assert.All(LegalChecks.All, check => Assert.Contains(RulePacks.Standard.Rows, row => row.Check == check.Code));
        Assert.All(RulePacks.Standard.Rows, row => Assert.False(row.Parameter.Length > 0 && row.Value.Length == 0));
        Assert.All(RulePacks.Standard.Rows, row => Assert.False(row.Citation.Zh.Length == 0 || row.Citation.En.Length == 0));
    }

    [Fact]
    public void Headroom_OneFenMore_BreaksTheBindingCheck()
    {
        var random = new Random(TestSeed.Value);
        for (var round = 0; round < Thorough.Of(full: 4_000, quick: 1_000); round++)
        {
            var run = Any(random);
            var headroom = Headroom.Of(run);
            var limit = headroom.Binding.Limit;
            var what = $"seed {TestSeed.Value}, round {round}, {headroom.Binding.Check.Code} at {limit}";
            Assert.True(Status(run, headroom.Binding.Check, limit + new Money(1)) == CheckStatus.Found, what);
            Assert.All(headroom.Limits.Where(each => each.Limit < run.Figures.Members), each =>
                Assert.True(each.Check.Run(run).Status == CheckStatus.Found || DrawsTooLittle(run), what + ": above " + each.Check.Code));
            if (limit.Fen == 0)
            {
                continue;
            }

            Assert.True(Status(run, headroom.Binding.Check, limit) != CheckStatus.Found, what);
            Assert.All(headroom.Limits, each =>
                Assert.True(Status(run, each.Check, limit) != CheckStatus.Found, what + " breaks " + each.Check.Code));
        }
    }

    // What is left for members is worked out with the reserve that is to be drawn.
    private static bool DrawsTooLittle(CheckedRun run) =>
        LegalChecks.Find("reserve_out_of_bounds")!.Run(run).Status == CheckStatus.Found;

    private static CheckStatus Status(CheckedRun run, LegalCheck check, Money members) =>
        check.Run(Headroom.Paying(run, members)).Status;

    private static CheckedRun Any(Random random)
    {
        var reserve = random.NextInt64(0, 50_000_00);
        var members = random.NextInt64(0, 100_000_00 - reserve);
        var form = random.Next(3) switch { 0 => FundRole.Welfare, 1 => FundRole.LossCover, _ => FundRole.Other };
        var figures = CheckCase.Figures(reserve, members, random.Next(2) * random.NextInt64(0, 100_000_00 - reserve - members + 1), form);
        var of = (DistributionBase)random.Next(Enum.GetValues<DistributionBase>().Length);
        var region = new[] { "33", "31", "50", "500153", "500155", "37", "" }[random.Next(7)];
        return CheckCase.Of(
            random.Next(4) == 0 ? "farmer_cooperative" : "rural_collective", region,
            new LegalFacts
            {
                Statement = random.Next(3) == 0 ? null
                    : CheckCase.Statement(random.Next(-5_000, 150_000), random.Next(-20_000, 20_000)) with
                    {
                        AccumulatedReserve = random.Next(2) == 0 ? null : CheckCase.Yuan(random.Next(2_000)),
                        ReserveDrawn = random.Next(4) > 0 ? null : CheckCase.Yuan(random.Next(50_000)),
                    },
                Cash = random.Next(2) == 0 ? null : new CashPosition(new DateOnly(2026, 12, 31))
                {
                    CashOnHand = new Money(random.Next(1000)), BankDeposits = new Money(random.NextInt64(0, 120_000_00)),
                },
                Restricted = [],
                Loans = random.Next(4) > 0 ? [] : [new Loan(new DateOnly(2026, 6, 1))
                {
                    Outstanding = new Money(random.Next(2)), Purpose = LoanPurpose.Distribution,
                }],
                Charter = new Charter(new DateOnly(2020, 1, 1))
                {
                    MembersMax = random.Next(2) == 0 ? null : new Fraction(random.Next(1, 100), 100),
                    ReserveBase = of,
                    ReserveTarget = random.Next(2) == 0 ? null : CheckCase.Yuan(1_000),
                    WelfareMin = of != DistributionBase.NetIncome || random.Next(2) == 0 || region == "500155"
                        ? null : new Fraction(random.Next(1, 20), 100),
                    ReserveMin = random.Next(2) == 0 || region == "500155" ? null : new Fraction(random.Next(1, 60), 100),
                },
                Income = random.Next(2) == 0 ? null :
                [
                    new IncomeLine("专项", random.Next(2) == 0 ? IncomeKind.EarmarkedGrant : IncomeKind.Loan)
                    {
                        Distributable = (Distributable)random.Next(3), AmountInPool = new Money(random.NextInt64(0, 80_000_00)),
                    },
                ],
            },
            figures);
    }
}
