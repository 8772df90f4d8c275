using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Comparisons;

/// <summary>Who gains and who loses in a group of households.</summary>
public sealed record ComparedGroup
{
    /// <summary>Households on either roster; the sum of gainers, losers and unchanged ones.</summary>
    public int Households { get; init; }

    /// <summary>Who gets more in the second run.</summary>
    public int Gainers { get; init; }

    /// <summary>Who gets less.</summary>
    public int Losers { get; init; }

    /// <summary>Who gets the same.</summary>
    public int Unchanged { get; init; }

    /// <summary>Who is on the second roster only.</summary>
    public int Joined { get; init; }

    /// <summary>Who is on the first roster only.</summary>
    public int Left { get; init; }

    /// <summary>What all get in the first run.</summary>
    public Money Before { get; init; }

    /// <summary>What all get in the second run.</summary>
    public Money After { get; init; }

    /// <summary>What the gainers gain.</summary>
    public Money Gained { get; init; }

    /// <summary>What the losers lose; not negative.</summary>
    public Money Lost { get; init; }

    /// <summary>With one more household.</summary>
    internal ComparedGroup With(ComparedHousehold household)
    {
        var delta = household.Delta;
        return this with
        {
            Households = Households + 1,
            Gainers = Gainers + (delta > Money.Zero ? 1 : 0),
            Losers = Losers + (delta < Money.Zero ? 1 : 0),
            Unchanged = Unchanged + (delta == Money.Zero ? 1 : 0),
            Joined = Joined + (household.Before is null ? 1 : 0),
            Left = Left + (household.After is null ? 1 : 0),
            Before = Before + (household.Before ?? Money.Zero),
            After = After + (household.After ?? Money.Zero),
            Gained = delta > Money.Zero ? Gained + delta : Gained,
            Lost = delta < Money.Zero ? Lost - delta : Lost,
        };
    }
}
