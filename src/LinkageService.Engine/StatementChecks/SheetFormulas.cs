using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>Looks at the formulas of a workbook: one unlike its neighbours, a typed number among them, a SUM too short.</summary>
internal static class SheetFormulas
{
    private const int LeastLines = 4;
    private const int LeastPercent = 70;
    private const int MostOfColumn = 50;

    /// <summary>What is found.</summary>
    public static IEnumerable<SheetFinding> Of(CheckedSheet sheet)
    {
        if (sheet.Formulas.Count == 0)
        {
            return [];
        }

        var byCell = new Dictionary<(int Row, int Column), SheetFormula>();
        foreach (var formula in sheet.Formulas)
        {
            byCell.TryAdd((formula.Row, formula.Column), formula);
        }

        return Enumerable.Range(0, sheet.Columns.Count).Where(at => sheet.Columns[at].IsNumber)
            .SelectMany(at => OfColumn(sheet, byCell, at).Take(MostOfColumn).Concat(OfSums(sheet, byCell, at)));
    }

    private static IEnumerable<SheetFinding> OfColumn(
        CheckedSheet sheet, Dictionary<(int Row, int Column), SheetFormula> byCell, int at)
    {
        var lines = sheet.Lines.Where(line => line.Values[at] is not null).ToArray();
        var usual = lines.Select(line => byCell.GetValueOrDefault((line.Row, at))?.Relative).OfType<string>()
            .GroupBy(text => text, StringComparer.Ordinal).MaxBy(group => group.Count());
        if (usual is null || usual.Count() < LeastLines || usual.Count() * 100 < lines.Length * LeastPercent)
        {
            yield break;
        }

        var column = sheet.Columns[at];
        foreach (var line in lines)
        {
            if (byCell.GetValueOrDefault((line.Row, at)) is not { } formula)
            {
                yield return new SheetFinding(SheetCause.ConstantAmongFormulas, line.Row, column, line.Key, new LocalizedText(
                    $"“{column.Heading}”这一列都是公式，{column.Letter}{line.Row} 是手填的数",
                    $"\"{column.Heading}\" is reckoned by formulas; {column.Letter}{line.Row} is a typed number"));
            }
            else if (formula.Relative != usual.Key)
            {
                yield return new SheetFinding(SheetCause.FormulaDiffers, line.Row, column, line.Key, new LocalizedText(
                    $"{column.Letter}{line.Row} 的公式与上下行不同", $"the formula of {column.Letter}{line.Row} is not that of the rows beside it"));
            }
        }
    }

    private static IEnumerable<SheetFinding> OfSums(
        CheckedSheet sheet, Dictionary<(int Row, int Column), SheetFormula> byCell, int at)
    {
        var from = 0;
        foreach (var sum in sheet.Sums)
        {
            if (byCell.GetValueOrDefault((sum.Row, at))?.Sum is var (first, last) && sum.Lines > 0)
            {
                var isPart = first > sheet.Lines[Math.Max(0, from - 1)].Row && from > 0 && from < sum.Lines;
                var wanted = sheet.Lines.Take(sum.Lines).Skip(isPart ? from : 0).ToArray();
                var missed = wanted.Where(line => (line.Row < first || line.Row > last) && line.Values[at] is { Sign: not 0 }).ToArray();
                if (missed.Length > 0)
                {
                    var column = sheet.Columns[at];
                    var (top, end) = (missed[0].Row, missed[^1].Row);
                    yield return new SheetFinding(SheetCause.SumLeavesRowsOut, sum.Row, column, "", new LocalizedText(
                        $"{column.Letter}{sum.Row} 只加了第 {first} 到 {last} 行，漏了第 {top} 到 {end} 行中的 {missed.Length} 户",
                        $"{column.Letter}{sum.Row} adds up rows {first} to {last} and leaves out {missed.Length} of rows {top} to {end}"));
                }
            }

            from = sum.Lines;
        }
    }
}
