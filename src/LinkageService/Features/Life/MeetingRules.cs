using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Life;

/// <summary>What the rule packs ask of the meeting that votes on a plan. Only what is verified counts: the rest may warn.</summary>
/// <param name="Open">Days the plan must have been open to members before the meeting; null where no law says.</param>
/// <param name="Quorum">What part of those due must be present, at least; null where no law says.</param>
/// <param name="Majority">What part of those due must be in favour; null where no law says.</param>
internal sealed record MeetingRule(RuleRow? Open, RuleRow? Quorum, RuleRow? Majority)
{
    private const string Check = "meeting_invalid";
    private const string VotesMajority = "votes_majority";

    /// <summary>Whether just <see cref="Majority"/> is too little.</summary>
    public bool MoreThan => Majority is { Parameter: VotesMajority };

    /// <summary>The articles, each once.</summary>
    public LocalizedText Basis
    {
        get
        {
            var rows = new[] { Open, Quorum, Majority }.OfType<RuleRow>().DistinctBy(row => row.Citation.Zh).ToArray();
            return new LocalizedText(
                string.Join("，", rows.Select(row => row.Citation.Zh)), string.Join("; ", rows.Select(row => row.Citation.En)));
        }
    }

    /// <summary>What binds an organisation on a day; null where nothing is asked.</summary>
    public static MeetingRule? Of(LegalRules rules)
    {
        RuleRow? Verified(string parameter) =>
            rules.All(Check, parameter).FirstOrDefault(row => row.Confidence == Confidence.Verified);

        var rule = new MeetingRule(Verified("plan_open_days"), Verified("attendance"), Verified(VotesMajority) ?? Verified("majority"));
        return rule is { Open: null, Quorum: null, Majority: null } ? null : rule;
    }
}

/// <summary>What a meeting is held to: that its record agrees with itself, and the law of its own day.</summary>
internal static class MeetingRules
{
    /// <summary>Meetings of all who are entitled, or of those they sent.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["members", "delegates"];

    /// <summary>Legal forms whose plans nobody has to vote on: what the parties agreed is enough.</summary>
    public static IReadOnlyList<string> WithoutMeeting { get; } = ["company", "contract_scheme"];

    /// <summary>Everything that is wrong with a meeting.</summary>
    /// <param name="packs">What the law asks.</param>
    /// <param name="of">Whose meeting: its legal form and the code of its division, empty when not stated.</param>
    /// <param name="meeting">Its record; null when there was none.</param>
    /// <param name="disclosedOn">Since when the plan was open.</param>
    /// <param name="today">The present date.</param>
    public static IEnumerable<Problem> Check(
        RulePacks packs, (string LegalForm, string Region) of, RunMeeting? meeting, DateOnly disclosedOn, DateOnly today)
    {
        if (meeting is null)
        {
            return WithoutMeeting.Contains(of.LegalForm, StringComparer.Ordinal)
                ? []
                : [Invalid("meeting", "缺少会议记录（meeting）", "the record of the meeting is missing")];
        }

        var problems = CheckStated(meeting, disclosedOn, today);
        _ = Dates.TryRead(meeting.Date, out var date);
        return problems.Count == 0 && MeetingRule.Of(packs.Of(of.LegalForm, of.Region, date)) is { } rule
            ? Against(rule, meeting, date, disclosedOn)
            : problems;
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
            if (day is null || !Dates.TryRead(day, out var before))
            {
                continue;
            }

            if (before > date)
            {
                problems.Add(Invalid(
                    "meeting." + field, $"{day} 在会议日期 {meeting.Date} 之后", $"{day} is after the meeting of {meeting.Date}"));
            }
            else if (before < date.AddYears(-1))
            {
                problems.Add(Invalid("meeting." + field, $"{day} 比会议日期 {meeting.Date} 早一年以上，请核对年份",
                    $"{day} is more than a year before the meeting of {meeting.Date}: check the year"));
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

        if (new VoteCounts(meeting.Due, meeting.InFavour, meeting.BasicVotes, meeting.AdditionalVotes, meeting.VotesFor).Contradiction
            is { } votes)
        {
            yield return Invalid(meeting.BasicVotes is { } basic && basic != meeting.Due ? "meeting.basicVotes" : "meeting.votesFor",
                "票数自相矛盾：" + votes.Zh, "the votes contradict each other: " + votes.En);
        }
    }

    private static IEnumerable<Problem> Against(MeetingRule rule, RunMeeting meeting, DateOnly date, DateOnly disclosedOn)
    {
        var open = date.DayNumber - disclosedOn.DayNumber;
        if (rule.Open is { } days && open < days.Number)
        {
            yield return Invalid("meeting.date",
                $"方案在会前公开了 {open} 天，至少要 {days.Number} 天：{days.Citation.Zh}",
                $"the plan was open for {open} days before the meeting, at least {days.Number} are wanted: {days.Citation.En}");
        }

        if (rule.Quorum is { } quorum && (Fraction)meeting.Present < quorum.Rate * meeting.Due)
        {
            yield return Invalid("meeting.present",
                $"实到 {meeting.Present} 人，应到 {meeting.Due} 人，至少要 {quorum.Value}：{quorum.Citation.Zh}",
                $"{meeting.Present} of {meeting.Due} were present, at least {quorum.Value} are wanted: {quorum.Citation.En}");
        }

        if (rule.Majority is not { } majority)
        {
            yield break;
        }

        // Of a cooperative votes are counted, not heads, as soon as it says how many there are (art. 22 and 30).
        var (zh, en) = rule.MoreThan ? ("要超过", "more than") : ("至少要", "at least");
        if (rule.MoreThan && meeting is { VotesFor: { } votes, VotesTotal: { } total })
        {
            if ((Fraction)votes <= majority.Rate * total)
            {
                yield return Invalid("meeting.votesFor",
                    $"赞成 {votes} 票，表决权总数 {total} 票，{zh} {majority.Value}：{majority.Citation.Zh}",
                    $"{votes} of {total} votes were in favour, {en} {majority.Value} are wanted: {majority.Citation.En}");
            }

            yield break;
        }

        var (favour, wanted) = ((Fraction)meeting.InFavour, majority.Rate * meeting.Due);
        if (favour < wanted || (rule.MoreThan && favour == wanted))
        {
            yield return Invalid("meeting.inFavour",
                $"同意 {meeting.InFavour} 人，应到 {meeting.Due} 人，{zh} {majority.Value}：{majority.Citation.Zh}",
                $"{meeting.InFavour} of {meeting.Due} were in favour, {en} {majority.Value} are wanted: {majority.Citation.En}");
        }
    }

    private static Problem Invalid(string field, string zh, string en) =>
        new(ProblemCodes.MeetingInvalid, field, new LocalizedText(zh, en));
}
