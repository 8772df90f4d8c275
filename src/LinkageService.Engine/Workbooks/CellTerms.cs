namespace LinkageService.Engine.Workbooks;

/// <summary>A cell that holds a whole number.</summary>
internal sealed class CellTerm(string sheet, int column, int row, long value) : Term
{
    public int Row => row;

    public override long At(int household) => value;

    public override void Write(TermWriter writer) => writer.Cell(sheet, column, row);
}

/// <summary>A column that holds a whole number for every household.</summary>
internal sealed class ColumnTerm(string sheet, int column, long[] values) : Term
{
    public string Sheet => sheet;

    public int Column => column;

    public long[] Values => values;

    public int LastRow => Book.FirstRow + values.Length - 1;

    public override long At(int household) => values[household];

    public override void Write(TermWriter writer) => writer.CellOfRow(sheet, column, writer.Row);
}

/// <summary>The value of the household above in the column that is being written.</summary>
internal sealed class AboveTerm(string sheet, int column, long[] values) : Term
{
    public override long At(int household) => values[household - 1];

    public override void Write(TermWriter writer) => writer.CellOfRow(sheet, column, writer.Row - 1);
}

/// <summary>A function of cells that stand below each other, and of single numbers after them.</summary>
internal sealed class RangeTerm : Term
{
    private readonly string _function;
    private readonly (string Sheet, int Column, int From, int To) _cells;
    private readonly Term[] _more;
    private readonly long _value;

    private RangeTerm(string function, (string Sheet, int Column, int From, int To) cells, long value, params Term[] more) =>
        (_function, _cells, _value, _more) = (function, cells, value, more);

    public static RangeTerm Sum(ColumnTerm column) => new("SUM", CellsOf(column), SumOf(column.Values));

    public static RangeTerm Divisor(ColumnTerm column) => new("GCD", CellsOf(column), column.Values.Aggregate(0L, BookMath.Gcd));

    public static RangeTerm Largest(ColumnTerm column) => new("MAX", CellsOf(column), column.Values.Max());

    /// <summary>How many are below zero.</summary>
    public static RangeTerm Negatives(ColumnTerm column) => new("COUNTIF", CellsOf(column), column.Values.Count(value => value < 0));

    public static RangeTerm Sum(string sheet, int column, int from, IReadOnlyList<long> values) =>
        new("SUM", (sheet, column, from, from + values.Count - 1), SumOf(values));

    /// <summary>The n-th largest; n is at least 1.</summary>
    public static RangeTerm Large(ColumnTerm column, Term place) =>
        new("LARGE", CellsOf(column), LargeOf(column.Values, place.At(0)), place);

    public static RangeTerm Large(string sheet, int column, int from, IReadOnlyList<long> values, Term place) =>
        new("LARGE", (sheet, column, from, from + values.Count - 1), LargeOf(values, place.At(0)), place);

    /// <summary>The n-th smallest; n is at least 1.</summary>
    public static RangeTerm Small(ColumnTerm column, Term place) => new(
        "SMALL", CellsOf(column), column.Values.Order().ElementAtOrDefault((int)Math.Max(0, place.At(0) - 1)), place);

    /// <summary>How many are above (or below) a number.</summary>
    public static Term Beyond(ColumnTerm column, string sign, Term bound) => new BeyondTerm(
        CellsOf(column), sign, bound, column.Values.Count(value => new CompareTerm(sign, value, bound).At(0) != 0));

    public static Term Beyond(string sheet, int column, int from, IReadOnlyList<long> values, Term bound) => new BeyondTerm(
        (sheet, column, from, from + values.Count - 1), ">", bound, values.Count(value => value > bound.At(0)));

    public override long At(int household) => _value;

    public override void Write(TermWriter writer)
    {
        writer.Add(_function + "(");
        writer.Range(_cells.Sheet, _cells.Column, _cells.From, _cells.To);
        writer.Add(_function == "COUNTIF" ? ",\"<0\"" : "");
        foreach (var more in _more)
        {
            writer.Add(",");
            more.Write(writer);
        }

        writer.Add(")");
    }

    private static (string, int, int, int) CellsOf(ColumnTerm column) => (column.Sheet, column.Column, Book.FirstRow, column.LastRow);

    private static long SumOf(IReadOnlyList<long> values) => Within(values.Aggregate((Int128)0, (sum, value) => sum + value));

    // Of no place there is none: the formula is not reached then.
    private static long LargeOf(IReadOnlyList<long> values, long place) =>
        place < 1 || place > values.Count ? 0 : values.OrderDescending().ElementAt((int)place - 1);

    /// <summary><c>SUMPRODUCT((cells&gt;bound)*1)</c>: numbers are compared, where COUNTIF would compare texts of 15 digits.</summary>
    private sealed class BeyondTerm((string Sheet, int Column, int From, int To) cells, string sign, Term bound, long value) : Term
    {
        public override long At(int household) => value;

        public override void Write(TermWriter writer)
        {
            writer.Add("SUMPRODUCT((");
            writer.Range(cells.Sheet, cells.Column, cells.From, cells.To);
            writer.Add(sign);
            writer.Add(bound, 2);
            writer.Add(")*1)");
        }
    }
}
