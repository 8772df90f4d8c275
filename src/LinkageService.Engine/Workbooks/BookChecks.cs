using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Workbooks;

/// <summary>The sheet of the checks: what must be 0, and where the workbook stands to what the service computed.</summary>
internal sealed class BookChecks(Book book, BookScope scope, BookFormulas formulas)
{
    /// <summary>The column of every household's total among the amounts.</summary>
    public const string Total = "=total";

    /// <summary>The column of what the total differs from the service's.</summary>
    public const string Difference = "=difference";

    /// <summary>The column of what is paid less what the service pays.</summary>
    public const string PaidDifference = "=paid difference";

    private const int This = 2;
    private const int Service = 3;
    private const int Fen = 4;
    private const int Result = 5;

    /// <summary>The rows of every sheet that say whether it may be gone by, and whether it is the run.</summary>
    public static IReadOnlyList<int> StatusRows { get; } = [2, 3];

    private GridSheet Sheet => book.Checks;

    /// <summary>The same line on another sheet.</summary>
    public static WorkbookCell StatusOf(Book book, int row) => new(WorkbookLook.Status, row == StatusRows[0] ? Right(book) : Same(book))
    {
        Formula = string.Create(CultureInfo.InvariantCulture, $"'{book.Checks.Name}'!$A${row}"),
    };

    /// <summary>Writes it, when all steps are written.</summary>
    public void Write()
    {
        book.Step = Sheet.Name;
        book.Field = null;
        var total = BookStatements.Lines(book).Aggregate((Term)0, (sum, step) => sum + scope.Amounts[step.Id]);
        var totals = book.Column(book.T("合计（分）", "total, fen"), total);
        scope.Amounts[Total] = totals;
        var service = new ServiceAmounts(book, BookStatements.Lines(book).Count() + 4, household => book.Run.Total(household).Fen);
        scope.Amounts[Difference] = book.Column(
            book.T("与服务的差（分）", "difference from the service, fen"), totals - service);
        book.Taking?.Write();
        if (book.Taking is { } taken)
        {
            var (fen, paid) = (taken.Columns[^1].Fen, scope.Amounts[taken.Columns[^1].Column]);
            scope.Amounts[PaidDifference] = book.Column(book.T("实发与服务的差（分）", "paid: difference from the service, fen"),
                paid - new ServiceAmounts(book, BookStatements.PaidColumn(book), household => fen(taken.Paid[household])));
        }

        RequireTotals(totals);
        Requirements();
        var first = Sheet.Row + 1;
        Precision();
        Conservation(totals);
        foreach (var (title, count, otherwise) in book.Conditions)
        {
            Add(book.T($"不应出现：{title}，{otherwise}", $"Must not be: {title}, {otherwise}"), count, otherwise);
        }

        var last = Sheet.Row;
        Sheet.Add();
        var firstSame = Sheet.Row + 1;
        Compare();
        Status(StatusRows[0], (first, last), Right(book), book.T(
            "有不对的：看“核对”表，不要用本表的数", "Something is wrong: see “Checks”; do not go by this workbook"));
        Status(StatusRows[1], (firstSame, Sheet.Row), Same(book), book.T(
            "黄色的格子改过：这是另一次测算，不是服务核算的结果",
            "Yellow cells were changed: this is another computation, not the result of the service"));
    }

    private static string Right(Book book) => book.T("核对：各项都对", "Checks: all right");

    private static string Same(Book book) => book.T("与服务算出的数一分不差", "The same as the service computed, to the fen");

    private void RequireTotals(ColumnTerm totals)
    {
        if (book.Scheme.Steps.Any(step => step is WithholdStep { AllowsNegativeTotal: false }))
        {
            book.Require(RangeTerm.Negatives(totals), "有户的合计是负数", "the total of a household is below zero");
        }

        foreach (var (account, fen) in scope.Balances.Where(balance => balance.Key.Kind == AccountKind.Pool))
        {
            var name = book.T(book.Titles.Of(account));
            book.Require(fen, $"“{name}”还有钱没有去处", $"money is left in {name}");
        }
    }

