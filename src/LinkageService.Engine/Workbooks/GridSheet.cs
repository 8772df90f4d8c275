using System.Globalization;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Workbooks;

/// <summary>A sheet that is filled cell by cell.</summary>
/// <param name="name">Its name.</param>
internal sealed class GridSheet(string name)
{
    private readonly List<List<WorkbookCell>> _rows = [];

    public string Name => name;

    /// <summary>The last row that was begun.</summary>
    public int Row => _rows.Count;

    public IEnumerable<IReadOnlyList<WorkbookCell>> Rows => _rows;

    /// <summary>Begins a row with these texts.</summary>
    public int Add(WorkbookLook look = WorkbookLook.Text, params IReadOnlyList<string> texts)
    {
        _rows.Add([.. texts.Select(text => new WorkbookCell(look, text))]);
        return Row;
    }

    public void Put(int row, int column, WorkbookCell cell)
    {
        var cells = _rows[row - 1];
        while (cells.Count < column)
        {
            cells.Add(default);
        }

        cells[column - 1] = cell;
    }

    /// <summary>Puts a formula of whole numbers, and says where it is; a number is used as it is.</summary>
    public Term Put(int row, int column, Term term, WorkbookLook look = WorkbookLook.Whole)
    {
        if (term is ConstantTerm constant)
        {
            Put(row, column, Number(constant.Value, look));
            return term;
        }

        return PutCell(row, column, term, look);
    }

    /// <summary>The same, and the cell is what others read, whatever it holds.</summary>
    public CellTerm PutCell(int row, int column, Term term, WorkbookLook look = WorkbookLook.Whole)
    {
        var value = Term.Within(term.At(0));
        Put(row, column, Number(value, look) with { Formula = term is ConstantTerm ? null : TermWriter.Write(term, name, row) });
        return new CellTerm(name, column, row, value);
    }

    /// <summary>Fen, shown as yuan.</summary>
    public void PutYuan(int row, int column, Term fen, WorkbookLook look = WorkbookLook.Amount) =>
        Put(row, column, Yuan(fen, 0, look, name, row));

    public static WorkbookCell Yuan(Term fen, int household, WorkbookLook look, string sheet, int row) =>
        new(look, new Money(fen.At(household)).ToString())
        {
            IsNumber = true,
            Formula = fen is ConstantTerm ? null : TermWriter.Write(new PerHundredTerm(fen), sheet, row),
        };

    public static WorkbookCell Number(long value, WorkbookLook look) =>
        new(look, value.ToString(CultureInfo.InvariantCulture)) { IsNumber = true };

    /// <summary>Fen over 100, to be looked at only.</summary>
    private sealed class PerHundredTerm(Term fen) : Term
    {
        public override long At(int household) => throw new InvariantBrokenException("yuan are looked at only");

        public override void Write(TermWriter writer)
        {
            writer.Add(fen, 3);
            writer.Add("/100");
        }
    }
}
