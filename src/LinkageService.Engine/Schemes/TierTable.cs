using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>A parameter that is a table of tiers, read by <c>tiers(name, figure)</c>.</summary>
/// <param name="Name">Its name in formulas.</param>
/// <param name="Mode">What its tiers do with a figure.</param>
public sealed record TierTable(string Name, TierMode Mode)
{
    /// <summary>The unit of the figure and of the limits; null for a plain number.</summary>
    public string? Of { get; init; }

    /// <summary>What the values are: a rate, money or a number, per unit where they are.</summary>
    public required SchemeParameter Gives { get; init; }

    /// <summary>Whether a figure that equals a limit is in the tier the limit ends (不超过), or in the next (不足).</summary>
    public bool IncludesLimit { get; init; }

    /// <summary>The tiers, from the lowest.</summary>
    public required IReadOnlyList<Tier> Tiers { get; init; }

    /// <summary>The tiers from a year on, ordered by year.</summary>
    public IReadOnlyList<(int Year, IReadOnlyList<Tier> Tiers)> Later { get; init; } = [];

    /// <summary>Its name for people.</summary>
    public LocalizedText Title => Gives.Title;

    /// <summary>The tiers in words: 不超过 10,000.00 元的部分 3%，…; those of later years behind them.</summary>
    public LocalizedText Words => TierWords.OfYears(this);

    internal Dimension FigureDimension => Of is null ? Dimension.Plain : Dimension.Of(Of);

    internal Dimension Dimension => Mode == TierMode.Fixed ? Gives.Dimension : FigureDimension * Gives.Dimension;

    /// <summary>The table as it is in a year.</summary>
    internal TierTable In(int year)
    {
        var tiers = Tiers;
        foreach (var (from, later) in Later)
        {
            tiers = from <= year ? later : tiers;
        }

        return this with { Tiers = tiers, Later = [] };
    }

    /// <summary>The tier a figure falls in.</summary>
    internal int TierOf(Fraction figure)
    {
        var at = 0;
        while (Tiers[at].Limit is { } limit && (IncludesLimit ? figure > limit : figure >= limit))
        {
            at++;
        }

        return at;
    }

    /// <summary>The part of a figure that lies in a tier; the first tier has no lower end, so it has all of a negative figure.</summary>
    internal Fraction PartOf(Fraction figure, int tier)
    {
        var from = tier == 0 ? Fraction.Zero : Tiers[tier - 1].Limit!.Value;
        var to = Tiers[tier].Limit is { } limit && limit < figure ? limit : figure;
        return tier > 0 && to < from ? Fraction.Zero : to - from;
    }

    /// <summary>What the table gives for a figure, exactly.</summary>
    internal Fraction ValueOf(Fraction figure)
    {
        switch (Mode)
        {
            case TierMode.Marginal:
                var sum = Fraction.Zero;
                for (var tier = 0; tier < Tiers.Count; tier++)
                {
                    sum += PartOf(figure, tier) * Tiers[tier].Value;
                }

                return sum;
            case TierMode.Whole:
                return figure * Tiers[TierOf(figure)].Value;
            case TierMode.Fixed:
                return Tiers[TierOf(figure)].Value;
            default:
                throw new InvariantBrokenException("a table of no mode");
        }
    }
}
