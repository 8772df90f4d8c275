namespace LinkageService.Storage.Linkages;

/// <summary>
/// How a linkage stands since it became known. Never changed: its end is a fact of the same id known later, and the one known last
/// counts.
/// </summary>
/// <param name="Id">Names the linkage.</param>
/// <param name="KnownAt">When this became known, in microseconds.</param>
/// <param name="OrganizationId">Whose linkage.</param>
/// <param name="HouseholdId">The household that is linked.</param>
/// <param name="Partner">With whom.</param>
/// <param name="Mode">How.</param>
/// <param name="Terms">JSON: an object of texts.</param>
/// <param name="ValidFrom">The first date, yyyy-MM-dd.</param>
/// <param name="ValidTo">The last date; null for no end.</param>
/// <param name="Actor">Who said so.</param>
/// <param name="ChangeId">The change that brought it.</param>
public sealed record LinkageFact(
    string Id, long KnownAt, string OrganizationId, string HouseholdId, string Partner, string Mode, string Terms, string ValidFrom,
    string? ValidTo, string Actor, string ChangeId)
{
    /// <summary>SHA-256 of the stored row.</summary>
    public byte[] Digest() => Tables.LinkageFact.Digest(Values());

    /// <summary>Its values in the order of the table.</summary>
    internal object?[] Values() =>
        [Id, KnownAt, OrganizationId, HouseholdId, Partner, Mode, Terms, ValidFrom, ValidTo, Actor, ChangeId];
}
