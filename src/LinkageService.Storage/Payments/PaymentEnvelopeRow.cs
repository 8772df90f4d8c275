namespace LinkageService.Storage.Payments;

/// <summary>What a run is to pay, stated before any line of it.</summary>
/// <param name="RunId">The run.</param>
/// <param name="OrganizationId">Whose it is.</param>
/// <param name="RunDigest">The result that was approved.</param>
/// <param name="Households">How many are paid.</param>
/// <param name="AmountFen">How much, together.</param>
/// <param name="PreparedBy">Who made it.</param>
/// <param name="PreparedAt">When, in microseconds.</param>
/// <param name="FundsBy">Who saw that the money was there; null where nobody did yet.</param>
/// <param name="FundsOn">On which day, yyyy-MM-dd.</param>
/// <param name="FundsReference">In which account, by which paper, in words.</param>
/// <param name="FundsAt">When it was noted, in microseconds.</param>
/// <param name="LinesDigest">SHA-256 over the digests of all attempts and all rows put aside, in the order of their keys.</param>
/// <param name="Revision">Counts its changes from 1.</param>
public sealed record PaymentEnvelopeRow(
    string RunId, string OrganizationId, string RunDigest, long Households, long AmountFen, string PreparedBy, long PreparedAt,
    string? FundsBy, string? FundsOn, string? FundsReference, long? FundsAt, byte[] LinesDigest, long Revision)
{
    /// <summary>The subjects of payments in the audit log begin with this.</summary>
    public const string Prefix = "payments/";

    /// <summary>The name of a run's payments in the audit log.</summary>
    public static string SubjectOf(string run) => Prefix + run;

    /// <summary>The values in the order of <see cref="Tables.PaymentEnvelope"/>.</summary>
    public object?[] Values() =>
    [
        RunId, OrganizationId, RunDigest, Households, AmountFen, PreparedBy, PreparedAt, FundsBy, FundsOn, FundsReference, FundsAt,
        LinesDigest, Revision,
    ];

    /// <summary>SHA-256 of the stored row, the digest of its lines included.</summary>
    public byte[] RowDigest() => Tables.PaymentEnvelope.Digest(Values());
}
