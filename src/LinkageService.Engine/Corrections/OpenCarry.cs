using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Corrections;

/// <summary>What a correction left to later runs for a household and no run has settled yet.</summary>
/// <param name="Correction">The correction's run.</param>
/// <param name="Year">The year that was corrected.</param>
/// <param name="Amount">Positive is owed to the household, negative is to be recovered from it.</param>
public sealed record OpenCarry(string Correction, int Year, Money Amount);
