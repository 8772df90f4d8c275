using LinkageService.Features.Exports;
using LinkageService.Features.Exports.Print;

namespace LinkageService.Features.MemberAccounts;

/// <summary>
/// The member account (成员账户) as the accounting rules for cooperatives print it (财会〔2021〕37号): a sheet a household, opening, entries
/// by number and day, closing. It shows no number and nothing of anybody else.
/// </summary>
internal static class MemberAccountPrint
{
    // More than these, and a figure of seven digits would not stand on one line.
    private const int ColumnsOfFullSize = 5;

    /// <summary>Writes the sheets.</summary>
    public static async Task WriteAsync(
        IAsyncEnumerable<MemberAccountPage> pages, AccountPlan plan, string organization, ExportWords words, Stream destination,
        CancellationToken cancellation)
    {
        var html = new HtmlWriter(destination);
        PrintPage.Begin(html, words, $"{organization} {words.T("成员账户", "Member accounts")} {plan.Year}", isLandscape: true, isFixed: false);
        await foreach (var page in pages.WithCancellation(cancellation))
        {
            foreach (var account in page.Accounts)
            {
                WriteSheet(html, account, plan, organization, words);
                await html.FlushManyAsync(cancellation);
            }
        }

        PrintPage.End(html);
        await html.FlushAsync(cancellation);
    }

    private static void WriteSheet(HtmlWriter html, MemberAccount account, AccountPlan plan, string organization, ExportWords words)
    {
        html.BeginSheet();
        html.Write($"<section class=\"sheet\"><h1>{words.T("成员账户", "Member account")}</h1>");
        html.Write($"<p class=\"lead\">{organization}{words.T("　", ", ")}{words.T($"{plan.Year} 年度", $"{plan.Year}")}</p>");
        html.Write($"<div class=\"facts\"><div>{words.T("成员姓名（名称）：", "Member: ")}<b>{account.Name}</b></div>");
        html.Write($"<div>{words.T("户编号：", "Member number: ")}<b>{account.Household}</b></div></div>");
        var isMany = plan.Columns.Count > ColumnsOfFullSize;
        html.Write($"<table class=\"{(isMany ? "own many" : "own")}\"><colgroup><col style=\"width:11mm\"><col style=\"width:23mm\">");
        html.Write($"<col style=\"width:{(isMany ? "42mm" : "52mm")}\">");
        foreach (var _ in plan.Columns)
        {
            html.Write($"<col>");
        }

        html.Write($"</colgroup><thead><tr><th scope=\"col\">{words.T("编号", "No.")}</th><th scope=\"col\">{words.T("日期", "Date")}</th>");
        html.Write($"<th scope=\"col\">{words.T("摘要", "What")}</th>");
        foreach (var column in plan.Columns)
        {
            html.Write($"<th scope=\"col\">{ExportMemberAccounts.Heading(column, words)}</th>");
        }

        html.Write($"</tr></thead><tbody>\n");
        WriteRow(html, plan, "sum", "", $"{plan.Year}-01-01", words.T("年初余额", "Opening balance"),
            column => plan.Columns[column].IsBalance ? account.Opening[column] : null);
        for (var number = 0; number < account.Entries.Count; number++)
        {
            var entry = account.Entries[number];
            WriteRow(html, plan, "", $"{number + 1}", entry.Date, words.Of(entry.Text),
                column => entry.Amounts[column] is var amount and not 0 ? amount : null);
        }

        WriteRow(html, plan, "all", "", $"{plan.Year}-12-31", words.T("年末余额 / 全年", "Closing, or of the year"),
            column => account.Closing[column]);
        html.Write($"</tbody></table><p class=\"note\">{words.T(
            "出资和份额写年初、增减和年末；交易量（额）、盈余返还和剩余盈余分配写全年。数来自名册登记和已批准的核算（含更正）。",
            "Capital and quotas have opening, changes and closing; patronage, refund and residual dividend are of the year. The figures "
            + "come from the roster and from approved runs with their corrections.")}</p>");
        html.Write($"<div class=\"sign\"><span>{words.T("记账：", "Kept by: ")}<span class=\"blank\"></span></span>");
        html.Write($"<span>{words.T("成员签字：", "Member: ")}<span class=\"blank\"></span></span>");
        PrintPage.WriteSeal(html, words);
        html.Write($"</div></section>\n");
    }

    private static void WriteRow(
        HtmlWriter html, AccountPlan plan, string style, string number, string date, string what, Func<int, long?> amountOf)
    {
        html.Write($"<tr class=\"{style}\"><td class=\"c\">{number}</td><td class=\"c\">{date}</td><td>{what}</td>");
        for (var at = 0; at < plan.Columns.Count; at++)
        {
            html.Write($"<td class=\"n\">{(amountOf(at) is { } amount ? plan.Columns[at].DisplayText(amount) : "")}</td>");
        }

        html.Write($"</tr>\n");
    }
}
