using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Rosters;

/// <summary>What a household held on each of some days that follow one another: a part of its share-days.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, which counts.</param>
/// <param name="Value">What it held, in the unit of the holding.</param>
public sealed record HoldingPiece(DateOnly From, DateOnly To, Fraction Value)
{
    /// <summary>Days of the piece, both ends included.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The share-days of it.</summary>
    public Fraction ShareDays => Value * Days;
}
