using LinkageService.Engine.StatementChecks;
using LinkageService.Features.Exports;
using LinkageService.Features.Exports.Print;

namespace LinkageService.Features.StatementChecks;

/// <summary>The opinion on a sheet as a paper: for whoever made it, and for the file.</summary>
internal static class StatementCheckPrint
{
    /// <summary>Writes it.</summary>
    public static async Task WriteAsync(CheckedStatement found, ExportWords words, Stream destination, CancellationToken cancellation)
    {
        var (html, report) = (new HtmlWriter(destination), found.Report);
        PrintPage.Begin(html, words, words.T("分红表核对意见", "Opinion on a payout sheet"), isLandscape: true, isFixed: false);
        html.BeginSheet();
        html.Write($"<section class=\"sheet flow\"><h1>{words.T("分红表核对意见", "Opinion on a payout sheet")}</h1>");
        html.Write($"<p class=\"lead\">{found.FileName} {found.Read.Worksheet ?? ""} {words.T(
            $"{report.Households} 户", $"{report.Households} households")}</p>");
        html.Write($"<p class=\"say\"><b>{words.Of(StatementVerdict.Of(report))}</b></p>");
        WriteRules(html, report, words);
        await WriteDifferencesAsync(html, report, words, cancellation);
        WriteSums(html, report, words);
        WriteFindings(html, found, words);
        html.Write($"<p class=\"note\">{words.T(
            "只核对这张表，不改名册和核算。原因是最可能的，请对照原始单据确认；写“原因不明”的是试过的原因都算不出。",
            "Only this sheet was checked; nothing stored was changed. Causes are the likeliest: compare the papers. \"Reason unknown\" is "
            + "said where none that was tried gives the figure.")}</p>");
        html.Write($"<div class=\"sign\"><span>{words.T("核对：", "Checked by: ")}<span class=\"blank\"></span></span>");
        html.Write($"<span>{words.T("制表：", "Sheet made by: ")}<span class=\"blank\"></span></span>");
        html.Write($"<span>{words.T("日期：", "Date: ")}<span class=\"blank\"></span></span></div></section>\n");
        PrintPage.End(html);
        await html.FlushAsync(cancellation);
    }

    private static void WriteRules(HtmlWriter html, SheetReport report, ExportWords words)
    {
        html.Write($"<h2>{words.T("这张表是怎么算的", "How the sheet is reckoned")}</h2><table class=\"own\"><thead><tr>");
        html.Write($"<th scope=\"col\">{words.T("列", "Column")}</th><th scope=\"col\">{words.T("算法", "Rule")}</th>");
        html.Write($"<th scope=\"col\">{words.T("到分相同的户", "Agree to the fen")}</th>");
        html.Write($"<th scope=\"col\">{words.T("这样算的合计（元）", "Total by it, yuan")}</th></tr></thead><tbody>\n");
        foreach (var rule in report.Rules)
        {
            html.Write($"<tr class=\"{(rule.IsTaken ? "sum" : "")}\"><td>{rule.Column.Heading}</td><td>{words.Of(rule.Title)}</td>");
            html.Write($"<td class=\"c\">{rule.Matched} / {rule.Compared}</td><td class=\"n\">{rule.Total.ToDisplayString()}</td></tr>\n");
        }

        html.Write($"</tbody></table>");
    }

    private static async Task WriteDifferencesAsync(
        HtmlWriter html, SheetReport report, ExportWords words, CancellationToken cancellation)
    {
        if (report.Differences.Count == 0)
        {
            return;
        }

        html.Write($"<h2>{words.T("对不上的户", "Households that differ")}</h2><table class=\"own\"><colgroup><col style=\"width:12mm\">");
        html.Write($"<col style=\"width:24mm\"><col style=\"width:28mm\"><col style=\"width:34mm\"><col style=\"width:27mm\">");
        html.Write($"<col style=\"width:27mm\"><col style=\"width:24mm\"><col></colgroup><thead><tr>");
        foreach (var head in new[]
            {
                words.T("行", "Row"), words.T("户编号", "Household"), words.T("户主", "Name"), words.T("列", "Column"),
                words.T("表上写的", "Written"), words.T("应为", "Expected"), words.T("相差", "Difference"), words.T("最可能的原因", "Likeliest cause"),
            })
        {
            html.Write($"<th scope=\"col\">{head}</th>");
        }

        html.Write($"</tr></thead><tbody>\n");
        foreach (var each in report.Differences)
        {
            html.Write($"<tr><td class=\"c\">{each.Line.Row}</td><td>{each.Line.Id}</td><td>{each.Line.Name}</td>");
            html.Write($"<td>{each.Column.Heading}</td><td class=\"n\">{each.Written.ToDisplayString()}</td>");
            html.Write($"<td class=\"n\">{each.Expected.ToDisplayString()}</td><td class=\"n\">{each.Difference.ToDisplayString()}</td>");
            html.Write($"<td><b>{words.Of(each.Cause.Words())}</b> {words.Of(each.Text)}</td></tr>\n");
            await html.FlushManyAsync(cancellation);
        }

        html.Write($"</tbody></table>");
    }

    private static void WriteSums(HtmlWriter html, SheetReport report, ExportWords words)
    {
        if (report.Sums.Count == 0)
        {
            return;
        }

        html.Write($"<h2>{words.T("加起来对不对", "Do the sums add up")}</h2><table class=\"own\"><thead><tr>");
        foreach (var head in new[]
            {
                words.T("行", "Row"), words.T("位置", "Place"), words.T("列", "Column"), words.T("表上写的", "Written"),
                words.T("重新加", "Added anew"), words.T("相差", "Difference"), words.T("原因", "Cause"),
            })
        {
            html.Write($"<th scope=\"col\">{head}</th>");
        }

        html.Write($"</tr></thead><tbody>\n");
        foreach (var each in report.Sums)
        {
            var why = each.Words is { } text ? words.Of(text) : words.T("一致", "agrees");
            html.Write($"<tr><td class=\"c\">{each.Row}</td><td>{each.Text}</td><td>{each.Column.Heading}</td>");
            html.Write($"<td class=\"n\">{each.Written}</td><td class=\"n\">{each.Added}</td><td class=\"n\">{each.Difference}</td>");
            html.Write($"<td>{why}</td></tr>\n");
        }

        html.Write($"</tbody></table>");
    }

    private static void WriteFindings(HtmlWriter html, CheckedStatement found, ExportWords words)
    {
        var lines = found.Report.Findings.Select(each => (each.Row, each.Household, Text: words.Of(each.Cause.Words()) + words.T("：", ": ")
                + words.Of(each.Text)))
            .Concat(found.Report.Notes.Concat(found.Read.Notes).Select(note => (0, "", words.Of(note)))).ToArray();
        if (lines.Length == 0)
        {
            return;
        }

        html.Write($"<h2>{words.T("另外要看的", "Also to look at")}</h2><table class=\"own\"><tbody>\n");
        foreach (var (row, household, text) in lines)
        {
            html.Write($"<tr><td class=\"c\" style=\"width:14mm\">{(row == 0 ? "" : $"{row}")}</td>");
            html.Write($"<td style=\"width:28mm\">{household}</td>");
            html.Write($"<td>{text}</td></tr>\n");
        }

        html.Write($"</tbody></table>");
    }
}
