using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>What is approved, and by which vote.</summary>
/// <param name="Digest">The digest of the result that was voted on.</param>
/// <param name="Meeting">The record of the meeting; null where none is needed.</param>
internal sealed record ApproveRunRequest(string? Digest, RunMeeting? Meeting) : CheckedRequest
{
    /// <summary>Why it is paid although another run of the year by the same scheme stands; null where nobody said.</summary>
    public string? RepeatReason { get; init => field = TextRules.Trim(value); }
}

/// <summary>The shape of it; what the law asks of the meeting is <see cref="MeetingRules"/>'.</summary>
internal sealed class ApproveRunValidator : AbstractValidator<ApproveRunRequest>
{
    public ApproveRunValidator()
    {
        RuleFor(request => request.Digest).IsText("digest", TextRules.MaxWord, isRequired: true, hasLines: false);
        RuleFor(request => request.Meeting!).SetValidator(new RunMeetingValidator()).OverridePropertyName("meeting");
        RuleFor(request => request.RepeatReason).IsText("repeatReason", TextRules.MaxReason);
    }
}

/// <summary>The shape of a meeting's record.</summary>
internal sealed class RunMeetingValidator : AbstractValidator<RunMeeting>
{
    /// <summary>How many people.</summary>
    public static WholeRange People { get; } = new(0, int.MaxValue);

    public RunMeetingValidator()
    {
        RuleFor(meeting => meeting.Due).IsIn("due", People);
        RuleFor(meeting => meeting.Present).IsIn("present", People);
        RuleFor(meeting => meeting.InFavour).IsIn("inFavour", People);
        RuleFor(meeting => meeting.Kind).IsOneOf("kind", MeetingRules.Kinds);
    }
}

/// <summary>Approves what somebody else made and submitted, as the meeting voted.</summary>
internal sealed class ApproveRun(ChangeRun change, PayeeChecks payees)
{
    private static readonly string[] From = [RunStates.Disclosed];

    private readonly ApproveRunValidator _validator = new();

    /// <exception cref="RefusedException">It cannot be approved now, not by the caller, or not on that vote.</exception>
    public Task<StoredRun> HandleAsync(
        Caller caller, string run, string? etag, ApproveRunRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var today = change.Today;
        return change.TakeAsync(caller, run, etag, "run.approve", From, async transition =>
        {
            RequireAnother(caller, transition);
            if (!string.Equals(request.Digest, transition.Row.Digest, StringComparison.Ordinal))
            {
                throw new RefusedException(Failure.Of(ProblemCodes.ChangedAfterVote,
                    $"表决的是 {NumberProblems.Shorten(request.Digest!)}，这次核算是 {transition.Row.Digest}",
                    $"the vote was on {NumberProblems.Shorten(request.Digest!)}, the run is {transition.Row.Digest}", "digest"));
            }

            await RequireAnswersAsync(transition);
            _ = Dates.TryRead(transition.Life.DisclosedOn!, out var disclosedOn);
            var problems = (transition.Row.Kind == RunKinds.Settlement
                ? MeetingRules.CheckStated(request.Meeting, disclosedOn, today)
                : MeetingRules.Check(
                    transition.Organization.LegalForm, transition.Organization.Region, request.Meeting, disclosedOn, today)).ToArray();
            if (problems.Length > 0)
            {
                throw new RefusedException(Failure.Of(problems));
            }

            // Held, so that none is made meanwhile.
            await OrganizationStore.HoldAsync(transition.Session, transition.Organization.Id);
            await CarriedFigures.RequireCurrentAsync(transition.Session, transition.Row);
            var others = await RepeatedRuns.OthersAsync(transition.Session, transition.Row);
            RepeatedRuns.RequireReason(transition.Row, others, request.RepeatReason);
            var life = (await payees.RenewAsync(transition.Session, transition.Row, transition.Life)) with
            {
                ApprovedAt = transition.Now,
                ApprovedBy = caller.Name,
                ApprovedDigest = transition.Row.Digest,
                Meeting = request.Meeting,
                RepeatReason = others.Count > 0 ? request.RepeatReason : null,
            };
            life = RepeatedRuns.Finding(transition.Row, others) is { } repeats ? life.With(repeats) : life;
            var (open, announced) = (today.DayNumber - disclosedOn.DayNumber, transition.Life.NoticeDays!.Value);
            life = open < announced ? life.With(NoticeChecks.EndedEarly(open, announced)) : life;
            return new TransitionResult(RunStates.Approved, life, JsonDetails.Of(
                ("digest", transition.Row.Digest), ("meeting", request.Meeting?.Date), ("due", request.Meeting?.Due),
                ("present", request.Meeting?.Present), ("inFavour", request.Meeting?.InFavour), ("repeatReason", life.RepeatReason),
                ("repeats", others.Count == 0 ? null : others.Select(other => other.Id))));
        }, cancellation);
    }

    // Two people, whichever way their names are written.
    private static void RequireAnother(Caller caller, RunTransition transition)
    {
        if (string.Equals(caller.Name, transition.Row.Maker, StringComparison.OrdinalIgnoreCase)
            || string.Equals(caller.Name, transition.Life.SubmittedBy, StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedException(Failure.Of(ProblemCodes.ApproverIsMaker,
                $"{caller.Name} 制作或提交了这次核算，要由另一人审批", $"{caller.Name} made or submitted this run; somebody else approves it"));
        }
    }

    private static async Task RequireAnswersAsync(RunTransition transition)
    {
        var open = await ObjectionStore.OpenAsync(transition.Session, transition.Row.Id);
        if (open > 0)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.ObjectionsOpen,
                $"还有 {open} 条异议没有答复", $"{open} objections have no answer yet"));
        }
    }
}
