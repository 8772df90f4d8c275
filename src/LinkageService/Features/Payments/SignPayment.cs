using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Storage.Payments;

namespace LinkageService.Features.Payments;

/// <summary>A payment that was handed over in cash.</summary>
/// <param name="Household">Whose.</param>
/// <param name="On">On which day; null for today.</param>
/// <param name="Collector">Who signed in the household's place; null for the household itself.</param>
/// <param name="Relation">What they are to the household.</param>
internal sealed record SignPaymentRequest(string? Household, DateOnly? On, string? Collector, string? Relation) : CheckedRequest
{
    /// <summary>Whose, without spaces at its ends.</summary>
    public string? Household { get; } = TextRules.Trim(Household);

    /// <summary>Who signed, without spaces at their ends.</summary>
    public string? Collector { get; } = TextRules.Trim(Collector);

    /// <summary>What is noted with it: which paper shows it.</summary>
    public string? Note { get; init => field = TextRules.Trim(value); }
}

/// <summary>The shape of it; that its day has come, the clock says.</summary>
internal sealed class SignPaymentValidator : AbstractValidator<SignPaymentRequest>
{
    public SignPaymentValidator()
    {
        RuleFor(request => request.Household).IsText("household", TextRules.MaxWord, isRequired: true, hasLines: false);
        RuleFor(request => request.Collector).IsText("collector", TextRules.MaxName, hasLines: false);
        RuleFor(request => request.Relation).IsOneOf("relation", PayeeRelations.Stated);
        RuleFor(request => request.Note).IsText("note", TextRules.MaxReason);
        RuleFor(request => request.Relation).IsThere("relation").When(request => request.Collector is not null);
        RuleFor(request => request.Collector).IsThere("collector").When(request => request.Relation is not null);
    }
}

/// <summary>
/// Notes that a household was paid in cash: who signed, on which day. What was to go to the bank, came back or was unclaimed becomes
/// an attempt in cash of its own.
/// </summary>
internal sealed class SignPayment(ChangePayments change)
{
    private static readonly string[] Startable = [PaymentStates.ToPay, PaymentStates.Returned, PaymentStates.Unclaimed];

    private readonly SignPaymentValidator _validator = new();

    /// <exception cref="RefusedException">The payment is elsewhere, or nobody has seen the money.</exception>
    public Task<HouseholdPayment> HandleAsync(Caller caller, string run, SignPaymentRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var on = change.DayOf(request.On);
        return change.TakeAsync(caller, run, ChangePayments.Moving, async payments =>
        {
            payments.RequireFunds();
            payments.RequireAfterVote((request.On, "on"));
            var attempts = await payments.AttemptsAsync(request.Household!, Startable);
            var last = attempts[^1];
            var isNew = last.Channel == PaymentChannels.Bank;
            var signed = (isNew ? payments.Next(last) : payments.Touched(last)) with
            {
                Channel = PaymentChannels.Cash, Account = null, AccountHint = null, Bank = null, BankCode = null,
                State = request.Collector is null ? PaymentStates.Signed : PaymentStates.Collected, SettledOn = on,
                Collector = request.Collector, Relation = request.Relation, Note = request.Note,
            };
            PaymentAttemptRow[] changed = isNew ? [payments.Behind(last), signed] : [signed];
            await payments.WriteAsync(new PaymentLines("payments.sign", changed, JsonDetails.Of(
                ("household", signed.HouseholdId), ("attempt", signed.Attempt), ("on", on),
                ("relation", signed.Relation), ("amountFen", signed.AmountFen))));
            return new HouseholdPayment([.. attempts.SkipLast(1), .. changed]);
        }, cancellation);
    }
}
