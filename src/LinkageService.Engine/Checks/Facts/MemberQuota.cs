using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Checks.Facts;

/// <summary>A3: what of the reserve, of subsidies or of donations is credited to a member.</summary>
/// <param name="Household">The member number.</param>
/// <param name="Kind">Of what.</param>
public sealed record MemberQuota(string Household, QuotaKind Kind)
{
    /// <summary>How much.</summary>
    public Money? Amount { get; init; }

    /// <summary>The year it was quantified for.</summary>
    public int? Year { get; init; }
}
