using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Books;

/// <summary>What was booked on an account.</summary>
/// <param name="Account">The account, with the household where it has one.</param>
/// <param name="Debit">The sum of its debits, in the vouchers at hand.</param>
/// <param name="Credit">The sum of its credits, in the vouchers at hand.</param>
public sealed record AccountBalance(LedgerAccount Account, Money Debit, Money Credit)
{
    /// <summary>Debits less credits.</summary>
    public Money Net => Debit - Credit;
}
