using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary>One rule of a pack: the legal base of a check and, where it has one, a figure of it.</summary>
/// <param name="Pack">The pack it stands in, such as <c>zhejiang</c>.</param>
/// <param name="Region">How codes of divisions begin that it binds (GB/T 2260); empty for the whole country.</param>
/// <param name="LegalForms">Whom it binds; empty for every form.</param>
/// <param name="Check">The check it is the base of.</param>
/// <param name="Parameter">What the figure is, such as <c>reserve_floor</c>; empty for a base without one.</param>
/// <param name="Value">The figure as written; empty for none.</param>
public sealed record RuleRow(
    string Pack, string Region, IReadOnlyList<string> LegalForms, string Check, string Parameter, string Value)
{
    /// <summary>What a rate is a part of; null for a figure that is no part.</summary>
    public DistributionBase? Base { get; init; }

    /// <summary>The first day it is in force; null for ever.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day it is in force; null for still.</summary>
    public DateOnly? To { get; init; }

    /// <summary>How sure it is.</summary>
    public Confidence Confidence { get; init; }

    /// <summary>The law and its article.</summary>
    public required LocalizedText Citation { get; init; }

    /// <summary>The figure as a rate.</summary>
    public Fraction Rate => RateText.TryParse(Value, out var rate) == DecimalFault.None
        ? rate
        : throw new InvariantBrokenException($"the packs were read: {Pack} has no rate for {Parameter}");

    /// <summary>The figure as a whole number.</summary>
    public int Number => (int)Rate.Numerator;

    /// <summary>Whether it binds an organisation on a date.</summary>
    public bool Binds(string legalForm, string region, DateOnly date) =>
        (LegalForms.Count == 0 || LegalForms.Contains(legalForm, StringComparer.Ordinal))
        && region.StartsWith(Region, StringComparison.Ordinal)
        && !(date < From) && !(date > To);
}