    private void Requirements()
    {
        foreach (var requirement in book.Scheme.Requirements)
        {
            var holds = formulas.Groups.OfFormula(requirement.Comparison);
            var members = requirement.IsOfEach ? formulas.Groups.MaskOf(requirement.To) : 1;
            var misses = (1 - holds) * members;
            var label = requirement.Clause ?? book.T(requirement.Title);
            book.Require(holds is ColumnTerm ? RangeTerm.Sum(book.Column(label, misses)) : misses,
                $"没有达到要求：{label}", $"a requirement is not met: {label}");
        }
    }

    private void Precision()
    {
        var work = book.Work;
        var last = TermWriter.ColumnName(work.Next - 1);
        string Of(GridSheet sheet, string from, string to) => string.Create(CultureInfo.InvariantCulture,
            $"'{sheet.Name}'!${from}${BookPages.HeadingRow + 1}:${to}${Math.Max(sheet.Row, BookPages.HeadingRow + 1)}");
        string[] ranges =
        [
            $"'{work.Name}'!$B${Book.FirstRow - 1}:${last}${Book.FirstRow - 1}", Of(book.Steps, "D", "J"), Of(book.Figures, "D", "G"),
            Of(book.Accounts, "B", TermWriter.ColumnName(scope.Balances.Count + 1)),
        ];
        var all = string.Join(",", ranges);
        var beyond = book.T("超出 Excel 精度", "beyond the precision of Excel");
        Add(book.T("最大的整数在 15 位以内", "The largest whole number has at most 15 digits"), new RawTerm(
            _ => string.Create(CultureInfo.InvariantCulture, $"IF(MAX(MAX({all}),-MIN({all}))>{Term.Limit},1,0)"), _ => 0), beyond);
    }

    private void Conservation(ColumnTerm totals)
    {
        var sources = book.Scheme.Inputs.Where(input => input.IsPool)
            .Aggregate((Term)0, (sum, input) => sum + scope.Names[BookFigures.FenOf(input.Name)].Num);
        Term Of(params AccountKind[] kinds) => scope.Balances.Where(balance => kinds.Contains(balance.Key.Kind))
            .Aggregate((Term)0, (sum, balance) => sum + balance.Value);
        var left = sources + Of(AccountKind.Payer) - RangeTerm.Sum(totals) - Of(AccountKind.Fund, AccountKind.Carry);
        var words = book.T("来源 − 农户 − 留用 − 结转", "Sources − households − funds − carried");
        Add(words, left, book.T("钱对不上", "money was lost or made"));
    }

    private void Add(string title, Term count, string otherwise)
    {
        var row = Sheet.Add(WorkbookLook.Text, title);
        var cell = Sheet.PutCell(row, Fen, count);
        Sheet.Put(row, Result, Text(
            $"IF({TermWriter.Write(cell, Sheet.Name, row)}=0,\"{book.T("对", "right")}\",\"{Quoted(otherwise)}\")", book.T("对", "right")));
    }

