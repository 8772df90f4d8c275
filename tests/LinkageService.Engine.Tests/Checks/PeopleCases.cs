using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using static LinkageService.Engine.Tests.Checks.CheckCase;

namespace LinkageService.Engine.Tests.Checks;

/// <summary>Both sides of the boundary of every check of people, meetings, land and payments.</summary>
internal static class PeopleCases
{
    private const CheckSeverity Block = CheckSeverity.Block;

    private static readonly PersonsSummary Known = new()
    {
        Persons = 30, WithIdNumber = 30, WithBirthDate = 30, WithMembership = 30, WithEmployment = 30, WithHolder = 10, Left = 2,
        LeftWithReason = 2,
    };

    public static IEnumerable<CheckCase> All =>
        [.. Persons(), .. Meetings(), .. Delegates(), .. Capital(), .. Households(), .. Payments(), .. Progress()];

    private static IEnumerable<CheckCase> Persons()
    {
        foreach (var (code, found, unknown, severity) in new (string, PersonsSummary, PersonsSummary, CheckSeverity)[]
        {
            ("payee_not_entitled", Known with { NotEntitled = ["0003"] }, Known with { WithMembership = 29 }, Block),
            ("women_removed", Known with { Removed = ["0003"] }, Known with { LeftWithReason = 1 }, CheckSeverity.Warn),
            ("holder_mismatch", Known with { ForeignHolders = ["0003"] }, Known with { WithHolder = 0 }, CheckSeverity.Warn),
            ("age_over_100", Known with { ImplausibleAges = ["0003"] }, Known with { WithBirthDate = 29 }, CheckSeverity.Warn),
            ("civil_servant_payee", Known with { CivilServants = ["0003"] }, Known with { WithEmployment = 29 }, CheckSeverity.Warn),
            ("minor_without_guardian", Known with { ChildAccounts = ["0003"] }, Known with { WithBirthDate = 29 }, CheckSeverity.Warn),
        })
        {
            yield return new(code, "all in order", Of() with { Persons = Known }, CheckStatus.Passed);
            yield return new(code, "one household", Of() with { Persons = found }, CheckStatus.Found, severity);
            yield return new(code, "one is not known", Of() with { Persons = unknown }, CheckStatus.Unknown);
            yield return new(code, "the roster came with the request", Of(), CheckStatus.Unknown);
        }

        foreach (var (code, severity) in new[] { ("payee_deceased", CheckSeverity.Warn), ("duplicate_payee", Block),
            ("shared_account", CheckSeverity.Warn) })
        {
            yield return new(code, "nothing found", Of() with { Persons = Known, ServiceFindings = [] }, CheckStatus.Passed);
            yield return new(code, "found", Of() with { Persons = Known, ServiceFindings = [Says(code)] }, CheckStatus.Found, severity);
            yield return new(code, "nobody looked", Of(), CheckStatus.Unknown);
        }

        foreach (var code in new[] { "payee_deceased", "duplicate_payee", "women_removed" })
        {
            yield return new(code, "households without persons", Of() with { Persons = new(), ServiceFindings = [] }, CheckStatus.Unknown);
        }

        yield return new("payee_deceased", "the last of a household has died", Of() with
        {
            Persons = new(), ServiceFindings = [Says("payee_deceased")],
        }, CheckStatus.Found);
        yield return new("payee_deceased", "everybody of a household has left", Of() with
        {
            Persons = Known with { Gone = ["0003"] }, ServiceFindings = [],
        }, CheckStatus.Found);
        yield return new("duplicate_payee", "a number is not known", Of() with
        {
            Persons = Known with { WithIdNumber = 29 }, ServiceFindings = [],
        }, CheckStatus.Unknown);
    }

    private static ServiceFinding Says(string code) => new(code, new LocalizedText("某户", "a household"));

