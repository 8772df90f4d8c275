namespace LinkageService.Features.Payments.Files;

/// <summary>One payment that a bank is to make, as an attempt keeps it: its own copy of the account.</summary>
/// <param name="EndToEndId">By which the bank's answer finds it again, another for each attempt: <see cref="PaymentReference"/>.</param>
/// <param name="Household">The household's id.</param>
/// <param name="Name">Whose account it is.</param>
/// <param name="Account">The account in full, digits and capital letters.</param>
/// <param name="Bank">Name of the bank; null where it is not known.</param>
/// <param name="BankCode">Its clearing code (行号), 12 digits; null where it is not known.</param>
/// <param name="AmountFen">Fen, more than zero.</param>
/// <param name="Purpose">What the payee reads beside the amount.</param>
/// <param name="Remark">What else is said; null for nothing.</param>
internal sealed record PaymentOrder(
    string EndToEndId, string Household, string Name, string Account, string? Bank, string? BankCode, long AmountFen, string Purpose,
    string? Remark);
