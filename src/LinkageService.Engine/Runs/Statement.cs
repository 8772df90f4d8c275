using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Runs;

/// <summary>What one household is owed, and of what it is made up.</summary>
/// <param name="Household">Its id.</param>
/// <param name="Total">The sum of <paramref name="Lines"/>.</param>
/// <param name="Lines">In the order of the steps; zero is left out.</param>
/// <param name="Records">Income or cost outside the run, noted only.</param>
public sealed record Statement(string Household, Money Total, IReadOnlyList<Line> Lines, IReadOnlyList<Line> Records);
