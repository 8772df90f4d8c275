using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;

namespace LinkageService.Features.Life;

/// <summary>
/// Who did what in the life of a run, and when, as <c>run.progress</c> keeps it. What has not happened is left out.
/// </summary>
internal sealed record RunLife
{
    /// <summary>Who changed its figures while it was a draft, beside its maker; null for nobody.</summary>
    public IReadOnlyList<string>? Editors { get; init; }

    /// <summary>When it was handed in.</summary>
    public string? SubmittedAt { get; init; }

    /// <summary>Who handed it in.</summary>
    public string? SubmittedBy { get; init; }

    /// <summary>The first day of its public notice.</summary>
    public string? DisclosedOn { get; init; }

    /// <summary>Days of public notice.</summary>
    public int? NoticeDays { get; init; }

    /// <summary>Where objections are raised, and up to when; null where nobody said.</summary>
    public ObjectionChannel? Objections { get; init; }

    /// <summary>When the notice was noted here.</summary>
    public string? DisclosedAt { get; init; }

    /// <summary>Who noted it.</summary>
    public string? DisclosedBy { get; init; }

    /// <summary>The meeting that voted on it.</summary>
    public RunMeeting? Meeting { get; init; }

    /// <summary>Why it is paid although another run of the year by the same scheme stood when it was approved.</summary>
    public string? RepeatReason { get; init; }

    /// <summary>When it was approved.</summary>
    public string? ApprovedAt { get; init; }

    /// <summary>Who approved it.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>The digest that was approved.</summary>
    public string? ApprovedDigest { get; init; }

    /// <summary>The day of the payment.</summary>
    public string? PaidOn { get; init; }

    /// <summary>When the payment was noted here.</summary>
    public string? PaidAt { get; init; }

    /// <summary>Who noted it.</summary>
    public string? PaidBy { get; init; }

    /// <summary>When it was closed.</summary>
    public string? ClosedAt { get; init; }

    /// <summary>Who closed it.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>When it was cancelled.</summary>
    public string? CancelledAt { get; init; }

    /// <summary>Who cancelled it.</summary>
    public string? CancelledBy { get; init; }

    /// <summary>Why it was cancelled.</summary>
    public string? Reason { get; init; }

    /// <summary>Who looked through the exceptions before which act; null where nobody said so.</summary>
    public IReadOnlyList<ExceptionReview>? Reviews { get; init; }

    /// <summary>What its life adds to the findings of legal checks; answers list them among <c>checks</c>.</summary>
    public IReadOnlyList<StoredFinding>? Checks { get; init; }

    /// <summary>Which legal checks were decided when it was looked at last; null where none was made.</summary>
    public StoredLegal? Legal { get; init; }

    /// <summary>What proofs of its households rest on; null for a draft, and for runs handed in before there were proofs.</summary>
    public StoredProof? Proof { get; init; }

    /// <summary>Tax and debts that are taken from what it pays, fixed when it was handed in; null for nothing.</summary>
    public StoredWithholding? Withholding { get; init; }

    /// <summary>Blocking checks that the approver let pass, and why.</summary>
    public IReadOnlyList<CheckOverride>? Overrides { get; init; }

    /// <summary>The same as findings; empty for none.</summary>
    [JsonIgnore]
    public IReadOnlyList<CheckFinding> Findings => [.. (Checks ?? []).Select(check => check.Read())];

    /// <summary>What is wrong with a day on which money is said to have moved: it is before the vote. Null for nothing.</summary>
    public Problem? BeforeVote(DateOnly day, string field) =>
        Meeting is { } met && Dates.TryRead(met.Date, out var voted) && day < voted
            ? new Problem(ProblemCodes.InvalidValue, field, new LocalizedText(
                $"日期 {Dates.Text(day)} 在成员大会表决（{met.Date}）之前",
                $"the day {Dates.Text(day)} is before the meeting that voted on the run ({met.Date})"))
            : null;

    /// <summary>Reads <c>run.progress</c>.</summary>
    public static RunLife Read(string progress) => JsonSerializer.Deserialize(progress, StoredRunJson.Default.RunLife)!;

    /// <summary>As <c>run.progress</c> keeps it.</summary>
    public string Text() => JsonText.Of(this, StoredRunJson.Default.RunLife);

    /// <summary>The same life with other findings.</summary>
    public RunLife WithFindings(IReadOnlyList<CheckFinding> findings) =>
        this with { Checks = findings.Count == 0 ? null : [.. findings.Select(StoredFinding.Of)] };

    /// <summary>The same life with one review more; null adds none.</summary>
    public RunLife With(ExceptionReview? review) => review is null ? this : this with { Reviews = [.. Reviews ?? [], review] };

    /// <summary>The same life with one finding more.</summary>
    public RunLife With(CheckFinding finding) => WithFindings([.. Findings, finding]);
}

/// <summary>Where objections against a notice are raised, as it is printed.</summary>
/// <param name="Channel">The office, person or box, such as 村委会办公室.</param>
/// <param name="Contact">A telephone; null for none.</param>
/// <param name="Until">The last day, yyyy-MM-dd; null for the last of the notice.</param>
/// <param name="AnswerDays">In how many days they are answered; null where nobody said.</param>
/// <param name="Above">Whom to turn to after that; null where nobody said.</param>
internal sealed record ObjectionChannel(string Channel, string? Contact, string? Until, int? AnswerDays, string? Above);
