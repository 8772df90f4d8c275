using LinkageService.Engine.Books;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Exports.Vouchers;

/// <summary>What vouchers and their accounts are called, in one of the two languages.</summary>
/// <param name="Words">The language.</param>
internal readonly record struct VoucherWords(ExportWords Words)
{
    /// <summary>记-1.</summary>
    public string Number(Voucher voucher) => Words.T($"记-{voucher.Number}", $"No. {voucher.Number}");

    /// <summary>The general ledger account: 222 应付剩余盈余.</summary>
    public string General(LedgerAccount account) => $"{account.Account.Code} {Words.Of(account.Account.Title)}";

    /// <summary>The accounts below it: 各项分配/盈余返还; empty for none.</summary>
    public string Subs(LedgerAccount account)
    {
        var words = Words;
        return string.Join('/', account.Subs.Select(sub => words.Of(sub)));
    }

    /// <summary>Both: 332 盈余分配/各项分配/盈余返还.</summary>
    public string Full(LedgerAccount account) => account.Subs.Count == 0 ? General(account) : $"{General(account)}/{Subs(account)}";

    /// <summary>What stands under the title of every form.</summary>
    public static LocalizedText Purpose { get; } = new(
        "给会计记账用，只在办公室内用；科目按本组织的会计制度，有户编号，没有姓名和账号。核对后再入账，凭证号以账上的为准。",
        "For the accountant, in the office only; by the organisation's chart of accounts, member numbers, no names. Look it over before "
        + "you post it.");

    /// <summary>Money that makes no entry, a line each, and what else is to be known.</summary>
    public IEnumerable<string> Notes(Journal journal)
    {
        foreach (var kept in journal.Kept)
        {
            yield return Words.T($"不作分录：{kept.Title.Zh} {kept.Amount.ToDisplayString()} 元——{kept.Why.Zh}",
                $"No entry: {Words.Of(kept.Title)} {kept.Amount.ToDisplayString()} yuan: {kept.Why.En}");
        }

        foreach (var remark in journal.Remarks)
        {
            yield return Words.Of(remark);
        }
    }
}
