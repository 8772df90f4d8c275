using System.Globalization;
using LinkageService.Documents;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Life;

/// <summary>What the law asks of the meeting that votes on a plan, from a date on.</summary>
/// <param name="LegalForms">Whose meeting.</param>
/// <param name="From">The law in force since.</param>
/// <param name="OpenDays">Days the plan must have been open to members before the meeting.</param>
/// <param name="Quorum">What part of those due must be present, at least.</param>
/// <param name="Majority">What part of those due must be in favour.</param>
/// <param name="MoreThan">Whether <paramref name="Majority"/> itself is too little.</param>
/// <param name="Basis">The articles.</param>
internal sealed record MeetingRule(
    IReadOnlyList<string> LegalForms, DateOnly From, int OpenDays, (int Part, int Of) Quorum, (int Part, int Of) Majority, bool MoreThan,
    LocalizedText Basis)
{
    /// <summary>How codes of its divisions begin (GB/T 2260), for a law of one province; empty for one of the whole country.</summary>
    public string Region { get; init; } = "";
}

/// <summary>The rules of meetings, each with its law and since when: a meeting is judged by the law of its own day.</summary>
internal static class MeetingRules
{
    /// <summary>Meetings of all who are entitled, or of those they sent.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["members", "delegates"];

    /// <summary>Legal forms whose plans nobody has to vote on: what the parties agreed is enough.</summary>
    public static IReadOnlyList<string> WithoutMeeting { get; } = ["company", "contract_scheme"];

    /// <summary>All of them; the latest that is in force counts, and one of the province before one of the country.</summary>
    public static IReadOnlyList<MeetingRule> All { get; } =
    [
        // 农村集体经济组织法 2024，2025-05-01 起施行。第二十六至二十八条：提前十日，三分之二以上成员参加，全体成员三分之二以上同意；
        // 第四十六条：方案在会前公开至少十日。此前没有法律规定门槛，只看人数是否自相矛盾。
        new(["rural_collective"], new DateOnly(2025, 5, 1), 10, (2, 3), (2, 3), MoreThan: false, new LocalizedText(
            "《农村集体经济组织法》第二十六至二十八条、第四十六条（2025-05-01 起）",
            "Rural Collective Economic Organisations Law, art. 26–28 and 46 (since 2025-05-01)")),

        // 浙江省农村集体资产管理条例，2016-05-01 起施行。第十七条、第五十一条：应到三分之二以上同意；
        // 第二十条：收益分配方案表决前征求意见不少于十五日。国家法律施行后，到会人数照国家法律，十五日仍照条例。
        new(["rural_collective"], new DateOnly(2016, 5, 1), 15, (2, 3), (2, 3), MoreThan: false, new LocalizedText(
            "《浙江省农村集体资产管理条例》第十七条、第二十条（2016-05-01 起）",
            "Zhejiang Regulations on Rural Collective Assets, art. 17 and 20 (since 2016-05-01)")) { Region = "33" },
        new(["rural_collective"], new DateOnly(2025, 5, 1), 15, (2, 3), (2, 3), MoreThan: false, new LocalizedText(
            "《农村集体经济组织法》第二十六至二十八条、第四十六条，《浙江省农村集体资产管理条例》第二十条",
            "Rural Collective Economic Organisations Law, art. 26–28 and 46; Zhejiang Regulations on Rural Collective Assets, art. 20"))
        { Region = "33" },

        // 农民专业合作社法 2017 修订，2018-07-01 起施行。第四十条：盈余分配方案于会前十五日供成员查阅；
        // 第三十条：三分之二以上成员出席，表决权总数过半数通过。
        new(["farmer_cooperative", "cooperative_union"], new DateOnly(2018, 7, 1), 15, (2, 3), (1, 2), MoreThan: true, new LocalizedText(
            "《农民专业合作社法》第三十条、第四十条（2018-07-01 起）",
            "Farmers' Cooperatives Law, art. 30 and 40 (since 2018-07-01)")),
    ];

    /// <summary>The rule a meeting is judged by, or null where no law sets one.</summary>
    /// <param name="legalForm">Whose meeting.</param>
    /// <param name="region">Code of the organisation's division; empty when not stated, and only the law of the country counts.</param>
    /// <param name="date">The day of the meeting.</param>
    public static MeetingRule? Of(string legalForm, string region, DateOnly date) => All
        .Where(rule => rule.LegalForms.Contains(legalForm, StringComparer.Ordinal) && rule.From <= date
            && region.StartsWith(rule.Region, StringComparison.Ordinal))
        .MaxBy(rule => (rule.Region.Length, rule.From));

    /// <summary>Everything that is wrong with a meeting.</summary>
    /// <param name="legalForm">Whose meeting.</param>
    /// <param name="region">Code of the organisation's division; empty when not stated.</param>
    /// <param name="meeting">Its record; null when there was none.</param>
    /// <param name="disclosedOn">Since when the plan was open.</param>
    /// <param name="today">The present date.</param>
    public static IEnumerable<Problem> Check(
        string legalForm, string region, RunMeeting? meeting, DateOnly disclosedOn, DateOnly today)
    {
        if (meeting is null)
        {
            return WithoutMeeting.Contains(legalForm, StringComparer.Ordinal)
                ? []
                : [Invalid("meeting", "缺少会议记录（meeting）", "the record of the meeting is missing")];
        }

        var problems = CheckStated(meeting, disclosedOn, today);
        _ = Dates.TryRead(meeting.Date, out var date);
        return problems.Count == 0 && Of(legalForm, region, date) is { } rule ? Against(rule, meeting, date, disclosedOn) : problems;
    }

