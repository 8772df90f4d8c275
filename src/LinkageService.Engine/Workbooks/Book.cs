using System.Globalization;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Workbooks;

/// <summary>The workbook while it is made: its sheets, and where the figures of the run stand in them.</summary>
internal sealed class Book
{
    /// <summary>The row of the first household, the same on every sheet that has households.</summary>
    public const int FirstRow = 9;

    public Book(Distribution run, bool isChinese)
    {
        (Run, IsChinese) = (run, isChinese);
        Titles = new SchemeTitles(run.Scheme);
        Statements = T("分配表", "Statements");
        Figures = new GridSheet(T("参数", "Figures"));
        Roster = new ColumnSheet(T("名册", "Roster"), run.Roster.Count, firstColumn: 3);
        Work = new ColumnSheet(T("计算", "Work"), run.Roster.Count, firstColumn: 2);
        Steps = new GridSheet(T("步骤", "Steps"));
        Accounts = new GridSheet(T("账户", "Accounts"));
        Checks = new GridSheet(T("核对", "Checks"));
    }

    public Distribution Run { get; }

    public Scheme Scheme => Run.Scheme;

    public bool IsChinese { get; }

    public SchemeTitles Titles { get; }

    public string Statements { get; }

    /// <summary>What stands between the total and what is paid; null where nothing does.</summary>
    public BookTaking? Taking { get; set; }

    public GridSheet Figures { get; }

    public ColumnSheet Roster { get; }

    public ColumnSheet Work { get; }

    public GridSheet Steps { get; }

    public GridSheet Accounts { get; }

    public GridSheet Checks { get; }

    public int Households => Run.Roster.Count;

    /// <summary>The step that is being written; what the rows and columns of it are headed by.</summary>
    public string Step { get; set; } = "";

    /// <summary>Where the present step stands in the document; null before the first.</summary>
    public string? Field { get; set; }

    /// <summary>What must come to 0, with what is said where it does not.</summary>
    public List<(string Title, Term Count, string Otherwise)> Conditions { get; } = [];

    public string T(string zh, string en) => IsChinese ? zh : en;

    public string T(LocalizedText text) => IsChinese ? text.Zh : text.En;

    /// <summary>Where the single numbers of a row of the steps stand.</summary>
    /// <value>Shown, two before they are reduced, two after.</value>
    public static (int Shown, int RawNum, int RawDen, int Num, int Den) At => (3, 4, 5, 6, 7);

    /// <summary>A whole number of the step; fen are shown as yuan beside it.</summary>
    public Term Whole(string label, Term term, bool isFen = false)
    {
        var row = Steps.Add(WorkbookLook.Text, Step, label);
        var cell = Steps.Put(row, At.Num, term);
        if (isFen)
        {
            Steps.PutYuan(row, At.Shown, cell);
        }

        return cell;
    }

    /// <summary>A fraction of the step, in lowest terms.</summary>
    public Quantity Fraction(string label, Term num, Term den, bool mayBeNegative)
    {
        if (num is ConstantTerm over && den is ConstantTerm under)
        {
            var divisor = BookMath.Gcd(over.Value, under.Value);
            return new Quantity(over.Value / divisor, under.Value / divisor, MayBeNegative: over.Value < 0);
        }

        var row = Steps.Add(WorkbookLook.Text, Step, label);
        var (rawNum, rawDen) = (Steps.PutCell(row, At.RawNum, num), Steps.PutCell(row, At.RawDen, den));
        var divided = BookMath.Gcd(mayBeNegative ? BookMath.Abs(rawNum) : rawNum, rawDen);
        return Shown(row, new Quantity(
            Steps.PutCell(row, At.Num, BookMath.Exact(rawNum, divided)), Steps.PutCell(row, At.Den, BookMath.Exact(rawDen, divided)),
            MayBeNegative: mayBeNegative));
    }

    /// <summary>Shows a fraction as a decimal in its row; nothing is computed with that.</summary>
    public Quantity Shown(int row, Quantity value)
    {
        Steps.Put(row, At.Shown, Decimal(value, Steps.Name, row));
        return value;
    }

    public static WorkbookCell Decimal(Quantity value, string sheet, int row)
    {
        var shown = (decimal)value.Num.At(0) / value.Den.At(0);
        return new WorkbookCell(WorkbookLook.Number, shown.ToString("0.################", CultureInfo.InvariantCulture))
        {
            IsNumber = true,
            Formula = TermWriter.Write(value.Num, sheet, row) + "/" + TermWriter.Write(value.Den, sheet, row),
        };
    }

    /// <summary>A column of households under the present step.</summary>
    public ColumnTerm Column(string heading, Term term, Term? den = null) => Work.Add(Step, heading, term, den);

    /// <summary>A column that reads the household above.</summary>
    public ColumnTerm Running(string heading, Term first, Func<Term, Term> next) => Work.AddRunning(Step, heading, first, next);

    /// <summary>A condition that must come to 0.</summary>
    public void Require(Term count, string zh, string en)
    {
        if (count is not ConstantTerm)
        {
            Conditions.Add((Step, count, T(zh, en)));
        }
    }
}
