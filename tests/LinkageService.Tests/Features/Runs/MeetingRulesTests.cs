using LinkageService.Engine.Checks;
using LinkageService.Engine.Problems;
using LinkageService.Features.Life;

namespace LinkageService.Tests.Features.Runs;

/// <summary>Every threshold of the law on both of its sides, and before the law was in force.</summary>
public sealed class MeetingRulesTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);

    [Theory]
    // The collectives' law: open 10 days, 2/3 of those due present, 2/3 of those due in favour; since 2025-05-01.
    [InlineData("rural_collective", "2025-05-01", 10, 30, 20, 20, null)]
    [InlineData("rural_collective", "2025-05-01", 9, 30, 20, 20, "meeting.date")]
    [InlineData("rural_collective", "2025-05-01", 10, 30, 19, 19, "meeting.present meeting.inFavour")]
    [InlineData("rural_collective", "2025-05-01", 10, 30, 20, 19, "meeting.inFavour")]
    [InlineData("rural_collective", "2025-05-01", 10, 31, 21, 21, null)] // 2/3 of 31 is 20.67
    [InlineData("rural_collective", "2025-05-01", 10, 31, 20, 20, "meeting.present meeting.inFavour")]
    [InlineData("rural_collective", "2025-04-30", 0, 30, 1, 1, null)] // the day before: no statute
    [InlineData("rural_collective", "2025-04-30", 0, 30, 31, 1, "meeting")]
    // The cooperatives' law: open 15 days, 2/3 present, more than 1/2 of those due in favour; since 2018-07-01.
    [InlineData("farmer_cooperative", "2018-07-01", 15, 30, 20, 16, null)]
    [InlineData("farmer_cooperative", "2018-07-01", 14, 30, 20, 16, "meeting.date")]
    [InlineData("farmer_cooperative", "2018-07-01", 15, 30, 19, 16, "meeting.present")]
    [InlineData("farmer_cooperative", "2018-07-01", 15, 30, 20, 15, "meeting.inFavour")] // exactly a half is too few
    [InlineData("farmer_cooperative", "2018-07-01", 15, 31, 21, 16, null)] // more than 15.5
    [InlineData("farmer_cooperative", "2018-07-01", 15, 31, 21, 15, "meeting.inFavour")]
    [InlineData("farmer_cooperative", "2018-06-30", 0, 30, 1, 0, null)]
    [InlineData("cooperative_union", "2018-07-01", 15, 3, 2, 2, null)]
    [InlineData("cooperative_union", "2018-07-01", 15, 3, 2, 1, "meeting.inFavour")]
    [InlineData("cooperative_union", "2018-06-30", 0, 3, 0, 0, null)]
    // Companies and contracts: only numbers that do not contradict each other.
    [InlineData("company", "2026-01-01", 0, 1, 0, 0, null)]
    [InlineData("company", "2026-01-01", 0, 0, 0, 0, "meeting")]
    [InlineData("contract_scheme", "2026-01-01", 0, 5, 4, 5, "meeting")]
    [InlineData("contract_scheme", "2026-01-01", 0, 5, 6, 5, "meeting")]
    [InlineData("contract_scheme", "2026-01-01", 0, 5, 5, -1, "meeting")]
    // Between the first day of the notice and today.
    [InlineData("contract_scheme", "2026-01-01", -1, 5, 5, 5, "meeting.date")]
    [InlineData("contract_scheme", "2026-06-01", 0, 5, 5, 5, null)]
    [InlineData("contract_scheme", "2026-06-02", 0, 5, 5, 5, "meeting.date")]
    public void Check_OnBothSidesOfEveryThreshold_NamesTheFields(
        string legalForm, string date, int openDays, int due, int present, int inFavour, string? fields)
    {
        var disclosedOn = DateOnly.ParseExact(date, "yyyy-MM-dd", null).AddDays(-openDays);
        var meeting = new RunMeeting(date, due, present, inFavour, "members");
        var problems = MeetingRules.Check(RulePacks.Standard, (legalForm, ""), meeting, disclosedOn, Today).ToArray();
        Assert.Equal(fields ?? "", string.Join(' ', problems.Select(problem => problem.Field)));
        Assert.All(problems, problem => Assert.Equal("meeting_invalid", problem.Code.Name));
    }

    // A collective of Zhejiang is open for 15 days, since 2016-05-01; its cooperatives follow the law of the country.
    [Theory]
    [InlineData("rural_collective", "330106", "2026-01-20", 15)]
    [InlineData("rural_collective", "330106109", "2025-05-01", 15)]
    [InlineData("rural_collective", "33", "2025-04-30", 15)]
    [InlineData("rural_collective", "330106", "2016-04-30", 0)]
    [InlineData("rural_collective", "500113", "2026-01-20", 10)]
    [InlineData("rural_collective", "503300", "2026-01-20", 10)]
    [InlineData("rural_collective", "", "2026-01-20", 10)]
    [InlineData("farmer_cooperative", "330106", "2026-01-20", 15)]
    [InlineData("farmer_cooperative", "330106", "2018-06-30", 0)]
    [InlineData("company", "330106", "2026-01-20", 0)]
    public void Days_BeforeAVote_AreThoseOfTheProvinceWhereItHasItsOwn(string legalForm, string region, string date, int days)
    {
        var day = DateOnly.ParseExact(date, "yyyy-MM-dd", null);
        Assert.Equal(days, MeetingRule.Of(RulePacks.Standard.Of(legalForm, region, day))?.Open?.Number ?? 0);
        var meeting = new RunMeeting(date, 30, 30, 30, "members");
        IEnumerable<Problem> Since(DateOnly disclosedOn) =>
            MeetingRules.Check(RulePacks.Standard, (legalForm, region), meeting, disclosedOn, Today);
        Assert.Empty(Since(day.AddDays(-days)));
        Assert.Equal(days > 0 ? 1 : 0, Since(day.AddDays(1 - Math.Max(days, 1))).Count());
    }

    // Boards of Chongqing show a notice for 10 days since 2013-11-01, those of Shandong for 5 since 2006-06-01; neither bars a vote.
    [Theory]
    [InlineData("500113", "2013-10-31", 3, null)]
    [InlineData("500113", "2013-11-01", 10, "重庆市")]
    [InlineData("370100", "2006-05-31", 3, null)]
    [InlineData("370100", "2006-06-01", 5, "山东省")]
    [InlineData("370100", "2025-05-01", 10, "《农村集体经济组织法》")]
    [InlineData("500113", "2025-05-01", 10, "《农村集体经济组织法》")]
    [InlineData("330106", "2025-05-01", 15, "浙江省")]
    public void Term_OfANotice_IsTheLongestOfThePlanAndTheBoard(string region, string date, int days, string? basis)
    {
        var day = DateOnly.ParseExact(date, "yyyy-MM-dd", null);
        var term = NoticeTerm.Of(RulePacks.Standard.Of("rural_collective", region, day), set: 3);
        Assert.Equal(days, term.Standard);
        Assert.Null(term.TooShort(days));
        Assert.Contains(basis ?? "组织设定", term.TooShort(days - 1)!.Basis, StringComparison.Ordinal);
        Assert.Equal(basis is null, term.LawText is null);
    }

    // An installation adds a law of 12 days in Hunan, and what a newspaper has of a county: 20 days.
    [Theory]
    [InlineData("430100", "2025-12-31", 10, 10)]
    [InlineData("430100", "2026-01-01", 12, 12)]
    [InlineData("430121", "2026-01-01", 20, 12)]
    [InlineData("420100", "2026-01-01", 10, 10)]
    public void Term_OfAPackThatIsAdded_CountsAndOnlyWhatIsVerifiedBarsAVote(string region, string date, int term, int bar)
    {
        var packs = RulePacks.Standard.With("hunan", """
            region,legal_forms,check,parameter,value,base,from,to,confidence,citation_zh,citation_en
            43,rural_collective,meeting_invalid,plan_open_days,12,,2026-01-01,,V,某条例,a regulation
            430121,rural_collective,meeting_invalid,plan_open_days,20,,,,S,某报,a newspaper
            """);
        var day = DateOnly.ParseExact(date, "yyyy-MM-dd", null);
        var meeting = new RunMeeting(date, 30, 30, 30, "members");
        Assert.Equal(term, NoticeTerm.Of(packs.Of("rural_collective", region, day), set: 3).Standard);
        Assert.Empty(MeetingRules.Check(packs, ("rural_collective", region), meeting, day.AddDays(-bar), Today));
        var early = MeetingRules.Check(packs, ("rural_collective", region), meeting, day.AddDays(1 - bar), Today).Single();
        Assert.Contains($"至少要 {bar} 天", early.Message.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rural_collective", true)]
    [InlineData("farmer_cooperative", true)]
    [InlineData("cooperative_union", true)]
    [InlineData("company", false)]
    [InlineData("contract_scheme", false)]
    public void Check_WithoutAMeeting_IsRefusedWhereTheLawWantsOne(string legalForm, bool isWanted) =>
        Assert.Equal(isWanted, MeetingRules.Check(RulePacks.Standard, (legalForm, ""), meeting: null, Today, Today).Any());

    [Fact]
    public void Check_ManyMembers_DoesNotOverflow()
    {
        var meeting = new RunMeeting("2026-01-20", int.MaxValue, int.MaxValue, int.MaxValue, "delegates");
        Assert.Empty(MeetingRules.Check(RulePacks.Standard, ("rural_collective", "33"), meeting, new DateOnly(2026, 1, 1), Today));
    }
}
