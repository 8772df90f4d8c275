using System.Diagnostics;
using System.Globalization;
using System.Text;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Books;

namespace LinkageService.Features.Exports.Vouchers;

/// <summary>
/// Vouchers as a file of Beancount: every account opened on the day of the first voucher, and at the end a balance of each account of the
/// chart, so that <c>bean-check</c> adds all of it up.
/// </summary>
/// <param name="head">Whose vouchers.</param>
internal sealed class BeancountText(VoucherHead head) : PlainTextBooks(head)
{
    /// <inheritdoc/>
    protected override string Begin(Journal journal)
    {
        var text = new StringBuilder();
        text.Append("option \"title\" \"").Append(Quoted($"{Head.Organization} {Head.Title}")).Append("\"\n");
        text.Append("option \"operating_currency\" \"CNY\"\n");
        foreach (var note in Vouchers.Notes(journal))
        {
            text.Append("; ").Append(OneLine(note)).Append('\n');
        }

        text.Append('\n');
        if (journal.Vouchers.Count > 0)
        {
            var opened = Dates.Text(journal.Vouchers[0].Date);
            foreach (var name in Names(journal).Concat(journal.Balances.Select(balance => Name(balance.Account, household: null)))
                .Distinct(StringComparer.Ordinal))
            {
                text.Append(opened).Append(" open ").Append(name).Append(" CNY\n");
            }
        }

        return text.Append('\n').ToString();
    }

    /// <inheritdoc/>
    protected override void WriteHead(StringBuilder text, Voucher voucher)
    {
        text.Append(Dates.Text(voucher.Date)).Append(" * \"").Append(Quoted(Words.Of(voucher.Text))).Append("\"\n");
        text.Append("  number: \"").Append(Vouchers.Number(voucher)).Append("\"\n");
        text.Append(voucher.Run.Length == 0 ? "" : $"  run: \"{voucher.Run}\"\n");
    }

    /// <inheritdoc/>
    protected override string End(Journal journal)
    {
        if (journal.Vouchers.Count == 0)
        {
            return "";
        }

        // A balance counts the accounts below it too: of an account with others below, only what all of them come to.
        var text = new StringBuilder();
        var day = Dates.Text(journal.Vouchers[^1].Date.AddDays(1));
        foreach (var balance in journal.Balances)
        {
            var below = balance.Account.Key + "\n";
            var net = journal.Balances.Where(each => each == balance || each.Account.Key.StartsWith(below, StringComparison.Ordinal))
                .Sum(each => each.Net.Fen);
            text.Append(day).Append(" balance ").Append(Name(balance.Account, household: null)).Append("  ").Append(new Money(net))
                .Append(" CNY\n");
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    protected override string NameOf(LedgerAccount account, string? household) => string.Join(
        ':', account.Subs.Select(Words.Of).Prepend(Vouchers.General(account)).Select(Component).Prepend(Root(account.Account.Class))
            .Concat(household is null ? [] : [Words.T("户", "H") + Household(household)]));

    // A component has letters, digits and hyphens, and begins with a capital, a digit or a letter of another script.
    private static string Component(string text)
    {
        var plain = string.Concat(text.Select(letter => char.IsLetterOrDigit(letter) ? letter : '-')).Trim('-');
        return char.ToUpperInvariant(plain[0]) + plain[1..];
    }

    private static string Household(string id) => string.Concat(id.Select(letter => char.IsLetterOrDigit(letter) || letter == '-'
        ? letter.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"-{(int)letter:X4}-")));

    private static string Quoted(string text) => OneLine(text).Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal);

    // Beancount knows these five words only.
    private static string Root(AccountClass kind) => kind switch
    {
        AccountClass.Asset => "Assets",
        AccountClass.Liability => "Liabilities",
        AccountClass.Equity => "Equity",
        AccountClass.Income => "Income",
        AccountClass.Cost or AccountClass.Expense => "Expenses",
        _ => throw new UnreachableException(),
    };
}
