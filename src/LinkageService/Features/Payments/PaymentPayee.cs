using LinkageService.Storage.Payments;

namespace LinkageService.Features.Payments;

/// <summary>Where the money of a household goes.</summary>
/// <param name="Household">Its id.</param>
/// <param name="AmountFen">How much; positive.</param>
/// <param name="Name">Whose account it is, or who is paid; null where nobody said.</param>
internal sealed record PaymentPayee(string Household, long AmountFen, string? Name)
{
    /// <summary>The account, encrypted for the household; null for cash.</summary>
    public string? Account { get; init; }

    /// <summary>Its last four characters.</summary>
    public string? Hint { get; init; }

    /// <summary>The bank in words.</summary>
    public string? Bank { get; init; }

    /// <summary>Who changed the account since the approval; null where it is the one that was approved.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>The first attempt to pay it.</summary>
    public PaymentAttemptRow Attempt(string run, string actor, long now) => new(
        run, Household, Attempt: 1, Latest: 1, EndToEndIds.Of(run, Household, 1),
        Account is null ? PaymentChannels.Cash : PaymentChannels.Bank, PaymentStates.ToPay, AmountFen, Name, Account, Hint, Bank,
        BankCode: null, ChangedBy, ConfirmedBy: null, SentOn: null, SettledOn: null, WasPaid: 0, Reason: null, Words: null,
        Collector: null, Relation: null, Note: null, actor, now, actor, now);
}
