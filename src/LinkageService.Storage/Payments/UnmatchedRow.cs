using System.Security.Cryptography;

namespace LinkageService.Storage.Payments;

/// <summary>A row of a bank that could not be noted with a payment.</summary>
/// <param name="RunId">The run whose results were read.</param>
/// <param name="Id">Made of what the row says: the same row read again is the same.</param>
/// <param name="RowNumber">Its place in the list or file; null where it has none.</param>
/// <param name="Fault"><see cref="UnmatchedFaults"/>.</param>
/// <param name="EndToEndId">As the bank said.</param>
/// <param name="HouseholdId">As was said.</param>
/// <param name="Account">The account, encrypted for the organisation.</param>
/// <param name="AccountHint">Its last four characters.</param>
/// <param name="Name">As the bank said.</param>
/// <param name="AmountFen">As the bank said.</param>
/// <param name="Outcome">paid or returned.</param>
/// <param name="Reason">Why it was returned.</param>
/// <param name="Words">The bank's own words.</param>
/// <param name="ResultOn">The day of the result, yyyy-MM-dd.</param>
/// <param name="NotedBy">Who read the list.</param>
/// <param name="NotedAt">When, in microseconds.</param>
public sealed record UnmatchedRow(
    string RunId, string Id, long? RowNumber, string Fault, string? EndToEndId, string? HouseholdId, string? Account, string? AccountHint,
    string? Name, long? AmountFen, string Outcome, string? Reason, string? Words, string? ResultOn, string NotedBy, long NotedAt)
{
    private const int IdBytes = 16;

    /// <summary>The same row under the id that its content has.</summary>
    /// <param name="account">The account in full; it is part of what the row says, and encrypted anew each time.</param>
    public UnmatchedRow Identified(string? account) => this with
    {
        Id = Convert.ToHexStringLower(SHA256.HashData(Tables.PaymentUnmatched.Digest(
            RunId, "", RowNumber, Fault, EndToEndId, HouseholdId, account, AccountHint, Name, AmountFen, Outcome, Reason, Words, ResultOn,
            "", 0L, null)).AsSpan(0, IdBytes)),
    };

    /// <summary>The values in the order of <see cref="Tables.PaymentUnmatched"/>, its digest last.</summary>
    public object?[] Values()
    {
        object?[] values =
        [
            RunId, Id, RowNumber, Fault, EndToEndId, HouseholdId, Account, AccountHint, Name, AmountFen, Outcome, Reason, Words, ResultOn,
            NotedBy, NotedAt, null,
        ];
        values[^1] = Tables.PaymentUnmatched.Digest(values);
        return values;
    }
}
