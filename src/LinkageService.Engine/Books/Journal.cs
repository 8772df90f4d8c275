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
        .OrderBy(balance => balance.Account.Account.Code, StringComparer.Ordinal)
        .ThenBy(balance => balance.Account.Key, StringComparer.Ordinal)];
}
