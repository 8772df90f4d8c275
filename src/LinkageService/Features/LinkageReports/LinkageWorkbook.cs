using System.Globalization;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Features.Exports;
using LinkageService.Tables.Xlsx;
using LinkageService.Vocabulary;

namespace LinkageService.Features.LinkageReports;

/// <summary>The linkage report as a workbook: organisations, modes, benefits, coverage.</summary>
internal sealed class LinkageWorkbook
{
    private const int FirstRow = 4;

    private readonly LinkageReport _report;
    private readonly ExportWords _words;
    private readonly XlsxSheetSetup[] _sheets;

    private LinkageWorkbook(LinkageReport report, ExportWords words)
    {
        (_report, _words) = (report, words);
        _sheets =
        [
            Setup(words.T("各组织", "Organisations"), 34, 34, 10, 12, 12, 12, 18, 18, 16, 16, 12, 12),
            Setup(words.T("联结方式", "Modes"), 34, 22, 12, 14), Setup(words.T("各项收入", "Benefits"), 34, 30, 12, 18, 18),
            Setup(words.T("覆盖面", "Coverage"), 52, 20, 16),
        ];
    }

    /// <summary>Writes it.</summary>
    public static async Task WriteAsync(LinkageReport report, ExportWords words, Stream destination, CancellationToken cancellation)
    {
        var workbook = new LinkageWorkbook(report, words);
        await using var file = new XlsxReport(destination, words.T("宋体", "Calibri"), workbook._sheets);
        await workbook.WriteOrganizationsAsync(file, cancellation);
        await workbook.WriteModesAsync(file, cancellation);
        await workbook.WriteBenefitsAsync(file, cancellation);
        await workbook.WriteCoverageAsync(file, cancellation);
        await file.CompleteAsync(cancellation);
    }

    private static XlsxSheetSetup Setup(string name, params int[] widths) =>
        new(name, widths) { HeadingRow = FirstRow - 1, WideRows = [1, 2] };

    private string AllTitle => _words.T("全部（同一户只算一次）", "All (each household once)");

    private async Task WriteOrganizationsAsync(XlsxReport file, CancellationToken cancellation)
    {
        await BeginAsync(file, 0, cancellation, _words.T("组织", "Organisation"), _words.T("行政区划", "Region"), _words.T("户数", "Households"),
            _words.T("建档立卡户和监测对象", "Registered or monitored"), _words.T("有联结的户", "Linked"), _words.T("有收入的户", "Paid"),
            _words.T("收入合计", "Income"), _words.T("上年收入合计", "Income last year"), _words.T("户均", "Average"),
            _words.T("其中建档立卡户和监测对象户均", "Average, registered or monitored"), _words.T("有承诺的户", "Promised"),
            _words.T("低于承诺的户", "Below promise"));
        foreach (var each in _report.Organizations)
        {
            await file.WriteAsync(
            [
                XlsxCell.Of(each.Organization.Name), XlsxCell.Of(Places.Show(each.Organization.Region)),
                .. Cells(each.Figures, isTotal: false),
            ], cancellation: cancellation);
        }

        foreach (var district in _report.Districts)
        {
            var name = district.Code.Length == 0 ? _words.T("没有填行政区划", "No region stated") : Places.Show(district.Code);
            await file.WriteAsync(
                [Total(_words.T("区县小计", "District")), Total(name), .. Cells(district.Figures, isTotal: true)], cancellation: cancellation);
        }

        await file.WriteAsync([Total(AllTitle), Total(""), .. Cells(_report.All, isTotal: true)], cancellation: cancellation);
    }

    private XlsxCell[] Cells(TwoYears years, bool isTotal)
    {
        var now = years.Now;
        XlsxCell Average(Money? amount) => amount is { } known
            ? XlsxCell.Of(known, isTotal: isTotal)
            : XlsxCell.Of("", isTotal ? XlsxStyle.TotalText : XlsxStyle.Text);
        return
        [
            XlsxCell.Whole(now.Households, isTotal: isTotal), XlsxCell.Whole(now.Registered, isTotal: isTotal),
            XlsxCell.Whole(now.Linked.All, isTotal: isTotal), XlsxCell.Whole(now.Paid.All, isTotal: isTotal),
            XlsxCell.Of(now.Income, isTotal: isTotal), XlsxCell.Of(years.Before.Income, isTotal: isTotal), Average(now.Average),
            Average(now.RegisteredAverage), XlsxCell.Whole(now.Promised, isTotal: isTotal),
            XlsxCell.Whole(now.BelowPromise, isTotal: isTotal),
        ];
    }

    private async Task WriteModesAsync(XlsxReport file, CancellationToken cancellation)
    {
        await BeginAsync(file, 1, cancellation, _words.T("组织", "Organisation"), _words.T("联结方式", "Mode"), _words.T("户数", "Households"),
            _words.T("建档立卡户和监测对象", "Registered or monitored"));
        foreach (var (name, figures, isTotal) in Parts())
        {
            foreach (var (mode, count) in figures.Modes.OrderBy(mode => mode.Key, StringComparer.Ordinal))
            {
                await file.WriteAsync(
                [
                    Text(name, isTotal), Text(_words.Of(Words.Mode(mode)), isTotal), XlsxCell.Whole(count.All, isTotal: isTotal),
                    XlsxCell.Whole(count.Registered, isTotal: isTotal),
                ], cancellation: cancellation);
            }
        }
    }

