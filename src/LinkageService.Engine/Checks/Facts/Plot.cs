using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Checks.Facts;

/// <summary>A11: a contracted plot.</summary>
/// <param name="Code">地块编码, 19 digits (GB/T 35958).</param>
/// <param name="Household">The contracting household.</param>
public sealed record Plot(string Code, string Household)
{
    /// <summary>The area in the contract, mu.</summary>
    public Fraction? ContractedMu { get; init; }

    /// <summary>The area that is used so, mu.</summary>
    public Fraction? UsedMu { get; init; }

    /// <summary>What is done with it.</summary>
    public PlotUse? Use { get; init; }

    /// <summary>The contract of a transfer.</summary>
    public string? Contract { get; init; }

    /// <summary>The first day of that use.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day of that use; null for no end.</summary>
    public DateOnly? To { get; init; }
}
