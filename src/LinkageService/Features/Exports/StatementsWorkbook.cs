using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Features.Exports;

/// <summary>
/// Every household's amounts as a workbook for the office: the totals are formulas, so that whoever doubts one sees what it adds up.
/// </summary>
internal static class StatementsWorkbook
{
    /// <summary>Households that fit a worksheet with its title and totals.</summary>
    public const int MaxHouseholds = XlsxWriter.MaxRows - FirstRow;

    // Title, two lines of what it is, the digest, headings.
    private const int HeadingRow = 5;
    private const int FirstRow = HeadingRow + 1;
    private const int LabelColumn = 3;
    private const int LineHeight = 18;
    private const int MaxLabelWidth = 44;

    /// <summary>Writes it, a block of households at a time.</summary>
    public static async Task WriteAsync(ExportSheet sheet, SheetRows rows, Stream destination, CancellationToken cancellation)
    {
        var words = sheet.Words;
        var detail = new XlsxSheetSetup(words.T("分配明细", "Statements"), Widths(sheet))
        {
            HeadingRow = HeadingRow,
            FrozenColumns = 2,
            WideRows = [1, 2, 3, 4],
            Footer = words.T("第 &P 页 共 &N 页", "Page &P of &N"),
        };
        var summary = new SummaryWorksheet(sheet, detail, FirstLine(sheet), FirstRow);
        var groups = sheet.Groups.Count == 0 ? null : new GroupWorksheet(sheet, detail, FirstLine(sheet), FirstRow);
        XlsxSheetSetup[] sheets = groups is null ? [detail, summary.Setup] : [detail, groups.Setup, summary.Setup];
        await using var report = new XlsxReport(destination, words.T("宋体", "Calibri"), sheets);
        report.BeginSheet(detail);
        await WriteTitleAsync(report, sheet, cancellation);
        await report.WriteAsync(Headings(sheet), LineHeight * HeadingLines(sheet), cancellation);
        await foreach (var household in rows.ReadGroupsAsync(sheet.Groups, cancellation))
        {
            await report.WriteAsync(Cells(sheet, household, report.Row + 1), cancellation: cancellation);
        }

        await report.WriteAsync(Totals(sheet), cancellation: cancellation);
        if (groups is not null)
        {
            report.BeginSheet(groups.Setup);
            await groups.WriteAsync(report, cancellation);
        }

        report.BeginSheet(summary.Setup);
        await summary.WriteAsync(report, cancellation);
        await report.CompleteAsync(cancellation);
    }

    /// <summary>The lines under the title: whose it is, of what and when, where it stands.</summary>
    public static IEnumerable<string> Notes(ExportSheet sheet)
    {
        var (words, row) = (sheet.Words, sheet.Row);
        var carried = sheet.CarriedFrom is { } from ? words.T("　", "   ") + words.Of(from.Words) : "";
        yield return sheet.Settlement is { } settlement ? words.T(
            $"资金来源：{settlement.Payer}　事由：{settlement.Reason}", $"Paid out of: {settlement.Payer}   Reason: {settlement.Reason}") : words.T(
            $"分配方案：{words.Of(sheet.Scheme.Title)}（{row.SchemeId}@{row.SchemeVersion}）",
            $"Scheme: {words.Of(sheet.Scheme.Title)} ({row.SchemeId}@{row.SchemeVersion})") + carried;
        var date = sheet.IsSettlement ? "" : words.T($"　登记日：{row.RecordDate}", $"   Record date: {row.RecordDate}");
        yield return words.T(
            $"年度：{row.Year}{date}　状态：{words.State(row.State)}　户数：{sheet.Totals.Households}　单位：元",
            $"Year: {row.Year}{date}   State: {words.State(row.State)}   "
            + $"Households: {sheet.Totals.Households}   In yuan");
        yield return words.T($"结果校验码：{row.Digest}", $"Digest of the result: {row.Digest}");
    }

    /// <summary>What the run is called.</summary>
    public static string Title(ExportSheet sheet) => sheet.IsSettlement
        ? sheet.Words.T(
            $"{sheet.Organization.Name}　{sheet.Row.Year} 年付清更正差额明细表",
            $"{sheet.Organization.Name}: balances of corrections paid in {sheet.Row.Year}")
        : sheet.IsCorrection
        ? sheet.Words.T(
            $"{sheet.Organization.Name}　{sheet.Row.Year} 年收益分配更正明细表",
            $"{sheet.Organization.Name}: correction of the distribution of {sheet.Row.Year}")
        : sheet.Words.T(
            $"{sheet.Organization.Name}　{sheet.Row.Year} 年收益分配明细表", $"{sheet.Organization.Name}: distribution of {sheet.Row.Year}");

    private static async Task WriteTitleAsync(XlsxReport report, ExportSheet sheet, CancellationToken cancellation)
    {
        await report.WriteAsync([XlsxCell.Of(Title(sheet), XlsxStyle.Title)], 28, cancellation);
        foreach (var note in Notes(sheet))
        {
            await report.WriteAsync([XlsxCell.Of(note, XlsxStyle.Note)], LineHeight, cancellation);
        }
    }

    // Number, name, labels, members.
    private static int FirstLine(ExportSheet sheet) => LabelColumn + sheet.Labels.Count + 1;

    private static string[] HeadingTexts(ExportSheet sheet) =>
    [
        sheet.Words.T("户编号", "Household"), sheet.Words.T("户主", "Name"), .. sheet.Labels.Select(label => label.Title),
        sheet.Words.T("家庭人口", "Members"), .. sheet.Lines.Select(line => line.Title), .. StatementsTable.TailHeadings(sheet),
    ];

    private static XlsxCell[] Headings(ExportSheet sheet) =>
        HeadingTexts(sheet).Select(text => XlsxCell.Of(text, XlsxStyle.Heading)).ToArray();

