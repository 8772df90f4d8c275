namespace LinkageService.Storage.Runs;

/// <summary>A debt that a household agreed to have set off against what a run pays it.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="RunId">The run.</param>
/// <param name="HouseholdId">The household.</param>
/// <param name="AmountFen">How much; positive.</param>
/// <param name="Reason">Which debt it is.</param>
/// <param name="ConsentedOn">When the household agreed, yyyy-MM-dd.</param>
/// <param name="ConsentedBy">Who agreed for it.</param>
/// <param name="Document">The paper that says so.</param>
/// <param name="RecordedBy">Who noted it.</param>
/// <param name="RecordedAt">When, in microseconds.</param>
/// <param name="RemovedBy">Who took it back; null while it stands.</param>
/// <param name="RemovedAt">When.</param>
public sealed record SetOffRow(
    string Id, string RunId, string HouseholdId, long AmountFen, string Reason, string ConsentedOn, string ConsentedBy, string Document,
    string RecordedBy, long RecordedAt, string? RemovedBy, long? RemovedAt)
{
    /// <summary>What the audit log calls one begins with this.</summary>
    public const string Prefix = "set_off/";

    /// <summary>Whether it stands.</summary>
    public bool Stands => RemovedAt is null;

    /// <summary>SHA-256 of the stored row.</summary>
    public byte[] RowDigest() => Tables.SetOff.Digest(Values());

    internal object?[] Values() =>
    [
        Id, RunId, HouseholdId, AmountFen, Reason, ConsentedOn, ConsentedBy, Document, RecordedBy, RecordedAt, RemovedBy, RemovedAt,
    ];
}
