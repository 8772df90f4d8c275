namespace LinkageService.Engine.Books;

/// <summary>The part of a household in a line.</summary>
/// <param name="Household">Its member number.</param>
/// <param name="Fen">More than nothing.</param>
public readonly record struct HouseholdAmount(string Household, long Fen);
