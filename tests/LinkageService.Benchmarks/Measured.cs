namespace LinkageService.Benchmarks;

/// <summary>What one contender took.</summary>
/// <param name="Name">The contender.</param>
/// <param name="MedianNs">Nanoseconds per unit of work, median over the slices.</param>
/// <param name="BestNs">Nanoseconds per unit of work in the best slice.</param>
/// <param name="Ratio">Median over the turns of its time ÷ the first contender's in the same turn.</param>
/// <param name="AllocatedBytes">Managed bytes allocated by one warm call.</param>
internal sealed record Measured(string Name, double MedianNs, double BestNs, double Ratio, long AllocatedBytes);