    /// <summary>
    /// What is wrong with a meeting of which no law asks anything: a settlement shares nothing out, and what it pays was voted on with
    /// the correction it comes from.
    /// </summary>
    /// <param name="meeting">Its record; null when there was none.</param>
    /// <param name="disclosedOn">Since when the run was open.</param>
    /// <param name="today">The present date.</param>
    public static IReadOnlyList<Problem> CheckStated(RunMeeting? meeting, DateOnly disclosedOn, DateOnly today)
    {
        if (meeting is null)
        {
            return [];
        }

        var problems = Consistency(meeting).ToList();
        if (!Dates.TryRead(meeting.Date, out var date))
        {
            return [.. problems, Invalid("meeting.date", "会议日期写作 2026-01-20", "the date of the meeting is written 2026-01-20")];
        }

        if (date > today || date < disclosedOn)
        {
            problems.Add(Invalid("meeting.date",
                $"会议日期 {meeting.Date} 应在公示起始日 {Dates.Text(disclosedOn)} 与今天 {Dates.Text(today)} 之间",
                $"the meeting of {meeting.Date} is not between the first day of the notice, {Dates.Text(disclosedOn)}, and today, "
                + Dates.Text(today)));
        }

        foreach (var (field, day) in new[] { ("notifiedOn", meeting.NotifiedOn), ("partyDiscussedOn", meeting.PartyDiscussedOn) })
        {
            if (day is not null && Dates.TryRead(day, out var before) && before > date)
            {
                problems.Add(Invalid(
                    "meeting." + field, $"{day} 在会议日期 {meeting.Date} 之后", $"{day} is after the meeting of {meeting.Date}"));
            }
        }

        return problems;
    }

    private static IEnumerable<Problem> Consistency(RunMeeting meeting)
    {
        if (meeting.Due < 1 || meeting.Present < 0 || meeting.InFavour < 0 || meeting.Present > meeting.Due
            || meeting.InFavour > meeting.Present)
        {
            yield return Invalid("meeting",
                $"人数自相矛盾：应到 {meeting.Due}，实到 {meeting.Present}，同意 {meeting.InFavour}",
                $"the numbers contradict each other: {meeting.Due} due, {meeting.Present} present, {meeting.InFavour} in favour");
        }

        if ((long)(meeting.Online ?? 0) + (meeting.Proxies ?? 0) > meeting.Present)
        {
            yield return Invalid("meeting.online",
                $"线上 {meeting.Online ?? 0} 人、委托 {meeting.Proxies ?? 0} 人，比实到 {meeting.Present} 人还多",
                $"{meeting.Online ?? 0} online and {meeting.Proxies ?? 0} by proxy are more than the {meeting.Present} present");
        }

        if (meeting is { VotesFor: { } votes, VotesTotal: { } total } && votes > total)
        {
            yield return Invalid("meeting.votesFor", $"赞成 {votes} 票，比表决权总数 {total} 票还多",
                $"{votes} votes in favour are more than the {total} there are");
        }
    }

    private static IEnumerable<Problem> Against(MeetingRule rule, RunMeeting meeting, DateOnly date, DateOnly disclosedOn)
    {
        var open = date.DayNumber - disclosedOn.DayNumber;
        if (open < rule.OpenDays)
        {
            yield return Invalid("meeting.date",
                $"方案在会前公开了 {open} 天，至少要 {rule.OpenDays} 天：{rule.Basis.Zh}",
                $"the plan was open for {open} days before the meeting, at least {rule.OpenDays} are wanted: {rule.Basis.En}");
        }

        if ((long)meeting.Present * rule.Quorum.Of < (long)meeting.Due * rule.Quorum.Part)
        {
            yield return Invalid("meeting.present",
                $"实到 {meeting.Present} 人，应到 {meeting.Due} 人，至少要 {Part(rule.Quorum)}：{rule.Basis.Zh}",
                $"{meeting.Present} of {meeting.Due} were present, at least {Part(rule.Quorum)} are wanted: {rule.Basis.En}");
        }

        // Of a cooperative votes are counted, not heads, as soon as it says how many there are (art. 22 and 30).
        var (zh, en) = rule.MoreThan ? ("要超过", "more than") : ("至少要", "at least");
        if (rule.MoreThan && meeting is { VotesFor: { } votes, VotesTotal: { } total })
        {
            if ((long)votes * rule.Majority.Of <= (long)total * rule.Majority.Part)
            {
                yield return Invalid("meeting.votesFor",
                    $"赞成 {votes} 票，表决权总数 {total} 票，{zh} {Part(rule.Majority)}：{rule.Basis.Zh}",
                    $"{votes} of {total} votes were in favour, {en} {Part(rule.Majority)} are wanted: {rule.Basis.En}");
            }

            yield break;
        }

        var (favour, wanted) = ((long)meeting.InFavour * rule.Majority.Of, (long)meeting.Due * rule.Majority.Part);
        if (favour < wanted || (rule.MoreThan && favour == wanted))
        {
            yield return Invalid("meeting.inFavour",
                $"同意 {meeting.InFavour} 人，应到 {meeting.Due} 人，{zh} {Part(rule.Majority)}：{rule.Basis.Zh}",
                $"{meeting.InFavour} of {meeting.Due} were in favour, {en} {Part(rule.Majority)} are wanted: {rule.Basis.En}");
        }
    }

    private static string Part((int Part, int Of) part) => string.Create(CultureInfo.InvariantCulture, $"{part.Part}/{part.Of}");

    private static Problem Invalid(string field, string zh, string en) =>
        new(ProblemCodes.MeetingInvalid, field, new LocalizedText(zh, en));
}
