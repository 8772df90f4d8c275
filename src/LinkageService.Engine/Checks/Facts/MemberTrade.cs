using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Checks.Facts;

/// <summary>A12: what one trading partner delivered, bought or used in a year.</summary>
/// <param name="Partner">The member number, or the name of a non-member.</param>
/// <param name="Product">Of what.</param>
public sealed record MemberTrade(string Partner, string Product)
{
    /// <summary>Whether the partner is a member.</summary>
    public bool? IsMember { get; init; }

    /// <summary>交易量, in the unit of the product.</summary>
    public Fraction? Volume { get; init; }

    /// <summary>交易额.</summary>
    public Money? Amount { get; init; }
}
