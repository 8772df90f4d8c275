using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Runs;

/// <summary>A distribution, or why there is none.</summary>
/// <param name="Distribution">The result; null when there are problems.</param>
/// <param name="Problems">What stopped the run: one, or every requirement that is not met, by precedence.</param>
public sealed record RunOutcome(Distribution? Distribution, IReadOnlyList<Problem> Problems)
{
    internal static RunOutcome Of(Problem problem) => new(Distribution: null, [problem]);
}
