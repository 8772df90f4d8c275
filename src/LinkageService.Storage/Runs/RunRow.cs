namespace LinkageService.Storage.Runs;

/// <summary>A stored distribution, or a correction of one. Its numbers never change; only where it stands in its life does.</summary>
/// <param name="Id">32 hexadecimal digits, growing with time.</param>
/// <param name="OrganizationId">Whose it is.</param>
/// <param name="Kind"><see cref="RunKinds"/>.</param>
/// <param name="Corrects">The run a correction belongs to; null for a distribution.</param>
/// <param name="Policy">How a correction is settled; null for a distribution.</param>
/// <param name="Year">The year of the accounts.</param>
/// <param name="RecordDate">The date whose roster was used, yyyy-MM-dd.</param>
/// <param name="KnownAt">Facts known at this moment were used, in microseconds.</param>
/// <param name="Roster"><see cref="RosterKinds"/>.</param>
/// <param name="SchemeId">The scheme.</param>
/// <param name="SchemeVersion">Its version.</param>
/// <param name="SchemeDigest">Its digest, by which its document is kept.</param>
/// <param name="Terms">JSON: parameters and inputs as used, and as stated.</param>
/// <param name="Result">JSON: totals, sources, funds, rounding, checks, and the columns of the blocks.</param>
/// <param name="Digest">What an approval is bound to, as <c>sha256:…</c>.</param>
/// <param name="Households">Households of its roster.</param>
/// <param name="BlocksDigest">SHA-256 over the digests of its blocks, in order.</param>
/// <param name="State"><see cref="RunStates"/>.</param>
/// <param name="Revision">Counts its changes from 1; its ETag.</param>
/// <param name="Maker">Who made it.</param>
/// <param name="Progress">JSON: who did what in its life, and when.</param>
/// <param name="CreatedAt">When it was made, in microseconds.</param>
/// <param name="UpdatedAt">When it was last changed, in microseconds.</param>
public sealed record RunRow(
    string Id, string OrganizationId, string Kind, string? Corrects, string? Policy, long Year, string RecordDate, long KnownAt,
    string Roster, string SchemeId, long SchemeVersion, string SchemeDigest, string Terms, string Result, string Digest,
    long Households, byte[] BlocksDigest, string State, long Revision, string Maker, string Progress, long CreatedAt, long UpdatedAt)
{
    /// <summary>The name of a run in the audit log.</summary>
    public static string SubjectOf(string id) => "run/" + id;

    /// <summary>The values in the order of <see cref="Tables.Run"/>.</summary>
    public object?[] Values() =>
    [
        Id, OrganizationId, Kind, Corrects, Policy, Year, RecordDate, KnownAt, Roster, SchemeId, SchemeVersion, SchemeDigest, Terms,
        Result, Digest, Households, BlocksDigest, State, Revision, Maker, Progress, CreatedAt, UpdatedAt,
    ];

    /// <summary>SHA-256 of the whole row, the digest of its blocks included: what the audit log keeps of a run.</summary>
    public byte[] RowDigest() => Tables.Run.Digest(Values());
}
