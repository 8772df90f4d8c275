using System.Globalization;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Life;
using LinkageService.Features.Settlements;
using LinkageService.Privacy;
using LinkageService.Storage;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// The public notice (公示表): who gets how much in all, for the wall of the village. It shows no ID number, no account, no status, and
/// names with the surname only. Nothing private is even read for it but the names.
/// </summary>
internal sealed class NoticePrint() : ExportDocument("notice", ExportFormat.Html, ExportFormat.Pdf)
{
    // As many as fit the page beside heading and signatures; the styles of PrintPage have the heights.
    private const int MaxPortraitColumns = 3;
    private const int ColumnsAfterTotal = 2;
    private const int PortraitFirst = 23;
    private const int PortraitOther = 28;
    private const int LandscapeFirst = 13;
    private const int LandscapeOther = 17;
    private const int PortraitCharacters = 50;
    private const int LandscapeCharacters = 75;
    private const int RowMillimetres = 7;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("公示表", "Public notice");

    /// <inheritdoc/>
    public override LocalizedText ShortTitle { get; } = new("公示表", "Notice");

    /// <inheritdoc/>
    public override LocalizedText Purpose { get; } = new(
        "可以张贴，人人可看：没有身份证号、账号，也看不出谁是建档立卡户。",
        "May be put up for everyone: no ID or account numbers, and no one's status can be read off it.");

    /// <inheritdoc/>
    public override async Task WriteAsync(ExportSource source, Func<Stream> begin, CancellationToken cancellation)
    {
        var (sheet, rows, html) = (WithoutStatus(source.Sheet), source.Rows, new HtmlWriter(begin()));
        var columns = await NoticeColumns.OfAsync(sheet, rows, cancellation);
        var isLandscape = columns.Columns.Count + (sheet.HasPayable ? ColumnsAfterTotal : 0) > MaxPortraitColumns;
        PrintPage.Begin(html, sheet.Words, TitleOf(sheet) + " " + sheet.Organization.Name, isLandscape, isFixed: true);
        PagedColumn[] sums = [.. Sums(sheet)];
        var table = new PagedTable
        {
            Columns = columns.ShowsHouseholds ? [.. Columns(sheet, columns), .. sums] : [Serial(sheet), .. sums],
            Groups = sheet.IsGrouped
                ? new PagedGroups(sheet, [.. sheet.Groups.Select(group => group.Totals.Households)]) { Amounts = sums, WithFunds = true }
                : null,
            FirstRows = (isLandscape ? LandscapeFirst : PortraitFirst)
                - PrintPage.RowsOfRepeatReason(sheet, isLandscape ? LandscapeCharacters : PortraitCharacters, RowMillimetres),
            OtherRows = isLandscape ? LandscapeOther : PortraitOther,
            Style = "notice",
            IsNotice = true,
            Head = (to, page) => WriteHead(to, sheet, columns, page),
            Foot = to => WriteFoot(to, sheet.Words),
        };
        if (columns.ShowsHouseholds)
        {
            var households = rows.ReadGroupsAsync(sheet.IsGrouped ? sheet.Groups : [], cancellation);
            await table.WriteAsync(html, sheet, households, sheet.Totals.Households, cancellation);
        }
        else
        {
            WriteSumsOnly(html, sheet, columns);
        }

        PrintPage.End(html);
        await html.FlushAsync(cancellation);
    }

    private static string TitleOf(ExportSheet sheet) => sheet.IsSettlement
        ? sheet.Words.T("付清更正差额公示", "Public notice: balances of corrections paid")
        : sheet.IsCorrection
        ? sheet.Words.T("收益分配更正公示", "Public notice: correction of a distribution")
        : sheet.Words.T("收益分配公示", "Public notice of distribution");

    private static PagedColumn Serial(ExportSheet sheet) => new(sheet.Words.T("序号", "No."), 13)
    {
        IsCentred = true, Text = (_, serial) => serial.ToString(CultureInfo.InvariantCulture),
    };

