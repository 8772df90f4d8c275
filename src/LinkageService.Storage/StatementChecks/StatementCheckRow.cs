namespace LinkageService.Storage.StatementChecks;

/// <summary>A kept check of a payout sheet, without what was answered.</summary>
/// <param name="Id">32 hexadecimal digits; later ones are greater.</param>
/// <param name="OrganizationId">Whose sheet it is; null where nobody said it.</param>
/// <param name="FileName">What the file was called, with long numbers hidden; empty for nothing, and once it was taken out.</param>
/// <param name="FileDigest">SHA-256 of the file that was checked.</param>
/// <param name="Households">Households of the sheet.</param>
/// <param name="Faults">How many things were wrong.</param>
/// <param name="KeptBy">Who kept it.</param>
/// <param name="KeptAt">When, in microseconds.</param>
/// <param name="RemovedBy">Who took it out; null while it is there.</param>
/// <param name="RemovedAt">When, in microseconds.</param>
public sealed record StatementCheckRow(
    string Id, string? OrganizationId, string FileName, byte[] FileDigest, long Households, long Faults, string KeptBy, long KeptAt,
    string? RemovedBy, long? RemovedAt)
{
    /// <summary>What the audit log calls one begins with this.</summary>
    public const string Prefix = "statement_check/";

    /// <summary>SHA-256 of the stored row.</summary>
    /// <param name="content">What is stored of the answer; empty once it was taken out.</param>
    public byte[] RowDigest(string content) => Tables.StatementCheck.Digest(Values(content));

    /// <summary>The row in the order of its columns.</summary>
    /// <param name="content">What is stored of the answer.</param>
    internal object?[] Values(string content) =>
        [Id, OrganizationId, FileName, FileDigest, Households, Faults, content, KeptBy, KeptAt, RemovedBy, RemovedAt];
}
