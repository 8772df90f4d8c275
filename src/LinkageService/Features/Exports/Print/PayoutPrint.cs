using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// The payout sheet (发放表): whom to pay how much, with room to sign. Numbers are masked unless they were revealed, which is noted in
/// the audit log before. Households that are paid nothing are left out, and counted. What would tell neighbours a status is on strips
/// behind it, which every household signs by itself.
/// </summary>
internal sealed class PayoutPrint() : ExportDocument("payout-sheet", ExportFormat.Html, ExportFormat.Pdf)
{
    private const int LineCharacters = 75;
    private const int MostNamed = 3;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("发放表", "Payout sheet");

    /// <inheritdoc/>
    public override LocalizedText Purpose { get; } = new(
        "发钱时签字、按手印用；号码只显示头尾，只给经办人和领款人看。",
        "To sign when the money is handed out; numbers are masked. For those who pay and those who are paid.");

    /// <inheritdoc/>
    public override bool ShowsNumbers => true;

    /// <inheritdoc/>
    public override bool HasRows => true;

    /// <inheritdoc/>
    public override LocalizedText TitleOf(ExportSheet sheet) => sheet.IsSettlement
        ? new("付清更正差额发放表", "Payout sheet of balances")
        : sheet.IsCorrection
        ? new("分红更正补发表", "Payout sheet of a correction")
        : new("分红发放表", "Payout sheet");

    /// <inheritdoc/>
    public override async Task WriteAsync(ExportSource source, Func<Stream> begin, CancellationToken cancellation)
    {
        // Everybody who signs reads the rows of the others.
        var (sheet, rows, html) = (source.Sheet.WithoutStatus(), source.Rows, new HtmlWriter(begin()));
        var content = await PayoutContent.OfAsync(source, sheet, cancellation);
        var before = content.Lines.Apart.Count == 0 ? await PaperBefore.OfAsync(source, content.Lines, cancellation) : null;
        var columns = sheet.IsSettlement
            ? SettlementPayout.Columns(sheet, source.Reveal)
            : new PayoutColumns(sheet, content, await PaperPrices.OfAsync(source, cancellation), before, source.Reveal).All();
        var title = PaperTitle.Of(sheet, TitleOf(sheet));
        PrintPage.Begin(html, sheet.Words, title, isLandscape: true, isFixed: true);
        var strips = new PayoutStrips(sheet, content, source.Reveal);
        var table = new PagedTable
        {
            Columns = columns,
            Groups = sheet.IsGrouped
                ? new PagedGroups(sheet, content.Rows) { Amounts = [.. columns.Where(column => column.IsMoney)] }
                : null,
            FirstRows = source.Request.PageRows - RowsOfReasons(sheet),
            OtherRows = source.Request.PageRows,
            PagesAfter = strips.Pages,
            Style = (PayoutColumns.IsDense(columns) ? "payout dense" : "payout")
                + (source.Request.PageRows < ExportRequest.StandardRows ? " tall" : ""),
            Head = (to, page, _) => WriteHead(to, sheet, content, title, page),
            Foot = to => WriteFoot(to, sheet.Words),
        };
        var pages = strips.Pages;
        if (content.Rows.Any(count => count > 0) || strips.Pages == 0)
        {
            pages = await table.WriteAsync(
                html, sheet, Paid(sheet, rows, content.RowFen, cancellation), content.Rows.Sum(), cancellation);
        }
        else
        {
            pages++;
            WriteTotals(html, sheet, content, title, pages);
        }

        await strips.WriteAsync(html, title, Paid(sheet, rows, content.StripFen, cancellation), pages, cancellation);
        PrintPage.End(html);
        await html.FlushAsync(cancellation);
    }

