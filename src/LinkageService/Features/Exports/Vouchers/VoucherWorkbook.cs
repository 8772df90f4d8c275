using System.Globalization;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Books;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Features.Exports.Vouchers;

/// <summary>
/// Vouchers as a workbook: the lines, what each account comes to by formulas over them, and the households. The check below the totals must
/// show 0.00.
/// </summary>
internal sealed class VoucherWorkbook
{
    /// <summary>Rows of households that fit a worksheet.</summary>
    public const int MaxRows = XlsxWriter.MaxRows - FirstRow;

    private const int FirstRow = 4;
    private const int Account = 4;
    private const int Debit = 5;
    private const int Credit = 6;

    private readonly VoucherHead _head;
    private readonly Journal _journal;
    private readonly XlsxSheetSetup _lines;
    private readonly XlsxSheetSetup _balances;
    private readonly XlsxSheetSetup _households;

    private VoucherWorkbook(VoucherHead head, Journal journal)
    {
        (_head, _journal) = (head, journal);
        _lines = Setup(Words.T("凭证", "Vouchers"), 10, 13, 44, 46, 18, 18, 10);
        _balances = Setup(Words.T("科目汇总", "Accounts"), 58, 18, 18, 18);
        _households = Setup(Words.T("各户明细", "Households"), 10, 13, 46, 16, 18, 18);
    }

    private ExportWords Words => _head.Words;

    private VoucherWords Names => new(Words);

    private int LastRow => FirstRow + _journal.Vouchers.Sum(voucher => voucher.Lines.Count) - 1;

    /// <summary>Writes it.</summary>
    public static async Task WriteAsync(VoucherHead head, Journal journal, Stream destination, CancellationToken cancellation)
    {
        var workbook = new VoucherWorkbook(head, journal);
        await using var report = new XlsxReport(
            destination, head.Words.T("宋体", "Calibri"), workbook._lines, workbook._balances, workbook._households);
        await workbook.WriteLinesAsync(report, cancellation);
        await workbook.WriteBalancesAsync(report, cancellation);
        await workbook.WriteHouseholdsAsync(report, cancellation);
        await report.CompleteAsync(cancellation);
    }

    private static XlsxSheetSetup Setup(string name, params int[] widths) =>
        new(name, widths) { HeadingRow = FirstRow - 1, WideRows = [1, 2] };

    private async Task WriteLinesAsync(XlsxReport report, CancellationToken cancellation)
    {
        await BeginAsync(report, _lines, cancellation, Words.T("凭证号", "Voucher"), Words.T("日期", "Date"), Words.T("摘要", "What"),
            Words.T("科目", "Account"), Words.T("借方金额", "Debit"), Words.T("贷方金额", "Credit"), Words.T("户数", "Households"));
        foreach (var voucher in _journal.Vouchers)
        {
            foreach (var line in voucher.Lines)
            {
                await report.WriteAsync(
                [
                    .. Head(voucher), XlsxCell.Of(Words.Of(line.Text)), XlsxCell.Of(Names.Full(line.Account)),
                    .. Sides(line, line.Amount),
                    line.Households.Count == 0 ? XlsxCell.Of("") : XlsxCell.Whole(line.Households.Count),
                ], cancellation: cancellation);
            }
        }

        var total = new Money(_journal.Vouchers.Sum(voucher => voucher.Total.Fen));
        await report.WriteAsync(
        [
            Total(Words.T("合计", "Total")), Total(""), Total(""), Total(""), XlsxCell.Of(total, SumOf(Debit), isTotal: true),
            XlsxCell.Of(total, SumOf(Credit), isTotal: true), Total(""),
        ], cancellation: cancellation);
    }

