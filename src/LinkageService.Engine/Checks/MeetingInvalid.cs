using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>meeting_invalid</c>: meeting invalid.</summary>
public sealed class MeetingInvalid : LegalCheck
{
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
            return Found($"自相矛盾：{contradiction.Zh}", $"the numbers contradict each other: {contradiction.En}");
        }

        if (meeting.PlanOpenSince is null && run.Progress?.DisclosedOn is null)
        {
            return Unknown(MissingFacts.NotifiedOn);
        }

        var charter = run.Facts.Charter;
        return Days(run, meeting, "plan_open_days", charter?.PlanOpenDays, meeting.PlanOpenSince ?? run.Progress!.DisclosedOn!.Value,
            new LocalizedText("方案公开", "the plan was open"))
            ?? (meeting.NotifiedOn is { } notified
                ? Days(run, meeting, "notice_days", charter?.MeetingNoticeDays, notified,
                    new LocalizedText("会议通知", "the meeting was announced"))
                : null)
            ?? Part(run, present, due, "attendance", "实到", "present")
            ?? (run.LegalForm is "farmer_cooperative" or "cooperative_union" ? Votes(run, meeting)
                : Part(run, inFavour, due, "majority", "同意", "in favour"))
            ?? BesideRoster(run, meeting, due)
            ?? Passed($"{CheckText.Date(meeting.On)} 的会议：应到 {due}，实到 {present}，同意 {inFavour}",
                $"the meeting of {CheckText.Date(meeting.On)}: {due} due, {present} present, {inFavour} in favour");
    }

    // Households are no voters, and lists of persons may lack some: what is far from the roster is asked about, and blocks nothing.
    private CheckOutcome? BesideRoster(CheckedRun run, MeetingFacts meeting, int due)
    {
        var households = run.Figures.Households;
        if (meeting is { Kind: MeetingKind.Members, CapableMembers: null, Members: null } && due < households / 2)
        {
            return Found($"应到 {due} 人，名册有 {households} 户：请核对应到人数，并填写有表决权的成员人数",
                $"{due} due, {households} households on the roster: check how many were due, and state how many members may vote")
                with { IsLenient = true };
        }

        return run.Persons is { Counts.Count: > 0 } persons && persons.Counts.Count == households
            && persons.Counts.Values.All(count => count > 0) && due > persons.Persons
                ? Found($"应到 {due} 人，名册上一共 {persons.Persons} 人：请核对",
                    $"{due} due, {persons.Persons} persons on the roster in all: check them") with { IsLenient = true }
                : null;
    }

    private static LocalizedText? Contradiction(CheckedRun run, MeetingFacts meeting, int due, int present, int inFavour)
    {
        var (online, proxies) = (meeting.Online ?? 0, meeting.Proxies ?? 0);
        return present > due ? new LocalizedText($"实到 {present} 人，应到只有 {due} 人", $"{present} present of {due} due")
            : inFavour > present
                ? new LocalizedText($"同意 {inFavour} 人，实到只有 {present} 人", $"{inFavour} in favour of {present} present")
            : online + proxies > present
                ? new LocalizedText($"线上参加 {online} 人、委托 {proxies} 人，实到只有 {present} 人",
                    $"{online} online and {proxies} by proxy of {present} present")
            : new VoteCounts(due, inFavour, meeting.BasicVotes, meeting.AdditionalVotes, meeting.VotesFor).Contradiction is { } votes
                ? votes
            : meeting.Kind == MeetingKind.Members && meeting.CapableMembers is { } capable && due != capable
                && run.LegalForm == "rural_collective"
                ? new LocalizedText($"应到 {due} 人，具有完全民事行为能力的成员是 {capable} 人，两个数应当相等",
                    $"{due} due, {capable} members with full civil capacity: the two should be equal")
            : null;
    }

    // A charter may ask for more days than the law, not for fewer.
    private CheckOutcome? Days(
        CheckedRun run, MeetingFacts meeting, string parameter, int? byCharter, DateOnly since, LocalizedText what)
    {
        var (days, row) = (meeting.On.DayNumber - since.DayNumber, run.Rules.Find(Code, parameter));
        if (row is not null && days < row.Number)
        {
            return Found($"{what.Zh}在会前 {days} 天，至少要 {row.Number} 天",
                $"{what.En} {days} days before the meeting, at least {row.Number} are asked for", row);
        }

        return days < byCharter
            ? Found($"{what.Zh}在会前 {days} 天，章程规定至少 {byCharter} 天",
                $"{what.En} {days} days before the meeting, the charter asks for at least {byCharter}")
            : null;
    }

    private CheckOutcome? Part(CheckedRun run, int number, int of, string parameter, string zh, string en) =>
        run.Rules.Find(Code, parameter) is { } row && (Fraction)number < row.Rate * of
            ? Found($"{zh} {number} 人，应到 {of} 人，至少要 {row.Value}", $"{number} of {of} were {en}, at least {row.Value} are asked for", row)
            : null;

    private CheckOutcome? Votes(CheckedRun run, MeetingFacts meeting)
    {
        if (run.Rules.Find(Code, "additional_votes") is { } row && meeting is { BasicVotes: { } basic, AdditionalVotes: { } more }
            && (Fraction)more > row.Rate * basic)
        {
            return Found($"附加表决权 {more} 票，基本表决权 {basic} 票，最多 {row.Value}",
                $"{more} additional votes of {basic} basic ones, at most {row.Value}", row);
        }

        if (meeting is not { VotesTotal: { } total, VotesFor: { } votes })
        {
            // One vote each where nobody has more.
            return run.Rules.Find(Code, "votes_majority") is { } simple
                && (Fraction)meeting.InFavour!.Value <= simple.Rate * meeting.Due!.Value
                ? Found($"同意 {meeting.InFavour} 人，应到 {meeting.Due} 人，要超过 {simple.Value}",
                    $"{meeting.InFavour} of {meeting.Due} were in favour, more than {simple.Value} are asked for", simple)
                : null;
        }

        return run.Rules.Find(Code, "votes_majority") is { } most && (Fraction)votes <= most.Rate * total
            ? Found($"赞成 {votes} 票，表决权总数 {total} 票，要超过 {most.Value}",
                $"{votes} of {total} votes in favour, more than {most.Value} are asked for", most)
            : null;
    }
}
