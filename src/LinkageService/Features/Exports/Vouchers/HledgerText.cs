using System.Diagnostics;
using System.Text;
using LinkageService.Documents;
using LinkageService.Engine.Books;

namespace LinkageService.Features.Exports.Vouchers;

/// <summary>Vouchers as a journal of hledger, every account declared, so that <c>hledger check --strict</c> takes it.</summary>
/// <param name="head">Whose vouchers.</param>
internal sealed class HledgerText(VoucherHead head) : PlainTextBooks(head)
{
    /// <inheritdoc/>
    protected override string Begin(Journal journal)
    {
        var text = new StringBuilder();
        text.Append("; ").Append(OneLine($"{Head.Organization} {Head.Title}")).Append('\n');
        foreach (var note in Vouchers.Notes(journal))
        {
            text.Append("; ").Append(OneLine(note)).Append('\n');
        }

        text.Append("\ncommodity 1000.00 CNY\n\n");
        foreach (var (kind, type) in new[] { (AccountClass.Asset, 'A'), (AccountClass.Liability, 'L'), (AccountClass.Equity, 'E'),
            (AccountClass.Income, 'R'), (AccountClass.Expense, 'X') })
        {
            text.Append("account ").Append(Root(kind)).Append("  ; type:").Append(type).Append('\n');
        }

        foreach (var name in Names(journal))
        {
            text.Append("account ").Append(name).Append('\n');
        }

        return text.Append('\n').ToString();
    }

    /// <inheritdoc/>
    protected override void WriteHead(StringBuilder text, Voucher voucher)
    {
        text.Append(Dates.Text(voucher.Date)).Append(" * (").Append(Vouchers.Number(voucher)).Append(") ")
            .Append(Plain(Words.Of(voucher.Text)).Replace('|', '/'));
        text.Append(voucher.Run.Length == 0 ? "\n" : $"  ; run: {voucher.Run}\n");
    }

    /// <inheritdoc/>
    protected override string NameOf(LedgerAccount account, string? household) => string.Join(
        ':', account.Subs.Select(Words.Of).Prepend(Vouchers.General(account)).Prepend(Root(account.Account.Class))
            .Concat(household is null ? [] : [household]).Select(Plain));

    // Two spaces end a name, a semicolon begins a comment, a colon goes one level down.
    private string Plain(string text) => string.Join(
        ' ', OneLine(text).Replace(";", Words.T("；", ","), StringComparison.Ordinal)
            .Replace(":", Words.T("：", " -"), StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private string Root(AccountClass kind) => kind switch
    {
        AccountClass.Asset => Words.T("资产", "Assets"),
        AccountClass.Liability => Words.T("负债", "Liabilities"),
        AccountClass.Equity => Words.T("所有者权益", "Equity"),
        AccountClass.Income => Words.T("收入", "Income"),
        AccountClass.Cost or AccountClass.Expense => Words.T("支出", "Expenses"),
        _ => throw new UnreachableException(),
    };
}
