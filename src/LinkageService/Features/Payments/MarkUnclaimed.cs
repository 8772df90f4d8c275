using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Storage.Payments;

namespace LinkageService.Features.Payments;

/// <summary>A payment nobody came for.</summary>
/// <param name="Household">Whose.</param>
/// <param name="Note">How it was looked for, and where the money is kept.</param>
internal sealed record MarkUnclaimedRequest(string? Household, string? Note) : CheckedRequest
{
    /// <summary>Whose, without spaces at its ends.</summary>
    public string? Household { get; } = TextRules.Trim(Household);

    /// <summary>How it was looked for, without spaces at its ends.</summary>
    public string? Note { get; } = TextRules.Trim(Note);
}

/// <summary>The shape of it.</summary>
internal sealed class MarkUnclaimedValidator : AbstractValidator<MarkUnclaimedRequest>
{
    public MarkUnclaimedValidator()
    {
        RuleFor(request => request.Household).IsText("household", TextRules.MaxWord, isRequired: true, hasLines: false);
        RuleFor(request => request.Note).IsText("note", TextRules.MaxReason, isRequired: true);
    }
}

/// <summary>Lists a payment as unclaimed, with the reason: it stays owed, and is paid when somebody comes.</summary>
internal sealed class MarkUnclaimed(ChangePayments change)
{
    private static readonly string[] Startable = [PaymentStates.ToPay, PaymentStates.Returned];

    private readonly MarkUnclaimedValidator _validator = new();

    /// <exception cref="RefusedException">The payment is elsewhere.</exception>
    public Task<HouseholdPayment> HandleAsync(Caller caller, string run, MarkUnclaimedRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        return change.TakeAsync(caller, run, ChangePayments.Moving, async payments =>
        {
            var attempts = await payments.AttemptsAsync(request.Household!, Startable);
            var last = attempts[^1];
            var unclaimed = payments.Touched(last) with
            {
                State = PaymentStates.Unclaimed, SettledOn = Dates.Text(change.Today), Note = request.Note,
            };
            await payments.WriteAsync(new PaymentLines("payments.unclaim", [unclaimed], JsonDetails.Of(
                ("household", unclaimed.HouseholdId), ("attempt", unclaimed.Attempt), ("amountFen", unclaimed.AmountFen),
                ("note", request.Note))));
            return new HouseholdPayment([.. attempts.SkipLast(1), unclaimed]);
        }, cancellation);
    }
}
