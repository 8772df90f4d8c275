using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Checks.Facts;

/// <summary>A4: what there is to pay with.</summary>
/// <param name="On">The end of which day.</param>
public sealed record CashPosition(DateOnly On)
{
    /// <summary>库存现金.</summary>
    public Money? CashOnHand { get; init; }

    /// <summary>银行存款.</summary>
    public Money? BankDeposits { get; init; }

    /// <summary>Both; null where one is not stated.</summary>
    public Money? Total => CashOnHand + BankDeposits;
}
