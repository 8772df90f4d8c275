using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Features.Households;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// The payout sheet (发放表): whom to pay how much, with room to sign. Numbers are masked unless they were revealed, which is noted in
/// the audit log before. Households that are paid nothing are left out, and counted below.
/// </summary>
internal sealed class PayoutPrint() : ExportDocument("payout-sheet", ExportFormat.Html, ExportFormat.Pdf)
{
    private const int FirstRows = 12;
    private const int OtherRows = 12;
    private const int LineCharacters = 75;
    private const int RowMillimetres = 10;
    private const int MaxColumns = 4;
    private const int DenseFrom = 3;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("发放表", "Payout sheet");

    /// <inheritdoc/>
    public override LocalizedText Purpose { get; } = new(
        "发钱时签字、按手印用；号码只显示头尾，只给经办人和领款人看。",
        "To sign when the money is handed out; numbers are masked. For those who pay and those who are paid.");

    /// <inheritdoc/>
    public override bool ShowsNumbers => true;

    /// <inheritdoc/>
    public override async Task WriteAsync(ExportSource source, Func<Stream> begin, CancellationToken cancellation)
    {
        var (sheet, rows, reveal, html) = (source.Sheet, source.Rows, source.Reveal, new HtmlWriter(begin()));
        var words = sheet.Words;
        PrintPage.Begin(html, words, TitleOf(sheet) + " " + sheet.Organization.Name, isLandscape: true, isFixed: true);
        var benefits = Benefits(sheet);
        var columns = sheet.IsSettlement ? SettlementPayout.Columns(sheet, reveal) : Columns(sheet, benefits, reveal);
        var table = new PagedTable
        {
            Columns = columns,
            Groups = sheet.IsGrouped
                ? new PagedGroups(sheet, [.. sheet.Groups.Select(group => group.Totals.Paid)])
                {
                    Amounts = [.. columns.Where(column => column.Fen is not null)],
                }
                : null,
            FirstRows = FirstRows - PrintPage.RowsOfRepeatReason(sheet, LineCharacters, RowMillimetres),
            OtherRows = OtherRows,
            Style = benefits.Count >= DenseFrom ? "payout dense" : "payout",
            Head = (to, page) => WriteHead(to, sheet, page),
            Foot = to => WriteFoot(to, words),
        };
        await table.WriteAsync(html, sheet, Paid(sheet, rows, cancellation), sheet.Totals.Paid, cancellation);
        PrintPage.End(html);
        await html.FlushAsync(cancellation);
    }

    // What the run gives before deductions; a correction pays or carries, and deducts nothing.
    private static long GrossFen(ExportSheet sheet, SheetHousehold household) => sheet.IsCorrection
        ? household.Payable.PaidFen
        : sheet.Lines.Sum(line => Math.Max(household.Amounts[line.Index], 0));

    // Gross, this, and what is settled of earlier years make what is paid.
    private static long DeductionFen(ExportSheet sheet, SheetHousehold household) =>
        household.Payable.PaidFen - household.Payable.SettledFen - GrossFen(sheet, household);

    private static string TitleOf(ExportSheet sheet) => sheet.IsSettlement
        ? sheet.Words.T("付清更正差额发放表", "Payout sheet of balances")
        : sheet.IsCorrection
        ? sheet.Words.T("收益分配更正补发表", "Payout sheet of a correction")
        : sheet.Words.T("收益分配发放表", "Payout sheet");

