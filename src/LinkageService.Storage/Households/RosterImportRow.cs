namespace LinkageService.Storage.Households;

/// <summary>An import of a roster, or a change of several households at once, as it is kept beside its facts.</summary>
/// <param name="Id">The change that brought its facts: 32 hexadecimal digits, growing with time.</param>
/// <param name="OrganizationId">Whose roster.</param>
/// <param name="Kind"><see cref="RosterImportKinds"/>.</param>
/// <param name="ValidFrom">From when on its facts hold, yyyy-MM-dd.</param>
/// <param name="KnownAt">When its facts became known, in microseconds.</param>
/// <param name="FileName">What whoever sent the file calls it; null where there was none, or no name was said.</param>
/// <param name="FileDigest">SHA-256 of the file as it was sent; null where there was none.</param>
/// <param name="Households">Households it named.</param>
/// <param name="Added">Of these, those that were not on the roster.</param>
/// <param name="Changed">Those that stood otherwise.</param>
/// <param name="Unchanged">Those that stood so already.</param>
/// <param name="ImportedBy">Who.</param>
/// <param name="ImportedAt">When, in microseconds.</param>
/// <param name="Undone">Households that stand again as before it.</param>
/// <param name="Kept">Households that were left when it was last taken back, for they were changed since.</param>
/// <param name="NotPossible">Households that could not be taken back then.</param>
/// <param name="TakenBackBy">Who took it back last; null for nobody.</param>
/// <param name="TakenBackAt">When.</param>
public sealed record RosterImportRow(
    string Id, string OrganizationId, string Kind, string ValidFrom, long KnownAt, string? FileName, byte[]? FileDigest,
    long Households, long Added, long Changed, long Unchanged, string ImportedBy, long ImportedAt, long Undone, long Kept,
    long NotPossible, string? TakenBackBy, long? TakenBackAt)
{
    /// <summary>What the audit log calls one begins with this.</summary>
    public const string Prefix = "roster_import/";

    /// <summary>SHA-256 of the stored row.</summary>
    public byte[] RowDigest() => Tables.RosterImport.Digest(Values());

    /// <summary>The row in the order of its columns.</summary>
    internal object?[] Values() =>
    [
        Id, OrganizationId, Kind, ValidFrom, KnownAt, FileName, FileDigest, Households, Added, Changed, Unchanged, ImportedBy,
        ImportedAt, Undone, Kept, NotPossible, TakenBackBy, TakenBackAt,
    ];
}

/// <summary>What changed many households at once.</summary>
public static class RosterImportKinds
{
    /// <summary>A table.</summary>
    public const string File = "file";

    /// <summary>Households that a program sent.</summary>
    public const string List = "list";

    /// <summary>Fields of households that were on the roster.</summary>
    public const string Change = "change";
}
