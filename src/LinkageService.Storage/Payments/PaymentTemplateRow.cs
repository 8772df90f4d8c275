namespace LinkageService.Storage.Payments;

/// <summary>How a bank wants its list of payments, as an office wrote it down.</summary>
/// <param name="OrganizationId">Whose.</param>
/// <param name="Name">What the office calls it.</param>
/// <param name="Content">JSON; empty where it was removed.</param>
/// <param name="UpdatedBy">Who wrote it last.</param>
/// <param name="UpdatedAt">When, in microseconds.</param>
public sealed record PaymentTemplateRow(string OrganizationId, string Name, string Content, string UpdatedBy, long UpdatedAt)
{
    /// <summary>What the audit log calls one begins with this.</summary>
    public const string Prefix = "payment_template/";

    /// <summary>SHA-256 of the stored row.</summary>
    public byte[] RowDigest() => Tables.PaymentTemplate.Digest(Values());

    /// <summary>The row in the order of its columns.</summary>
    internal object?[] Values() => [OrganizationId, Name, Content, UpdatedBy, UpdatedAt];
}