    // What the year gives, what is settled of earlier years, and what is paid: the same amounts as on the payout sheet.
    private static IEnumerable<PagedColumn> Sums(ExportSheet sheet)
    {
        var (words, sums) = (sheet.Words, sheet.Totals.Payable);
        yield return PagedColumn.Amounts(
            sheet.TotalTitle + Yuan(words), 30, sheet.TotalFen(sums), household => sheet.TotalFen(household.Payable));
        if (sheet.HasPayable)
        {
            var (first, second) = words.AfterTotal(sheet.IsCorrection);
            yield return PagedColumn.Amounts(
                first + Yuan(words), 30, sheet.AfterTotal(sums).First, household => sheet.AfterTotal(household.Payable).First);
            yield return PagedColumn.Amounts(
                second + Yuan(words), 30, sheet.AfterTotal(sums).Second, household => sheet.AfterTotal(household.Payable).Second);
        }
    }

    private static string Yuan(ExportWords words) => words.T("（元）", ", yuan");

    private static PagedColumn[] Columns(ExportSheet sheet, NoticeColumns columns)
    {
        var words = sheet.Words;
        return
        [
            Serial(sheet),
            new PagedColumn(words.T("户编号", "Household"), 24) { IsCentred = true, Text = (household, _) => household.Id },
            new PagedColumn(words.T("户主姓名", "Name"), 26)
            {
                IsCentred = true, Text = (household, _) => MaskedName.Of(household.Person?.Name ?? ""),
            },
            .. sheet.IsSettlement ? SettledColumns(sheet) : [Members(words)],
            .. PagedColumn.OfLabels(sheet, 24),
            .. columns.Columns.Select(column => PagedColumn.Amounts(column.Title, 28, column.SumFen, column.Fen)),
        ];
    }

    // What a household belongs to may be read by everyone, unless it is a status.
    private static ExportSheet WithoutStatus(ExportSheet sheet) => sheet.Run.Summary.Labels
        .Where(label => sheet.Scheme.Labels.Any(known => known.Name == label.Name && StatusDisclosure.IsIn(known.Title))
            || label.Values.Any(value => StatusDisclosure.IsIn(value.Value)))
        .Select(label => label.Name).ToHashSet(StringComparer.Ordinal) is { Count: > 0 } telling
        ? sheet.WithoutLabels(telling)
        : sheet;

    private static PagedColumn Members(ExportWords words) => new(words.T("成员数", "Members"), 15)
    {
        IsCentred = true,
        Text = (household, _) => household.Person?.Members?.ToString(CultureInfo.InvariantCulture) ?? "",
    };

    // Whose place somebody takes is nobody's business on a wall: a name like the others, and no relation.
    private static IEnumerable<PagedColumn> SettledColumns(ExportSheet sheet)
    {
        var words = sheet.Words;
        yield return new PagedColumn(words.T("更正年度", "Corrected year"), 24)
        {
            IsCentred = true, Text = (household, _) => sheet.YearsOf(household.Id),
        };
        yield return new PagedColumn(words.T("收款人", "Payee"), 26)
        {
            IsCentred = true, Text = (household, _) => MaskedName.Of(sheet.Settlement!.PayeeOf(household.Id)!.Name),
        };
    }

    private static void WriteHead(HtmlWriter html, ExportSheet sheet, NoticeColumns columns, int page)
    {
        var words = sheet.Words;
        html.Write($"<h1 class=\"{(page == 1 ? "" : "again")}\">{TitleOf(sheet)}</h1>");
        var date = sheet.IsSettlement ? "" : words.T($"　登记日 {words.Date(sheet.Row.RecordDate)}", $"; record date {sheet.Row.RecordDate}");
        html.Write($"<p class=\"lead\">{words.T(
            $"{sheet.Organization.Name}　{sheet.Row.Year} 年度{date}　单位：元",
            $"{sheet.Organization.Name}, {sheet.Row.Year}{date}; in yuan")}</p>");
        if (page > 1)
        {
            return;
        }

