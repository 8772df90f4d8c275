namespace LinkageService.Storage.Payments;

/// <summary>A file that was written for a bank.</summary>
/// <param name="RunId">Whose payments it holds.</param>
/// <param name="MessageId">Its reference: the same payments have the same one.</param>
/// <param name="Name">Its name.</param>
/// <param name="Payments">How many payments are in it.</param>
/// <param name="AmountFen">What they come to.</param>
/// <param name="PaymentIds">The references of its payments, one a line.</param>
/// <param name="MadeBy">Who wrote it first.</param>
/// <param name="MadeAt">When, in microseconds.</param>
public sealed record PaymentFileRow(
    string RunId, string MessageId, string Name, long Payments, long AmountFen, string PaymentIds, string MadeBy, long MadeAt)
{
    /// <summary>What the audit log calls one begins with this.</summary>
    public const string Prefix = "payment_file/";

    /// <summary>What the audit log calls it.</summary>
    public string Subject => $"{Prefix}{RunId}/{MessageId}";

    /// <summary>SHA-256 of the stored row.</summary>
    public byte[] RowDigest() => Tables.PaymentFile.Digest(Values());

    /// <summary>The row in the order of its columns.</summary>
    internal object?[] Values() => [RunId, MessageId, Name, Payments, AmountFen, PaymentIds, MadeBy, MadeAt];
}
