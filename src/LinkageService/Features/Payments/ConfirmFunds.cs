using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Payments;

/// <summary>Money that was seen to be there.</summary>
/// <param name="On">On which day; null for today.</param>
/// <param name="Reference">In which account and by which paper, in words.</param>
internal sealed record ConfirmFundsRequest(DateOnly? On, string? Reference) : CheckedRequest
{
    /// <summary>In words, without spaces at its ends.</summary>
    public string? Reference { get; } = TextRules.Trim(Reference);
}

/// <summary>The shape of it; that its day has come, the clock says.</summary>
internal sealed class ConfirmFundsValidator : AbstractValidator<ConfirmFundsRequest>
{
    public ConfirmFundsValidator() =>
        RuleFor(request => request.Reference).IsText("reference", TextRules.MaxReason, isRequired: true);
}

/// <summary>Notes who saw that the money of a run's payments is there; again replaces what was noted, while none of it has moved.</summary>
internal sealed class ConfirmFunds(ChangePayments change)
{
    private static readonly string[] From = [RunStates.Approved, .. ChangePayments.Moving];

    private readonly ConfirmFundsValidator _validator = new();

    /// <exception cref="RefusedException">
    /// The payments are not prepared, money has moved on what was noted, or the day lies ahead or before the vote.
    /// </exception>
    public Task<PaymentSummary> HandleAsync(Caller caller, string run, ConfirmFundsRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var on = change.DayOf(request.On);
        return change.TakeAsync(caller, run, From, async payments =>
        {
            payments.RequireAfterVote((request.On, "on"));
            var before = await PaymentSummary.ReadAsync(payments.Session, payments.Run);
            if (payments.Envelope.FundsBy is not null && before.HasMoved)
            {
                throw PaymentFailures.FundsUsed(payments.Envelope);
            }

            var envelope = payments.Envelope with
            {
                FundsBy = caller.Name, FundsOn = on, FundsReference = request.Reference, FundsAt = Moment.Of(payments.Session.Change.At),
            };
            var lines = new PaymentLines("payments.fund", [], JsonDetails.Of(("on", on), ("reference", request.Reference)));
            await payments.WriteAsync(lines, envelope);
            return await PaymentSummary.ReadAsync(payments.Session, payments.Run);
        }, cancellation);
    }
}
