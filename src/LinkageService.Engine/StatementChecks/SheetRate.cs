namespace LinkageService.Engine.StatementChecks;

/// <summary>Fen for a millionth of a unit, exactly.</summary>
/// <param name="N">Numerator, not negative.</param>
/// <param name="D">Denominator, from 1.</param>
internal readonly record struct SheetRate(Int128 N, Int128 D) : IComparable<SheetRate>
{
    /// <summary>What a weight brings, rounded to units of so many fen.</summary>
    public long Round(long weight, SheetRounding rounding, long unit)
    {
        var (value, divisor) = (N * weight, D * unit);
        var whole = value / divisor;
        var rest = value - (whole * divisor);
        whole += rounding switch
        {
            SheetRounding.HalfUp => rest * 2 >= divisor ? 1 : 0,
            SheetRounding.Down => 0,
            SheetRounding.Up => rest > 0 ? 1 : 0,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return (long)(whole * unit);
    }

    /// <summary>What is below the whole, as a part of <see cref="D"/>.</summary>
    public Int128 Rest(long weight) => N * weight % D;

    /// <inheritdoc/>
    public int CompareTo(SheetRate other) => (N * other.D).CompareTo(other.N * D);

    public static bool operator <(SheetRate left, SheetRate right) => left.CompareTo(right) < 0;

    public static bool operator >(SheetRate left, SheetRate right) => left.CompareTo(right) > 0;

    public static bool operator <=(SheetRate left, SheetRate right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SheetRate left, SheetRate right) => left.CompareTo(right) >= 0;
}

/// <summary>How a line comes to whole fen.</summary>
internal enum SheetRounding
{
    /// <summary>To the nearest, half away from zero.</summary>
    HalfUp,

    /// <summary>What is below a fen is left out.</summary>
    Down,

    /// <summary>Whatever is below a fen makes a whole one.</summary>
    Up,
}
