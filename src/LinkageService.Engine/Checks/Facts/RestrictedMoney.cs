using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Checks.Facts;

/// <summary>A4: money on the accounts that has a purpose of its own.</summary>
/// <param name="Kind">Which.</param>
public sealed record RestrictedMoney(RestrictedKind Kind)
{
    /// <summary>How much, on the date of <see cref="CashPosition"/>.</summary>
    public Money? Amount { get; init; }

    /// <summary>The grant or notice it came by.</summary>
    public string? Document { get; init; }
}
