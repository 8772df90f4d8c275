using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Taxes;

namespace LinkageService.Engine.Workbooks;

/// <summary>
/// From what households are due to what they are paid: tax as a formula, rounded as <see cref="TaxTerm"/> rounds it; differences of
/// earlier years and debts that are set off as they were stated.
/// </summary>
internal sealed class BookTaking(Book book, BookScope scope, WorkbookTaking taking)
{
    // Names that no step has.
    private const string Settled = "=settled";
    private const string SetOff = "=set off";
    private const string Tax = "=tax";
    private const string PaidOut = "=paid";

    private readonly List<(string Column, LocalizedText Title, Func<Payable, long> Fen)> _columns = [];

    /// <summary>The columns after the total, in the order of the arithmetic; the last is what households are paid.</summary>
    public IReadOnlyList<(string Column, LocalizedText Title, Func<Payable, long> Fen)> Columns => _columns;

    /// <summary>What each household is due and paid, by the service.</summary>
    public IReadOnlyList<Payable> Paid => taking.Paid;

    /// <summary>The rate of a benefit among the figures.</summary>
    public static string RateOf(string benefit) => "=rate of " + benefit;

    /// <summary>Writes what is stated, beside the roster.</summary>
    public void Begin()
    {
        State(Settled, new LocalizedText("结清以前差额", "Settled of earlier corrections"), paid => paid.SettledFen);
        State(SetOff, new LocalizedText("抵扣欠款", "Debts set off"), paid => paid.Withheld.SetOffFen);
    }

    /// <summary>Writes the columns, when the total is there.</summary>
    public void Write()
    {
        book.Step = book.T("扣税与实发", "Tax and payment");
        book.Field = null;
        var paid = scope.Amounts[BookChecks.Total];
        if (scope.Amounts.TryGetValue(Settled, out var settled))
        {
            paid += settled;
        }

        if (taking.Terms.Count > 0)
        {
            var tax = taking.Terms.Select(TaxOf).Aggregate((Term)0, (sum, term) => sum + term);
            scope.Amounts[Tax] = Keep(Tax, new LocalizedText("代扣个税", "Tax withheld"), tax, each => each.Withheld.TaxFen);
            paid -= scope.Amounts[Tax];
        }

        if (scope.Amounts.TryGetValue(SetOff, out var setOff))
        {
            paid -= setOff;
        }

        var column = Keep(PaidOut, new LocalizedText("实发", "Paid out"), paid, each => each.PaidFen);
        scope.Amounts[PaidOut] = column;
        var order = new[] { Settled, Tax, SetOff, PaidOut };
        _columns.Sort((one, other) => Array.IndexOf(order, one.Column).CompareTo(Array.IndexOf(order, other.Column)));
        if (Array.TrueForAll(column.Values, fen => fen >= 0))
        {
            book.Require(RangeTerm.Negatives(column), "有户扣得比应发还多", "more is taken from a household than it is due");
        }
    }

    private Term TaxOf(TaxTerm term)
    {
        var title = TitleOf(book, term.Benefit);
        var due = BookStatements.Lines(book).Where(step => step.Benefit == term.Benefit)
            .Aggregate((Term)0, (sum, step) => sum + scope.Amounts[step.Id]);
        var rate = scope.Names[RateOf(term.Benefit)];

        // What is not positive is no income.
        var num = book.Column(book.T($"{title}：应税 × 税率的分子", $"{title}: taxed × numerator"), BookMath.Max(due, 0) * rate.Num, rate.Den);
        var rounded = BookRounding.Round(num, rate.Den, RoundingPolicy.HalfUp, mayBeNegative: false,
            whole => book.Column(book.T("整分", "whole"), whole));
        return book.Column(book.T($"{title}：代扣个税（分）", $"{title}: tax, fen"), rounded);
    }

    /// <summary>What people call a benefit: the title of the first step that gives it.</summary>
    public static string TitleOf(Book book, string benefit) =>
        BookStatements.Lines(book).FirstOrDefault(step => step.Benefit == benefit) is { } step ? book.T(step.Title) : benefit;

    private ColumnTerm Keep(string name, LocalizedText title, Term term, Func<Payable, long> fen)
    {
        var column = book.Column(book.T(title) + book.T("（分）", ", fen"), term);
        for (var at = 0; at < column.Values.Length; at++)
        {
            Invariant.Holds(column.Values[at] == fen(taking.Paid[at]), $"the workbook computes {title.En} as the service does");
        }

        _columns.Add((name, title, fen));
        return column;
    }

    private void State(string name, LocalizedText title, Func<Payable, long> fen)
    {
        if (taking.Paid.All(paid => fen(paid) == 0))
        {
            return;
        }

        var letter = TermWriter.ColumnName(book.Roster.AddPlain(book.T("登记的数（元）", "As stated, yuan"), book.T(title), household =>
            new WorkbookCell(WorkbookLook.InputAmount, new Money(fen(taking.Paid[household])).ToString()) { IsNumber = true }));
        scope.Amounts[name] = book.Roster.Add(book.T("放大成整数", "as whole numbers"), book.T(title) + " × 100", new RawTerm(
            row => string.Create(CultureInfo.InvariantCulture, $"ROUND({letter}{row}*100,0)"),
            household => fen(taking.Paid[household])), den: null);
        _columns.Add((name, title, fen));
    }
}
