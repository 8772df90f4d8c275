using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.StatementChecks;

/// <summary>A payout sheet that somebody made elsewhere, as it was read.</summary>
public sealed record CheckedSheet
{
    /// <summary>Its columns as they stand, from A on, those that mean nothing too.</summary>
    public required IReadOnlyList<SheetColumn> Columns { get; init; }

    /// <summary>Its households, in its order.</summary>
    public required IReadOnlyList<SheetLine> Lines { get; init; }

    /// <summary>Its rows of sums, in its order.</summary>
    public IReadOnlyList<SheetSumLine> Sums { get; init; } = [];

    /// <summary>Numbers in its titles and remarks, in yuan: prices, totals.</summary>
    public IReadOnlyList<Fraction> Stated { get; init; } = [];

    /// <summary>What is to be shared out, as the sheet or the asker says; null where nobody does.</summary>
    public Fraction? StatedTotal { get; init; }

    /// <summary>Whether the asker said it: all of it must reach the households. What a title says may be more than that.</summary>
    public bool IsTotalAsked { get; init; }

    /// <summary>The formulas of a workbook; of a CSV none.</summary>
    public IReadOnlyList<SheetFormula> Formulas { get; init; } = [];

    /// <summary>Whether it has a row for each person, so that a household stands in several.</summary>
    public bool IsByPerson { get; init; }

    /// <summary>The households of last year, to be looked for; null where none are known.</summary>
    public IReadOnlyList<(string Id, string Name)>? LastYear { get; init; }

    /// <summary>The columns of a kind.</summary>
    public IEnumerable<int> ColumnsOf(params IReadOnlyCollection<SheetColumnKind> kinds) =>
        Enumerable.Range(0, Columns.Count).Where(at => kinds.Contains(Columns[at].Kind));

    /// <summary>What a column does to the sum of its row: -1 for money held back, unless the sheet writes that below zero.</summary>
    public int SignOf(int column) => Columns[column].Kind == SheetColumnKind.Deduction
        && Lines.Count(line => line.Fen(column) > 0) >= Lines.Count(line => line.Fen(column) < 0) ? -1 : 1;

    /// <summary>The same with another line in place of one.</summary>
    public CheckedSheet With(int line, SheetLine other) => this with { Lines = [.. Lines.Select((each, at) => at == line ? other : each)] };

    /// <summary>The column that says what each household gets in the end: the last total, or the last amount.</summary>
    public int PayableColumn => Columns.ToList().FindLastIndex(column => column.Kind == SheetColumnKind.Total) is var total and >= 0
        ? total
        : Columns.ToList().FindLastIndex(column => column.Kind == SheetColumnKind.Amount);
}
