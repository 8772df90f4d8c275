namespace LinkageService.Storage.Runs;

/// <summary>A scan or photograph that belongs to a run, without its content.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="RunId">The run.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="Name">As whoever added it calls it.</param>
/// <param name="MediaType">What its bytes are.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Of its content as it was added.</param>
/// <param name="AddedBy">Who.</param>
/// <param name="AddedAt">When, in microseconds.</param>
/// <param name="RemovedBy">Who took it out; null while it is there.</param>
/// <param name="RemovedAt">When.</param>
public sealed record RunFileRow(
    string Id, string RunId, string Kind, string Name, string MediaType, long Size, byte[] Sha256, string AddedBy, long AddedAt,
    string? RemovedBy, long? RemovedAt)
{
    /// <summary>What the audit log calls one begins with this.</summary>
    public const string Prefix = "run_file/";

    /// <summary>SHA-256 of the stored row.</summary>
    /// <param name="content">What is stored of the file itself; empty once it was taken out.</param>
    public byte[] RowDigest(byte[] content) => Tables.RunFile.Digest(Values(content));

    /// <summary>The row in the order of its columns.</summary>
    /// <param name="content">The file itself.</param>
    internal object?[] Values(byte[] content) =>
        [Id, RunId, Kind, Name, MediaType, Size, Sha256, content, AddedBy, AddedAt, RemovedBy, RemovedAt];
}
