using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Comparisons;

/// <summary>What a household gets in two runs.</summary>
/// <param name="Household">Its id.</param>
/// <param name="IsRegistered">Whether it is tagged registered: in the second run, or in the first when it is only there.</param>
/// <param name="Before">Its total in the first run; null when it is not on its roster.</param>
/// <param name="After">Its total in the second run; null when it is not on its roster.</param>
public sealed record ComparedHousehold(string Household, bool IsRegistered, Money? Before, Money? After)
{
    /// <summary>What it gains; negative for what it loses.</summary>
    public Money Delta => (After ?? Money.Zero) - (Before ?? Money.Zero);
}
