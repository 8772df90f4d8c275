using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Features.Exports;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Features.YearStatements;

/// <summary>
/// The statements of a year as a workbook: every sum whose parts are known is a formula, what is not known says 未填, and the ties stand
/// below.
/// </summary>
internal sealed class YearWorkbook
{
    private const int FirstRow = 5;

    private readonly YearAccounts _accounts;
    private readonly ExportWords _words;
    private readonly XlsxSheetSetup _statement;
    private readonly XlsxSheetSetup _equity;
    private readonly XlsxSheetSetup _notes;

    private YearWorkbook(YearAccounts accounts, ExportWords words)
    {
        (_accounts, _words) = (accounts, words);
        _statement = Setup(words.Of(accounts.Title), [44, 8, 22, 22], isLandscape: false);
        _equity = Setup(words.T("成员权益变动表", "Changes of equity"), [40, 18, 18, 18, 18, 18, 18], isLandscape: true);
        _notes = Setup(words.T("附注", "Notes"), [34, 90], isLandscape: true);
    }

    private string Unknown => _words.T("未填", "not stated");

    private int FirstAmount => _accounts.Statement.IsCooperative ? 3 : 2;

    /// <summary>Writes it.</summary>
    public static async Task WriteAsync(YearAccounts accounts, ExportWords words, Stream destination, CancellationToken cancellation)
    {
        var workbook = new YearWorkbook(accounts, words);
        XlsxSheetSetup[] sheets = accounts.Equity is null
            ? [workbook._statement, workbook._notes]
            : [workbook._statement, workbook._equity, workbook._notes];
        await using var report = new XlsxReport(destination, words.T("宋体", "Calibri"), sheets);
        await workbook.WriteStatementAsync(report, cancellation);
        if (accounts.Equity is { } equity)
        {
            await workbook.WriteEquityAsync(report, equity, cancellation);
        }

        await workbook.WriteNotesAsync(report, cancellation);
        await report.CompleteAsync(cancellation);
    }

    private static XlsxSheetSetup Setup(string name, int[] widths, bool isLandscape) =>
        new(name, widths) { HeadingRow = FirstRow - 1, WideRows = [1, 2, 3], IsLandscape = isLandscape };

    private async Task WriteStatementAsync(XlsxReport report, CancellationToken cancellation)
    {
        var isCooperative = _accounts.Statement.IsCooperative;
        await BeginAsync(report, _statement, _words.Of(_accounts.Title), isCooperative ? _words.T("会农社02表", "Form 会农社02") : "",
            cancellation, [_words.T("项目", "Line"), .. isCooperative ? [_words.T("行次", "No.")] : Array.Empty<string>(),
                _words.T("本年金额", "This year"), _words.T("上年金额", "Last year")]);
        var lines = _accounts.Statement.Lines;
        var rows = lines.Select((line, at) => (line.Code, Row: FirstRow + at)).ToDictionary(
            each => each.Code, each => each.Row, StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var isSum = line.Parts.Count > 0;
            string? Formula(int column) => isSum ? string.Concat(line.Parts.Select((part, at) =>
                (part.IsAdded ? at == 0 ? "" : "+" : "-") + Place(column, rows[part.Code]))) : null;
            bool IsKnown(Func<OfficialLine, Money?> of) =>
                line.Parts.All(part => of(lines.First(each => each.Code == part.Code)) is not null);
            await report.WriteAsync(
            [
                XlsxCell.Of(_words.Of(line.Title), isSum ? XlsxStyle.TotalText : XlsxStyle.Text),
                .. line.Number is { } number ? [XlsxCell.Whole(number)] : Array.Empty<XlsxCell>(),
                Amount(line.Amount, IsKnown(each => each.Amount) ? Formula(FirstAmount) : null, isSum),
                Amount(line.LastYear, IsKnown(each => each.LastYear) ? Formula(FirstAmount + 1) : null, isSum),
            ], cancellation: cancellation);
        }

        await WriteTiesAsync(report, _accounts.Statement.Ties, cancellation);
    }

