using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Settlements;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Features.Exports;

/// <summary>
/// The second sheet of the workbook: where the money came from and where it went, with two cells that must show 0.00: the formulas
/// check in the spreadsheet what the service asserted, that no fen was lost or made.
/// </summary>
internal sealed class SummaryWorksheet
{
    private const int Amounts = 4;
    private const int FirstRow = 6;

    private readonly ExportSheet _sheet;
    private readonly XlsxSheetSetup _detail;
    private readonly int _firstLine;
    private readonly int _firstRow;
    private readonly List<XlsxCell[]> _rows = [];

    /// <param name="sheet">The run.</param>
    /// <param name="detail">The sheet of the households.</param>
    /// <param name="firstLine">The first column of amounts there.</param>
    /// <param name="firstRow">The row of the first household there.</param>
    public SummaryWorksheet(ExportSheet sheet, XlsxSheetSetup detail, int firstLine, int firstRow)
    {
        (_sheet, _detail, _firstLine, _firstRow) = (sheet, detail, firstLine, firstRow);
        Setup = new XlsxSheetSetup(sheet.Words.T("汇总", "Summary"), [42, 16, 10, 22])
        {
            HeadingRow = FirstRow - 1,
            WideRows = [1, 2, 3, 4],
            IsLandscape = false,
            Footer = detail.Footer,
        };
    }

    /// <summary>How the sheet is set up.</summary>
    public XlsxSheetSetup Setup { get; }

    private ExportWords Words => _sheet.Words;

    private int TotalsRow => _firstRow + _sheet.Totals.Households;

    private int Row => FirstRow + _rows.Count;

    /// <summary>Writes the sheet.</summary>
    public async Task WriteAsync(XlsxReport report, CancellationToken cancellation)
    {
        var title = _sheet.IsSettlement
            ? Words.T($"{_sheet.Organization.Name}　{_sheet.Row.Year} 年付清更正差额汇总与核对",
                $"{_sheet.Organization.Name}: balances paid in {_sheet.Row.Year}, summary and checks")
            : Words.T($"{_sheet.Organization.Name}　{_sheet.Row.Year} 年收益分配汇总与核对",
                $"{_sheet.Organization.Name}: distribution of {_sheet.Row.Year}, summary and checks");
        await report.WriteAsync([XlsxCell.Of(title, XlsxStyle.Title)], 28, cancellation);
        foreach (var note in StatementsWorkbook.Notes(_sheet))
        {
            await report.WriteAsync([XlsxCell.Of(note, XlsxStyle.Note)], cancellation: cancellation);
        }

        await report.WriteAsync(
        [
            .. new[] { Words.T("项目", "Item"), Words.T("类别", "Kind"), Words.T("户数", "Households"), Words.T("金额（元）", "Amount, yuan") }
                .Select(text => XlsxCell.Of(text, XlsxStyle.Heading)),
        ], 20, cancellation);
        if (_sheet.Settlement is { } settlement)
        {
            AddSettlement(settlement);
        }
        else
        {
            AddAll();
        }

        foreach (var row in _rows)
        {
            await report.WriteAsync(row, cancellation: cancellation);
        }
    }

    private void AddAll()
    {
        var run = _sheet.Run.Summary;
        var titles = new SchemeTitles(_sheet.Scheme);
        var sources = AddSection(Words.T("资金来源合计", "All sources"), run.Sources.Select(source => (
            Words.Of(titles.LabelOf(source)) + Carried(source),
            source.IsPayer ? Words.T("另付", "payer") : Words.T("收入", "input"), source.Amount)).ToArray());
        var households = AddHouseholds();
        var funds = AddSection(Words.T("集体留用合计", "All funds"), run.Funds.Where(fund => !fund.IsCarried).Select(fund => (
            Words.Of(titles.LabelOf(fund)), Words.T("留用", "fund"), fund.Amount)).ToArray());
        var carried = AddSection(Words.T("结转下年合计", "All carried forward"), run.Funds.Where(fund => fund.IsCarried).Select(fund => (
            Words.Of(titles.LabelOf(fund)), Words.T("结转", "carried"), fund.Amount)).ToArray());
        AddPayment();
        AddBlank();
        var difference = run.Totals.Sources.Fen - run.Totals.Households.Fen - run.Totals.Funds.Fen - run.Totals.CarriedForward.Fen;
        AddCheck(Words.T("核对：来源 − 农户 − 留用 − 结转", "Check: sources − households − funds − carried"), difference,
            Text($"ROUND({At(sources)}-{At(households)}-{At(funds)}-{At(carried)},2)"));
        AddCheck(Words.T("核对：各户合计 − 各项合计", "Check: sum of the households − sum of the benefits"),
            _sheet.Totals.Payable.TotalFen - _sheet.Lines.Sum(line => line.SumFen),
            Text($"ROUND({_detail.Reference(_firstLine + _sheet.Lines.Count, TotalsRow)}-{At(households)},2)"));
    }

    // An input that is a pool and was taken from an earlier run.
    private string Carried(SourceAmount source) =>
        !source.IsPayer && _sheet.CarriedFrom is { } from && from.Inputs.Any(input => input.Name == source.Name)
            ? Words.T($"（{from.Source.Zh}）", $" ({from.Source.En})")
            : "";

