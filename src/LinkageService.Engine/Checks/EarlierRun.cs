namespace LinkageService.Engine.Checks;

/// <summary>The distribution of the year before.</summary>
/// <param name="Year">Its year.</param>
/// <param name="Households">How many households it had.</param>
public sealed record EarlierRun(int Year, int Households);
