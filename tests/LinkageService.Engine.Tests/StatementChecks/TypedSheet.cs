using LinkageService.Engine.Amounts;
using LinkageService.Engine.StatementChecks;

namespace LinkageService.Engine.Tests.StatementChecks;

/// <summary>A payout sheet as it was read, typed in a test: its columns, and the figures of each household.</summary>
internal static class TypedSheet
{
    private const int FirstRow = 3;

    /// <summary>Land of 24 households, in hundredths of a mu: no two alike.</summary>
    public static decimal[] Land { get; } = [.. Enumerable.Range(1, 24).Select(at => (at * 37 % 500 + 113) / 100m)];

    /// <summary>With columns by heading, and a row of figures for each household; null for an empty cell.</summary>
    public static CheckedSheet Of((string Heading, SheetColumnKind Kind)[] columns, IEnumerable<decimal?[]> rows) => new()
    {
        Columns = [.. columns.Select((column, at) => new SheetColumn($"{(char)('A' + at)}", column.Heading, column.Kind, ""))],
        Lines = [.. rows.Select((row, at) => new SheetLine(at + FirstRow, "", $"农户{at + 1:D4}", [.. row.Select(ValueOf)]))],
    };

    /// <summary>With a row of sums below it.</summary>
    public static CheckedSheet Summed(this CheckedSheet sheet, params decimal?[] sums) => sheet with
    {
        Sums = [new SheetSumLine(sheet.Lines.Count + FirstRow, "合计", sheet.Lines.Count, [.. sums.Select(ValueOf)])],
    };

    /// <summary>With a line changed.</summary>
    public static CheckedSheet With(this CheckedSheet sheet, int line, Func<SheetLine, SheetLine> change) =>
        sheet.With(line, change(sheet.Lines[line]));

    /// <summary>With a figure changed.</summary>
    public static CheckedSheet With(this CheckedSheet sheet, int line, int column, decimal value) => sheet.With(line, before =>
        before with { Values = [.. before.Values.Select((each, at) => at == column ? ValueOf(value) : each)] });

    public static SheetReport Check(this CheckedSheet sheet, params SheetTrial[] trials) =>
        StatementCheck.Of(sheet, trials, TestContext.Current.CancellationToken);

    /// <summary>To the fen, half up.</summary>
    public static decimal Fen(decimal yuan) => decimal.Round(yuan, 2, MidpointRounding.AwayFromZero);

    public static string Show(SheetReport report) => string.Join('\n', report.Differences.Select(each =>
            $"{each.Line.Row} {each.Column.Heading} {each.Written} {each.Expected} {each.Cause} {each.Text.Zh}")
        .Concat(report.Findings.Select(each => $"{each.Row} {each.Cause} {each.Text.Zh}"))
        .Concat(report.Sums.Select(sum => $"{sum.Row} {sum.Column.Heading} {sum.Cause} {sum.Words?.Zh}"))
        .Concat(report.Notes.Select(note => note.Zh))
        .Concat(report.Rules.Select(rule => $"{rule.Column.Heading}: {rule.Title.Zh} {rule.Matched}/{rule.Compared} {rule.IsTaken}")));

    private static Fraction? ValueOf(decimal? value) => value is { } number ? new Fraction((long)(number * 1_000_000), 1_000_000) : null;
}
