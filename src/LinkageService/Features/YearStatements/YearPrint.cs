using LinkageService.Engine.Amounts;
using LinkageService.Features.Exports;
using LinkageService.Features.Exports.Print;

namespace LinkageService.Features.YearStatements;

/// <summary>The statements of a year as they are printed, signed and filed.</summary>
internal static class YearPrint
{
    /// <summary>Writes the pages.</summary>
    public static async Task WriteAsync(YearAccounts accounts, ExportWords words, Stream destination, CancellationToken cancellation)
    {
        var html = new HtmlWriter(destination);
        PrintPage.Begin(
            html, words, $"{accounts.Organization.Name} {accounts.Year} {words.Of(accounts.Title)}", isLandscape: false, isFixed: false);
        WriteStatement(html, accounts, words);
        if (accounts.Equity is { } equity)
        {
            WriteEquity(html, accounts, equity, words);
        }

        WriteNotes(html, accounts, words);
        PrintPage.End(html);
        await html.FlushAsync(cancellation);
    }

    private static void WriteStatement(HtmlWriter html, YearAccounts accounts, ExportWords words)
    {
        var isCooperative = accounts.Statement.IsCooperative;
        Begin(html, accounts, words.Of(accounts.Title), isCooperative ? words.T("会农社02表", "Form 会农社02") : "", words);
        html.Write($"<table class=\"form\"><colgroup><col>");
        if (isCooperative)
        {
            html.Write($"<col style=\"width:14mm\">");
        }

        html.Write($"<col style=\"width:40mm\"><col style=\"width:40mm\"></colgroup><thead><tr>");
        html.Write($"<th scope=\"col\">{words.T("项目", "Line")}</th>");
        if (isCooperative)
        {
            html.Write($"<th scope=\"col\">{words.T("行次", "No.")}</th>");
        }

        html.Write($"<th scope=\"col\">{words.T("本年金额", "This year")}</th>");
        html.Write($"<th scope=\"col\">{words.T("上年金额", "Last year")}</th></tr></thead><tbody>\n");
        foreach (var line in accounts.Statement.Lines)
        {
            html.Write($"<tr class=\"{(line.Parts.Count > 0 ? "sum" : "")}\"><td>{words.Of(line.Title)}</td>");
            if (line.Number is { } number)
            {
                html.Write($"<td class=\"c\">{number}</td>");
            }

            WriteAmount(html, line.Amount, words);
            WriteAmount(html, line.LastYear, words);
            html.Write($"</tr>\n");
        }

        html.Write($"</tbody></table>");
        End(html, words);
    }

    private static void WriteEquity(HtmlWriter html, YearAccounts accounts, EquityChanges equity, ExportWords words)
    {
        Begin(html, accounts, words.T("成员权益变动表", "Changes of members' equity"), words.T("会农社03表", "Form 会农社03"), words);
        html.Write($"<table class=\"form dense\"><colgroup><col style=\"width:44mm\"></colgroup><thead><tr>");
        html.Write($"<th scope=\"col\">{words.T("项目", "Row")}</th>");
        foreach (var column in EquityChanges.Columns)
        {
            html.Write($"<th scope=\"col\">{words.Of(column)}</th>");
        }

        html.Write($"<th scope=\"col\">{words.T("合计", "Total")}</th></tr></thead><tbody>\n");
        foreach (var row in equity.Rows)
        {
            html.Write($"<tr class=\"{(row.Sign == 0 ? "sum" : "")}\"><td>{words.Of(row.Title)}</td>");
            foreach (var amount in row.Amounts.Append(row.Total))
            {
                // The form leaves empty what cannot be.
                WriteAmount(html, amount, words, isEmpty: row.Sign != 0 && amount == Money.Zero);
            }

            html.Write($"</tr>\n");
        }

        html.Write($"</tbody></table>");
        End(html, words);
    }

    private static void WriteNotes(HtmlWriter html, YearAccounts accounts, ExportWords words)
    {
        Begin(html, accounts, words.T("会计报表附注", "Notes to the statements"), "", words);
        html.Write($"<table class=\"own\"><colgroup><col style=\"width:44mm\"><col></colgroup><tbody>\n");
        foreach (var note in accounts.Notes)
        {
            var text = note.Text is { } said ? words.Of(said) : words.T("未填", "not stated");
            html.Write($"<tr><td>{words.Of(note.Title)}</td><td>{text}</td></tr>\n");
        }

        foreach (var tie in accounts.Ties)
        {
            html.Write($"<tr><td colspan=\"2\">{YearWorkbook.TieText(tie, words)}</td></tr>\n");
        }

        html.Write($"</tbody></table>");
        if (accounts.Missing.Count > 0)
        {
            var missing = string.Join(words.T("、", ", "), accounts.Missing.Select(line => words.Of(line.Title)));
            html.Write($"<p class=\"note\">{words.T("没有填的资料：", "Not stated: ")}{missing}</p>");
        }

        html.Write($"</section>\n");
    }

    private static void Begin(HtmlWriter html, YearAccounts accounts, string title, string form, ExportWords words)
    {
        html.BeginSheet();
        html.Write($"<section class=\"sheet\"><h1>{title}</h1>");
        if (accounts.IsDraft != false || accounts.Missing.Count > 0)
        {
            html.Write($"<div class=\"draft\">{words.T("未定稿", "Not final")}</div>");
        }

        html.Write($"<p class=\"lead\">{words.T($"{accounts.Year} 年度", $"{accounts.Year}")}</p><div class=\"foot\">");
        html.Write($"<span>{words.T("编制单位：", "Of: ")}{accounts.Organization.Name}</span><span>{form}</span>");
        html.Write($"<span>{words.T("单位：元", "In yuan")}</span></div>");
    }

    private static void End(HtmlWriter html, ExportWords words)
    {
        html.Write($"<div class=\"sign\"><span>{words.T("负责人：", "Head: ")}<span class=\"blank\"></span></span>");
        html.Write($"<span>{words.T("会计：", "Accountant: ")}<span class=\"blank\"></span></span>");
        html.Write($"<span>{words.T("制表：", "Made by: ")}<span class=\"blank\"></span></span>");
        PrintPage.WriteSeal(html, words);
        html.Write($"</div></section>\n");
    }

    private static void WriteAmount(HtmlWriter html, Money? amount, ExportWords words, bool isEmpty = false)
    {
        if (isEmpty)
        {
            html.Write($"<td></td>");
        }
        else if (amount is { } known)
        {
            html.Write($"<td class=\"n\">{known}</td>");
        }
        else
        {
            html.Write($"<td class=\"c\">{words.T("未填", "not stated")}</td>");
        }
    }
}
