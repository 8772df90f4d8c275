using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Checks.Facts;

/// <summary>A13: a gain that was promised.</summary>
/// <param name="AmountPerYear">What a household is to gain in a year.</param>
public sealed record PromisedTarget(Money AmountPerYear)
{
    /// <summary>To whom; null for every registered household.</summary>
    public string? Household { get; init; }

    /// <summary>The linkage it was promised with.</summary>
    public string? Linkage { get; init; }

    /// <summary>The contract or plan that says so.</summary>
    public string? Contract { get; init; }
}
