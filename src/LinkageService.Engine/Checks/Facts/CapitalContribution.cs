using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Checks.Facts;

/// <summary>A3: what one member contributed as capital (成员出资).</summary>
/// <param name="Household">The member number.</param>
/// <param name="Kind">What was contributed.</param>
public sealed record CapitalContribution(string Household, CapitalKind Kind)
{
    /// <summary>Whose money it was.</summary>
    public CapitalSource? Source { get; init; }

    /// <summary>At what it is valued.</summary>
    public Money? Amount { get; init; }

    /// <summary>When it was contributed.</summary>
    public DateOnly? On { get; init; }

    /// <summary>The contract or valuation.</summary>
    public string? Document { get; init; }
}
