using FluentValidation;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Life;
using LinkageService.Features.Organizations;
using LinkageService.Storage.Batches;

namespace LinkageService.Features.Batches;

/// <summary>A run of a batch that an act is to be about, and what holds for it alone.</summary>
/// <param name="Id">Its organisation.</param>
internal sealed record BatchActMember(string? Id)
{
    /// <summary>Of an approval, the digest that was voted on; null for that of the run when it is looked through.</summary>
    public string? Digest { get; init; }

    /// <summary>Of an approval, the record of the meeting; null where none is needed.</summary>
    public RunMeeting? Meeting { get; init; }

    /// <summary>Of an approval, why it is paid beside another run of the year by the same scheme; null where nobody said.</summary>
    public string? RepeatReason { get; init => field = TextRules.Trim(value); }

    /// <summary>Of an approval, the blocking checks that are let pass.</summary>
    public IReadOnlyList<CheckOverride> Overrides { get; init; } = [];

    /// <summary>As it is kept.</summary>
    public BatchActOwnTerms Own => new(Digest, Meeting, RepeatReason, Overrides.Count == 0 ? null : Overrides);
}

/// <summary>The shape of it.</summary>
internal sealed class BatchActMemberValidator : AbstractValidator<BatchActMember>
{
    public BatchActMemberValidator()
    {
        RuleFor(member => member.Id).IsThere("id");
        RuleFor(member => member.Id).IsLike("id", OrganizationIds.Pattern, OrganizationIds.Zh, OrganizationIds.En);
        RuleFor(member => member.Digest).IsText("digest", TextRules.MaxWord, hasLines: false);
        RuleFor(member => member.Meeting!).SetValidator(new RunMeetingValidator()).OverridePropertyName("meeting");
        RuleFor(member => member.RepeatReason).IsText("repeatReason", TextRules.MaxReason);
        RuleForEach(member => member.Overrides).SetValidator(new CheckOverrideValidator()).OverridePropertyName("overrides");
    }
}

/// <summary>
/// An act on the runs of a batch: either which runs and on what terms, which looks them through, or the act that was looked through and is
/// now to be carried out.
/// </summary>
/// <param name="Batch">On which batch.</param>
/// <param name="Act">One of <see cref="BatchActs"/>.</param>
internal sealed record BatchActRequest(string Batch, string Act) : CheckedRequest
{
    /// <summary>The act that was looked through; null to look the runs through.</summary>
    public string? Confirm { get; init; }

    /// <summary>Whether the exceptions that were found were looked through: it is kept with each run.</summary>
    public bool ExceptionsSeen { get; init; }

    /// <summary>Of a notice, its first day; null for today.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Of a notice, how long it lasts; null for the standard of each organisation.</summary>
    public int? NoticeDays { get; init; }

    /// <summary>Of a notice, where objections are raised; null where nobody says.</summary>
    public ObjectionChannel? Objections { get; init; }

    /// <summary>Of a payment, its day; null for today.</summary>
    public DateOnly? On { get; init; }

    /// <summary>The runs of these organisations; none for all that stand where the act begins.</summary>
    public IReadOnlyList<BatchActMember> Organizations { get; init; } = [];

    /// <summary>As it is kept.</summary>
    public BatchActTerms Terms => new(From, NoticeDays, Objections, On);
}

/// <summary>The shape of it; whether a run can be done, the run says.</summary>
internal sealed class BatchActValidator : AbstractValidator<BatchActRequest>
{
    /// <summary>The id of an act.</summary>
    public static TextPattern Id { get; } = new("[0-9a-f]{32}");

    public BatchActValidator()
    {
        RuleFor(request => request.Confirm).IsLike("confirm", Id, "看过的那次的编号，32 位十六进制", "the 32 hexadecimal digits of an act");
        RuleFor(request => request.NoticeDays).IsIn("noticeDays", OrganizationDraftValidator.NoticeDays);
        RuleFor(request => request.Objections!).SetValidator(new ObjectionChannelValidator()).OverridePropertyName("objections");
        RuleFor(request => request.Organizations)
            .HasAtMost("organizations", CreateBatchValidator.MaxOrganizations, CreateBatchValidator.TooMany);
        RuleForEach(request => request.Organizations).SetValidator(new BatchActMemberValidator()).OverridePropertyName("organizations");
        RuleFor(request => request)
            .Must(request => request.Organizations.Count == 0 && request.Terms == BatchActTerms.None)
            .When(request => request.Confirm is not null && request.FormProblems.Count == 0)
            .As(ProblemCodes.InvalidValue, "confirm", "看过的按看时的写法办：confirm 旁边只能写 exceptionsSeen",
                "what was looked through is done on the terms it was looked through with: beside confirm only exceptionsSeen is stated");
        RuleFor(request => request).Must(request => !request.ExceptionsSeen)
            .When(request => request.Confirm is null && request.FormProblems.Count == 0)
            .As(ProblemCodes.InvalidValue, "exceptionsSeen", "先看一遍（不带 confirm），再和 confirm 一起写",
                "look the runs through first, and state it together with confirm");
    }
}