    private async Task WriteTiesAsync(XlsxReport report, IReadOnlyList<StatementTie> ties, CancellationToken cancellation)
    {
        await report.WriteAsync([], cancellation: cancellation);
        foreach (var tie in ties)
        {
            await report.WriteAsync([XlsxCell.Of(TieText(tie, _words), XlsxStyle.Note)], cancellation: cancellation);
        }
    }

    private async Task WriteEquityAsync(XlsxReport report, EquityChanges equity, CancellationToken cancellation)
    {
        await BeginAsync(report, _equity, _words.T("成员权益变动表", "Changes of members' equity"), _words.T("会农社03表", "Form 会农社03"), cancellation,
            [_words.T("项目", "Row"), .. EquityChanges.Columns.Select(_words.Of), _words.T("合计", "Total")]);
        var last = FirstRow + equity.Rows.Count - 1;
        foreach (var (row, at) in equity.Rows.Select((row, at) => (row, FirstRow + at)))
        {
            var isLast = at == last;
            await report.WriteAsync(
            [
                XlsxCell.Of(_words.Of(row.Title), row.Sign == 0 ? XlsxStyle.TotalText : XlsxStyle.Text),
                .. row.Amounts.Select((amount, column) => Amount(amount, isLast ? Closing(equity, column + 2) : null, row.Sign == 0)),
                Amount(row.Total, Text($"SUM(B{at}:F{at})"), row.Sign == 0),
            ], cancellation: cancellation);
        }

        await WriteTiesAsync(report, equity.Ties, cancellation);
    }

    // A column ends with what it began with, all that was added and none of what was taken.
    private static string Closing(EquityChanges equity, int column) => string.Concat(equity.Rows.SkipLast(1).Select((row, at) =>
        (row.Sign < 0 ? "-" : at == 0 ? "" : "+") + Place(column, FirstRow + at)));

    private async Task WriteNotesAsync(XlsxReport report, CancellationToken cancellation)
    {
        await BeginAsync(report, _notes, _words.T("会计报表附注", "Notes to the statements"), "", cancellation,
            [_words.T("事项", "About"), _words.T("说明", "Text")]);
        foreach (var note in _accounts.Notes)
        {
            await report.WriteAsync(
                [XlsxCell.Of(_words.Of(note.Title)), XlsxCell.Of(note.Text is { } text ? _words.Of(text) : Unknown)],
                cancellation: cancellation);
        }

        foreach (var missing in _accounts.Missing)
        {
            await report.WriteAsync(
                [XlsxCell.Of(_words.T("未填的资料", "Not stated")), XlsxCell.Of(_words.Of(missing.Title))], cancellation: cancellation);
        }
    }

    private async Task BeginAsync(
        XlsxReport report, XlsxSheetSetup sheet, string title, string form, CancellationToken cancellation, string[] headings)
    {
        report.BeginSheet(sheet);
        await report.WriteAsync([XlsxCell.Of(title, XlsxStyle.Title)], 28, cancellation);
        var head = _words.T(
            $"编制单位：{_accounts.Organization.Name}　{_accounts.Year} 年度　单位：元",
            $"Of: {_accounts.Organization.Name}   {_accounts.Year}   In yuan");
        await report.WriteAsync([XlsxCell.Of(head, XlsxStyle.Note)], cancellation: cancellation);
        await report.WriteAsync([XlsxCell.Of(form, XlsxStyle.Note)], cancellation: cancellation);
        await report.WriteAsync([.. headings.Select(text => XlsxCell.Of(text, XlsxStyle.Heading))], cancellation: cancellation);
    }

    private XlsxCell Amount(Money? amount, string? formula, bool isTotal) => amount is { } known
        ? XlsxCell.Of(known, formula, isTotal)
        : XlsxCell.Of(Unknown, isTotal ? XlsxStyle.TotalText : XlsxStyle.Text);

    /// <summary>What a tie says.</summary>
    public static string TieText(StatementTie tie, ExportWords words)
    {
        var verdict = tie.Holds switch
        {
            true => words.T("相符", "agree"),
            false => words.T("不符", "differ"),
            null => words.T("不能核对", "cannot be compared"),
        };
        return words.T($"核对（{verdict}）：", $"Tie ({verdict}): ") + words.Of(tie.Text);
    }

    private static string Place(int column, int row) => Text($"{XlsxParts.ColumnName(column)}{row}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
