using System.Globalization;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Workbooks;

/// <summary>The sheets as people read them: titles, headings, the households, what they are paid.</summary>
internal sealed class BookPages(Book book, BookScope scope, RunWorkbookHead head)
{
    /// <summary>The row of headings of a sheet without households.</summary>
    public const int HeadingRow = 4;

    private const int Wide = 34;
    private const int Narrow = 14;

    /// <summary>Begins the sheets without households.</summary>
    public void Begin()
    {
        Begin(book.Figures, book.T("参数：黄色的格子可以改", "Figures: the yellow cells may be changed"),
            book.T("项目", "Figure"), book.T("数", "Number"), book.T("单位", "Unit"), book.T("化成整数", "As a whole number"),
            book.T("倍数", "Scale"), book.T("分子", "Numerator"), book.T("分母", "Denominator"), book.T("出处", "From"));
        Begin(book.Steps, book.T("步骤：一个数一行", "Steps: a number to a row"),
            book.T("步骤", "Step"), book.T("算什么", "What"), book.T("数（元、比例）", "Yuan, rate"),
            book.T("约分前分子（各部分：权重）", "Numerator as it came (part: weight)"),
            book.T("约分前分母（各部分：资金×权重）", "Denominator as it came (part: amount × weight)"),
            book.T("整数、分子（各部分：整数部分）", "Whole number, numerator (part: whole part)"),
            book.T("分母（各部分：余数）", "Denominator (part: remainder)"), book.T("同余数的第几个", "Place among equals"),
            book.T("补分", "One more"), book.T("得（分）", "Amount, fen"));
        Begin(book.Checks, book.T("核对", "Checks"),
            book.T("项目", "Item"), book.T("本表算出（元）", "This workbook, yuan"), book.T("服务算出的数（元）", "The service, yuan"),
            book.T("差（分），应为 0", "Difference, fen: must be 0"), book.T("结论", "Result"));
    }

    /// <summary>Begins the sheet of the accounts.</summary>
    public void BeginAccounts(IEnumerable<Account> accounts) => Begin(
        book.Accounts, book.T("账户：每一步以后各账户的钱（分）", "Accounts: what each holds after every step, fen"),
        [book.T("步骤", "Step"), .. accounts.Select(NameOf)]);

