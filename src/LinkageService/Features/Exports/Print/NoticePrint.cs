using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Privacy;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// The public notice (公示表): where the money came from and went, what one unit brought, who has how much of it, for the wall of the
/// village. It shows no ID number, no account, no status; names in full, so that neighbours can check them, or with the surname only.
/// </summary>
internal sealed class NoticePrint() : ExportDocument("notice", ExportFormat.Html, ExportFormat.Pdf)
{
    // Heights in millimetres, as the styles of PrintPage have them.
    private const double PortraitMillimetres = 272;
    private const double LandscapeMillimetres = 195;
    private const double RowMillimetres = 6.4;
    private const double AroundMillimetres = 26;
    private const double SumsMillimetres = 21;
    private const double TailMillimetres = 58;
    private const double ProofMillimetres = 26;

    // In English the title takes a second line.
    private const double EnglishMillimetres = 8;
    private const int HalfWidth = 92;
    private const int PortraitWidth = 186;
    private const int AmountWidth = 24;
    private const int ShareWidth = 16;
    private const int MaxLines = 6;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("公示表", "Public notice");

    /// <inheritdoc/>
    public override LocalizedText ShortTitle { get; } = new("公示表", "Notice");

    /// <inheritdoc/>
    public override LocalizedText Purpose { get; } = new(
        "可以张贴，人人可看：没有身份证号、账号，也看不出谁是建档立卡户。",
        "May be put up for everyone: no ID or account numbers, and no one's status can be read off it.");

    /// <inheritdoc/>
    public override bool ShowsNames => true;

    /// <inheritdoc/>
    public override LocalizedText TitleOf(ExportSheet sheet) => sheet.IsSettlement
        ? new("付清更正差额公示表", "Public notice, balances of corrections paid")
        : sheet.IsCorrection
        ? new("收益分配更正公示表", "Public notice, correction of a distribution")
        : new("收益分配公示表", "Public notice of distribution");

    /// <inheritdoc/>
    public override async Task WriteAsync(ExportSource source, Func<Stream> begin, CancellationToken cancellation)
    {
        var (sheet, html) = (source.Sheet.WithoutStatus(), new HtmlWriter(begin()));
        var (lines, prices) = (await PaperLines.OfAsync(source, sheet), await PaperPrices.OfAsync(source, cancellation));
        var before = await PaperBefore.OfAsync(source, lines, cancellation);
        PagedColumn[] sums = [.. Sums(sheet, lines, prices, before)];
        PagedColumn[] columns = lines.HasRows ? [.. Columns(sheet, source.Request.IsMasked), .. sums] : sums;
        var proof = await PaperProof.OfAsync(source, cancellation);
        var width = columns.Sum(column => column.Width);
        var halves = width <= HalfWidth && !sheet.IsGrouped && lines.HasRows && sheet.Words.IsChinese ? 2 : 1;
        var isLandscape = halves == 1 && width > PortraitWidth;
        var head = new NoticeHead(sheet, lines, new NoticeMoney(sheet, lines, prices), isLandscape);
        PrintPage.Begin(html, sheet.Words, PaperTitle.Of(sheet, TitleOf(sheet)), isLandscape, isFixed: true);
        if (!lines.HasRows)
        {
            WriteSumsOnly(html, sheet, lines, head, sums, proof);
            PrintPage.End(html);
            await html.FlushAsync(cancellation);
            return;
        }

        var (counts, count) = (source.Rows, sheet.Totals.Households);
        var groups = before?.GroupCounts ?? [.. sheet.Groups.Select(group => group.Totals.Households)];
        var room = (isLandscape ? LandscapeMillimetres : PortraitMillimetres) - AroundMillimetres - SumsMillimetres
            - (sheet.Words.IsChinese ? 0 : EnglishMillimetres);
        var table = new PagedTable
        {
            Columns = columns,
            Groups = sheet.IsGrouped
                ? new PagedGroups(sheet, groups) { Amounts = [.. sums.Where(column => column.IsMoney)], WithFunds = true }
                : null,
            FirstRows = (int)((room - head.Millimetres) / RowMillimetres),
            OtherRows = (int)(room / RowMillimetres),
            TailRows = (int)Math.Ceiling((TailMillimetres + (proof is null ? 0 : ProofMillimetres)) / RowMillimetres),
            Halves = halves,
            Style = "notice",
            IsNotice = true,
            Head = head.Write,
            Tail = to => NoticeHead.WriteTail(to, sheet, lines, proof),
        };
        var households = counts.ReadGroupsAsync(sheet.IsGrouped ? sheet.Groups : [], cancellation);
        await table.WriteAsync(html, sheet, before?.Touched(households) ?? households, before?.Count ?? count, cancellation);
        PrintPage.End(html);
        await html.FlushAsync(cancellation);
    }