    private static IEnumerable<CheckCase> Meetings()
    {
        var meeting = new MeetingFacts(Day(2027, 1, 20), MeetingKind.Members)
        {
            Due = 90, Present = 60, InFavour = 60, CapableMembers = 90, PlanOpenSince = Day(2027, 1, 10), NotifiedOn = Day(2027, 1, 10),
        };
        CheckedRun Run(MeetingFacts held, string form = Collective, string region = "") =>
            Of(form, region, facts: new() { Meeting = held });
        yield return new("meeting_invalid", "10 days, two thirds", Run(meeting), CheckStatus.Passed);
        yield return new("meeting_invalid", "open for 9 days", Run(meeting with { PlanOpenSince = Day(2027, 1, 11) }), CheckStatus.Found,
            Block);
        yield return new("meeting_invalid", "announced 9 days before", Run(meeting with { NotifiedOn = Day(2027, 1, 11) }),
            CheckStatus.Found, Block);
        yield return new("meeting_invalid", "one too few present", Run(meeting with { Present = 59, InFavour = 59 }), CheckStatus.Found,
            Block);
        yield return new("meeting_invalid", "one too few in favour", Run(meeting with { InFavour = 59 }), CheckStatus.Found, Block);
        yield return new("meeting_invalid", "due are not the capable members", Run(meeting with { CapableMembers = 91 }),
            CheckStatus.Found, Block);
        yield return new("meeting_invalid", "more online and by proxy than present", Run(meeting with { Online = 40, Proxies = 21 }),
            CheckStatus.Found, Block);
        yield return new("meeting_invalid", "Zhejiang asks for 15 days", Run(meeting, region: "33"), CheckStatus.Found, Block);
        CheckedRun ByCharter(Charter own) => Of(facts: new() { Meeting = meeting, Charter = own });
        var charter = new Charter(Day(2025, 5, 1)) { PlanOpenDays = 10, MeetingNoticeDays = 10 };
        yield return new("meeting_invalid", "the charter asks for 10 days too", ByCharter(charter), CheckStatus.Passed);
        yield return new("meeting_invalid", "the charter asks for 11 days of the plan", ByCharter(charter with { PlanOpenDays = 11 }),
            CheckStatus.Found, Block);
        yield return new("meeting_invalid", "the charter asks for 11 days of the meeting",
            ByCharter(charter with { MeetingNoticeDays = 11 }), CheckStatus.Found, Block);
        yield return new("meeting_invalid", "no record", Of(), CheckStatus.Unknown);
        var votes = meeting with { PlanOpenSince = Day(2027, 1, 5), InFavour = 40, BasicVotes = 90, AdditionalVotes = 18, VotesFor = 55 };
        yield return new("meeting_invalid", "cooperative, 55 of 108 votes", Run(votes, Cooperative), CheckStatus.Passed);
        yield return new("meeting_invalid", "cooperative, half of the votes", Run(votes with { VotesFor = 54 }, Cooperative),
            CheckStatus.Found, Block);
        yield return new("meeting_invalid", "cooperative, more than a fifth of additional votes",
            Run(votes with { AdditionalVotes = 19 }, Cooperative), CheckStatus.Found, Block);
        foreach (var (name, held) in new[]
        {
            ("basic votes that are not one each", votes with { BasicVotes = 89 }),
            ("fewer votes than persons", votes with { InFavour = 56 }),
            ("more votes than those in favour have", votes with { InFavour = 36 }),
            ("votes of nobody", votes with { InFavour = 0, VotesFor = 1 }),
        })
        {
            yield return new("meeting_invalid", "cooperative, " + name, Run(held, Cooperative), CheckStatus.Found, Block);
        }

        // Ten households on the roster.
        var unstated = meeting with { CapableMembers = null };
        yield return new("meeting_invalid", "half as many due as households", Run(Few(5)), CheckStatus.Passed);
        yield return new("meeting_invalid", "fewer due than half of the households: asked about", Run(Few(4)), CheckStatus.Found);
        yield return new("meeting_invalid", "few due, as many as may vote", Run(Few(4) with { CapableMembers = 4 }), CheckStatus.Passed);
        yield return new("meeting_invalid", "more due than persons on the roster", Run(unstated) with { Persons = Listed(8) },
            CheckStatus.Found);
        yield return new("meeting_invalid", "as many due as persons on the roster", Run(unstated) with { Persons = Listed(9) },
            CheckStatus.Passed);

        MeetingFacts Few(int due) => unstated with { Due = due, Present = due, InFavour = due };

        PersonsSummary Listed(int each) => new()
        {
            Persons = 10 * each,
            Counts = Enumerable.Range(1, 10).ToDictionary(at => $"{at}", _ => each, StringComparer.Ordinal),
        };
    }

