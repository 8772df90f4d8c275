using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Storage.Batches;

namespace LinkageService.Features.Batches;

/// <summary>Drafts of a batch to be handed in.</summary>
/// <param name="Confirm">The act that was looked through and is now to be carried out: 32 hexadecimal digits; nothing but exceptionsSeen
/// stands beside it. Without it the runs are looked through.</param>
/// <param name="ExceptionsSeen">With confirm: whether the exceptions that were found were looked through; it is kept with each run. False
/// unless stated.</param>
/// <param name="Organizations">Those whose drafts are meant, at most 10,000; all that are drafts unless stated.</param>
[CheckedBy<BatchActValidator>]
internal sealed record SubmitBatchRequestContract(
    string? Confirm, bool? ExceptionsSeen, IReadOnlyList<BatchActMemberContract>? Organizations);

/// <summary>Submitted runs of a batch to be put on public notice.</summary>
/// <param name="Confirm">The act that was looked through and is now to be carried out: 32 hexadecimal digits; nothing else stands beside
/// it. Without it the runs are looked through.</param>
/// <param name="From">The first day, today in China or before; the day it is carried out unless stated.</param>
/// <param name="NoticeDays">1 to 365; unless stated what each organisation has set, or what its law asks for where that is more.</param>
/// <param name="Objections">Where objections are raised, the same for all of them; printed in place of lines for the pen.</param>
/// <param name="Organizations">Those whose runs are meant, at most 10,000; all that are submitted unless stated.</param>
[CheckedBy<BatchActValidator>]
internal sealed record DiscloseBatchRequestContract(
    string? Confirm, string? From, int? NoticeDays, ObjectionChannelContract? Objections,
    IReadOnlyList<BatchActMemberContract>? Organizations);

/// <summary>Disclosed runs of a batch to be approved.</summary>
/// <param name="Confirm">The act that was looked through and is now to be carried out: 32 hexadecimal digits; nothing but exceptionsSeen
/// stands beside it. Without it the runs are looked through.</param>
/// <param name="ExceptionsSeen">With confirm: whether the exceptions that were found were looked through; it is kept with each run. False
/// unless stated.</param>
/// <param name="Organizations">Those whose runs are meant, at most 10,000, each with the record of its own meeting; all that are
/// disclosed, without a meeting, unless stated.</param>
[CheckedBy<BatchActValidator>]
internal sealed record ApproveBatchRequestContract(
    string? Confirm, bool? ExceptionsSeen, IReadOnlyList<BatchApprovalContract>? Organizations);

/// <summary>Approved runs of a batch to be noted as paid.</summary>
/// <param name="Confirm">The act that was looked through and is now to be carried out: 32 hexadecimal digits; nothing else stands beside
/// it. Without it the runs are looked through.</param>
/// <param name="On">The day, today in China or before; the day it is carried out unless stated.</param>
/// <param name="Organizations">Those whose runs are meant, at most 10,000; all that are approved unless stated.</param>
[CheckedBy<BatchActValidator>]
internal sealed record PayBatchRequestContract(string? Confirm, string? On, IReadOnlyList<BatchActMemberContract>? Organizations);

/// <summary>An organisation whose run is meant.</summary>
/// <param name="Id">The organisation.</param>
[CheckedBy<BatchActMemberValidator>]
internal sealed record BatchActMemberContract(string Id);

/// <summary>An organisation whose run is to be approved.</summary>
/// <param name="Id">The organisation.</param>
/// <param name="Digest">The digest that was voted on; that of the run as it is looked through unless stated.</param>
/// <param name="Meeting">The record of its meeting; may be left out where its legal form needs none.</param>
/// <param name="RepeatReason">Why it is paid although another run of the year by the same scheme stands, up to 500 characters; needed
/// then.</param>
/// <param name="Overrides">The blocking checks that are let pass, each with its reason.</param>
[CheckedBy<BatchActMemberValidator>]
internal sealed record BatchApprovalContract(
    string Id, string? Digest, MeetingContract? Meeting, string? RepeatReason, IReadOnlyList<CheckOverrideContract>? Overrides);

/// <summary>An act on the runs of a batch and how far it is.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Act">submit, disclose, approve or pay.</param>
/// <param name="State">checking while its runs are looked through, checked when it waits to be confirmed, running, finished or
/// cancelled.</param>
/// <param name="Runs">How many runs it is about: waiting, ready, blocked, done and failed together.</param>
/// <param name="Waiting">How many were not looked at yet.</param>
/// <param name="Ready">How many can be done.</param>
/// <param name="Blocked">How many would be refused; they are left out.</param>
/// <param name="Done">How many were done.</param>
/// <param name="Failed">How many were refused, although they could have been done when they were looked at.</param>
/// <param name="WithExceptions">Of those ready or done, how many have households that want a look.</param>
/// <param name="Households">Households of those ready or done.</param>
/// <param name="Amount">What they get. Yuan.</param>
/// <param name="SecondsLeft">Seconds until it is checked or finished, at the pace so far; left out while none is known.</param>
/// <param name="Problems">Why runs are blocked or failed, the most frequent cause first.</param>
/// <param name="CreatedBy">Who had it looked through.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ConfirmedBy">Who confirmed it, and so acted on each run; left out before.</param>
/// <param name="ConfirmedAt">When; left out before.</param>
/// <param name="UpdatedAt">When its state changed last.</param>
internal sealed record BatchActContract(
    string Id, string Act, string State, long Runs, long Waiting, long Ready, long Blocked, long Done, long Failed, long WithExceptions,
    long Households, string Amount, long? SecondsLeft, IReadOnlyList<BatchCauseContract> Problems, string CreatedBy, string CreatedAt,
    string? ConfirmedBy, string? ConfirmedAt, string UpdatedAt)
{
    /// <summary>An act.</summary>
    public static BatchActContract Of(BatchActProgress progress)
    {
        var (row, figures) = (progress.Row, progress.Figures);
        var isConfirmed = row.ConfirmedAt != 0;
        return new BatchActContract(
            row.Id, row.Act, row.State, row.Runs, figures.Waiting, figures.Ready, figures.Blocked, figures.Done, figures.Failed,
            figures.WithExceptions, figures.Households, new Money(figures.AmountFen).ToString(), progress.SecondsLeft,
            [.. progress.Causes.Select(BatchCauseContract.Of)], row.Maker, Dates.MomentText(row.CreatedAt),
            isConfirmed ? row.Confirmer : null, isConfirmed ? Dates.MomentText(row.ConfirmedAt) : null, Dates.MomentText(row.UpdatedAt));
    }
}

/// <summary>Where a run stands within the latest act on its batch.</summary>
/// <param name="State">waiting, ready, blocked, done or failed.</param>
/// <param name="Problems">Why it is blocked or failed; empty when it is not.</param>
/// <param name="Checks">What is to be looked at before the act.</param>
internal sealed record BatchOrganizationActContract(
    string State, IReadOnlyList<BatchProblemContract> Problems, IReadOnlyList<BatchCheckContract> Checks)
{
    /// <summary>The act for a run; null where it is not about it.</summary>
    public static BatchOrganizationActContract? Of(BatchOrganizationRow row)
    {
        var outcome = BatchOutcome.Read(row.ActOutcome);
        return row.ActState is { } state ? new BatchOrganizationActContract(state, outcome?.Problems ?? [], outcome?.Checks ?? []) : null;
    }
}
