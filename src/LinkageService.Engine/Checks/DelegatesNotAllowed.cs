using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>delegates_not_allowed</c>: delegates may not vote on it.</summary>
public sealed class DelegatesNotAllowed : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "delegates_not_allowed";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("不能由代表表决", "Delegates may not vote on it");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "联合社不设代表；合作社成员超过一百五十人才能设代表，不少于五十一人；集体要章程规定、代表超过二十人，"
            + "一般每五至十五户一人，土地补偿费只能由成员大会表决。",
        "A union has no delegates; a cooperative only above 150 members and at least 51; a collective more than 20, as a rule one for "
            + "5 to 15 households, and if its charter says so, never for land compensation.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if ((run.Facts.Meeting ?? run.Progress?.Meeting) is not { } meeting)
        {
            return Unknown(MissingFacts.Meeting);
        }

        if (meeting.Kind != MeetingKind.Delegates)
        {
            return Passed("由全体成员（股东）表决", "all members or shareholders voted");
        }

        if (run.Rules.Find(Code, "delegates_barred") is { } barred)
        {
            return Found("联合社的成员大会不设代表大会", "a union has no meeting of delegates", barred);
        }

        CheckOutcome[] outcomes =
        [
            .. run.Facts.Charter?.DelegatesAllowed == false
                ? [Found("章程没有设成员代表大会", "the charter knows no meeting of delegates")]
                : Array.Empty<CheckOutcome>(),
            .. ByMembers(run, meeting), .. ByDelegates(run, meeting), .. ByMoney(run), .. ByCharter(run, meeting),
        ];
        return outcomes.Length > 0 ? Joined(run, outcomes)
            : run.LegalForm != "rural_collective" ? Passed("代表人数合规定", "the number of delegates is as asked for")
            : Passed("章程允许，代表人数合规定", "the charter allows it and the number of delegates is as asked for");
    }

    // Where nobody counted members for the meeting, the roster does, as soon as it says of everybody whether they are one.
    private IEnumerable<CheckOutcome> ByMembers(CheckedRun run, MeetingFacts meeting)
    {
        var counted = meeting.Members ?? (run.Persons is { Persons: > 0 } roster && roster.WithMembership == roster.Persons
            ? roster.Members
            : null);
        foreach (var over in run.Rules.All(Code, "members_over"))
        {
            if (counted is not { } members)
            {
                yield return Unknown(MissingFacts.Members);
            }
            else if (members <= over.Number)
            {
                yield return Found(
                    $"成员 {members} 人，超过 {over.Number} 人才能设代表", $"{members} members; delegates only above {over.Number}", over);
            }
        }
    }

    private IEnumerable<CheckOutcome> ByDelegates(CheckedRun run, MeetingFacts meeting) =>
        run.Rules.All(Code, "delegates_min").Where(least => meeting.Due < least.Number).Select(least => Found(
            $"代表 {meeting.Due} 人，不少于 {least.Number} 人", $"{meeting.Due} delegates, at least {least.Number}", least));

    private IEnumerable<CheckOutcome> ByMoney(CheckedRun run)
    {
        var lines = (run.Facts.Income ?? []).Where(line => line.Kind == IncomeKind.LandCompensation).ToArray();
        if (lines.Any(line => line.AmountInPool is { Fen: > 0 }))
        {
            yield return Found("有土地补偿费，只能由成员大会表决", "there is land compensation: only the assembly decides");
        }
        else if (lines.Any(line => line.AmountInPool is null && line.Amount is not { Fen: <= 0 }))
        {
            yield return Unknown(MissingFacts.IncomeInPool);
        }
    }

    private IEnumerable<CheckOutcome> ByCharter(CheckedRun run, MeetingFacts meeting)
    {
        if (run.LegalForm != "rural_collective")
        {
            yield break;
        }

        if (run.Facts.Charter?.DelegatesMayApprovePlan == false)
        {
            yield return Found("章程不允许成员代表大会审议分配方案", "the charter does not let delegates approve a plan");
        }
        else if (run.Facts.Charter?.DelegatesMayApprovePlan is null)
        {
            yield return Unknown(MissingFacts.DelegatesMayApprove);
        }

        if (Spread(run, meeting) is { } spread)
        {
            yield return spread;
        }
    }

    // The law says so as a rule (一般), and so it warns. Where the record of the meeting has no households the stored roster does.
    private CheckOutcome? Spread(CheckedRun run, MeetingFacts meeting)
    {
        var households = meeting.Households ?? run.Persons?.Counts.Count ?? 0;
        if (meeting.Due is not { } due || households == 0
            || run.Rules.Find(Code, "delegate_households_min") is not { } least
            || run.Rules.Find(Code, "delegate_households_max") is not { } most
            || households >= (long)least.Number * due && households <= (long)most.Number * due)
        {
            return null;
        }

        return Found($"{households} 户，代表 {due} 人；一般每 {least.Number} 至 {most.Number} 户选代表一人",
            $"{due} delegates of {households} households; as a rule there is one for {least.Number} to {most.Number}", least)
            with { IsLenient = true };
    }
}
