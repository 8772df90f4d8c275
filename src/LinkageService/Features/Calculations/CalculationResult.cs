using LinkageService.Engine.Runs;
using LinkageService.Errors;

namespace LinkageService.Features.Calculations;

/// <summary>What a calculation came to: exactly one of the two is there.</summary>
/// <param name="Distribution">The result.</param>
/// <param name="Failure">Why there is none.</param>
/// <param name="Explain">Whether the answer explains its lines.</param>
internal sealed record CalculationResult(Distribution? Distribution, Failure? Failure, bool Explain)
{
    public static CalculationResult Of(Distribution distribution, bool explain) => new(distribution, Failure: null, explain);

    public static CalculationResult Of(Failure failure) => new(Distribution: null, failure, Explain: false);
}
