namespace LinkageService.Storage.Households;

/// <summary>A household stored under an id that ids may not have any more, of which it is not clear whom it means now.</summary>
/// <param name="Organization">Whose household.</param>
/// <param name="Household">The id it is stored under.</param>
/// <param name="Id">The id it would have now; null when it would have none.</param>
/// <param name="Others">Ids of the other households that would have the same.</param>
public sealed record UnclearId(string Organization, string Household, string? Id, IReadOnlyList<string> Others);
