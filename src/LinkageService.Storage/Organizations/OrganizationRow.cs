namespace LinkageService.Storage.Organizations;

/// <summary>An organisation that distributes income: a collective, a cooperative, a union or a company.</summary>
/// <param name="Id">Chosen by whoever made it: 1 to 64 of a–z, 0–9 and hyphen.</param>
/// <param name="Name">Its name.</param>
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
