namespace LinkageService.Engine.Rosters;

/// <summary>
/// The days over which time-weighted holdings of a roster are counted. Their values are whole share-days, Σ value × days, over a
/// denominator of 10^decimals × <see cref="Days"/>: allocation is exact, and a formula sees the exact average.
/// </summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, which counts.</param>
public sealed record HoldingWindow(DateOnly From, DateOnly To)
{
    /// <summary>Days of the window, both ends included.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;
}
