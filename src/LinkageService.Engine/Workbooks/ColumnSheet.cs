namespace LinkageService.Engine.Workbooks;

/// <summary>A sheet with a row for every household and a column for every number of it.</summary>
/// <param name="name">Its name.</param>
/// <param name="households">How many there are.</param>
/// <param name="firstColumn">The first column that is added.</param>
internal sealed class ColumnSheet(string name, int households, int firstColumn)
{
    private readonly List<SheetColumn> _columns = [];

    public string Name => name;

    public IReadOnlyList<SheetColumn> Columns => _columns;

    public int Next => firstColumn + _columns.Count;

    /// <summary>A column of whole numbers.</summary>
    public ColumnTerm Add(string over, string heading, Term term, Term? den)
    {
        var values = new long[households];
        for (var at = 0; at < households; at++)
        {
            values[at] = Term.Within(term.At(at));
        }

        return Keep(new SheetColumn(over, heading, values, _ => term) { Den = den });
    }

    /// <summary>A column in which every household but the first reads the one above.</summary>
    public ColumnTerm AddRunning(string over, string heading, Term first, Func<Term, Term> next)
    {
        var values = new long[households];
        var after = next(new AboveTerm(name, Next, values));
        for (var at = 0; at < households; at++)
        {
            values[at] = Term.Within((at == 0 ? first : after).At(at));
        }

        return Keep(new SheetColumn(over, heading, values, at => at == 0 ? first : after));
    }

    /// <summary>A column of what is no whole number, or may be changed.</summary>
    /// <param name="over">Above the heading.</param>
    /// <param name="heading">What it is called.</param>
    /// <param name="cell">The cell of a household.</param>
    public int AddPlain(string over, string heading, Func<int, WorkbookCell> cell)
    {
        _columns.Add(new SheetColumn(over, heading, [], _ => 0) { Cell = cell });
        return Next - 1;
    }

    private ColumnTerm Keep(SheetColumn column)
    {
        var term = new ColumnTerm(name, Next, column.Values);
        _columns.Add(column);
        return term;
    }
}

/// <summary>A column of a <see cref="ColumnSheet"/>.</summary>
internal sealed record SheetColumn(string Over, string Heading, long[] Values, Func<int, Term> TermOf)
{
    /// <summary>What its numbers are parts of; null for none.</summary>
    public Term? Den { get; init; }

    /// <summary>The cells, where they are no formulas of whole numbers.</summary>
    public Func<int, WorkbookCell>? Cell { get; init; }

    /// <summary>The cell of a household.</summary>
    public WorkbookCell CellOf(int household, string sheet) => Cell is { } cell ? cell(household)
        : GridSheet.Number(Values[household], WorkbookLook.Whole) with
        {
            Formula = TermOf(household) is var term and not ConstantTerm
                ? TermWriter.Write(term, sheet, Book.FirstRow + household) : null,
        };
}
