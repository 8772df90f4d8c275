using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Runs;

/// <summary>What one unit brought every household a step paid: per mu, per share, per head, or per household.</summary>
/// <param name="Holding">The holding the units are of; null for a price per household, or of what a formula counts.</param>
/// <param name="Yuan">Yuan for one unit, exact; negative where it is deducted.</param>
/// <param name="Unit">The unit in words: 亩 and mu.</param>
public sealed record UnitPrice(string? Holding, Fraction Yuan, LocalizedText Unit)
{
    private const int Decimals = 6;

    /// <summary>What was divided; null where the scheme or the year states the price.</summary>
    public Money? Pool { get; init; }

    /// <summary>What it was divided by, in units; null where the scheme or the year states the price.</summary>
    public Fraction? Units { get; init; }

    /// <summary>What a formula counts for each household; null where the units are a holding as held, or households.</summary>
    public CountedUnits? Counted { get; init; }

    /// <summary>Whether the quotient was cut to a price that can be paid.</summary>
    public bool IsCut { get; init; }

    /// <summary>The smallest amount the step pays out, in fen: 100 for whole yuan.</summary>
    public long UnitFen { get; init; } = 1;

    /// <summary>The price for people, two to six decimals; … marks that it goes on.</summary>
    public string YuanText => ExplanationWriter.Number(ExplanationWriter.Exact(Yuan, Decimals));

    /// <summary>The units for people, with thousands separators.</summary>
    public string? UnitsText => Units is { } units ? Show(units) : null;

    /// <summary>A quantity for people, with thousands separators and at most six decimals; … marks that it goes on.</summary>
    public static string Show(Fraction quantity) => ExplanationWriter.Number(ExplanationWriter.Exact(quantity, Decimals, keep: 0));
}