    private static async IAsyncEnumerable<SheetHousehold> Paid(
        ExportSheet sheet, SheetRows rows, Func<SheetHousehold, long> fen,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var household in rows.ReadGroupsAsync(sheet.IsGrouped ? sheet.Groups : [], cancellation))
        {
            if (fen(household) != 0)
            {
                yield return household;
            }
        }
    }

    // Where nothing may stand in rows, what the strips come to is on a page before them, with room for the office to sign.
    private static void WriteTotals(HtmlWriter html, ExportSheet sheet, PayoutContent content, string title, int pages)
    {
        var (words, payable, terms) = (sheet.Words, sheet.Totals.Payable, new List<(string Title, long Fen)>());
        if (!sheet.IsCorrection && sheet.AfterTotals.Count > 0)
        {
            terms.Add((words.Of(Words.DueInAll), payable.TotalFen));
            terms.AddRange(sheet.AfterTotals.SkipLast(1).Select(after => (after.Title, after.Fen(payable))));
        }

        terms.Add((words.Of(Words.PaidInAll), payable.PaidFen));
        PrintPage.BeginSheet(html, sheet, isNotice: false, isFirst: true);
        WriteHead(html, sheet, content, title, page: 1);
        html.Write($"<table class=\"payout\"><thead><tr><th scope=\"col\">{words.T("户数", "Households")}</th>");
        foreach (var term in terms)
        {
            html.Write($"<th scope=\"col\">{term.Title}</th>");
        }

        var total = words.T($"合计（{content.Strips} 户）", $"Total ({content.Strips})");
        html.Write($"</tr></thead><tbody><tr class=\"all\"><td class=\"c\">{total}</td>");
        foreach (var term in terms)
        {
            html.Write($"<td class=\"n\">{new Money(term.Fen).ToDisplayString()}</td>");
        }

        html.Write($"</tr></tbody></table>");
        WriteFoot(html, words);
        PagedTable.EndSheet(html, sheet, number: 1, pages);
    }

    private static int RowsOfReasons(ExportSheet sheet) =>
        PaperReason.Of(sheet).Sum(reason => (reason.Length / LineCharacters) + 2);

    private static void WriteHead(HtmlWriter html, ExportSheet sheet, PayoutContent content, string title, int page)
    {
        var (words, totals) = (sheet.Words, sheet.Totals);
        html.Write($"<h1 class=\"{(page == 1 ? "" : "again")}\">{title}</h1>");
        html.Write($"<p class=\"lead\">{PaperTitle.Organization(sheet)}{string.Join(words.T("　", "; "), Facts(sheet, content))}</p>");
        if (page > 1)
        {
            return;
        }

        var net = new Money(totals.Payable.PaidFen).ToDisplayString();
        html.Write($"<p class=\"lead\">{words.T($"发放 {totals.Paid} 户，实发 {net} 元", $"{totals.Paid} households, net {net} yuan")}");
        if (words.IsChinese)
        {
            html.Write($"（大写 {ChineseAmount.Of(new Money(totals.Payable.PaidFen))}）");
        }

        if (content is { IsAllApart: true, Strips: > 0 })
        {
            html.Write($"{words.T("，全部逐户签收，不列各户的数", ", all of it signed for household by household")}");
        }
        else if (content.Strips > 0)
        {
            var (rows, strips) = (new Money(content.RowsFen).ToDisplayString(), new Money(content.StripsFen).ToDisplayString());
            html.Write($"{words.T($"＝ 本表 {rows} ＋ 逐户签收的其他项目 {strips}（{content.Strips} 户）",
                $" = this table {rows} + other items signed for one by one {strips} ({content.Strips})")}");
        }

        var left = totals.Households - totals.Paid;
        html.Write($"{(left == 0 ? "" : words.T($"；另有 {left} 户本次没有应发款，未列", $"; {left} more have nothing to be paid"))}</p>");
        foreach (var reason in PaperReason.Of(sheet))
        {
            html.Write($"<p class=\"say\">{reason}</p>");
        }
    }

    private static IEnumerable<string> Facts(ExportSheet sheet, PayoutContent content)
    {
        var words = sheet.Words;
        if (sheet.Settlement is { } settlement)
        {
            yield return words.T($"资金来源：{settlement.Payer}", $"out of: {settlement.Payer}");
        }
        else if (!StatusDisclosure.IsIn(sheet.Scheme.Title))
        {
            yield return words.Of(sheet.Scheme.Title);
        }

        if (sheet.Run.Life.Meeting is { } meeting)
        {
            yield return words.T(
                $"{words.Date(meeting.Date)}{(meeting.Kind == "delegates" ? "成员代表大会" : "成员大会")}批准", $"meeting of {meeting.Date}");
        }

        if (!content.HasDeductions && !sheet.WithholdsTax && !sheet.SetsOff && !sheet.IsCorrection && !sheet.IsSettlement)
        {
            yield return words.T("没有扣款", "nothing deducted");
        }

        if (content is { OnlyBank: { } bank, HasAccounts: true } && !sheet.IsSettlement)
        {
            var (without, named) = (content.WithoutAccount.Count, string.Join(words.T("、", ", "), content.WithoutAccount.Take(MostNamed)));
            yield return without == 0
                ? words.T($"账户都在{bank}", $"all accounts at {bank}")
                : without <= MostNamed
                    ? words.T($"账户在{bank}；{named} 户付现金或没有登记账户", $"accounts at {bank}; {named}: cash, or no account entered")
                    : words.T($"账户在{bank}；{without} 户付现金或没有登记账户", $"accounts at {bank}; {without} get cash or have no account entered");
        }

        yield return words.T("单位：元", "in yuan");
    }

    private static void WriteFoot(HtmlWriter html, ExportWords words)
    {
        html.Write($"<div class=\"sign\">");
        foreach (var title in new[]
        {
            words.T("制表：", "Prepared by: "), words.T("审核：", "Checked by: "), words.T("负责人：", "In charge: "),
            words.T("发放：", "Paid by: "), words.T("监督委员会：", "Supervised by: "),
        })
        {
            html.Write($"<span>{title}<span class=\"blank\"></span></span>");
        }

        html.Write($"<span>{words.T("发放日期：", "Paid on: ")}<span class=\"blank\"></span></span></div>");
    }
}