    private static IEnumerable<CheckCase> Delegates()
    {
        var meeting = new MeetingFacts(Day(2027, 1, 20), MeetingKind.Delegates) { Due = 51, Members = 151 };
        CheckedRun Run(MeetingFacts held, string form, Charter? charter = null, IncomeLine[]? income = null) =>
            Of(form, facts: new() { Meeting = held, Charter = charter, Income = income });
        var allows = new Charter(Day(2025, 5, 1)) { DelegatesMayApprovePlan = true };
        yield return new("delegates_not_allowed", "cooperative of 151, 51 delegates", Run(meeting, Cooperative), CheckStatus.Passed);
        yield return new("delegates_not_allowed", "cooperative whose charter has none",
            Run(meeting, Cooperative, new Charter(Day(2025, 5, 1)) { DelegatesAllowed = false }), CheckStatus.Found, Block);
        yield return new("delegates_not_allowed", "cooperative of 150", Run(meeting with { Members = 150 }, Cooperative),
            CheckStatus.Found, Block);
        yield return new("delegates_not_allowed", "50 delegates", Run(meeting with { Due = 50 }, Cooperative), CheckStatus.Found, Block);
        yield return new("delegates_not_allowed", "members unknown", Run(meeting with { Members = null }, Cooperative),
            CheckStatus.Unknown);
        yield return new("delegates_not_allowed", "the roster counts 150 members", Run(meeting with { Members = null }, Cooperative) with
        {
            Persons = new PersonsSummary { Persons = 160, WithMembership = 160, Members = 150 },
        }, CheckStatus.Found, Block);
        yield return new("delegates_not_allowed", "a union", Run(meeting, Union), CheckStatus.Found, Block);
        yield return new("delegates_not_allowed", "collective, 21 delegates", Run(meeting with { Due = 21 }, Collective, allows),
            CheckStatus.Passed);
        yield return new("delegates_not_allowed", "collective, 20 delegates", Run(meeting with { Due = 20 }, Collective, allows),
            CheckStatus.Found, Block);
        yield return new("delegates_not_allowed", "collective, charter unknown", Run(meeting, Collective), CheckStatus.Unknown);
        foreach (var (households, status) in new[]
        {
            (104, CheckStatus.Found), (105, CheckStatus.Passed), (315, CheckStatus.Passed), (316, CheckStatus.Found),
        })
        {
            yield return new("delegates_not_allowed", $"collective, 21 delegates of {households} households",
                Run(meeting with { Due = 21, Households = households }, Collective, allows), status);
        }

        yield return new("delegates_not_allowed", "collective, the roster has 3 households", Run(meeting, Collective, allows) with
        {
            Persons = new PersonsSummary { Counts = new Dictionary<string, int> { ["0001"] = 0, ["0002"] = 0, ["0003"] = 0 } },
        }, CheckStatus.Found);
        yield return new("delegates_not_allowed", "land compensation", Run(meeting, Collective, allows,
            [new IncomeLine("土地补偿费", IncomeKind.LandCompensation) { AmountInPool = new Money(1) }]), CheckStatus.Found, Block);
        yield return new("delegates_not_allowed", "all members voted", Run(meeting with { Kind = MeetingKind.Members }, Union),
            CheckStatus.Passed);
    }

