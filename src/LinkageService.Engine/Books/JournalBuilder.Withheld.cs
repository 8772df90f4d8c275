using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Books;

/// <summary>Tax and debts.</summary>
public sealed partial class JournalBuilder
{
    private readonly Dictionary<(string Run, string Benefit), List<ChartAccount>> _accounts = [];

    /// <summary>
    /// Tax was withheld and debts were set off: households are owed less, and the tax is owed to the state. What the organisation bears
    /// is an expense of its own.
    /// </summary>
    /// <param name="on">The day it is booked on, not before that of the last voucher.</param>
    /// <param name="run">The run it was taken from, which was resolved.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="taken">From whom, and how much; taxes before debts.</param>
    public void Withhold(DateOnly on, string run, LocalizedText title, IEnumerable<BookedWithholding> taken)
    {
        var (tax, debt, borne) = (
            new LocalizedText($"代扣个人所得税：{title.Zh}", $"income tax withheld: {title.En}"),
            new LocalizedText($"抵扣欠款：{title.Zh}", $"debts set off: {title.En}"),
            new LocalizedText($"单位承担个人所得税：{title.Zh}", $"income tax borne: {title.En}"));
        var (lines, payable) = (new LineSet(), new LedgerAccount(chart.Tax, chart.PersonalTax));
        foreach (var each in taken)
        {
            if (each.Benefit is null)
            {
                TakeFrom(lines, debt, each.Household, Enumerable.Range(0, _places.Length - 1), each.Fen);
                lines.Debit(new LedgerAccount(chart.Debts), debt, each.Household, -each.Fen);
                continue;
            }

            var places = _accounts.TryGetValue((run, each.Benefit), out var accounts)
                ? accounts.Select(PlaceOf).Distinct()
                : [PlaceOf(chart.Dividend)];
            TakeFrom(lines, tax, each.Household, places, each.Fen);
            lines.Debit(payable, tax, -each.Fen);
            lines.Debit(new LedgerAccount(chart.OtherExpense, chart.PersonalTax), borne, each.BorneFen);
            lines.Debit(payable, borne, -each.BorneFen);
        }

        Add(on, VoucherKind.Withheld, tax, lines.Lines(), run);
    }

    /// <summary>Tax was paid over.</summary>
    /// <param name="on">The day it is booked on, not before that of the last voucher.</param>
    /// <param name="fen">Fen paid to the tax office, positive.</param>
    public void Remit(DateOnly on, long fen)
    {
        var (text, lines) = (new LocalizedText("缴纳代扣的个人所得税", "income tax paid over"), new LineSet());
        lines.Debit(new LedgerAccount(chart.Tax, chart.PersonalTax), text, fen);
        lines.Debit(new LedgerAccount(chart.Bank), text, -fen);
        Add(on, VoucherKind.Remitted, text, lines.Lines(), run: "");
    }

    // From what is owed on each place in turn; what none of them has, and what is given back, on the first.
    private void TakeFrom(LineSet lines, LocalizedText text, string household, IEnumerable<int> places, long fen)
    {
        var (owed, order, rest) = (Places(household), places.ToArray(), fen);
        foreach (var place in order)
        {
            var part = Math.Min(rest, Math.Max(0, owed[place]));
            if (part > 0)
            {
                Move(place, part);
            }
        }

        Move(order[0], rest);

        void Move(int place, long part)
        {
            owed[place] -= part;
            rest -= part;
            lines.Debit(_places[place], text, household, part);
        }
    }
}
