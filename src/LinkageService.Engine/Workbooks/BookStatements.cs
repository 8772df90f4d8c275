using LinkageService.Engine.Amounts;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Workbooks;

/// <summary>The first sheet: what every household gets, each amount read from the work.</summary>
internal sealed class BookStatements(Book book, BookScope scope, RunWorkbookHead head)
{
    /// <summary>The steps whose lines are part of the total.</summary>
    public static IEnumerable<Step> Lines(Book book) => book.Scheme.Steps.Where(step => step.GivesLines && step is not RecordStep);

    /// <summary>The column of what the service pays; only where that is not the total.</summary>
    public static int PaidColumn(Book book) => Lines(book).Count() + Records(book).Count() + book.Taking!.Columns.Count + 6;

    private static IEnumerable<Step> Records(Book book) => book.Scheme.Steps.Where(step => step is RecordStep);

    /// <summary>Title, notes, headings, households, totals.</summary>
    public IEnumerable<WorkbookCell[]> Rows()
    {
        yield return [new WorkbookCell(WorkbookLook.Title, head.Title)];
        yield return [new WorkbookCell(WorkbookLook.Note, head.Note)];
        foreach (var line in BookChecks.StatusRows)
        {
            yield return [BookChecks.StatusOf(book, line)];
        }

        yield return [new WorkbookCell(WorkbookLook.Note, book.T(
            "每一户的钱都是公式。黄色的格子（参数、名册）可以改，改了，全村分到每一分都重新算。不要插行、删行。",
            "Every amount is a formula. The yellow cells (figures, roster) may be changed: the whole village is computed anew, "
            + "to the fen. Add or delete no rows."))];
        yield return [new WorkbookCell(WorkbookLook.Note, book.T(
            "Excel 的数只有 15 位可靠。本表把元、亩等都化成整数来算；有整数超过 15 位时显示“超出 Excel 精度”，那时不要用本表。",
            "A number of Excel is reliable to 15 digits. Here yuan and holdings are computed as whole numbers; where one has more digits "
            + "the workbook says “beyond the precision of Excel” and is not to be gone by."))];
        yield return [new WorkbookCell(WorkbookLook.Note, head.Digest)];
        yield return [.. Headings().Select(heading => new WorkbookCell(WorkbookLook.Heading, heading))];
        for (var household = 0; household < book.Households; household++)
        {
            yield return [.. Household(household)];
        }

        yield return [.. Totals()];
    }

    private IEnumerable<string> Headings() =>
    [
        book.T("户编号", "Household"), book.T("户主", "Name"), .. Lines(book).Select(step => book.T(step.Title)), book.T("合计", "Total"),
        book.T("服务算出的数", "The service"), book.T("差", "Difference"),
        .. Records(book).Select(step => book.T("（另记）", "(noted) ") + book.T(step.Title)),
        .. book.Taking is not { } taking ? (string[])[]
            : [.. taking.Columns.Select(column => book.T(column.Title)), book.T("服务算出的实发", "Paid by the service")],
    ];

    private IEnumerable<WorkbookCell> Household(int household)
    {
        var row = Book.FirstRow + household;
        yield return new WorkbookCell(WorkbookLook.Text, book.Run.Roster.Id(household));
        yield return new WorkbookCell(WorkbookLook.Text, head.Names[household]);
        foreach (var line in Lines(book))
        {
            yield return GridSheet.Yuan(scope.Amounts[line.Id], household, WorkbookLook.Amount, book.Statements, row);
        }

        var total = scope.Amounts[BookChecks.Total];
        yield return GridSheet.Yuan(total, household, WorkbookLook.TotalAmount, book.Statements, row);
        yield return new WorkbookCell(WorkbookLook.Amount, book.Run.Total(household).ToString()) { IsNumber = true };
        yield return GridSheet.Yuan(scope.Amounts[BookChecks.Difference], household, WorkbookLook.Amount, book.Statements, row);
        foreach (var record in Records(book))
        {
            yield return GridSheet.Yuan(scope.Amounts[record.Id], household, WorkbookLook.Amount, book.Statements, row);
        }

        if (book.Taking is { } taking)
        {
            foreach (var (column, _, _) in taking.Columns)
            {
                var look = column == taking.Columns[^1].Column ? WorkbookLook.TotalAmount : WorkbookLook.Amount;
                yield return GridSheet.Yuan(scope.Amounts[column], household, look, book.Statements, row);
            }

            yield return new WorkbookCell(WorkbookLook.Amount, new Money(taking.Paid[household].PaidFen).ToString()) { IsNumber = true };
        }
    }

    private IEnumerable<WorkbookCell> Totals()
    {
        var row = Book.FirstRow + book.Households;
        yield return new WorkbookCell(WorkbookLook.TotalText, book.T("合计", "Total"));
        yield return new WorkbookCell(WorkbookLook.TotalText, book.T($"{book.Households} 户", $"{book.Households} households"));
        foreach (var line in Lines(book).Select(step => step.Id).Append(BookChecks.Total))
        {
            yield return Sum(line);
        }

        yield return new WorkbookCell(WorkbookLook.TotalAmount, book.Run.HouseholdsTotal.ToString()) { IsNumber = true };
        yield return Sum(BookChecks.Difference);
        foreach (var record in Records(book))
        {
            yield return Sum(record.Id);
        }

        foreach (var (column, _, _) in book.Taking?.Columns ?? [])
        {
            yield return Sum(column);
        }

        if (book.Taking is { } taking)
        {
            var paid = new Money(taking.Paid.Sum(each => each.PaidFen));
            yield return new WorkbookCell(WorkbookLook.TotalAmount, paid.ToString()) { IsNumber = true };
        }

        WorkbookCell Sum(string column) => GridSheet.Yuan(
            RangeTerm.Sum((ColumnTerm)scope.Amounts[column]), 0, WorkbookLook.TotalAmount, book.Statements, row);
    }
}
