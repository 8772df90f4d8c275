using LinkageService.Engine.Amounts;
using LinkageService.Engine.StatementChecks;
using LinkageService.Features.Households;
using LinkageService.Features.Schemes;
using LinkageService.Features.StatementChecks;
using LinkageService.Tables;

namespace LinkageService.Tests.Features.StatementChecks;

/// <summary>Checks a file as the service does, without its doors.</summary>
internal static class SheetRun
{
    public static SchemeLibrary Library { get; } = SchemeLibrary.Load();

    private static RosterTableColumns Columns { get; } = new(Library);

    public static async Task<StatementSheet> ReadAsync(byte[] file, string scheme = "")
    {
        var headings = new SheetHeadings(Columns, scheme.Length == 0 ? null : Library.Versions(scheme)[^1]);
        using var content = new MemoryStream(file);
        using var spool = await TableSpool.OfAsync(content, TableLimits.Default.MaxBytes, TestContext.Current.CancellationToken);
        return StatementSheetReader.Read(spool, sheet: null, headings, CheckStatement.MaxLines, TestContext.Current.CancellationToken);
    }

    public static async Task<SheetReport> CheckAsync(MadeSheet made, Planted? planted = null, bool triesSchemes = false)
    {
        var read = await ReadAsync(planted?.File ?? made.Csv(), made.Scheme);
        var sheet = read.Sheet with { LastYear = planted?.LastYear };
        if (made.Asked is { } asked && Money.TryParse(asked, out var total) == DecimalFault.None)
        {
            sheet = sheet with { StatedTotal = Fraction.FromMoney(total), IsTotalAsked = true };
        }

        var schemes = new SheetSchemes(sheet, made.Year, made.Figures);
        var cancellation = TestContext.Current.CancellationToken;
        IReadOnlyList<SheetTrial> trials = made.Scheme.Length > 0
            ? schemes.Named(Library.Versions(made.Scheme)[^1], cancellation)
            : triesSchemes ? [.. schemes.Try(Library, cancellation)] : [];
        return StatementCheck.Of(sheet, trials, cancellation);
    }

    /// <summary>Every fault that was found, with its row; 0 for the sheet.</summary>
    public static IEnumerable<(int Row, SheetCause Cause)> Faults(SheetReport report) =>
        report.Differences.Select(each => (each.Line.Row, each.Cause))
            .Concat(report.Sums.Where(sum => sum.Cause is not null).Select(sum => (sum.Row, sum.Cause!.Value)))
            .Concat(report.Findings.Select(each => (each.Row, each.Cause)));

    public static string Show(SheetReport report) => string.Join("\n",
        report.Differences.Select(each =>
                $"row {each.Line.Row} {each.Column.Heading} {each.Written} ≠ {each.Expected} {each.Cause} {each.Text.En}")
            .Concat(report.Sums.Where(sum => sum.Cause is not null).Select(sum =>
                $"row {sum.Row} {sum.Column.Heading} {sum.Written} ≠ {sum.Added} {sum.Cause}"))
            .Concat(report.Findings.Select(each => $"row {each.Row} {each.Cause} {each.Text.En}"))
            .Concat(report.Notes.Select(note => "note " + note.En))
            .Concat(report.Rules.Select(rule =>
                $"{rule.Column.Heading}: {rule.Title.En} {rule.Matched}/{rule.Compared}{(rule.IsTaken ? " *" : "")}")));
}
