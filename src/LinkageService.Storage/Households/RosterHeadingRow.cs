namespace LinkageService.Storage.Households;

/// <summary>A heading of an organisation's rosters, and what it stands for there.</summary>
/// <param name="OrganizationId">The organisation whose rosters have the heading.</param>
/// <param name="Heading">In one spelling; 1 to 200 characters.</param>
/// <param name="TakenFor">The field, holding or label, as a heading of ours names it; empty where it was forgotten again.</param>
public sealed record RosterHeadingRow(string OrganizationId, string Heading, string TakenFor)
{
    /// <summary>What the audit log calls one begins with this: roster_heading/tangwan/编码.</summary>
    public const string Prefix = "roster_heading/";

    /// <summary>SHA-256 of the stored row.</summary>
    public byte[] RowDigest() => Tables.RosterHeading.Digest(OrganizationId, Heading, TakenFor);
}