    // What the year gives, what is settled of earlier years, and what is paid: the same amounts as on the payout sheet.
    private static IEnumerable<PagedColumn> Sums(ExportSheet sheet, PaperLines lines, PaperPrices prices, PaperBefore? before)
    {
        var (words, sums) = (sheet.Words, sheet.Totals.Payable);
        if (before is not null)
        {
            foreach (var column in before.Columns(AmountWidth))
            {
                yield return column;
            }
        }
        else if (!sheet.IsSettlement)
        {
            foreach (var column in LineColumns(sheet, lines, prices))
            {
                yield return column;
            }
        }

        if (sheet.IsSettlement)
        {
            yield return PagedColumn.Amounts(
                sheet.TotalTitle + Yuan(words), AmountWidth, sums.PaidFen, household => household.Payable.PaidFen);
        }
        else if (lines.Apart.Count == 0)
        {
            foreach (var after in sheet.AnnouncedAfterTotals)
            {
                yield return PagedColumn.Amounts(
                    after.Title + Yuan(words), AmountWidth, after.Fen(sums), household => after.Fen(household.Payable));
            }
        }
    }

    // 土地（亩）　土地分红　…　合计
    private static IEnumerable<PagedColumn> LineColumns(ExportSheet sheet, PaperLines lines, PaperPrices prices)
    {
        var words = sheet.Words;
        foreach (var share in prices.ColumnsOf(lines.Plain, ShareWidth))
        {
            yield return share;
        }

        var shown = lines.Plain.Count <= MaxLines ? lines.Plain.Count : MaxLines - 1;
        foreach (var line in lines.Plain.Take(shown))
        {
            yield return PagedColumn.Amounts(
                line.Title + Yuan(words), AmountWidth, line.SumFen, household => household.Amounts[line.Index]);
        }

        if (lines.Plain.Skip(shown).ToArray() is { Length: > 0 } rest)
        {
            yield return PagedColumn.Amounts(words.T("其余各项", "The rest") + Yuan(words), AmountWidth, rest.Sum(line => line.SumFen),
                household => rest.Sum(line => household.Amounts[line.Index]));
        }

        if (lines.Plain.Count != 1 || (sheet.AnnouncedAfterTotals.Count > 0 && lines.Apart.Count == 0))
        {
            var title = lines.Apart.Count == 0 ? sheet.TotalTitle : words.T("以上小计", "Sum of these");
            yield return PagedColumn.Amounts(title + Yuan(words), AmountWidth, lines.PlainSumFen, lines.PlainFen);
        }
    }

    private static string Yuan(ExportWords words) => words.T("（元）", ", yuan");

    private static PagedColumn[] Columns(ExportSheet sheet, bool isMasked)
    {
        var words = sheet.Words;
        return
        [
            new PagedColumn(words.T("户编号", "Household"), 16) { IsCentred = true, Text = (household, _) => household.Id },
            new PagedColumn(words.T("户主", "Name"), 20)
            {
                IsCentred = true, Text = (household, _) => Shown(household.Person?.Name ?? "", isMasked),
            },
            .. sheet.IsSettlement ? SettledColumns(sheet, isMasked) : [PagedColumn.Members(words, 11)],
            .. PagedColumn.OfLabels(sheet, 18),
        ];
    }

    private static string Shown(string name, bool isMasked) => isMasked ? MaskedName.Of(name) : name.Trim();

    // Whose place somebody takes is nobody's business on a wall: a name like the others, and no relation.
    private static IEnumerable<PagedColumn> SettledColumns(ExportSheet sheet, bool isMasked)
    {
        var words = sheet.Words;
        yield return new PagedColumn(words.T("更正年度", "Corrected year"), 20)
        {
            IsCentred = true, Text = (household, _) => sheet.YearsOf(household.Id),
        };
        yield return new PagedColumn(words.T("收款人", "Payee"), 20)
        {
            IsCentred = true, Text = (household, _) => Shown(sheet.Settlement!.PayeeOf(household.Id)!.Name, isMasked),
        };
    }

    private static void WriteSumsOnly(
        HtmlWriter html, ExportSheet sheet, PaperLines lines, NoticeHead head, IReadOnlyList<PagedColumn> sums, PaperProof? proof)
    {
        var words = sheet.Words;
        PrintPage.BeginSheet(html, sheet, isNotice: true, isFirst: true);
        head.Write(html, 1, 1);
        html.Write($"<table class=\"notice\"><tbody><tr class=\"all\"><td>{words.T("受益户数", "Households paid")}</td>");
        html.Write($"<td class=\"n\">{sheet.Totals.WithTotal.ToString(CultureInfo.InvariantCulture)}</td></tr>");
        html.Write($"<tr class=\"all\"><td>{sheet.TotalTitle + Yuan(words)}</td>");
        html.Write($"<td class=\"n\">{new Money(sheet.TotalFen(sheet.Totals.Payable))}</td></tr>");
        foreach (var sum in sums.Where(sum => sum.IsMoney && sheet.HasPayable))
        {
            html.Write($"<tr class=\"all\"><td>{sum.Heading}</td><td class=\"n\">{new Money(sum.SumFen)}</td></tr>");
        }

        html.Write($"</tbody></table>");
        html.Write($"<p class=\"note\">{words.T(
            "本次各项都只发给符合条件的农户，逐户公示会透露个人敏感信息（《个人信息保护法》第二十八条），因此只公示合计；各户的通知单单独送达。",
            "All of it goes to households of a status: listing them would tell it (PIPL art. 28), so only sums are shown; "
            + "each household is told by itself.")}</p>");
        NoticeHead.WriteTail(html, sheet, lines, proof);
        PagedTable.EndSheet(html, sheet, 1, 1);
    }
}