        html.Write($"<p class=\"say\">{Introduction(sheet)}{Meeting(sheet)}</p>");
        if (sheet.Settlement is { } settlement)
        {
            WriteSettlement(html, sheet, settlement);
        }
        else
        {
            WriteTotals(html, sheet, columns);
        }

        PrintPage.WriteRepeatReason(html, sheet);
        WriteObjections(html, sheet);
    }

    private static void WriteSettlement(HtmlWriter html, ExportSheet sheet, SettlementDetails settlement)
    {
        var (words, paid) = (sheet.Words, new Money(sheet.Totals.Payable.PaidFen).ToDisplayString());
        html.Write($"<p class=\"say\">{words.T(
            $"共付 {sheet.Totals.Paid} 户 {paid} 元，资金来源：{settlement.Payer}。这些钱在当年的更正里已记入农户所得，不占用 {sheet.Row.Year} 年的收益。",
            $"{paid} yuan to {sheet.Totals.Paid} households, out of: {settlement.Payer}. It was counted as theirs by the corrections "
            + $"of its years and takes nothing of {sheet.Row.Year}.")}");
        html.Write($"{words.T("各户可持证件查询本户明细。", " Every household may see its own statement in full.")}</p>");
    }

    private static void WriteTotals(HtmlWriter html, ExportSheet sheet, NoticeColumns columns)
    {
        var (words, totals) = (sheet.Words, sheet.Run.Summary.Totals);
        var change = sheet.IsCorrection ? words.T("变动：", "Changes: ") : "";
        var (sources, funds) = (totals.Sources.ToDisplayString(), totals.Funds.ToDisplayString());
        var (households, carried) = (totals.Households.ToDisplayString(), totals.CarriedForward.ToDisplayString());
        html.Write($"<p class=\"say\">{change}{words.T(
            $"资金来源 {sources} 元，分给农户 {households} 元（{sheet.Totals.WithTotal} 户），集体留用 {funds} 元，结转下年 {carried} 元。",
            $"sources {sources}, to households {households} ({sheet.Totals.WithTotal}), funds {funds}, carried forward {carried}.")}");
        if (sheet.HasPayable)
        {
            var (titles, amounts) = (words.AfterTotal(sheet.IsCorrection), sheet.AfterTotal(sheet.Totals.Payable));
            var (first, second) = (new Money(amounts.First).ToDisplayString(), new Money(amounts.Second).ToDisplayString());
            html.Write($"{words.T(
                $"{titles.First} {first} 元，{titles.Second} {second} 元。", $" {titles.First}: {first}; {titles.Second}: {second}.")}");
        }

        if (columns.IsCombined)
        {
            html.Write($"{words.T("为保护个人信息，部分项目合并列示。", " To protect personal data some benefits are combined.")}");
        }

        html.Write($"{words.T("各户可持证件查询本户明细。", " Every household may see its own statement in full.")}</p>");
    }

    private static string Introduction(ExportSheet sheet)
    {
        var words = sheet.Words;
        if (sheet.IsSettlement)
        {
            return words.T("以前年度收益分配经更正后少发、还没有结清的款项，现予付清，公示如下，请全体成员监督。",
                "What corrections of earlier years left open is paid as follows.");
        }

        var title = words.Of(sheet.Scheme.Title);
        var by = StatusDisclosure.IsIn(sheet.Scheme.Title)
            ? words.T("根据本组织的分配方案，", "Under the organisation's scheme of distribution ")
            : words.T($"根据“{title}”方案，", $"Under the scheme “{title}” ");
        return by + (sheet.IsCorrection
            ? words.T($"现将 {sheet.Row.Year} 年度收益分配的更正结果公示如下，请全体成员监督。", "the following corrections are made.")
            : words.T($"现将 {sheet.Row.Year} 年度收益分配结果公示如下，请全体成员监督。", "the following is to be distributed."));
    }

    private static string Meeting(ExportSheet sheet)
    {
        var words = sheet.Words;
        return sheet.Run.Life.Meeting is not { } meeting
            ? ""
            : words.T(
                $"{words.Date(meeting.Date)}{(meeting.Kind == "delegates" ? "成员代表大会" : "成员大会")}表决："
                + $"应到 {meeting.Due} 人，实到 {meeting.Present} 人，同意 {meeting.InFavour} 人。",
                $" Meeting of {meeting.Date}: {meeting.Due} due, {meeting.Present} present, {meeting.InFavour} in favour.");
    }

    // Who takes objections, and where, the service does not know: lines for the pen.
    private static void WriteObjections(HtmlWriter html, ExportSheet sheet)
    {
        var words = sheet.Words;
        html.Write($"<p class=\"say\">{words.T("公示期：", "Notice period: ")}");
        if (sheet.Run.Life is { DisclosedOn: { } from, NoticeDays: { } days })
        {
            var last = Dates.Read(from).AddDays(days - 1);
            html.Write($"<b>{words.T(
                $"{words.Date(from)}至{words.Date(last)}（{days} 天）", $"{from} to {words.Date(last)} ({days} days)")}</b>");
        }
        else
        {
            html.Write($"<span class=\"blank\"></span>{words.T("至", " to ")}<span class=\"blank\"></span>");

            // By the law of the day it last changed: the papers of a run say the same whenever they are printed.
            var changed = DateOnly.FromDateTime(Dates.InChina(Moment.ToTime(sheet.Row.UpdatedAt)).DateTime);
            var wanted = NoticeTerm.Of(sheet.Organization, sheet.Row, changed).Standard;
            html.Write($"{words.T($"（不少于 {wanted} 天）", $" (at least {wanted} days)")}");
        }

        html.Write($"{words.T(
            "。对公示内容有异议的，请在公示期内当面或书面提出，本组织核实后答复。受理人：",
            ". Objections are taken during the notice, by word or in writing, and are answered. To: ")}<span class=\"blank\"></span>");
        html.Write($"{words.T("　电话：", " Telephone: ")}<span class=\"blank\"></span>");
        html.Write($"{words.T("　地点：", " Place: ")}<span class=\"blank\"></span></p>");
    }

    private static void WriteSumsOnly(HtmlWriter html, ExportSheet sheet, NoticeColumns columns)
    {
        var words = sheet.Words;
        PrintPage.BeginSheet(html, sheet, isNotice: true);
        WriteHead(html, sheet, columns, 1);
        html.Write($"<table class=\"notice\"><tbody><tr class=\"all\"><td>{words.T("受益户数", "Households paid")}</td>");
        html.Write($"<td class=\"n\">{sheet.Totals.WithTotal}</td></tr>");
        foreach (var sum in Sums(sheet))
        {
            html.Write($"<tr class=\"all\"><td>{sum.Heading}</td><td class=\"n\">{new Money(sum.SumFen)}</td></tr>");
        }

        html.Write($"</tbody></table>");
        html.Write($"<p class=\"note\">{words.T(
            "本次各项都只发给符合条件的农户，逐户公示会透露个人敏感信息（《个人信息保护法》第二十八条），因此只公示合计；各户的告知单单独送达。",
            "All of it goes to households of a status: listing them would tell it (PIPL art. 28), so only sums are shown; "
            + "each household is told by itself.")}</p>");
        WriteFoot(html, words);
        html.Write($"<div class=\"foot\"><span>{words.T("结果校验码", "Digest")} {PagedTable.ShortDigest(sheet)}</span></div></section>\n");
    }

    private static void WriteFoot(HtmlWriter html, ExportWords words)
    {
        html.Write($"<div class=\"sign\"><span>{words.T("制表人：", "Prepared by: ")}<span class=\"blank\"></span></span>");
        html.Write($"<span>{words.T("审核人：", "Checked by: ")}<span class=\"blank\"></span></span>");
        html.Write($"<span>{words.T("监督委员会：", "Supervisors: ")}<span class=\"blank\"></span></span>");
        PrintPage.WriteSeal(html, words);
        html.Write($"</div>");
    }
}