    private static async IAsyncEnumerable<SheetHousehold> Paid(
        ExportSheet sheet, SheetRows rows, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var household in rows.ReadGroupsAsync(sheet.IsGrouped ? sheet.Groups : [], cancellation))
        {
            if (household.Payable.PaidFen != 0)
            {
                yield return household;
            }
        }
    }

    // A correction's differences are of both signs and partly carried: only what is paid with it belongs here.
    private static IReadOnlyList<NoticeColumn> Benefits(ExportSheet sheet) => sheet.IsCorrection
        ? []
        : NoticeColumns.AtMost(
            sheet.Lines.Where(line => line.Households > 0 && !IsWithheld(sheet, line))
                .Select(line => new NoticeColumn(line.Title, [line])),
            sheet.Words, MaxColumns);

    private static bool IsWithheld(ExportSheet sheet, ExportColumn line) =>
        sheet.Scheme.Steps.FirstOrDefault(step => step.Id == line.Step)?.Kind == "withhold";

    private static PagedColumn[] Columns(ExportSheet sheet, IReadOnlyList<NoticeColumn> benefits, RevealNumbers? reveal)
    {
        var words = sheet.Words;
        List<PagedColumn> columns =
        [
            new(words.T("序号", "No."), 9) { IsCentred = true, Text = (_, serial) => serial.ToString(CultureInfo.InvariantCulture) },
            new(words.T("户编号", "Household"), 15) { IsCentred = true, Text = (household, _) => household.Id },
            new(words.T("户主", "Name"), 17) { IsCentred = true, Text = (household, _) => household.Person?.Name ?? "" },
            new(words.T("成员数", "Members"), words.IsChinese ? 9 : 15)
            {
                IsCentred = true, Text = (household, _) => household.Person?.Members?.ToString(CultureInfo.InvariantCulture) ?? "",
            },
            .. PagedColumn.OfLabels(sheet, 15),
            new(words.T("身份证号", "ID number"), 22)
            {
                IsSmall = true, Text = (household, _) => Data(household.Person?.Standing, known => HeadId(known, reveal)),
            },
            new(words.T("社保卡/账号", "Account"), 22)
            {
                IsSmall = true, Text = (household, _) => Data(household.Person?.Paying, known => Account(known, reveal)),
            },
            new(words.T("开户行", "Bank"), 19)
            {
                IsSmall = true, Text = (household, _) => Data(household.Person?.Paying, known => known.Data.Account?.Bank),
            },
        ];
        columns.AddRange(benefits.Select(benefit => PagedColumn.Amounts(benefit.Title, 19, benefit.SumFen, benefit.Fen)));
        var withheld = sheet.Lines.Where(line => IsWithheld(sheet, line)).Sum(line => line.SumFen);
        var gross = Math.Max(benefits.Sum(benefit => benefit.SumFen), sheet.Totals.Payable.PaidFen);

        columns.AddRange(
        [
            PagedColumn.Amounts(words.T("应发", "Gross"), 20, gross, household => GrossFen(sheet, household)),
            PagedColumn.Amounts(words.T("扣款", "Deduction"), 17, withheld, household => DeductionFen(sheet, household)),
            .. Settled(sheet),
            PagedColumn.Amounts(words.T("实发", "Net"), 20, gross, household => household.Payable.PaidFen),
            new PagedColumn(words.T("签字/指印", "Signature"), 22),
            new PagedColumn(words.T("代领人及关系", "Proxy and relation"), 20),
            new PagedColumn(words.T("备注", "Remarks"), 13)
            {
                IsSmall = true, Text = (household, _) => household.Person?.Deceased is { } date
                    ? words.T($"已故，{words.Date(date)}", $"deceased {date}") : "",
            },
        ]);
        return [.. columns];
    }

    private static IEnumerable<PagedColumn> Settled(ExportSheet sheet) => sheet.Settles
        ? [PagedColumn.Amounts(
            sheet.Words.AfterTotal(isCorrection: false).First, 19, sheet.Totals.Payable.SettledFen,
            household => household.Payable.SettledFen)]
        : [];

    private static string Data(Households.StoredHousehold? known, Func<Households.StoredHousehold, string?> read) =>
        known is null ? "" : read(known) ?? "";

    private static string? HeadId(Households.StoredHousehold household, RevealNumbers? reveal)
    {
        // Where nobody is marked as the head, the one whose name the household bears.
        var persons = household.Data.Persons.ToList();
        var head = persons.FindIndex(person => person is { Head: true, Left: null, Deceased: null });
        head = head >= 0 ? head : persons.FindIndex(person => person.Name == household.Data.Name);
        return head < 0 ? null : reveal?.Reveal(household).Revealed?.Ids[head] ?? persons[head].Hint;
    }

    private static string? Account(Households.StoredHousehold household, RevealNumbers? reveal) =>
        reveal?.Reveal(household).Revealed?.Account ?? household.Data.Account?.Masked;

    private static void WriteHead(HtmlWriter html, ExportSheet sheet, int page)
    {
        var (words, totals) = (sheet.Words, sheet.Totals);
        html.Write($"<h1 class=\"{(page == 1 ? "" : "again")}\">{TitleOf(sheet)}</h1>");
        var pay = sheet.Run.Life.PaidOn is { } on ? words.T($"　发放日 {words.Date(on)}", $"; paid on {on}") : "";
        html.Write($"<p class=\"lead\">{words.T(
            $"{sheet.Organization.Name}　{sheet.Row.Year} 年度　{Subject(sheet)}{pay}　单位：元",
            $"{sheet.Organization.Name}, {sheet.Row.Year}, {Subject(sheet)}{pay}; in yuan")}</p>");
        var net = new Money(totals.Payable.PaidFen).ToDisplayString();
        html.Write($"<p class=\"lead\">{words.T($"发放 {totals.Paid} 户，实发 {net} 元", $"{totals.Paid} households, net {net} yuan")}");
        if (words.IsChinese)
        {
            html.Write($"（大写 {ChineseAmount.Of(new Money(totals.Payable.PaidFen))}）");
        }

        var left = totals.Households - totals.Paid;
        html.Write($"{(left == 0 ? "" : words.T($"；另有 {left} 户本次没有应发款，未列", $"; {left} more have nothing to be paid"))}</p>");
        if (page == 1)
        {
            PrintPage.WriteRepeatReason(html, sheet);
        }
    }

    private static string Subject(ExportSheet sheet) => sheet.Settlement is { } settlement
        ? sheet.Words.T($"资金来源：{settlement.Payer}", $"out of: {settlement.Payer}")
        : sheet.Words.Of(sheet.Scheme.Title);

    private static void WriteFoot(HtmlWriter html, ExportWords words)
    {
        html.Write($"<div class=\"sign\">");
        foreach (var title in new[]
        {
            words.T("制表人：", "Prepared by: "), words.T("审核人：", "Checked by: "), words.T("负责人：", "In charge: "),
            words.T("发放人：", "Paid by: "), words.T("监督人：", "Supervised by: "),
        })
        {
            html.Write($"<span>{title}<span class=\"blank\"></span></span>");
        }

        html.Write($"</div>");
    }
}
