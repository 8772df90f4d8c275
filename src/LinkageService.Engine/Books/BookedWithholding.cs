namespace LinkageService.Engine.Books;

/// <summary>What was taken from what a household is owed, in fen; negative where a correction gives it back.</summary>
/// <param name="Household">The household it was taken from.</param>
/// <param name="Benefit">The benefit that is taxed; null for a debt that is set off.</param>
/// <param name="Fen">What was taken.</param>
/// <param name="BorneFen">The tax the organisation bears beside it.</param>
public readonly record struct BookedWithholding(string Household, string? Benefit, long Fen, long BorneFen = 0);
