using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Storage.Payments;

namespace LinkageService.Features.Payments;

/// <summary>Payments that went to the bank.</summary>
/// <param name="Households">Those of which households; null for all that can be sent.</param>
/// <param name="On">On which day; null for today.</param>
internal sealed record SendPaymentsRequest(IReadOnlyList<string>? Households, DateOnly? On) : CheckedRequest;

/// <summary>The shape of it; that its day has come, the clock says.</summary>
internal sealed class SendPaymentsValidator : AbstractValidator<SendPaymentsRequest>
{
    /// <summary>Households of one list.</summary>
    /// <value>50,000.</value>
    public const int MaxHouseholds = 50_000;

    public SendPaymentsValidator()
    {
        RuleFor(request => request.Households).IsAllOrSome("households");
        RuleFor(request => request.Households).HasAtMost("households", MaxHouseholds, count => new LocalizedText(
            $"一次最多 {MaxHouseholds} 户，得到 {count} 户", $"at most {MaxHouseholds} households at once, got {count}"));
        RuleForEach(request => request.Households).IsText("households", TextRules.MaxWord, hasLines: false)
            .OverridePropertyName("households");
    }
}

/// <summary>Notes that payments went to the bank: those named, or all that can be sent.</summary>
internal sealed class SendPayments(ChangePayments change)
{
    private readonly SendPaymentsValidator _validator = new();

    /// <exception cref="RefusedException">Nobody has seen the money, or one of those named cannot be sent.</exception>
    public Task<PaymentSummary> HandleAsync(Caller caller, string run, SendPaymentsRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var on = change.DayOf(request.On);
        return change.TakeAsync(caller, run, ChangePayments.Moving, async payments =>
        {
            payments.RequireFunds();
            payments.RequireAfterVote((request.On, "on"));
            var wanted = await SendablePayments.ReadAsync(payments.Session, payments.Run, request.Households);
            var sent = wanted.Select(attempt => payments.Touched(attempt) with { State = PaymentStates.Sent, SentOn = on }).ToArray();
            await payments.WriteAsync(new PaymentLines("payments.send", sent, JsonDetails.Of(
                ("on", on), ("households", sent.Length), ("amountFen", sent.Sum(attempt => attempt.AmountFen)))));
            return await PaymentSummary.ReadAsync(payments.Session, payments.Run);
        }, cancellation);
    }
}