    private static IEnumerable<CheckCase> Capital()
    {
        CheckedRun Run(CapitalKind kind, CapitalSource? source = CapitalSource.Member) =>
            Of(Cooperative, facts: new() { Capital = [new CapitalContribution("0001", kind) { Source = source, Amount = Yuan(1) }] });
        yield return new("labour_as_capital", "another right", Run(CapitalKind.OtherRight), CheckStatus.Passed);
        yield return new("labour_as_capital", "labour", Run(CapitalKind.Labour), CheckStatus.Found, Block);
        yield return new("labour_as_capital", "a claim", Run(CapitalKind.ClaimAgainstCooperative), CheckStatus.Found, Block);
        yield return new("labour_as_capital", "unknown", Of(Cooperative), CheckStatus.Unknown);
        yield return new("subsidy_as_private_capital", "own money", Run(CapitalKind.Cash), CheckStatus.Passed);
        yield return new("subsidy_as_private_capital", "household assistance", Run(CapitalKind.Cash, CapitalSource.HouseholdAssistance),
            CheckStatus.Passed);
        yield return new("subsidy_as_private_capital", "a subsidy", Run(CapitalKind.Cash, CapitalSource.PublicSubsidy), CheckStatus.Found,
            Block);
        yield return new("subsidy_as_private_capital", "source unknown", Run(CapitalKind.Cash, null), CheckStatus.Unknown);
        CheckedRun Held(long largest, string region = "33", string form = Collective, PersonsSummary? persons = null) => Of(form, region,
            figures: Figures() with { Holdings = [Holding("shares", form == Collective ? "share"
                : "yuan", 1000, largest, form == Collective ? null : AccountRole.Capital)] })
            with { Persons = persons };
        var two = Known with { Counts = new Dictionary<string, int> { ["0001"] = 2 } };
        yield return new("concentration", "Zhejiang, 3%", Held(30), CheckStatus.Passed);
        yield return new("concentration", "Zhejiang, 3.1%, members unknown", Held(31), CheckStatus.Unknown);
        yield return new("concentration", "Zhejiang, 6% of two members", Held(60, persons: two), CheckStatus.Passed);
        yield return new("concentration", "Zhejiang, 6.1% of two members", Held(61, persons: two), CheckStatus.Found);
        yield return new("concentration", "Zhejiang cooperative, 20%", Held(200, form: Cooperative), CheckStatus.Passed);
        yield return new("concentration", "no cap anywhere", Held(999, region: ""), CheckStatus.Unknown);
        CheckedRun Kept(AccountHolderKind kind) => Of(facts: new() { Accounts = [new OwnAccount("某社", kind)] });
        yield return new("personal_account", "its own", Kept(AccountHolderKind.Organization), CheckStatus.Passed);
        yield return new("personal_account", "a person's", Kept(AccountHolderKind.Person), CheckStatus.Found, Block);
        yield return new("personal_account", "unknown", Of(), CheckStatus.Unknown);
        CheckedRun Plots(long rented, long shared) => Of(facts: new()
        {
            Plots =
            [
                new Plot("5001551000000000001", "0001") { ContractedMu = 5, UsedMu = rented, Use = PlotUse.Rented },
                new Plot("5001551000000000001", "0001") { ContractedMu = 5, UsedMu = shared, Use = PlotUse.Shared },
            ],
        });
        yield return new("land_double_use", "5 of 5 mu", Plots(2, 3), CheckStatus.Passed);
        yield return new("land_double_use", "6 of 5 mu", Plots(3, 3), CheckStatus.Found);
        yield return new("land_double_use", "unknown", Of(figures: Figures() with { Holdings = [Holding("land", "mu", 5, 5)] }),
            CheckStatus.Unknown);
        yield return new("land_double_use", "a scheme that does not go by land", Of(), CheckStatus.NotApplicable);
    }

