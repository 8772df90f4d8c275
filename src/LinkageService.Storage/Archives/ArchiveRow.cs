namespace LinkageService.Storage.Archives;

/// <summary>A file that the blocks of a closed year were moved into; the file has the same row.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Year">The year of its runs.</param>
/// <param name="FileName">The name of the file, without a folder.</param>
/// <param name="Runs">Runs in it.</param>
/// <param name="Blocks">Blocks in it.</param>
/// <param name="Digest">SHA-256 over the digests of the blocks of its runs, by run.</param>
/// <param name="MadeBy">Who made it.</param>
/// <param name="MadeAt">When, in microseconds.</param>
/// <param name="PutBackBy">Who put the blocks back; null while they are in the file.</param>
/// <param name="PutBackAt">When; 0 while they are in the file.</param>
public sealed record ArchiveRow(
    string Id, long Year, string FileName, long Runs, long Blocks, byte[] Digest, string MadeBy, long MadeAt, string? PutBackBy,
    long PutBackAt)
{
    /// <summary>Begins the name of an archive in the audit log.</summary>
    public const string Prefix = "archive/";

    /// <summary>The name of this one in the audit log.</summary>
    public string Subject => Prefix + Id;

    /// <summary>The values in the order of <see cref="Tables.Archive"/>.</summary>
    public object?[] Values() => [Id, Year, FileName, Runs, Blocks, Digest, MadeBy, MadeAt, PutBackBy, PutBackAt];

    /// <summary>SHA-256 of the whole row.</summary>
    public byte[] RowDigest() => Tables.Archive.Digest(Values());
}

/// <summary>A run whose blocks are in an archive.</summary>
/// <param name="RunId">A run whose statements, amounts and roster are read out of the file.</param>
/// <param name="FileName">The name of the file, without a folder.</param>
/// <param name="Since">Since when, in microseconds.</param>
public sealed record ArchivedRunRow(string RunId, string FileName, long Since);

/// <summary>An archive that cannot be made, read or put back as asked; nothing was changed.</summary>
/// <param name="zh">Why, in Chinese.</param>
/// <param name="en">The same in English.</param>
/// <param name="inner">Where it came from.</param>
public sealed class ArchiveException(string zh, string en, Exception? inner = null) : Exception($"{zh} | {en}", inner);
