namespace LinkageService.Storage.Organizations;

/// <summary>Organisations and who is above whom.</summary>
public static class OrganizationStore
{
    /// <summary>Levels of organisations, one above the other.</summary>
    /// <value>16.</value>
    public const int MaxDepth = 16;

    internal const string Columns = """
        id AS Id, name AS Name, legal_form AS LegalForm, parent AS Parent, region AS Region, notice_days AS NoticeDays,
        revision AS Revision, facts_known_at AS FactsKnownAt, created_at AS CreatedAt
        """;

    /// <summary>The organisation, or null.</summary>
    public static Task<OrganizationRow?> FindAsync(Session session, string id) =>
        session.FirstAsync<OrganizationRow>($"SELECT {Columns} FROM organization WHERE id = @id", new { id });

    /// <summary>The organisation, held until the end of the change: changes of its facts come one after another.</summary>
    public static Task<OrganizationRow?> HoldAsync(WriteSession session, string id) =>
        session.FirstAsync<OrganizationRow>($"SELECT {Columns} FROM organization WHERE id = @id{session.ForUpdate}", new { id });

    /// <summary>Whether an organisation is <paramref name="ancestor"/> or below it.</summary>
    public static async Task<bool> IsWithinAsync(Session session, string id, string ancestor)
    {
        string? at = id;
        for (var depth = 0; at is not null && depth <= MaxDepth; depth++)
        {
            if (string.Equals(at, ancestor, StringComparison.Ordinal))
            {
                return true;
            }

            at = await session.FirstAsync<string?>("SELECT parent FROM organization WHERE id = @at", new { at });
        }

        return false;
    }

    /// <summary>Writes it, new or changed.</summary>
    public static Task SaveAsync(WriteSession session, OrganizationRow row) => session.UpsertAsync(
        Tables.Organization, row.Id, row.Name, row.LegalForm, row.Parent, row.Region, row.NoticeDays, row.Revision, row.FactsKnownAt,
        row.CreatedAt);

    /// <summary>The moment at which facts of this change become known: after all earlier ones of the organisation.</summary>
    /// <param name="session">The change.</param>
    /// <param name="held">From <see cref="HoldAsync"/>.</param>
    public static async Task<long> ClaimKnownAtAsync(WriteSession session, OrganizationRow held)
    {
        var knownAt = Math.Max(Moment.Of(session.Change.At), held.FactsKnownAt + 1);
        await SaveAsync(session, held with { FactsKnownAt = knownAt });
        return knownAt;
    }
}

/// <summary>An organisation that distributes income: a collective, a cooperative, a union or a company.</summary>
/// <param name="Id">Chosen by whoever made it: 1 to 64 of a–z, 0–9 and hyphen.</param>
/// <param name="Name">The name people read, not unique.</param>
/// <param name="LegalForm">farmer_cooperative, cooperative_union, rural_collective, company or contract_scheme.</param>
/// <param name="Parent">The organisation above it; null for none.</param>
/// <param name="Region">Code of its administrative division (GB/T 2260), 6 to 12 digits; empty when not stated.</param>
/// <param name="NoticeDays">Days a plan is on public notice, from 1.</param>
/// <param name="Revision">Counts its changes from 1; its ETag.</param>
/// <param name="FactsKnownAt">When the last fact about its households or linkages became known: facts are numbered by this
/// moment, which only grows.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record OrganizationRow(
    string Id, string Name, string LegalForm, string? Parent, string Region, long NoticeDays, long Revision, long FactsKnownAt,
    long CreatedAt)
{
    /// <summary>What the audit log keeps of it; the moment of the last fact is not part of it, facts have entries of their own.</summary>
    public byte[] Digest() => Tables.Organization.Digest(
        Id, Name, LegalForm, Parent, Region, NoticeDays, Revision, null, CreatedAt);
}
