using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Runs;

/// <summary>A distribution, or why there is none.</summary>
/// <param name="Distribution">The result; null when <paramref name="Problem"/> is not.</param>
/// <param name="Problem">What stopped the run.</param>
public sealed record RunOutcome(Distribution? Distribution, Problem? Problem);
