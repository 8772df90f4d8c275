using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>The formulas of a workbook: one unlike its neighbours, a typed number among them, a SUM too short.</summary>
internal sealed class SheetFormulas
{
    private const int LeastLines = 4;
    private const int LeastPercent = 70;
    private const int MostOfColumn = 50;

    private readonly CheckedSheet _sheet;
    private readonly Dictionary<(int Row, int Column), SheetFormula> _byCell = [];
    private readonly string?[] _usual;

    /// <summary>Those of a sheet.</summary>
    public SheetFormulas(CheckedSheet sheet)
    {
        _sheet = sheet;
        foreach (var formula in sheet.Formulas)
        {
            _byCell.TryAdd((formula.Row, formula.Column), formula);
        }

        _usual = [.. Enumerable.Range(0, sheet.Columns.Count).Select(Usual)];
    }

    /// <summary>The formula of a cell; null where it was typed.</summary>
    public SheetFormula? At(int row, int column) => _byCell.GetValueOrDefault((row, column));

    /// <summary>Whether the formula of a cell is not that of the rows beside it.</summary>
    public bool IsOdd(int row, int column) => _usual[column] is { } usual && At(row, column) is { } formula && formula.Relative != usual;

    /// <summary>What is found.</summary>
    public IEnumerable<SheetFinding> Find() => _sheet.Formulas.Count == 0 ? [] : Enumerable.Range(0, _sheet.Columns.Count)
        .Where(at => _sheet.Columns[at].IsNumber).SelectMany(at => OfColumn(at).Take(MostOfColumn).Concat(OfSums(at)));

    // The formula that a column is reckoned by; null where it is typed, or each row has its own.
    private string? Usual(int at)
    {
        var lines = _byCell.Count == 0 ? [] : _sheet.Lines.Where(line => line.Values[at] is not null).ToArray();
        var usual = lines.Select(line => At(line.Row, at)?.Relative).OfType<string>()
            .GroupBy(text => text, StringComparer.Ordinal).MaxBy(group => group.Count());
        return usual is null || usual.Count() < LeastLines || usual.Count() * 100 < lines.Length * LeastPercent ? null : usual.Key;
    }

    private IEnumerable<SheetFinding> OfColumn(int at)
    {
        var column = _sheet.Columns[at];
        foreach (var line in _usual[at] is null ? [] : _sheet.Lines.Where(line => line.Values[at] is not null))
        {
            if (At(line.Row, at) is null)
            {
                yield return new SheetFinding(SheetCause.ConstantAmongFormulas, line.Row, column, line.Key, new LocalizedText(
                    $"“{column.Heading}”这一列都是公式，{column.Letter}{line.Row} 是手填的数",
                    $"\"{column.Heading}\" is reckoned by formulas; {column.Letter}{line.Row} is a typed number"));
            }
            else if (IsOdd(line.Row, at))
            {
                yield return new SheetFinding(SheetCause.FormulaDiffers, line.Row, column, line.Key, new LocalizedText(
                    $"{column.Letter}{line.Row} 的公式与上下行不同", $"the formula of {column.Letter}{line.Row} is not that of the rows beside it"));
            }
        }
    }

    private IEnumerable<SheetFinding> OfSums(int at)
    {
        var from = 0;
        foreach (var sum in _sheet.Sums)
        {
            if (At(sum.Row, at)?.Sum is var (first, last) && sum.Lines > 0)
            {
                var isPart = first > _sheet.Lines[Math.Max(0, from - 1)].Row && from > 0 && from < sum.Lines;
                var wanted = _sheet.Lines.Take(sum.Lines).Skip(isPart ? from : 0).ToArray();
                var missed = wanted.Where(line => (line.Row < first || line.Row > last) && line.Values[at] is { Sign: not 0 }).ToArray();
                if (missed.Length > 0)
                {
                    var column = _sheet.Columns[at];
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
