using LinkageService.Storage.Audit;

namespace LinkageService.Storage.Households;

/// <summary>What headings of an organisation's rosters stand for, where somebody had to say it.</summary>
public static class RosterHeadingStore
{
    /// <summary>The headings of an organisation that are remembered.</summary>
    public static Task<IReadOnlyList<RosterHeadingRow>> AllAsync(Session session, string organization) =>
        session.ListAsync<RosterHeadingRow>(
            """
            SELECT organization_id AS OrganizationId, heading AS Heading, taken_for AS TakenFor FROM roster_heading
            WHERE organization_id = @organization AND taken_for <> '' ORDER BY heading
            """,
            new { organization });

    /// <summary>Remembers what a heading stands for, or forgets it, and tells the audit log.</summary>
    /// <param name="session">The change that the audit entry is a part of.</param>
    /// <param name="row">What it stands for from now on.</param>
    /// <param name="details">JSON for the audit log.</param>
    public static async Task PutAsync(WriteSession session, RosterHeadingRow row, string details)
    {
        var before = (await AllAsync(session, row.OrganizationId)).FirstOrDefault(each => each.Heading == row.Heading);
        await session.UpsertAsync(Tables.RosterHeading, row.OrganizationId, row.Heading, row.TakenFor);
        session.Audit(new AuditDraft("roster.heading", $"{RosterHeadingRow.Prefix}{row.OrganizationId}/{row.Heading}", row.OrganizationId)
        {
            Before = before?.RowDigest(),
            After = row.RowDigest(),
            Details = details,
        });
    }
}