    private static IEnumerable<CheckCase> Households()
    {
        var registered = Figures() with
        {
            Tags = ["registered"],
            ByHousehold = new HouseholdFigures(new Dictionary<string, long> { ["0001"] = 1_500_00, ["0002"] = 300_00 }, _ => ["0001"]),
        };
        CheckedRun Dated(DateOnly? until, DateOnly? source) => Of(facts: new()
        {
            StatusSources = [new StatusSource("0001", "registered") { SourceDate = source, Until = until }],
        }, figures: registered);
        yield return new("status_undated", "dated", Dated(null, Day(2026, 5, 1)), CheckStatus.Passed);
        yield return new("status_undated", "left after the record date", Dated(Day(2027, 1, 1), Day(2026, 5, 1)), CheckStatus.Passed);
        yield return new("status_undated", "left on the record date", Dated(Day(2026, 12, 31), Day(2026, 5, 1)), CheckStatus.Found,
            Block);
        yield return new("status_undated", "no date", Dated(null, null), CheckStatus.Found, Block);
        yield return new("status_undated", "unknown", Of(figures: registered), CheckStatus.Unknown);
        yield return new("status_undated", "a scheme that reads no status", Of(), CheckStatus.NotApplicable);
        CheckedRun Promised(long yuan) => Of(facts: new() { Targets = [new PromisedTarget(Yuan(yuan))] }, figures: registered);
        yield return new("below_target", "1,500 promised", Promised(1_500), CheckStatus.Passed);
        yield return new("below_target", "1,501 promised", Promised(1_501), CheckStatus.Found);
        yield return new("below_target", "unknown", Of(figures: registered), CheckStatus.Unknown);
        CheckedRun Taxed(params BenefitTax[] taxes) => Of(facts: new() { Taxes = taxes });
        yield return new("tax_mode_unset", "set", Taxed(new BenefitTax("share_dividend", TaxMode.Withhold)), CheckStatus.Passed);
        yield return new("tax_mode_unset", "not set", Taxed(), CheckStatus.Found);
        yield return new("tax_mode_unset", "mixed", Taxed(new("share_dividend", TaxMode.Withhold), new("share_dividend", TaxMode.None)),
            CheckStatus.Found);
        yield return new("tax_mode_unset", "unknown", Of(), CheckStatus.Unknown);
        CheckedRun Worked(string benefit) => Of(figures: Figures() with
        {
            Holdings = [Holding("wage_days", "day", 100, 10)], Benefits = [Benefit(benefit, 1, "pay") with { Holdings = ["wage_days"] }],
        });
        yield return new("benefit_misclassified", "a wage", Worked("wage"), CheckStatus.Passed);
        yield return new("benefit_misclassified", "a wage called a dividend", Worked("labour_dividend"), CheckStatus.Found);
        yield return new("roster_jump", "10% more",
            Of() with { Earlier = new EarlierRun(2025, 10), Figures = Figures() with { Households = 11 } }, CheckStatus.Passed);
        yield return new("roster_jump", "20% more",
            Of() with { Earlier = new EarlierRun(2025, 10), Figures = Figures() with { Households = 12 } }, CheckStatus.Found);
        yield return new("roster_jump", "no earlier run", Of(), CheckStatus.Unknown);
        CheckedRun Officials(long fen, KinLink[]? kin, DateOnly? from = null, DateOnly? to = null) => Of(
            facts: new()
            {
                Officers = [new Officer("理事长一", OfficerRole.Chair) { Household = "0001", From = from, To = to }], Kin = kin,
            },
            figures: Figures() with
            {
                HouseholdsTotal = new Money(fen + 9_000_00),
                    ByHousehold = new HouseholdFigures(new Dictionary<string, long> { ["0001"] = fen }),
            });
        yield return new("officers_share", "twice the average of others", Officials(2_000_00, []), CheckStatus.Passed);
        yield return new("officers_share", "a fen more", Officials(2_000_01, []), CheckStatus.Found);
        yield return new("officers_share", "who serves from the record date on",
            Officials(2_000_01, [], from: Day(2026, 12, 31)), CheckStatus.Found);
        yield return new("officers_share", "who comes a day later",
            Officials(2_000_01, [], from: Day(2027, 1, 1)), CheckStatus.Passed);
        yield return new("officers_share", "who serves until the record date",
            Officials(2_000_01, [], to: Day(2026, 12, 31)), CheckStatus.Found);
        yield return new("officers_share", "who left a day before, and a relative of theirs",
            Officials(2_000_01, [new KinLink("理事长一", "户甲") { Household = "0001" }], to: Day(2026, 12, 30)), CheckStatus.Passed);
        yield return new("officers_share", "kin unknown", Officials(2_000_00, null), CheckStatus.Unknown);
    }

