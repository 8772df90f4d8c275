using LinkageService.Storage.Audit;

namespace LinkageService.Storage.Households;

/// <summary>Whether what is said of headings is shared between the organisations of a county.</summary>
public static class RosterSharing
{
    /// <summary>What the audit log calls the choice of an organisation begins with this.</summary>
    public const string Prefix = "roster_sharing/";

    /// <summary>Digits of a region's code that name the county (GB/T 2260).</summary>
    /// <value>6.</value>
    public const int CountyDigits = 6;

    /// <summary>Whether an organisation shares; it does unless it said otherwise.</summary>
    public static async Task<bool> IsSharedAsync(Session session, string organization) =>
        await session.FirstAsync<long?>(
            "SELECT shared FROM roster_sharing WHERE organization_id = @organization", new { organization }) is not 0;

    /// <summary>
    /// What other organisations of the county said of their headings, of those that share: by heading, then by organisation. Empty
    /// where the county is not known.
    /// </summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Who asks; its own are left out.</param>
    /// <param name="region">The code of its region.</param>
    public static async Task<IReadOnlyList<SharedHeading>> OfCountyAsync(Session session, string organization, string region) =>
        region.Length < CountyDigits ? [] : await session.ListAsync<SharedHeading>(
            """
            SELECT heading.heading AS Heading, heading.taken_for AS TakenFor, owner.id AS OrganizationId, owner.name AS Name
            FROM roster_heading heading JOIN organization owner ON owner.id = heading.organization_id
            LEFT JOIN roster_sharing choice ON choice.organization_id = owner.id
            WHERE owner.id <> @organization AND owner.region LIKE @county AND heading.taken_for <> ''
                AND COALESCE(choice.shared, 1) = 1
            ORDER BY heading.heading, owner.id
            """,
            new { organization, county = region[..CountyDigits] + "%" });

    /// <summary>Says whether an organisation shares, and tells the audit log.</summary>
    public static async Task ChooseAsync(WriteSession session, string organization, bool isShared)
    {
        object?[] row = [organization, isShared ? 1L : 0L];
        await session.UpsertAsync(Tables.RosterSharing, row);
        session.Audit(new AuditDraft("roster.sharing", Prefix + organization, organization)
        {
            After = Tables.RosterSharing.Digest(row), Details = isShared ? """{"shared":true}""" : """{"shared":false}""",
        });
    }
}

/// <summary>What another organisation says of a heading.</summary>
/// <param name="Heading">In one spelling.</param>
/// <param name="TakenFor">The field, holding or label, as a heading of ours names it.</param>
/// <param name="OrganizationId">Who says so.</param>
/// <param name="Name">Its name.</param>
public sealed record SharedHeading(string Heading, string TakenFor, string OrganizationId, string Name);
