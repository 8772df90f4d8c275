using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Payments;

/// <summary>A changed account to be agreed to.</summary>
/// <param name="Household">Whose.</param>
/// <param name="EndToEndId">The attempt that was looked at: another one has perhaps another account.</param>
internal sealed record ConfirmAccountRequest(string? Household, string? EndToEndId) : CheckedRequest
{
    /// <summary>Whose, without spaces at its ends.</summary>
    public string? Household { get; } = TextRules.Trim(Household);

    /// <summary>The attempt, without spaces at its ends.</summary>
    public string? EndToEndId { get; } = TextRules.Trim(EndToEndId);
}

/// <summary>The shape of it.</summary>
internal sealed class ConfirmAccountValidator : AbstractValidator<ConfirmAccountRequest>
{
    public ConfirmAccountValidator()
    {
        RuleFor(request => request.Household).IsText("household", TextRules.MaxWord, isRequired: true, hasLines: false);
        RuleFor(request => request.EndToEndId).IsText("endToEndId", TextRules.MaxWord, isRequired: true, hasLines: false);
    }
}

/// <summary>
/// A second person agrees to an account that is not the one approved: neither who changed it nor who made the attempt, as approver and
/// maker of a run are two.
/// </summary>
internal sealed class ConfirmAccount(ChangePayments change)
{
    private static readonly string[] From = [RunStates.Approved, .. ChangePayments.Moving];

    private readonly ConfirmAccountValidator _validator = new();

    /// <exception cref="RefusedException">Nothing waits for it, another attempt counts by now, or it is the same person.</exception>
    public Task<HouseholdPayment> HandleAsync(Caller caller, string run, ConfirmAccountRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        return change.TakeAsync(caller, run, From, async payments =>
        {
            var attempts = await payments.AttemptsAsync(request.Household!);
            var last = attempts[^1];
            if (last.State != PaymentStates.ToPay || !last.WaitsForConfirmation || last.EndToEndId != request.EndToEndId)
            {
                throw PaymentFailures.Standing(last, PaymentStates.ToPay);
            }

            if (caller.Is(last.ChangedBy) || caller.Is(last.MadeBy))
            {
                throw PaymentFailures.SamePerson(caller.Name, last);
            }

            var confirmed = payments.Touched(last) with { ConfirmedBy = caller.Name };
            await payments.WriteAsync(new PaymentLines("payments.confirm", [confirmed], JsonDetails.Of(
                ("household", confirmed.HouseholdId), ("attempt", confirmed.Attempt), ("account", confirmed.AccountHint))));
            return new HouseholdPayment([.. attempts.SkipLast(1), confirmed]);
        }, cancellation);
    }
}