    // One money, one purpose: what is paid, by the year whose correction left it.
    private void AddSettlement(SettlementDetails settlement)
    {
        var paid = _sheet.Totals.Payable.PaidFen;
        var sources = AddSection(
            Words.T("资金来源合计", "All sources"), [(settlement.Payer, Words.T("付款", "payer"), new Money(paid))]);
        var first = Row;
        foreach (var year in settlement.Claims.GroupBy(claim => claim.Year).OrderBy(year => year.Key))
        {
            var households = year.Select(claim => claim.Household).Distinct(StringComparer.Ordinal).Count();
            _rows.Add(
            [
                XlsxCell.Of(Words.T($"{year.Key} 年更正少发", $"Too little in {year.Key}")),
                XlsxCell.Of(Words.T("付给农户", "to households")), XlsxCell.Whole(households),
                XlsxCell.Of(new Money(year.Sum(claim => claim.AmountFen))),
            ]);
        }

        var claimed = settlement.Claims.Sum(claim => claim.AmountFen);
        var claims = AddTotal(
            Words.T("付清合计", "All paid"), XlsxCell.Whole(_sheet.Totals.Paid, CountOf(_firstLine), isTotal: true),
            new Money(claimed), SumFrom(first));
        AddBlank();
        AddCheck(Words.T("核对：来源 − 付清", "Check: sources − paid"), paid - claimed, Text($"ROUND({At(sources)}-{At(claims)},2)"));
        AddCheck(Words.T("核对：各户合计 − 各年合计", "Check: sum of the households − sum of the years"), paid - claimed,
            Text($"ROUND({_detail.Reference(_firstLine, TotalsRow)}-{At(claims)},2)"));
    }

    private int AddSection(string total, IReadOnlyList<(string Title, string Kind, Money Amount)> items)
    {
        var first = Row;
        foreach (var (title, kind, amount) in items)
        {
            _rows.Add([XlsxCell.Of(title), XlsxCell.Of(kind), XlsxCell.Of(""), XlsxCell.Of(amount)]);
        }

        var sum = new Money(items.Sum(item => item.Amount.Fen));
        var at = AddTotal(total, XlsxCell.Of("", XlsxStyle.TotalText), sum, SumFrom(first));
        AddBlank();
        return at;
    }

    private int AddHouseholds()
    {
        var first = Row;
        for (var at = 0; at < _sheet.Lines.Count; at++)
        {
            var line = _sheet.Lines[at];
            _rows.Add(
            [
                XlsxCell.Of(line.Title), XlsxCell.Of(Words.T("分给农户", "to households")),
                XlsxCell.Whole(line.Households, CountOf(_firstLine + at)),
                XlsxCell.Of(new Money(line.SumFen), _detail.Reference(_firstLine + at, TotalsRow)),
            ]);
        }

        var total = XlsxCell.Whole(_sheet.Totals.WithTotal, CountOf(_firstLine + _sheet.Lines.Count), isTotal: true);
        var row = AddTotal(
            Words.T("农户合计", "All households"), total, new Money(_sheet.Lines.Sum(line => line.SumFen)), SumFrom(first));
        AddBlank();
        return row;
    }

    // What is paid differs from what is due where corrections are settled.
    private void AddPayment()
    {
        var (column, after) = (_firstLine + _sheet.Lines.Count, _sheet.AfterTotals);
        for (var at = 0; at < after.Count; at++)
        {
            AddReference(after[at].Title, after[at].Fen(_sheet.Totals.Payable), column + 1 + at);
        }

        if (_sheet.Withholding is { BorneFen: not 0 } withholding)
        {
            _rows.Add(
            [
                XlsxCell.Of(Words.T("单位另行承担的个税（不在各户金额内）", "Tax borne by the organisation, in no household's amount")),
                XlsxCell.Of(""), XlsxCell.Of(""), XlsxCell.Of(new Money(withholding.BorneFen)),
            ]);
        }

        var records = column + after.Count + 1;
        for (var at = 0; at < _sheet.Records.Count; at++)
        {
            AddReference(
                Words.T("（另记，不在合计内）", "(noted, in no total) ") + _sheet.Records[at].Title, _sheet.Records[at].SumFen, records + at);
        }
    }

    private void AddReference(string title, long fen, int column) => _rows.Add(
    [
        XlsxCell.Of(title), XlsxCell.Of(""), XlsxCell.Of(""),
        XlsxCell.Of(new Money(fen), _detail.Reference(column, TotalsRow)),
    ]);

    private int AddTotal(string title, XlsxCell count, Money amount, string? formula)
    {
        _rows.Add(
        [
            XlsxCell.Of(title, XlsxStyle.TotalText), XlsxCell.Of("", XlsxStyle.TotalText), count,
            XlsxCell.Of(amount, formula, isTotal: true),
        ]);
        return Row - 1;
    }

    private void AddCheck(string title, long fen, string formula) => _rows.Add(
    [
        XlsxCell.Of(title, XlsxStyle.TotalText),
        XlsxCell.Of(Words.T("应为 0.00", "must be 0.00"), XlsxStyle.TotalText),
        XlsxCell.Of("", XlsxStyle.TotalText), XlsxCell.Of(new Money(fen), formula, isTotal: true),
    ]);

    private void AddBlank() => _rows.Add([]);

    private string? SumFrom(int first) => Row == first ? null : Text($"SUM({At(first)}:{At(Row - 1)})");

    private string? CountOf(int column) => _sheet.Totals.Households == 0
        ? null
        : $"COUNTIF({_detail.Reference(column, _firstRow)}:{_detail.Reference(column, TotalsRow - 1, isWithSheet: false)},\"<>0\")";

    private string At(int row) => Setup.Reference(Amounts, row, isWithSheet: false);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
