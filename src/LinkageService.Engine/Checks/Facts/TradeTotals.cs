using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Checks.Facts;

/// <summary>A12: the trade of a year; of members and of others apart (cooperatives law art. 41).</summary>
/// <param name="Year">Which year.</param>
public sealed record TradeTotals(int Year)
{
    /// <summary>All sales by the books.</summary>
    public Money? Sales { get; init; }

    /// <summary>Trade with members.</summary>
    public Money? WithMembers { get; init; }

    /// <summary>Trade with others.</summary>
    public Money? WithOthers { get; init; }
}
