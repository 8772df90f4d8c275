using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>meeting_invalid</c>: meeting invalid.</summary>
public sealed class MeetingInvalid : LegalCheck
{
    private const string Attendance = "attendance";
    private const string Majority = "votes_majority";

    /// <inheritdoc/>
    public override string Code => "meeting_invalid";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("会议不合规定", "Meeting invalid");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "方案在会前公开够天数，到会和同意的人数（票数）够，人数不自相矛盾。",
        "The plan was open long enough before the meeting, enough were present and in favour, and the numbers agree.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        var meeting = run.Facts.Meeting ?? run.Progress?.Meeting;
        if (meeting is not { Due: { } due, Present: { } present, InFavour: { } inFavour })
        {
            return Unknown(MissingFacts.Meeting);
        }

        if (Contradiction(run, meeting, due, present, inFavour) is { } contradiction)
        {
            return Found($"自相矛盾：{contradiction.Numbers.Zh}", $"the numbers contradict each other: {contradiction.Numbers.En}",
                run.Rules.Find(Code, contradiction.Parameter));
        }

        var (charter, open) = (run.Facts.Charter, meeting.PlanOpenSince ?? run.Progress?.DisclosedOn);
        CheckOutcome[] outcomes =
        [
            .. open is { } since
                ? Days(run, meeting, "plan_open_days", charter?.PlanOpenDays, since, new LocalizedText("方案公开", "the plan was open"))
                : [Unknown(MissingFacts.NotifiedOn)],
            .. meeting.NotifiedOn is { } notified
                ? Days(run, meeting, "notice_days", charter?.MeetingNoticeDays, notified,
                    new LocalizedText("会议通知", "the meeting was announced"))
                : [],
            .. Part(run, present, due, Attendance, "实到", "present"),
            .. run.LegalForm is "farmer_cooperative" or "cooperative_union" ? Votes(run, meeting)
                : Part(run, inFavour, due, "majority", "同意", "in favour"),
            .. BesideRoster(run, meeting, due),
        ];
        return outcomes.Length > 0 ? Joined(run, outcomes)
            : Passed($"{CheckText.Date(meeting.On)} 的会议：应到 {due}，实到 {present}，同意 {inFavour}",
                $"the meeting of {CheckText.Date(meeting.On)}: {due} due, {present} present, {inFavour} in favour");
    }

    // Households are no voters, and lists of persons may lack some: what is far from the roster is asked about, and blocks nothing.
    private IEnumerable<CheckOutcome> BesideRoster(CheckedRun run, MeetingFacts meeting, int due)
    {
        var households = run.Figures.Households;
        if (meeting is { Kind: MeetingKind.Members, CapableMembers: null, Members: null } && due < households / 2)
        {
            yield return Found($"应到 {due} 人，名册有 {households} 户：请核对应到人数，并填写有表决权的成员人数",
                $"{due} due, {households} households on the roster: check how many were due, and state how many members may vote",
                run.Rules.Find(Code, Attendance)) with { IsLenient = true };
        }
        else if (run.Persons is { Counts.Count: > 0 } persons && persons.Counts.Count == households
            && persons.Counts.Values.All(count => count > 0) && due > persons.Persons)
        {
            yield return Found($"应到 {due} 人，名册上一共 {persons.Persons} 人：请核对",
                $"{due} due, {persons.Persons} persons on the roster in all: check them", run.Rules.Find(Code, Attendance))
                with { IsLenient = true };
        }
    }

    // Which two numbers, and the figure of the law they belong to.
    private static (LocalizedText Numbers, string Parameter)? Contradiction(
        CheckedRun run, MeetingFacts meeting, int due, int present, int inFavour)
    {
        var (online, proxies) = (meeting.Online ?? 0, meeting.Proxies ?? 0);
        return present > due ? (new LocalizedText($"实到 {present} 人，应到只有 {due} 人", $"{present} present of {due} due"), Attendance)
            : inFavour > present
                ? (new LocalizedText($"同意 {inFavour} 人，实到只有 {present} 人", $"{inFavour} in favour of {present} present"), Attendance)
            : online + proxies > present
                ? (new LocalizedText($"线上参加 {online} 人、委托 {proxies} 人，实到只有 {present} 人",
                    $"{online} online and {proxies} by proxy of {present} present"), Attendance)
            : new VoteCounts(due, inFavour, meeting.BasicVotes, meeting.AdditionalVotes, meeting.VotesFor).Contradiction is { } votes
                ? (votes, Majority)
            : meeting.Kind == MeetingKind.Members && meeting.CapableMembers is { } capable && due != capable
                && run.LegalForm == "rural_collective"
                ? (new LocalizedText($"应到 {due} 人，具有完全民事行为能力的成员是 {capable} 人，两个数应当相等",
                    $"{due} due, {capable} members with full civil capacity: the two should be equal"), Attendance)
            : null;
    }

    // A charter may ask for more days than the law, not for fewer.
    private IEnumerable<CheckOutcome> Days(
        CheckedRun run, MeetingFacts meeting, string parameter, int? byCharter, DateOnly since, LocalizedText what)
    {
        var (days, rows) = (meeting.On.DayNumber - since.DayNumber, run.Rules.All(Code, parameter));
        var tooShort = rows.Where(row => days < row.Number).ToArray();
        foreach (var row in tooShort)
        {
            yield return Found($"{what.Zh}在会前 {days} 天，至少要 {row.Number} 天",
                $"{what.En} {days} days before the meeting, at least {row.Number} are asked for", row);
        }

        if (days < byCharter && !tooShort.Any(row => row.Confidence == Confidence.Verified))
        {
            yield return Found($"{what.Zh}在会前 {days} 天，章程规定至少 {byCharter} 天",
                $"{what.En} {days} days before the meeting, the charter asks for at least {byCharter}",
                rows.FirstOrDefault(row => row.Confidence == Confidence.Verified));
        }
    }

    private IEnumerable<CheckOutcome> Part(CheckedRun run, int number, int of, string parameter, string zh, string en) =>
        run.Rules.All(Code, parameter).Where(row => (Fraction)number < row.Rate * of).Select(row => Found(
            $"{zh} {number} 人，应到 {of} 人，至少要 {row.Value}", $"{number} of {of} were {en}, at least {row.Value} are asked for", row));

    private IEnumerable<CheckOutcome> Votes(CheckedRun run, MeetingFacts meeting)
    {
        if (meeting is { BasicVotes: { } basic, AdditionalVotes: { } more })
        {
            foreach (var row in run.Rules.All(Code, "additional_votes").Where(row => (Fraction)more > row.Rate * basic))
            {
                yield return Found($"附加表决权 {more} 票，基本表决权 {basic} 票，最多 {row.Value}",
                    $"{more} additional votes of {basic} basic ones, at most {row.Value}", row);
            }
        }

        foreach (var row in run.Rules.All(Code, Majority))
        {
            if (meeting is { VotesTotal: { } total, VotesFor: { } votes })
            {
                if ((Fraction)votes <= row.Rate * total)
                {
                    yield return Found($"赞成 {votes} 票，表决权总数 {total} 票，要超过 {row.Value}",
                        $"{votes} of {total} votes in favour, more than {row.Value} are asked for", row);
                }
            }
            else if ((Fraction)meeting.InFavour!.Value <= row.Rate * meeting.Due!.Value)
            {
                // One vote each where nobody has more.
                yield return Found($"同意 {meeting.InFavour} 人，应到 {meeting.Due} 人，要超过 {row.Value}",
                    $"{meeting.InFavour} of {meeting.Due} were in favour, more than {row.Value} are asked for", row);
            }
        }
    }
}