    private string NameOf(Account account)
    {
        var name = book.T(SchemeTitles.AsLabel(book.Titles.Of(account)));
        return account.Kind switch
        {
            AccountKind.Pool => name,
            AccountKind.Payer => book.T($"{name}付出", $"{name} (paid)"),
            AccountKind.Fund => book.T($"{name}（留用）", $"{name} (kept)"),
            AccountKind.Carry => book.T($"{name}（结转）", $"{name} (carried)"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Asks that what the formulas come to is what the service computed.</summary>
    public void RequireTheSame()
    {
        foreach (var result in book.Run.Steps.Where(result => result.Step.GivesLines || result.IsRecord))
        {
            var written = ((ColumnTerm)scope.Amounts[result.Step.Id]).Values;
            Invariant.Holds(
                result.Amounts is { } amounts ? written.AsSpan().SequenceEqual(amounts) : Array.TrueForAll(written, fen => fen == 0),
                $"the workbook computes step {result.Step.Id} as the service does");
        }
    }

    /// <summary>The sheets, in the order in which an accountant reads them.</summary>
    public IReadOnlyList<WorkbookSheet> Sheets()
    {
        WorkbookCell[][] statements = [.. new BookStatements(book, scope, head).Rows()];
        return
        [
            new WorkbookSheet(book.Statements, [12, 16, .. Enumerable.Repeat(Narrow, statements[7].Length - 2)], statements)
            {
                HeadingRow = Book.FirstRow - 1, FrozenColumns = 2, WideRows = [1, 2, 3, 4, 5, 6, 7],
            },
            Grid(book.Figures, [Wide, 18, 14, 20, 18, 20, 18, 44]),
            Columns(book.Roster, book.T(
                "名册：黄色的格子可以改，不要插行、删行", "Roster: the yellow cells may be changed; add or delete no rows"), withNames: true),
            Columns(book.Work, book.T(
                "计算：一户一行，从左到右一步一步算", "Work: a household to a row, step by step from left to right"), withNames: false),
            Grid(book.Steps, [26, Wide, 18, 20, 20, 20, 18, 12, 8, 16]),
            Grid(book.Accounts, [26, .. Enumerable.Repeat(18, scope.Balances.Count)]),
            Grid(book.Checks, [Wide + 20, 20, 20, 20, 30]),
        ];
    }

    private void Begin(GridSheet sheet, string title, params IReadOnlyList<string> headings)
    {
        sheet.Add(WorkbookLook.Title, title);
        AddStatus(sheet);
        sheet.Add(WorkbookLook.Heading, headings);
    }

    private void AddStatus(GridSheet sheet)
    {
        foreach (var line in BookChecks.StatusRows)
        {
            var row = sheet.Add();
            if (sheet != book.Checks)
            {
                sheet.Put(row, 1, BookChecks.StatusOf(book, line));
            }
        }
    }

    private static WorkbookSheet Grid(GridSheet sheet, int[] widths) => new(sheet.Name, widths, sheet.Rows)
    {
        HeadingRow = HeadingRow, FrozenColumns = 1, WideRows = [1, 2, 3],
    };

    private WorkbookSheet Columns(ColumnSheet sheet, string title, bool withNames)
    {
        var before = withNames ? 2 : 1;
        return new WorkbookSheet(
            sheet.Name, [12, .. Enumerable.Repeat(16, before - 1 + sheet.Columns.Count)], Rows(sheet, title, withNames))
        {
            HeadingRow = Book.FirstRow - 1, FrozenColumns = before, WideRows = [1, 2, 3],
        };
    }

    private IEnumerable<WorkbookCell[]> Rows(ColumnSheet sheet, string title, bool withNames)
    {
        yield return [new WorkbookCell(WorkbookLook.Title, title)];
        foreach (var line in BookChecks.StatusRows)
        {
            yield return [BookChecks.StatusOf(book, line)];
        }

        yield return Row(WorkbookLook.Heading, book.T("步骤", "Step"), column => new WorkbookCell(WorkbookLook.Heading, column.Over));
        yield return Row(
            WorkbookLook.Heading, book.T("户编号", "Household"), column => new WorkbookCell(WorkbookLook.Heading, column.Heading));
        yield return Row(WorkbookLook.TotalText, book.T("分母", "Denominator"), column => column.Den is { } den
            ? Below(den, sheet, 6) : new WorkbookCell(WorkbookLook.TotalText, ""));
        yield return Row(WorkbookLook.TotalText, book.T("合计", "Total"), column => Sum(sheet, column));
        yield return Row(WorkbookLook.TotalText, book.T("最大", "Largest"), column => Largest(sheet, column));
        for (var household = 0; household < book.Households; household++)
        {
            var at = household;
            yield return Row(WorkbookLook.Text, book.Run.Roster.Id(at), column => column.CellOf(at, sheet.Name), head.Names[at]);
        }

        WorkbookCell[] Row(WorkbookLook look, string first, Func<SheetColumn, WorkbookCell> cell, string name = "") =>
        [
            new WorkbookCell(look, first),
            .. (WorkbookCell[])(withNames ? [new WorkbookCell(look, look == WorkbookLook.Heading && first.Length > 0 && name.Length == 0
                ? book.T("户主", "Name") : name)] : []),
            .. sheet.Columns.Select(cell),
        ];
    }

    private static WorkbookCell Below(Term term, ColumnSheet sheet, int row) =>
        GridSheet.Number(term.At(0), WorkbookLook.TotalWhole) with
        {
            Formula = term is ConstantTerm ? null : TermWriter.Write(term, sheet.Name, row),
        };

    private static (string Range, int At) Of(ColumnSheet sheet, SheetColumn column)
    {
        var at = sheet.Next - sheet.Columns.Count + sheet.Columns.ToList().IndexOf(column);
        var letter = TermWriter.ColumnName(at);
        return (string.Create(CultureInfo.InvariantCulture,
            $"{letter}{Book.FirstRow}:{letter}{Book.FirstRow + column.Values.Length - 1}"), at);
    }

    private static WorkbookCell Sum(ColumnSheet sheet, SheetColumn column)
    {
        var sum = column.Values.Aggregate((Int128)0, (all, value) => all + value);
        return column.Values.Length == 0 || Int128.Abs(sum) > Term.Limit ? new WorkbookCell(WorkbookLook.TotalText, "")
            : GridSheet.Number((long)sum, WorkbookLook.TotalWhole) with { Formula = $"SUM({Of(sheet, column).Range})" };
    }

    private static WorkbookCell Largest(ColumnSheet sheet, SheetColumn column)
    {
        if (column.Values.Length == 0)
        {
            return new WorkbookCell(WorkbookLook.TotalText, "");
        }

        var (range, _) = Of(sheet, column);
        return GridSheet.Number(column.Values.Max(Math.Abs), WorkbookLook.TotalWhole) with { Formula = $"MAX(MAX({range}),-MIN({range}))" };
    }
}
