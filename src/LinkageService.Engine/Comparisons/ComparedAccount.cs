using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Comparisons;

/// <summary>A source or fund in two runs; one that a run does not have is zero there.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Before">In the first run.</param>
/// <param name="After">In the second run.</param>
public sealed record ComparedAccount(string Name, Money Before, Money After);
