using FluentValidation;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>What is approved, and by which vote.</summary>
/// <param name="Digest">The digest of the result that was voted on.</param>
/// <param name="Meeting">The record of the meeting; null where none is needed.</param>
internal sealed record ApproveRunRequest(string? Digest, RunMeeting? Meeting) : RunActRequest
{
    /// <summary>The blocking checks that are let pass.</summary>
    public IReadOnlyList<CheckOverride> Overrides { get; init; } = [];

    /// <summary>Why it is paid although another run of the year by the same scheme stands; null where nobody said.</summary>
    public string? RepeatReason { get; init => field = TextRules.Trim(value); }

    /// <summary>The exceptions that were looked through before; null where nobody said so.</summary>
    public AcknowledgedExceptions? Exceptions { get; init; }
}

/// <summary>A blocking check that an approver lets pass.</summary>
/// <param name="Code">Which check.</param>
/// <param name="Reason">Why.</param>
internal sealed record CheckOverride(string Code, string Reason);

/// <summary>Who may let a blocking check pass: <c>Law:OverrideRole</c>.</summary>
/// <param name="Needed">What they have to be permitted.</param>
internal sealed record CheckOverriding(Permission Needed)
{
    /// <summary>What those of the role that is set may do, and nobody below them.</summary>
    public static CheckOverriding By(OverrideRole role) => new(role switch
    {
        OverrideRole.Approver => Permission.ApproveRuns,
        OverrideRole.Supervisor => Permission.OverrideChecks,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "no such role"),
    });
}

/// <summary>The shape of it; which checks block, the run says.</summary>
internal sealed class CheckOverrideValidator : AbstractValidator<CheckOverride>
{
    public CheckOverrideValidator()
    {
        RuleFor(each => each.Code).IsOneOf("code", [.. LegalChecks.All.Select(check => check.Code)]);
        RuleFor(each => each.Reason).IsText("reason", TextRules.MaxReason, isRequired: true);
    }
}

/// <summary>The shape of it; what the law asks of the meeting is <see cref="MeetingRules"/>'.</summary>
internal sealed class ApproveRunValidator : AbstractValidator<ApproveRunRequest>
{
    public ApproveRunValidator()
    {
        RuleFor(request => request.Digest).IsText("digest", TextRules.MaxWord, isRequired: true, hasLines: false);
        RuleFor(request => request.Meeting!).SetValidator(new RunMeetingValidator()).OverridePropertyName("meeting");
        RuleFor(request => request.RepeatReason).IsText("repeatReason", TextRules.MaxReason);
        RuleForEach(request => request.Overrides).SetValidator(new CheckOverrideValidator()).OverridePropertyName("overrides");
        RuleFor(request => request.Exceptions!).SetValidator(new AcknowledgedExceptionsValidator()).OverridePropertyName("exceptions");
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
        RuleFor(meeting => meeting.CapableMembers).IsIn("capableMembers", People);
        RuleFor(meeting => meeting.Members).IsIn("members", People);
        RuleFor(meeting => meeting.Online).IsIn("online", People);
        RuleFor(meeting => meeting.Proxies).IsIn("proxies", People);
        RuleFor(meeting => meeting.BasicVotes).IsIn("basicVotes", People);
        RuleFor(meeting => meeting.AdditionalVotes).IsIn("additionalVotes", People);
        RuleFor(meeting => meeting.VotesFor).IsIn("votesFor", People);
        RuleFor(meeting => meeting.Minutes).IsText("minutes", TextRules.MaxWord, hasLines: false);
    }
}