    private async Task WriteBenefitsAsync(XlsxReport file, CancellationToken cancellation)
    {
        await BeginAsync(file, 2, cancellation, _words.T("组织", "Organisation"), _words.T("项目", "Benefit"), _words.T("户数", "Households"),
            _words.T("金额", "Amount"), _words.T("其中建档立卡户和监测对象", "Of which registered or monitored"));
        foreach (var (name, figures, isTotal) in Parts())
        {
            foreach (var (benefit, sum) in figures.Benefits.OrderBy(benefit => benefit.Key, StringComparer.Ordinal))
            {
                await file.WriteAsync(
                [
                    Text(name, isTotal), Text(_words.Of(_report.BenefitTitles[benefit]), isTotal),
                    XlsxCell.Whole(sum.Households.All, isTotal: isTotal), XlsxCell.Of(sum.Amount, isTotal: isTotal),
                    XlsxCell.Of(sum.RegisteredAmount, isTotal: isTotal),
                ], cancellation: cancellation);
            }
        }
    }

    private async Task WriteCoverageAsync(XlsxReport file, CancellationToken cancellation)
    {
        await BeginAsync(file, 3, cancellation, _words.T("事项", "Figure"), _words.T("数", "Value"), _words.T("日期", "Day"));
        var (figures, day) = (_report.All.Now, Dates.Text(_report.AsOf));
        await file.WriteAsync([XlsxCell.Of(_words.T("分子：有联结或有收入的建档立卡户和监测对象", "Numerator: covered households")),
            XlsxCell.Whole(figures.Covered), XlsxCell.Of(day)], cancellation: cancellation);
        await file.WriteAsync([XlsxCell.Of(_words.T("分母：名册上的建档立卡户和监测对象", "Denominator: registered or monitored on the rosters")),
            XlsxCell.Whole(figures.Registered), XlsxCell.Of(day)], cancellation: cancellation);
        if (figures.Coverage is { } rate)
        {
            await WriteRateAsync(file, _words.T("覆盖面（%）", "Coverage, %"), rate, FirstRow + 1, cancellation);
        }

        if (_report.Stated is { } stated)
        {
            await file.WriteAsync([XlsxCell.Of(_words.T("另一份名单上的户数", "Households of another list")),
                XlsxCell.Whole(stated.Total), XlsxCell.Of(Dates.Text(stated.On))], cancellation: cancellation);
            await WriteRateAsync(file, _words.T("按那份名单算（%）", "By that list, %"), stated.RateOf(figures.Covered), file.Row, cancellation);
            if (stated.Printed is { } printed)
            {
                await file.WriteAsync([XlsxCell.Of(_words.T("印出来的比率", "As printed")),
                    XlsxCell.Of(LinkageReportContract.Percent(printed)), XlsxCell.Of("")], cancellation: cancellation);
            }
        }
    }

    private static Task WriteRateAsync(XlsxReport file, string title, Fraction rate, int denominator, CancellationToken cancellation)
    {
        var hundredths = new Money((long)Rounding.HalfUp(rate * new Fraction(10_000, 1)));
        var formula = string.Create(CultureInfo.InvariantCulture, $"ROUND(B{FirstRow}/B{denominator}*100,2)");
        return file.WriteAsync(
            [XlsxCell.Of(title), XlsxCell.Of(hundredths, formula), XlsxCell.Of("")], cancellation: cancellation).AsTask();
    }

    private IEnumerable<(string Name, LinkageFigures Figures, bool IsTotal)> Parts() =>
        [.. _report.Organizations.Select(each => (each.Organization.Name, each.Figures.Now, false)), (AllTitle, _report.All.Now, true)];

    private async Task BeginAsync(XlsxReport file, int sheet, CancellationToken cancellation, params string[] headings)
    {
        file.BeginSheet(_sheets[sheet]);
        await file.WriteAsync([XlsxCell.Of(
            _words.T($"{_report.Year} 年利益联结报告：{_sheets[sheet].Name}", $"Linkages of {_report.Year}: {_sheets[sheet].Name}"),
            XlsxStyle.Title)], 28, cancellation);
        await file.WriteAsync([XlsxCell.Of(
            _words.T($"名册日期：{Dates.Text(_report.AsOf)}　金额单位：元", $"Rosters of {Dates.Text(_report.AsOf)}   In yuan"), XlsxStyle.Note)],
            cancellation: cancellation);
        await file.WriteAsync([.. headings.Select(text => XlsxCell.Of(text, XlsxStyle.Heading))], 34, cancellation);
    }

    private static XlsxCell Total(string text) => XlsxCell.Of(text, XlsxStyle.TotalText);

    private static XlsxCell Text(string text, bool isTotal) => XlsxCell.Of(text, isTotal ? XlsxStyle.TotalText : XlsxStyle.Text);
}