    // What each comes to here, and what the service computed.
    private void Compare()
    {
        foreach (var source in book.Run.Sources)
        {
            var account = new Account(source.IsPayer ? AccountKind.Payer : AccountKind.Pool, source.Name);
            var here = source.IsPayer ? scope.Balances[account] : scope.Names[BookFigures.FenOf(source.Name)].Num;
            Compare(book.T("来源：", "Source: ") + book.T(book.Titles.LabelOf(source)), here, source.Amount);
        }

        foreach (var step in BookStatements.Lines(book))
        {
            var paid = book.Run.Steps.FirstOrDefault(result => result.Step.Id == step.Id)?.Amounts;
            Compare(book.T("农户：", "Households: ") + book.T(step.Title), RangeTerm.Sum((ColumnTerm)scope.Amounts[step.Id]),
                new Money(paid is null ? 0 : (long)FenSum.Of(paid)));
        }

        foreach (var fund in book.Run.Funds)
        {
            var account = new Account(fund.IsCarried ? AccountKind.Carry : AccountKind.Fund, fund.Name);
            Compare((fund.IsCarried ? book.T("结转：", "Carried: ") : book.T("留用：", "Fund: ")) + book.T(book.Titles.LabelOf(fund)),
                scope.Balances[account], fund.Amount);
        }

        foreach (var (column, title, fen) in book.Taking?.Columns ?? [])
        {
            Compare(book.T("全村：", "In all: ") + book.T(title), RangeTerm.Sum((ColumnTerm)scope.Amounts[column]),
                new Money(book.Taking!.Paid.Sum(fen)));
        }

        Differing(book.T("合计与服务不同的户数", "Households whose total differs"), Difference);
        if (book.Taking is not null)
        {
            Differing(book.T("实发与服务不同的户数", "Households that are paid otherwise"), PaidDifference);
        }
    }

    private void Differing(string title, string difference)
    {
        var row = Sheet.Add(WorkbookLook.Text, title);
        var cell = Sheet.PutCell(row, Fen, RangeTerm.Beyond((ColumnTerm)scope.Amounts[difference], "<>", 0));
        Sheet.Put(row, Result, Agreement(cell, row));
    }

    private void Compare(string title, Term here, Money service)
    {
        var row = Sheet.Add(WorkbookLook.Text, title);
        Sheet.PutYuan(row, This, here);
        Sheet.Put(row, Service, new WorkbookCell(WorkbookLook.Amount, service.ToString()) { IsNumber = true });
        var cell = Sheet.PutCell(row, Fen, new DifferenceTerm(here, TermWriter.ColumnName(Service), row, service.Fen));
        Sheet.Put(row, Result, Agreement(cell, row));
    }

    private WorkbookCell Agreement(CellTerm cell, int row)
    {
        var (same, other) = (book.T("一致", "the same"), book.T("是另一次测算", "another computation"));
        return Text($"IF({TermWriter.Write(cell, Sheet.Name, row)}=0,\"{same}\",\"{other}\")", same);
    }

    private void Status(int row, (int From, int To) rows, string right, string otherwise)
    {
        var letter = TermWriter.ColumnName(Fen);
        var range = string.Create(CultureInfo.InvariantCulture, $"${letter}${rows.From}:${letter}${rows.To}");
        var none = book.T("算不出来：有的格子不是数", "Cannot be computed: a cell is no number");
        Sheet.Put(row, 1, new WorkbookCell(WorkbookLook.Status, right)
        {
            Formula = $"IF(ISERROR(SUM({range})),\"{none}\",IF(SUMPRODUCT(({range}<>0)*1)=0,\"{right}\",\"{Quoted(otherwise)}\"))",
        });
    }

    private static WorkbookCell Text(string formula, string value) => new(WorkbookLook.Text, value) { Formula = formula };

    private static string Quoted(string text) => text.Replace("\"", "\"\"", StringComparison.Ordinal);

    // A constant of the household's: what the service computed, in a column of the first sheet.
    private sealed class ServiceAmounts(Book book, int column, Func<int, long> fen) : Term
    {
        public override int Rank => 4;

        public override long At(int household) => fen(household);

        public override void Write(TermWriter writer)
        {
            writer.Add("ROUND(");
            writer.CellOfRow(book.Statements, column, writer.Row);
            writer.Add("*100,0)");
        }
    }

    // Fen here less the yuan of the service, which stand in the same row.
    private sealed class DifferenceTerm(Term here, string column, int row, long serviceFen) : Term
    {
        public override long At(int household) => Within((Int128)here.At(0) - serviceFen);

        public override void Write(TermWriter writer)
        {
            writer.Add(here, 2);
            writer.Add(string.Create(CultureInfo.InvariantCulture, $"-ROUND(${column}${row}*100,0)"));
        }
    }
}