    // A heading is wrapped in its column: wide enough for the sum, and for a heading of up to three lines.
    private static int[] Widths(ExportSheet sheet)
    {
        var widths = HeadingTexts(sheet).Select(text => Math.Min(Math.Max(14, (ColumnWidth.Of([text]) + 2) / 2), 24)).ToArray();
        (widths[0], widths[1]) = (12, 18);
        foreach (var (label, at) in sheet.Labels.Select((label, at) => (label, at)))
        {
            widths[LabelColumn - 1 + at] = Math.Clamp(ColumnWidth.Of([label.Title, .. label.Values]) + 2, 10, MaxLabelWidth);
        }

        var firstLine = FirstLine(sheet);
        widths[firstLine - 2] = 9;
        foreach (var (line, at) in sheet.Lines.Select((line, at) => (line, at)))
        {
            widths[firstLine - 1 + at] = Math.Max(widths[firstLine - 1 + at], WidthOf(line.SumFen));
        }

        for (var at = firstLine - 1 + sheet.Lines.Count; at < widths.Length; at++)
        {
            widths[at] = Math.Max(widths[at], WidthOf(sheet.TotalFen(sheet.Totals.Payable)));
        }

        return widths;
    }

    private static int WidthOf(long fen) => new Money(fen).ToDisplayString().Length + 3;

    private static int HeadingLines(ExportSheet sheet)
    {
        var widths = Widths(sheet);
        return HeadingTexts(sheet).Select((text, at) => (ColumnWidth.Of([text]) + widths[at] - 1) / widths[at]).Max();
    }

    private static XlsxCell[] Cells(ExportSheet sheet, SheetHousehold household, int row)
    {
        var cells = new List<XlsxCell>
        {
            XlsxCell.Of(household.Id),
            XlsxCell.Of(household.Person?.Name ?? ""),
        };
        cells.AddRange(household.Labels.Select(label => XlsxCell.Of(label)));
        cells.Add(household.Person?.Members is { } members ? XlsxCell.Whole(members) : XlsxCell.Of(""));
        cells.AddRange(sheet.Lines.Select(line => XlsxCell.Of(new Money(household.Amounts[line.Index]))));
        cells.Add(XlsxCell.Of(new Money(sheet.TotalFen(household.Payable)), RowSum(sheet, row)));
        cells.AddRange(sheet.IsSettlement
            ? StatementsTable.SettledTexts(sheet, household.Id).Select(text => XlsxCell.Of(text))
            : []);
        cells.AddRange(AfterTotal(sheet, household.Payable, row, isTotal: false));
        cells.AddRange(sheet.Records.Concat(sheet.Carried).Select(record => XlsxCell.Of(new Money(household.Amounts[record.Index]))));
        return [.. cells];
    }

    // What is noted only stands behind the total, so that the total is a plain sum of its neighbours.
    private static string? RowSum(ExportSheet sheet, int row) => sheet.Lines.Count == 0
        ? null
        : Text($"SUM({Place(FirstLine(sheet), row)}:{Place(FirstLine(sheet) + sheet.Lines.Count - 1, row)})");

    // The last is the total with what is settled, less what is withheld and what a correction pays.
    private static IEnumerable<XlsxCell> AfterTotal(ExportSheet sheet, Payable payable, int row, bool isTotal)
    {
        var (columns, total) = (sheet.AfterTotals, FirstLine(sheet) + sheet.Lines.Count);
        var formula = Place(total, row);
        for (var at = 1; at <= columns.Count; at++)
        {
            var amount = new Money(columns[at - 1].Fen(payable));
            yield return at == columns.Count
                ? XlsxCell.Of(amount, formula, isTotal)
                : XlsxCell.Of(amount, isTotal ? ColumnSum(sheet, total + at) : null, isTotal);
            formula += (columns[at - 1].IsAdded ? '+' : '-') + Place(total + at, row);
        }
    }

    private static XlsxCell[] Totals(ExportSheet sheet)
    {
        var totals = sheet.Totals;
        var cells = new List<XlsxCell>
        {
            XlsxCell.Of(sheet.Words.T("合计", "Total"), XlsxStyle.TotalText),
            XlsxCell.Of(sheet.Words.T($"{totals.Households} 户", $"{totals.Households} households"), XlsxStyle.TotalText),
            XlsxCell.Of("", XlsxStyle.TotalText),
        };
        cells.AddRange(sheet.Labels.Select(_ => XlsxCell.Of("", XlsxStyle.TotalText)));
        cells.AddRange(sheet.Lines.Select((line, at) =>
            XlsxCell.Of(new Money(line.SumFen), ColumnSum(sheet, FirstLine(sheet) + at), isTotal: true)));
        var total = FirstLine(sheet) + sheet.Lines.Count;
        cells.Add(XlsxCell.Of(new Money(sheet.TotalFen(totals.Payable)), ColumnSum(sheet, total), isTotal: true));
        cells.AddRange(AfterTotal(sheet, totals.Payable, FirstRow + totals.Households, isTotal: true));
        var firstRecord = cells.Count + 1;
        cells.AddRange(sheet.Records.Concat(sheet.Carried).Select((record, at) =>
            XlsxCell.Of(new Money(record.SumFen), ColumnSum(sheet, firstRecord + at), isTotal: true)));
        return [.. cells];
    }

    private static string? ColumnSum(ExportSheet sheet, int column) => sheet.Totals.Households == 0
        ? null
        : Text($"SUM({Place(column, FirstRow)}:{Place(column, FirstRow + sheet.Totals.Households - 1)})");

    private static string Place(int column, int row) => Text($"{XlsxParts.ColumnName(column)}{row}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
