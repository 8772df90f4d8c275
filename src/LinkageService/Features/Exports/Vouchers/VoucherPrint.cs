using LinkageService.Engine.Books;
using LinkageService.Features.Exports.Print;

namespace LinkageService.Features.Exports.Vouchers;

/// <summary>Vouchers as they are printed and bound: none is parted over two pages.</summary>
internal static class VoucherPrint
{
    private static readonly (string Zh, string En)[] Signs =
        [("会计主管：", "Head: "), ("记账：", "Posted: "), ("审核：", "Checked: "), ("出纳：", "Cashier: "), ("制单：", "Made: ")];

    /// <summary>Writes the page.</summary>
    public static async Task WriteAsync(VoucherHead head, Journal journal, Stream destination, CancellationToken cancellation)
    {
        var (html, words) = (new HtmlWriter(destination), head.Words);
        PrintPage.Begin(
            html, words, $"{head.Organization} {words.T("记账凭证", "Vouchers")} {head.Title}", isLandscape: false, isFixed: false);
        html.BeginSheet();
        html.Write($"<section class=\"sheet flow\">");
        foreach (var voucher in journal.Vouchers)
        {
            WriteVoucher(html, head, voucher);
            await html.FlushManyAsync(cancellation);
        }

        foreach (var note in new VoucherWords(words).Notes(journal))
        {
            html.Write($"<p class=\"note\">{note}</p>");
        }

        html.Write($"</section>\n");
        PrintPage.End(html);
        await html.FlushAsync(cancellation);
    }

    private static void WriteVoucher(HtmlWriter html, VoucherHead head, Voucher voucher)
    {
        var (words, names) = (head.Words, new VoucherWords(head.Words));
        html.Write($"<div class=\"voucher\"><h1>{words.T("记账凭证", "Voucher")}</h1>");
        html.Write($"<div class=\"foot\"><span>{head.Organization}</span><span>{words.Date(voucher.Date)}</span>");
        html.Write($"<span>{words.T($"记字第 {voucher.Number} 号", $"No. {voucher.Number}")}</span></div>");
        html.Write($"<table class=\"own\"><colgroup><col style=\"width:52mm\"><col style=\"width:36mm\"><col>");
        html.Write($"<col style=\"width:26mm\"><col style=\"width:26mm\"></colgroup><thead><tr>");
        html.Write($"<th scope=\"col\">{words.T("摘要", "What")}</th><th scope=\"col\">{words.T("总账科目", "Account")}</th>");
        html.Write($"<th scope=\"col\">{words.T("明细科目", "Sub-account")}</th><th scope=\"col\">{words.T("借方金额", "Debit")}</th>");
        html.Write($"<th scope=\"col\">{words.T("贷方金额", "Credit")}</th></tr></thead><tbody>\n");
        foreach (var line in voucher.Lines)
        {
            var households = line.Households.Count switch
            {
                0 => "",
                1 => words.T($"户 {line.Households[0].Household}", $"household {line.Households[0].Household}"),
                _ => words.T($"各户（{line.Households.Count} 户）", $"{line.Households.Count} households"),
            };
            var subs = string.Join(words.T("　", ", "), new[] { names.Subs(line.Account), households }.Where(text => text.Length > 0));
            html.Write($"<tr><td>{words.Of(line.Text)}</td><td>{names.General(line.Account)}</td><td>{subs}</td>");
            html.Write($"<td class=\"n\">{(line.IsDebit ? line.Amount.ToDisplayString() : "")}</td>");
            html.Write($"<td class=\"n\">{(line.IsDebit ? "" : line.Amount.ToDisplayString())}</td></tr>\n");
        }

        var total = words.IsChinese ? $"合计　{ChineseAmount.Of(voucher.Total)}" : "Total";
        html.Write($"<tr class=\"all\"><td colspan=\"3\">{total}</td><td class=\"n\">{voucher.Total}</td>");
        html.Write($"<td class=\"n\">{voucher.Total}</td></tr></tbody></table><div class=\"sign\">");
        foreach (var (zh, en) in Signs)
        {
            html.Write($"<span>{words.T(zh, en)}<span class=\"blank short\"></span></span>");
        }

        html.Write($"<span>{words.T("附件　　张", "Papers:    ")}</span></div></div>\n");
    }
}
