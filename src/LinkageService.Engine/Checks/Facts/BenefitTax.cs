using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Checks.Facts;

/// <summary>A14: how a benefit is taxed.</summary>
/// <param name="Benefit">The benefit, as lines of statements call it.</param>
/// <param name="Mode">Who bears the tax.</param>
public sealed record BenefitTax(string Benefit, TaxMode Mode)
{
    /// <summary>The rate, 0 to 1; null for the one of the law in force.</summary>
    public Fraction? Rate { get; init; }

    /// <summary>What was withheld.</summary>
    public Money? Withheld { get; init; }

    /// <summary>When it was paid over, by the 15th of the next month (个人所得税法 art. 14).</summary>
    public DateOnly? RemittedOn { get; init; }
}
