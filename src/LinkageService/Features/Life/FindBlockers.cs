using System.Diagnostics;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>Something in the way of the next act of a run.</summary>
/// <param name="Code">A code of docs/errors.md where the act would be refused, else of a check.</param>
/// <param name="IsBlock">Whether the act would be refused; else it can be taken, and leaves a warning.</param>
/// <param name="Message">What it is, with its figures.</param>
/// <param name="Who">Who cures it: one of <see cref="Cures"/>.</param>
/// <param name="Page">The page of the run where it is cured, such as objections; null where there is none.</param>
internal sealed record RunBlocker(string Code, bool IsBlock, LocalizedText Message, string Who, string? Page = null)
{
    /// <summary>Whoever prepares runs.</summary>
    public const string Preparer = "preparer";

    /// <summary>Whoever approves them.</summary>
    public const string Approver = "approver";

    /// <summary>An approver who is not the one who asks.</summary>
    public const string Other = "other";

    /// <summary>Nobody: a day has to come.</summary>
    public const string Time = "time";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Cures { get; } = [Preparer, Approver, Other, Time];

    /// <summary>block or warn.</summary>
    public string Severity => IsBlock ? "block" : "warn";

    /// <summary>What an act would be refused with.</summary>
    public static RunBlocker Of(Problem problem, string who, string? page = null) =>
        new(problem.Code.Name, IsBlock: true, problem.Message, who, page);
}

/// <summary>What stands in the way of the next act of a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Act">submit, disclose, approve, pay or close; null where none is left.</param>
/// <param name="Earliest">The first day on which it can be taken, where that is still to come.</param>
/// <param name="Blockers">What blocks first, then what warns.</param>
internal sealed record RunBlockers(RunRow Run, string? Act, DateOnly? Earliest, IReadOnlyList<RunBlocker> Blockers);

/// <summary>
/// Says before an act what it would be refused for, by the rules the act itself goes by, who cures it and where. What is only known with
/// the request, such as the counts of a meeting, is not asked here.
/// </summary>
internal sealed class FindBlockers(
    Database database, FindExceptions exceptions, FixWithholding withholding, RulePacks packs, CheckOverriding overriding,
    TimeProvider time)
{
    /// <summary>The code of what warns that nobody looked through the exceptions yet.</summary>
    public const string Unseen = "exceptions_unseen";

    /// <exception cref="RefusedException"><c>unknown_run</c>.</exception>
    public Task<RunBlockers> HandleAsync(Caller caller, string id, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            var run = await RunAccess.RequireAsync(session, caller, id);
            var life = RunLife.Read(run.Progress);
            return run.State switch
            {
                RunStates.Draft => Ready(run, "submit",
                [
                    .. (await withholding.PlanAsync(session, run)).Problems.Select(problem => RunBlocker.Of(problem, RunBlocker.Preparer)),
                    .. await UnseenAsync(session, run, life, ExceptionReview.Submit),
                ]),
                RunStates.Submitted => Ready(run, "disclose", []),
                RunStates.Disclosed => await BeforeApprovalAsync(session, caller, run, life),
                RunStates.Approved => Ready(run, "pay", []),
                RunStates.Paid => Ready(run, "close", await OpenPayments.FindAsync(session, run.Id) is { } open
                    ? [RunBlocker.Of(open, RunBlocker.Preparer, "payments")]
                    : []),
                RunStates.Closed or RunStates.Cancelled => new RunBlockers(run, Act: null, Earliest: null, []),
                _ => throw new UnreachableException(),
            };
        }, cancellation);

    private static RunBlockers Ready(RunRow run, string act, IEnumerable<RunBlocker> blockers) =>
        new(run, act, Earliest: null, [.. blockers.OrderByDescending(blocker => blocker.IsBlock)]);

    private async Task<RunBlockers> BeforeApprovalAsync(Session session, Caller caller, RunRow run, RunLife life)
    {
        var found = new List<RunBlocker>();
        AddIf(found, ApprovalRules.Another(caller, run, life), RunBlocker.Other);
        AddIf(found, await ApprovalRules.OpenObjectionsAsync(session, run), RunBlocker.Preparer, "objections");
        AddIf(found, await exceptions.OwnAccountsAsync(session, run, caller), RunBlocker.Other, "exceptions");
        found.AddRange((await CarriedFigures.OutdatedAsync(session, run)).Select(problem => RunBlocker.Of(problem, RunBlocker.Preparer)));
        var others = await RepeatedRuns.OthersAsync(session, run);
        AddIf(found, RepeatedRuns.ReasonMissing(run, others, reason: null), RunBlocker.Approver);

        found.AddRange(life.Findings.Where(check => check.Severity == "block" && check.Code != RepeatedRuns.Possible)
            .Select(check => caller.May(overriding.Needed)
                ? RunBlocker.Of(ApprovalRules.Blocks(check), RunBlocker.Approver)
                : RunBlocker.Of(ApprovalRules.IsBeyond(check), RunBlocker.Other)));

        // The day of the meeting decides which law counts: that of today is the one that could be met.
        var today = Dates.Today(time);
        var organization = (await OrganizationStore.FindAsync(session, run.OrganizationId))!;
        var earliest = NoticeTerm.Of(packs, organization, run, today).Vote?.Open is { } open
            ? Dates.Read(life.DisclosedOn!).AddDays(open.Number)
            : (DateOnly?)null;
        if (earliest > today)
        {
            found.Add(TooEarly(earliest.Value, Dates.Read(life.DisclosedOn!)));
        }
        else if (RunStripe.NoticeUntil(life) is var until && until >= today)
        {
            found.Add(StillOpen(until));
        }

        found.AddRange(await UnseenAsync(session, run, life, ExceptionReview.Approve));
        return Ready(run, "approve", found) with { Earliest = earliest > today ? earliest : null };
    }

    private async Task<IEnumerable<RunBlocker>> UnseenAsync(Session session, RunRow run, RunLife life, string act)
    {
        var found = await exceptions.OfAsync(session, run, RunExceptionsRequest.StandardPercent);
        return found.Count == 0 || (life.Reviews ?? []).Any(review => review.Act == act && review.Digest == found.Digest)
            ? []
            : [new RunBlocker(Unseen, IsBlock: false, new LocalizedText(
                $"有 {found.Count} 户要先看一遍：新增、减少、变动大、账号变了等", $"{found.Count} households want a look first: new, gone, much "
                + "more or less, another account"),
                act == ExceptionReview.Approve ? RunBlocker.Approver : RunBlocker.Preparer, "exceptions")];
    }

    private static RunBlocker TooEarly(DateOnly earliest, DateOnly disclosedOn)
    {
        var (days, day) = (earliest.DayNumber - disclosedOn.DayNumber, Dates.Text(earliest));
        return new RunBlocker(ProblemCodes.MeetingInvalid.Name, IsBlock: true, new LocalizedText(
            $"方案要在会前公开 {days} 天：最早 {day} 开会", $"the plan is open for {days} days before the vote: the meeting is not before {day}"),
            RunBlocker.Time);
    }

    private static RunBlocker StillOpen(DateOnly until) => new("notice_too_short", IsBlock: false, new LocalizedText(
        $"公示到 {Dates.Text(until)}，还没有期满；现在批准会留下提示",
        $"the notice runs through {Dates.Text(until)}; an approval before leaves a warning"), RunBlocker.Time);

    private static void AddIf(List<RunBlocker> found, Problem? problem, string who, string? page = null)
    {
        if (problem is not null)
        {
            found.Add(RunBlocker.Of(problem, who, page));
        }
    }
}
