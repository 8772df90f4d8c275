using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Facts;
using LinkageService.Features.Organizations;
using LinkageService.Features.Runs;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>A public notice.</summary>
/// <param name="From">Its first day; null for today.</param>
/// <param name="NoticeDays">How long it lasts; null for <see cref="NoticeTerm.Standard"/>.</param>
internal sealed record DiscloseRunRequest(DateOnly? From, int? NoticeDays) : RunActRequest
{
    /// <summary>Where objections are raised, as the notice prints it; null where nobody says.</summary>
    public ObjectionChannel? Objections { get; init; }
}

/// <summary>The shape of it.</summary>
internal sealed class DiscloseRunValidator : AbstractValidator<DiscloseRunRequest>
{
    public DiscloseRunValidator()
    {
        RuleFor(request => request.NoticeDays).IsIn("noticeDays", OrganizationDraftValidator.NoticeDays);
        RuleFor(request => request.Objections!).SetValidator(new ObjectionChannelValidator()).OverridePropertyName("objections");
    }
}

/// <summary>What is said of where objections are raised.</summary>
internal sealed class ObjectionChannelValidator : AbstractValidator<ObjectionChannel>
{
    /// <summary>Days until an answer.</summary>
    public static WholeRange AnswerDays { get; } = new(1, 60);

    public ObjectionChannelValidator()
    {
        RuleFor(channel => channel.Channel).IsText("channel", TextRules.MaxName, isRequired: true, hasLines: false);
        RuleFor(channel => channel.Contact).IsText("contact", TextRules.MaxName, hasLines: false);
        RuleFor(channel => channel.Until).IsDate("until");
        RuleFor(channel => channel.AnswerDays).IsIn("answerDays", AnswerDays);
        RuleFor(channel => channel.Above).IsText("above", TextRules.MaxName, hasLines: false);
    }
}

/// <summary>Puts a run on public notice.</summary>
internal sealed class DiscloseRun(ChangeRun change, RulePacks packs)
{
    private static readonly string[] From = [RunStates.Submitted];

    private readonly DiscloseRunValidator _validator = new();

    /// <param name="caller">Who does it.</param>
    /// <param name="run">Which run.</param>
    /// <param name="etag">The revision the caller read.</param>
    /// <param name="request">From when on, and how long.</param>
    /// <param name="cancellation">Stops it before it is begun.</param>
    /// <exception cref="RefusedException">It cannot be disclosed now, or not from that day.</exception>
    public Task<StoredRun> HandleAsync(
        Caller caller, string run, string? etag, DiscloseRunRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var today = change.Today;
        if (request.From > today)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                $"公示起始日不能在今天（{Dates.Text(today)}）之后", $"the notice does not begin after today ({Dates.Text(today)})", "from"));
        }

        var from = request.From ?? today;
        var disclosedOn = Dates.Text(from);
        return change.TakeAsync(caller, run, etag, "run.disclose", From, async transition =>
        {
            if (NoticeChecks.Impossible(ProblemCodes.InvalidValue, from, "from", transition.Row, transition.Life) is { } impossible)
            {
                throw new RefusedException(Failure.Of(impossible));
            }

            var facts = await OrganizationFacts.ReadAsync(transition.Session, transition.Organization.Id, from);
            var term = NoticeTerm.Of(packs, transition.Organization, transition.Row, from) with { Charter = facts.Charter?.NoticeDays };
            var days = request.NoticeDays ?? term.Standard;
            if (request.Objections?.Until is { } until && string.CompareOrdinal(until, disclosedOn) < 0)
            {
                throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                    $"提异议的截止日不能在公示起始日（{disclosedOn}）之前", $"objections are taken at least until the notice begins ({disclosedOn})",
                    "objections.until"));
            }

            var life = transition.Life with
            {
                DisclosedOn = disclosedOn,
                NoticeDays = days,
                Objections = request.Objections,
                DisclosedAt = transition.Now,
                DisclosedBy = caller.Name,
            };
            life = term.TooShort(days) is { } finding ? life.With(finding) : life;
            life = NoticeChecks.BeforeFigures(from, transition.Row, life) is { } early ? life.With(early) : life;
            return new TransitionResult(
                RunStates.Disclosed, life, JsonDetails.Of(("on", disclosedOn), ("noticeDays", days)))
            {
                Within = request.Within,
            };
        }, cancellation);
    }
}