    private static IEnumerable<CheckCase> Payments()
    {
        var owed = Figures() with { ByHousehold = new HouseholdFigures(new Dictionary<string, long> { ["0001"] = 500, ["0002"] = 700 }) };
        CheckedRun Paid(params PaymentAttempt[] payments) => Of(facts: new() { Payments = payments }, figures: owed) with
        {
            Progress = new RunProgress { PaidOn = Day(2026, 12, 31) },
        };
        var first = new PaymentAttempt("0001", 1, PaymentResult.Paid, new Money(500)) { On = Day(2026, 12, 2) };
        var cash = first with { Result = PaymentResult.PaidInCash, IsSigned = true, Collector = "农户0009" };
        var second = first with { Household = "0002", Amount = new Money(700) };
        yield return new("payment_mismatch", "as approved", Paid(first, second), CheckStatus.Passed);
        yield return new("payment_mismatch", "returned and unclaimed", Paid(
            first with { Result = PaymentResult.Returned, RebookedOn = Day(2026, 12, 2) },
            second with { Result = PaymentResult.Unclaimed }), CheckStatus.Passed);
        yield return new("payment_mismatch", "no payment of one household", Paid(first), CheckStatus.Found, Block);
        yield return new("payment_mismatch", "no answer of the bank", Paid(first, second with { Result = PaymentResult.Sent }),
            CheckStatus.Unknown);
        var held = Paid(first, second with { Amount = new Money(600) });
        yield return new("payment_mismatch", "less what is held back", held with
        {
            Progress = held.Progress! with { SettledFen = new Dictionary<string, long> { ["0002"] = -100 } },
        }, CheckStatus.Passed);
        yield return new("payment_mismatch", "less than approved", held, CheckStatus.Found, Block);
        yield return new("payment_mismatch", "a fen more", Paid(first with { Amount = new Money(501) }), CheckStatus.Found, Block);
        yield return new("payment_mismatch", "returned and not booked back", Paid(first with { Result = PaymentResult.Returned }),
            CheckStatus.Found, Block);
        yield return new("payment_mismatch", "not paid yet", Of(), CheckStatus.NotApplicable);
        yield return new("payment_mismatch", "unknown", Of() with { Progress = new RunProgress { PaidOn = Day(2026, 12, 31) } },
            CheckStatus.Unknown);
        yield return new("paid_in_cash", "signed", Paid(cash), CheckStatus.Passed);
        yield return new("paid_in_cash", "not signed", Paid(cash with { IsSigned = false }), CheckStatus.Found);
        yield return new("paid_in_cash", "one collects for three",
            Paid(cash, cash with { Household = "0002" }, cash with { Household = "0003" }), CheckStatus.Passed);
        yield return new("paid_in_cash", "one collects for four",
            Paid(cash, cash with { Household = "0002" }, cash with { Household = "0003" }, cash with { Household = "0004" }),
                CheckStatus.Found);
        yield return new("unclaimed_old", "60 days", Paid(first with { Result = PaymentResult.Unclaimed }), CheckStatus.Passed);
        yield return new("unclaimed_old", "61 days",
            Paid(first with { Result = PaymentResult.Unclaimed, On = Day(2026, 12, 1) }), CheckStatus.Found);
        yield return new("unclaimed_old", "paid again", Paid(first with { Result = PaymentResult.Returned, On = Day(2026, 1, 1) },
            first with { Attempt = 2 }), CheckStatus.Passed);
    }

    private static IEnumerable<CheckCase> Progress()
    {
        CheckedRun At(RunProgress progress, string form = Collective, params ServiceFinding[] findings) =>
            Of(form) with { Progress = progress, ServiceFindings = findings };
        var approved = new RunProgress { ApprovedDigest = "a", Digest = "a", ApprovedOn = Day(2026, 7, 31),
            DisclosedOn = Day(2026, 7, 1) };
        yield return new("changed_after_vote", "the same", At(approved), CheckStatus.Passed);
        yield return new("changed_after_vote", "another", At(approved with { Digest = "b" }), CheckStatus.Found, Block);
        yield return new("changed_after_vote", "not approved yet", At(new()), CheckStatus.NotApplicable);
        yield return new("notice_too_short", "long enough", At(approved), CheckStatus.Passed);
        yield return new("notice_too_short", "too short", At(approved, Collective, Says("notice_too_short")), CheckStatus.Found);
        yield return new("notice_too_short", "a calculation", Of(), CheckStatus.Unknown);
        yield return new("paid_twice", "no other", At(new()), CheckStatus.Passed);
        yield return new("paid_twice", "another of the year", At(new(), Collective, Says("possible_repeat_distribution")),
            CheckStatus.Found, Block);
        yield return new("paid_twice", "a calculation", Of(), CheckStatus.Unknown);
        yield return new("payout_overdue", "paid after six months", At(approved with { PaidOn = Day(2027, 1, 31) }), CheckStatus.Passed);
        yield return new("payout_overdue", "a day later", At(approved with { PaidOn = Day(2027, 2, 1) }), CheckStatus.Found);
        yield return new("payout_overdue", "not paid, six months and a day", At(approved with { ApprovedOn = Day(2026, 7, 30) }),
            CheckStatus.Found);
        CheckedRun Served(OfficerRole role, params KinLink[] kin) => Of(facts: new()
        {
            Officers = [new Officer("甲", role) { Account = "li" }, new Officer("乙", OfficerRole.Supervisor)], Kin = kin,
        }) with { Progress = new RunProgress { People = ["LI"] } };
        yield return new("two_hats", "the accountant", Served(OfficerRole.Accountant), CheckStatus.Passed);
        yield return new("two_hats", "a supervisor", Served(OfficerRole.Supervisor), CheckStatus.Found);
        yield return new("two_hats", "a supervisor's relative", Served(OfficerRole.Accountant, new KinLink("乙", "甲")), CheckStatus.Found);
        yield return new("two_hats", "unknown", Of(), CheckStatus.Unknown);
    }
}
