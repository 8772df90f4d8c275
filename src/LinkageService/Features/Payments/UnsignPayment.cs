using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Storage.Payments;

namespace LinkageService.Features.Payments;

/// <summary>A payment in cash that was noted by mistake.</summary>
/// <param name="Household">Whose.</param>
/// <param name="Note">What was wrong.</param>
internal sealed record UnsignPaymentRequest(string? Household, string? Note) : CheckedRequest
{
    /// <summary>Whose, without spaces at its ends.</summary>
    public string? Household { get; } = TextRules.Trim(Household);

    /// <summary>What was wrong, without spaces at its ends.</summary>
    public string? Note { get; } = TextRules.Trim(Note);
}

/// <summary>The shape of it.</summary>
internal sealed class UnsignPaymentValidator : AbstractValidator<UnsignPaymentRequest>
{
    public UnsignPaymentValidator()
    {
        RuleFor(request => request.Household).IsText("household", TextRules.MaxWord, isRequired: true, hasLines: false);
        RuleFor(request => request.Note).IsText("note", TextRules.MaxReason, isRequired: true);
    }
}

/// <summary>
/// Takes back that a household was paid in cash, where it was noted by mistake: the payment is to be handed over again. Who had noted
/// what, and who took it back why, is in the audit log.
/// </summary>
internal sealed class UnsignPayment(ChangePayments change)
{
    private static readonly string[] Startable = [PaymentStates.Signed, PaymentStates.Collected];

    private readonly UnsignPaymentValidator _validator = new();

    /// <exception cref="RefusedException">The payment was not signed for.</exception>
    public Task<HouseholdPayment> HandleAsync(Caller caller, string run, UnsignPaymentRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        return change.TakeAsync(caller, run, ChangePayments.Moving, async payments =>
        {
            var attempts = await payments.AttemptsAsync(request.Household!, Startable);
            var last = attempts[^1];
            var open = payments.Touched(last) with
            {
                State = PaymentStates.ToPay, SettledOn = null, Collector = null, Relation = null, Note = request.Note,
            };
            await payments.WriteAsync(new PaymentLines("payments.unsign", [open], JsonDetails.Of(
                ("household", open.HouseholdId), ("attempt", open.Attempt), ("was", last.State), ("on", last.SettledOn),
                ("amountFen", open.AmountFen), ("reason", request.Note))));
            return new HouseholdPayment([.. attempts.SkipLast(1), open]);
        }, cancellation);
    }
}
