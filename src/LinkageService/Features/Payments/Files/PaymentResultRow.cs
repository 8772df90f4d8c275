namespace LinkageService.Features.Payments.Files;

/// <summary>What a bank says of one payment.</summary>
/// <param name="Row">
/// Where it says so, from 1: the row of a sheet, the line of a text, the place of a transaction in an XML message.
/// </param>
/// <param name="EndToEndId">Our reference of the payment, where the bank gives it back.</param>
/// <param name="Account">The payee's account as the bank writes it, which may hide digits; null where it says none.</param>
/// <param name="Name">The payee; null where it says none.</param>
/// <param name="AmountFen">Fen; null where it says none.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why it was returned: a code of <see cref="Vocabulary.ReturnReasons"/>; null unless it was.</param>
/// <param name="Words">The bank's own words, or its code; null for none.</param>
/// <param name="On">The day of which the bank speaks; null where it says none.</param>
internal sealed record PaymentResultRow(
    int Row, string? EndToEndId, string? Account, string? Name, long? AmountFen, PaymentOutcome Outcome, string? Reason, string? Words,
    DateOnly? On)
{
    /// <summary>The household, where the sheet is ours and has its column 户编码; null where it says none.</summary>
    public string? Household { get; init; }
}

/// <summary>What became of a payment that a bank was to make.</summary>
internal enum PaymentOutcome
{
    /// <summary>The money is with the payee.</summary>
    Paid,

    /// <summary>It came back, or never left.</summary>
    Returned,

    /// <summary>The bank has not said: the payment is under way, or not yet begun.</summary>
    Pending,
}
