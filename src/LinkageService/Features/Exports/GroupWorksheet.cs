using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Schemes;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Features.Exports;

/// <summary>
/// The subtotals of a workbook: a row for each village, team … whose amounts are sums of its rows among the households, which stand
/// together there. Below, that they add up to the total of all households.
/// </summary>
internal sealed class GroupWorksheet
{
    private const int FirstRow = 6;
    private const int FirstAmount = 3;

    private readonly ExportSheet _sheet;
    private readonly XlsxSheetSetup _detail;
    private readonly int _firstLine;
    private readonly int _firstHousehold;

    /// <param name="sheet">The run; of a scheme with labels.</param>
    /// <param name="detail">The sheet of the households.</param>
    /// <param name="firstLine">The first column of amounts there.</param>
    /// <param name="firstRow">The row of the first household there.</param>
    public GroupWorksheet(ExportSheet sheet, XlsxSheetSetup detail, int firstLine, int firstRow)
    {
        (_sheet, _detail, _firstLine, _firstHousehold) = (sheet, detail, firstLine, firstRow);
        Setup = new XlsxSheetSetup(Title, [44, 10, .. Headings().Skip(2).Select(_ => 18)])
        {
            HeadingRow = FirstRow - 1, FrozenColumns = 1, WideRows = [1, 2, 3, 4], Footer = detail.Footer,
        };
    }

    /// <summary>How the sheet is set up.</summary>
    public XlsxSheetSetup Setup { get; }

    private ExportWords Words => _sheet.Words;

    private string Title => Words.T($"各{_sheet.Labels[0].Title}小计", $"By {_sheet.Labels[0].Title}");

    private int TotalRow => FirstRow + _sheet.Groups.Count;

    /// <summary>Writes the sheet.</summary>
    public async Task WriteAsync(XlsxReport report, CancellationToken cancellation)
    {
        var title = Words.T($"{StatementsWorkbook.Title(_sheet)}：{Title}", $"{StatementsWorkbook.Title(_sheet)}: {Title}");
        await report.WriteAsync([XlsxCell.Of(title, XlsxStyle.Title)], 28, cancellation);
        foreach (var note in StatementsWorkbook.Notes(_sheet))
        {
            await report.WriteAsync([XlsxCell.Of(note, XlsxStyle.Note)], cancellation: cancellation);
        }

        await report.WriteAsync([.. Headings().Select(text => XlsxCell.Of(text, XlsxStyle.Heading))], 40, cancellation);
        var first = _firstHousehold;
        foreach (var group in _sheet.Groups)
        {
            await report.WriteAsync(Row(group, first), cancellation: cancellation);
            first += group.Totals.Households;
        }

        await report.WriteAsync(Totals(), cancellation: cancellation);
        await report.WriteAsync([], cancellation: cancellation);
        await report.WriteAsync(Check(), cancellation: cancellation);
    }

    private IEnumerable<string> Headings()
    {
        yield return _sheet.Labels[0].Title;
        yield return Words.T("户数", "Households");
        foreach (var line in _sheet.Lines)
        {
            yield return line.Title;
        }

        yield return _sheet.TotalTitle;
        foreach (var after in _sheet.AfterTotals)
        {
            yield return after.Title;
        }

        var titles = new SchemeTitles(_sheet.Scheme);
        foreach (var fund in _sheet.Groups[0].Funds)
        {
            yield return Words.T("另留：", "kept: ") + Words.Of(titles.LabelOf(fund));
        }
    }

    private XlsxCell[] Row(SheetGroup group, int first)
    {
        var last = first + group.Totals.Households - 1;
        string? Over(string function, int column) => last < first
            ? null
            : $"{function}({_detail.Reference(column, first)}:{_detail.Reference(column, last, isWithSheet: false)})";
        return
        [
            XlsxCell.Of(group.Value), XlsxCell.Whole(group.Totals.Households, Over("COUNTA", 1)),
            .. AmountsOf(line => group.SumsFen[line.Index], group.Totals.Payable)
                .Select((fen, at) => XlsxCell.Of(new Money(fen), Over("SUM", _firstLine + at))),
            .. group.Funds.Select(fund => XlsxCell.Of(fund.Amount)),
        ];
    }

    private XlsxCell[] Totals()
    {
        var funds = _sheet.Groups[0].Funds.Select((_, at) => _sheet.Groups.Sum(group => group.Funds[at].Amount.Fen));
        var cells = AmountsOf(line => line.SumFen, _sheet.Totals.Payable).Concat(funds)
            .Select((fen, at) => XlsxCell.Of(new Money(fen), SumOf(FirstAmount + at), isTotal: true));
        return
        [
            XlsxCell.Of(Words.T("合计", "Total"), XlsxStyle.TotalText),
            XlsxCell.Whole(_sheet.Totals.Households, SumOf(2), isTotal: true), .. cells,
        ];
    }

    private XlsxCell[] Check()
    {
        var (own, all) = (FirstAmount + _sheet.Lines.Count, _firstLine + _sheet.Lines.Count);
        var total = _detail.Reference(all, _firstHousehold + _sheet.Totals.Households);
        return
        [
            XlsxCell.Of(Words.T("核对：小计之和 − 各户合计，应为 0.00", "Check: subtotals − all households, must be 0.00"), XlsxStyle.TotalText),
            XlsxCell.Of("", XlsxStyle.TotalText),
            .. _sheet.Lines.Select(_ => XlsxCell.Of("", XlsxStyle.TotalText)),
            XlsxCell.Of(Money.Zero, $"ROUND({Own(own, TotalRow)}-{total},2)", isTotal: true),
        ];
    }

    private IEnumerable<long> AmountsOf(Func<ExportColumn, long> sumFen, Payable payable)
    {
        foreach (var line in _sheet.Lines)
        {
            yield return sumFen(line);
        }

        yield return _sheet.TotalFen(payable);
        foreach (var after in _sheet.AfterTotals)
        {
            yield return after.Fen(payable);
        }
    }

    private string SumOf(int column) => $"SUM({Own(column, FirstRow)}:{Own(column, TotalRow - 1)})";

    private static string Own(int column, int row) =>
        string.Create(CultureInfo.InvariantCulture, $"{XlsxParts.ColumnName(column)}{row}");
}