/// <summary>Approves what somebody else made and submitted, as the meeting voted.</summary>
internal sealed class ApproveRun(
    ChangeRun change, PayeeChecks payees, FindExceptions exceptions, CheckRunLaw law, RulePacks packs,
    CheckOverriding overriding)
{
    private static readonly string[] From = [RunStates.Disclosed];

    private readonly ApproveRunValidator _validator = new();

    /// <exception cref="RefusedException">It cannot be approved now, not by the caller, or not on that vote.</exception>
    public async Task<StoredRun> HandleAsync(
        Caller caller, string run, string? etag, ApproveRunRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var today = change.Today;
        var prepared = await law.PrepareAsync(caller, run, From, cancellation);
        return await change.TakeAsync(caller, run, etag, "run.approve", From, async transition =>
        {
            Require(ApprovalRules.Another(caller, transition.Row, transition.Life));
            if (!string.Equals(request.Digest, transition.Row.Digest, StringComparison.Ordinal))
            {
                throw new RefusedException(Failure.Of(ProblemCodes.ChangedAfterVote,
                    $"表决的是 {NumberProblems.Shorten(request.Digest!)}，这次核算是 {transition.Row.Digest}",
                    $"the vote was on {NumberProblems.Shorten(request.Digest!)}, the run is {transition.Row.Digest}", "digest"));
            }

            Require(await ApprovalRules.OpenObjectionsAsync(transition.Session, transition.Row));
            Require(await exceptions.OwnAccountsAsync(transition.Session, transition.Row, caller));
            _ = Dates.TryRead(transition.Life.DisclosedOn!, out var disclosedOn);
            var problems = (transition.Row.Kind == RunKinds.Settlement
                ? MeetingRules.CheckStated(request.Meeting, disclosedOn, today)
                : MeetingRules.Check(packs, (transition.Organization.LegalForm, transition.Organization.Region), request.Meeting,
                    disclosedOn, today))
                .Concat(Impossible(request.Meeting, transition)).ToArray();
            if (problems.Length > 0)
            {
                throw new RefusedException(Failure.Of(problems));
            }

            // Held, so that none is made meanwhile.
            await OrganizationStore.HoldAsync(transition.Session, transition.Organization.Id);
            await CarriedFigures.RequireCurrentAsync(transition.Session, transition.Row);
            var review = await exceptions.RequireSameAsync(
                transition.Session, transition.Row, request.Exceptions, (ExceptionReview.Approve, caller, transition.Now));
            var others = await RepeatedRuns.OthersAsync(transition.Session, transition.Row);
            RepeatedRuns.RequireReason(transition.Row, others, request.RepeatReason);
            var life = (await payees.RenewAsync(transition.Session, transition.Row, transition.Life)).With(review) with
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
            (life, var held) = await law.RenewAsync(transition.Session, transition.Row, life, prepared);
            life = life with { Overrides = Overridden(caller, held, request) };
            return new TransitionResult(RunStates.Approved, life, JsonDetails.Of(
                ("digest", transition.Row.Digest), ("meeting", request.Meeting?.Date), ("due", request.Meeting?.Due),
                ("present", request.Meeting?.Present), ("inFavour", request.Meeting?.InFavour), ("repeatReason", life.RepeatReason),
                ("exceptions", review?.Digest), ("withholding", life.Withholding?.Digest),
                ("overrides", life.Overrides?.Select(each => $"{each.Code}: {each.Reason}")),
                ("repeats", others.Count == 0 ? null : others.Select(other => other.Id))))
            {
                Within = request.Within,
            };
        }, cancellation);
    }

    // A run that went on notice before such days were refused.
    private static IEnumerable<Problem> Impossible(RunMeeting? meeting, RunTransition transition) =>
        meeting is not null && Dates.TryRead(meeting.Date, out var date) && NoticeChecks.Impossible(
            ProblemCodes.MeetingInvalid, date, "meeting.date", transition.Row, transition.Life) is { } problem
            ? [problem]
            : [];

    // What is paid twice has a reason of its own, which was asked for before.
    private CheckOverride[]? Overridden(Caller caller, CheckedLaw? held, ApproveRunRequest request)
    {
        var blocking = (held?.Outcomes ?? []).Where(outcome => outcome is { Status: CheckStatus.Found, Severity: CheckSeverity.Block }
            && outcome.Check.Code != "paid_twice").ToArray();
        var open = blocking.Where(outcome => request.Overrides.All(each => each.Code != outcome.Check.Code)).Select(ApprovalRules.Blocks);
        var idle = request.Overrides.Index().Where(each => Array.TrueForAll(blocking, outcome => outcome.Check.Code != each.Item.Code))
            .Select(each => new Problem(ProblemCodes.InvalidValue, $"overrides[{each.Index}].code", new LocalizedText(
                $"{each.Item.Code} 没有阻止这次批准，不用写原因", $"{each.Item.Code} does not block this approval: there is nothing to override")));
        Problem[] problems = [.. open, .. idle];
        if (blocking.Length > 0 && !caller.May(overriding.Needed))
        {
            problems = [.. blocking.Select(CheckFinding.Of).Select(ApprovalRules.IsBeyond)];
        }

        return problems.Length > 0 ? throw new RefusedException(Failure.Of(problems))
            : blocking.Length == 0 ? null
            : [.. request.Overrides];
    }

    private static void Require(Problem? problem)
    {
        if (problem is not null)
        {
            throw new RefusedException(Failure.Of(problem));
        }
    }
}
