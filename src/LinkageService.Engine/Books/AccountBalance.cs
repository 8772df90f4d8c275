using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Books;

/// <summary>What was booked on an account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Debit">All debits.</param>
/// <param name="Credit">All credits.</param>
public sealed record AccountBalance(LedgerAccount Account, Money Debit, Money Credit)
{
    /// <summary>Debits less credits.</summary>
    public Money Net => Debit - Credit;
}