    private async Task WriteBalancesAsync(XlsxReport report, CancellationToken cancellation)
    {
        await BeginAsync(report, _balances, cancellation, Words.T("科目", "Account"), Words.T("借方合计", "Debits"),
            Words.T("贷方合计", "Credits"), Words.T("借方 − 贷方", "Debits − credits"));
        var (balances, row) = (_journal.Balances, FirstRow);
        foreach (var balance in balances)
        {
            await report.WriteAsync(
            [
                XlsxCell.Of(Names.Full(balance.Account)), XlsxCell.Of(balance.Debit, SumIf(Debit, row)),
                XlsxCell.Of(balance.Credit, SumIf(Credit, row)), XlsxCell.Of(balance.Net, Text($"B{row}-C{row}")),
            ], cancellation: cancellation);
            row++;
        }

        if (balances.Count > 0)
        {
            var total = new Money(balances.Sum(balance => balance.Debit.Fen));
            await report.WriteAsync(
            [
                Total(Words.T("合计", "Total")), XlsxCell.Of(total, Text($"SUM(B{FirstRow}:B{row - 1})"), isTotal: true),
                XlsxCell.Of(total, Text($"SUM(C{FirstRow}:C{row - 1})"), isTotal: true),
                XlsxCell.Of(Money.Zero, Text($"ROUND(B{row}-C{row},2)"), isTotal: true),
            ], cancellation: cancellation);
            await report.WriteAsync(
            [
                Total(Words.T("核对：科目合计 − 凭证合计，应为 0.00", "Check: accounts − vouchers, must be 0.00")), Total(""), Total(""),
                XlsxCell.Of(Money.Zero, Text($"ROUND(B{row}-{_lines.Reference(Debit, LastRow + 1)},2)"), isTotal: true),
            ], cancellation: cancellation);
        }

        await report.WriteAsync([], cancellation: cancellation);
        foreach (var note in Names.Notes(_journal))
        {
            await report.WriteAsync([XlsxCell.Of(note, XlsxStyle.Note)], cancellation: cancellation);
        }
    }

    private async Task WriteHouseholdsAsync(XlsxReport report, CancellationToken cancellation)
    {
        await BeginAsync(report, _households, cancellation, Words.T("凭证号", "Voucher"), Words.T("日期", "Date"),
            Words.T("科目", "Account"), Words.T("户编号", "Household"), Words.T("借方金额", "Debit"), Words.T("贷方金额", "Credit"));
        foreach (var voucher in _journal.Vouchers)
        {
            foreach (var line in voucher.Lines)
            {
                foreach (var household in line.Households)
                {
                    await report.WriteAsync(
                    [
                        .. Head(voucher), XlsxCell.Of(Names.Full(line.Account)), XlsxCell.Of(household.Household),
                        .. Sides(line, new Money(household.Fen)),
                    ], cancellation: cancellation);
                }
            }
        }
    }

    private async Task BeginAsync(XlsxReport report, XlsxSheetSetup sheet, CancellationToken cancellation, params string[] headings)
    {
        report.BeginSheet(sheet);
        await report.WriteAsync(
            [XlsxCell.Of($"{_head.Organization}{Words.T("　", ": ")}{_head.Title}", XlsxStyle.Title)], 28, cancellation);
        var chart = Words.T(
            $"{(_journal.Chart.IsCooperative ? "农民专业合作社" : "农村集体经济组织")}会计科目　单位：元",
            $"Accounts of a {(_journal.Chart.IsCooperative ? "farmers' cooperative" : "rural collective")}, in yuan");
        await report.WriteAsync([XlsxCell.Of(chart, XlsxStyle.Note)], cancellation: cancellation);
        await report.WriteAsync([.. headings.Select(text => XlsxCell.Of(text, XlsxStyle.Heading))], cancellation: cancellation);
    }

    private XlsxCell[] Head(Voucher voucher) => [XlsxCell.Of(Names.Number(voucher)), XlsxCell.Of(Dates.Text(voucher.Date))];

    private static XlsxCell[] Sides(VoucherLine line, Money amount) =>
        line.IsDebit ? [XlsxCell.Of(amount), XlsxCell.Of("")] : [XlsxCell.Of(""), XlsxCell.Of(amount)];

    private static XlsxCell Total(string text) => XlsxCell.Of(text, XlsxStyle.TotalText);

    private string? SumOf(int column) => LastRow < FirstRow
        ? null
        : Text($"SUM({XlsxParts.ColumnName(column)}{FirstRow}:{XlsxParts.ColumnName(column)}{LastRow})");

    private string SumIf(int column, int row) =>
        $"SUMIF({Over(Account)},A{row.ToString(CultureInfo.InvariantCulture)},{Over(column)})";

    private string Over(int column) =>
        $"{_lines.Reference(column, FirstRow)}:{_lines.Reference(column, LastRow, isWithSheet: false)}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
