namespace LinkageService.Features.Payments.Files;

/// <summary>What a payment file says once: who pays, from where, and when.</summary>
/// <param name="MessageId">The file's own reference, at most 35 characters, never used again for the same account.</param>
/// <param name="CreatedAt">When the file was made.</param>
/// <param name="ExecutionOn">The day on which the bank is to pay.</param>
/// <param name="PayerName">Whose account it is that pays: the organisation's own.</param>
/// <param name="PayerAccount">That account in full.</param>
/// <param name="PayerBank">Name of its bank; null where it is not known.</param>
/// <param name="PayerBankCode">The clearing code of its bank (行号); null where it is not known.</param>
/// <param name="PayerCreditCode">The organisation's unified social credit code (统一社会信用代码); null where it is not known.</param>
internal sealed record PaymentFileHead(
    string MessageId, DateTimeOffset CreatedAt, DateOnly ExecutionOn, string PayerName, string PayerAccount, string? PayerBank,
    string? PayerBankCode, string? PayerCreditCode);
