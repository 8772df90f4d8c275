using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Books;

/// <summary>Vouchers in the order of their days.</summary>
/// <param name="Chart">The accounts they use.</param>
/// <param name="Vouchers">By day, numbered from 1.</param>
/// <param name="Kept">Money of the runs that makes no entry, and why.</param>
public sealed record Journal(ChartOfAccounts Chart, IReadOnlyList<Voucher> Vouchers, IReadOnlyList<KeptMoney> Kept)
{
    /// <summary>What somebody should know who takes the vouchers over.</summary>
    public IReadOnlyList<LocalizedText> Remarks { get; init; } = [];

    /// <summary>Each account used, in the order of the chart, with its debits and credits.</summary>
    public IReadOnlyList<AccountBalance> Balances => [.. Vouchers.SelectMany(voucher => voucher.Lines)
        .GroupBy(line => line.Account)
        .Select(lines => new AccountBalance(lines.Key,
            new Money(lines.Where(line => line.IsDebit).Sum(line => line.Amount.Fen)),
            new Money(lines.Where(line => !line.IsDebit).Sum(line => line.Amount.Fen))))
        .OrderBy(balance => balance.Account.Account.Code, StringComparer.Ordinal).ThenBy(balance => balance.Account.Key, StringComparer.Ordinal)];
}

/// <summary>What was booked on an account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Debit">All debits.</param>
/// <param name="Credit">All credits.</param>
public sealed record AccountBalance(LedgerAccount Account, Money Debit, Money Credit)
{
    /// <summary>Debits less credits.</summary>
    public Money Net => Debit - Credit;
}

/// <summary>Money of a run that stays where it was and so makes no entry.</summary>
/// <param name="Run">The run.</param>
/// <param name="Title">The fund it was put into.</param>
/// <param name="Amount">How much; negative where a correction takes it out again.</param>
/// <param name="Why">Why there is no entry.</param>
public sealed record KeptMoney(string Run, LocalizedText Title, Money Amount, LocalizedText Why);
