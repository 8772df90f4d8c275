using LinkageService.Engine.Amounts;
using LinkageService.Features.Households;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// What no row of a payout sheet may say, household by household: strips to be cut apart, so that nobody who signs sees another's.
/// </summary>
/// <param name="sheet">The run.</param>
/// <param name="content">What there is.</param>
/// <param name="reveal">Gives numbers in full; null leaves them masked.</param>
internal sealed class PayoutStrips(ExportSheet sheet, PayoutContent content, RevealNumbers? reveal)
{
    private const int OfPage = 6;
    private const int MaxLines = 4;

    /// <summary>How many pages there are.</summary>
    public int Pages { get; } = (content.Strips + OfPage - 1) / OfPage;

    /// <summary>Writes them behind the table.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="title">Of the paper.</param>
    /// <param name="households">Those with something on a strip.</param>
    /// <param name="pages">Of the whole paper.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task WriteAsync(
        HtmlWriter html, string title, IAsyncEnumerable<SheetHousehold> households, int pages, CancellationToken cancellation)
    {
        var (at, words) = (0, sheet.Words);
        await foreach (var household in households.WithCancellation(cancellation))
        {
            if (at % OfPage == 0)
            {
                PrintPage.BeginSheet(html, sheet, isNotice: false, isFirst: false);
                html.Write($"<p class=\"lead\">{title}{words.T(
                    "　逐户签收页：每户一条，沿虚线剪开，只给本户看，只由本户签收",
                    "; strips to be cut apart: for the household only, signed by it only")}</p><div class=\"strips\">");
            }

            WriteStrip(html, household);
            if (++at % OfPage == 0 || at == content.Strips)
            {
                html.Write($"</div>");
                PagedTable.EndSheet(html, sheet, pages - Pages + ((at - 1) / OfPage) + 1, pages);
                await html.FlushManyAsync(cancellation);
            }
        }
    }

    private void WriteStrip(HtmlWriter html, SheetHousehold household)
    {
        var (words, fen) = (sheet.Words, content.StripFen(household));
        html.Write($"<div class=\"strip\"><p><b>{household.Person?.Name}</b>{words.T("　户编号 ", ", household ")}<b>{household.Id}</b>");
        if (PayoutColumns.AccountOf(household, reveal) is { Length: > 0 } account)
        {
            html.Write($"{words.T("　账户 ", ", account ")}{account}");
        }
        else if (PayoutColumns.OutcomeOf(words, household) is { Length: > 0 } outcome)
        {
            html.Write($"{words.T("　", ", ")}{outcome}");
        }

        html.Write($"</p><table class=\"money\"><tbody>");
        ExportColumn[] lines = content.IsAllApart && sheet.IsCorrection ? []
            : [.. (content.IsAllApart ? sheet.Lines : content.Lines.Apart).Where(line => household.Amounts[line.Index] != 0)];
        AfterTotal[] afters = content.IsAllApart && !sheet.IsCorrection ? [.. sheet.AfterTotalsOf(household).SkipLast(1)] : [];
        var most = Math.Max(1, MaxLines - afters.Length);
        foreach (var line in lines.Take(lines.Length <= most ? most : most - 1))
        {
            html.Write($"<tr><td>{line.Title}</td><td class=\"n\">{new Money(household.Amounts[line.Index])}</td></tr>");
        }

        if (lines.Length > most)
        {
            var rest = lines.Skip(most - 1).Sum(line => household.Amounts[line.Index]);
            html.Write($"<tr><td>{words.T("其余各项", "The rest")}</td><td class=\"n\">{new Money(rest)}</td></tr>");
        }

        foreach (var after in afters)
        {
            html.Write($"<tr><td>{after.Title}</td><td class=\"n\">{new Money(after.Fen(household.Payable))}</td></tr>");
        }

        html.Write($"<tr class=\"all\"><td>{words.T("实发", "Net")}</td><td class=\"n\">{new Money(fen)}</td></tr></tbody></table>");
        if (words.IsChinese)
        {
            html.Write($"<p>大写：{ChineseAmount.Of(new Money(fen))}</p>");
        }

        html.Write($"<div class=\"sign\"><span>{words.T("签字或指印：", "Signature: ")}<span class=\"blank\"></span></span>");
        html.Write($"<span>{words.T("日期：", "Date: ")}<span class=\"blank\"></span></span></div></div>\n");
    }
}
