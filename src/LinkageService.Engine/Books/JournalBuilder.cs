using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Books;

/// <summary>
/// Books what happened to runs, day after day: it knows what each household is owed on which account, so that payments, returns and
/// corrections meet. Call it in the order of the days.
/// </summary>
/// <param name="chart">The accounts to use.</param>
public sealed partial class JournalBuilder(ChartOfAccounts chart)
{
    private static readonly LocalizedText Waiting = new("无人领取", "Unclaimed");

    private readonly List<Voucher> _vouchers = [];
    private readonly List<(DateOnly On, KeptMoney Money)> _kept = [];
    private readonly List<LocalizedText> _remarks = [];
    private readonly Dictionary<string, List<(int Place, long Fen)>> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long[]> _owed = new(StringComparer.Ordinal);

    // Where households can be owed something, in the order in which it is paid; the last is what nobody came for.
    private readonly LedgerAccount[] _places =
    [
        .. new[] { chart.Patronage, chart.Dividend, chart.Labour, chart.Members }.DistinctBy(account => account.Code)
            .Select(account => new LedgerAccount(account)),
        new LedgerAccount(chart.Dividend, Waiting),
    ];

    /// <summary>What is owed to households in all and not paid yet; less what they owe.</summary>
    public Money Owed => new(_owed.Values.Sum(places => places.Sum()));

    /// <summary>A distribution or correction was resolved.</summary>
    /// <param name="on">The day of the resolution.</param>
    /// <param name="run">Its amounts by household and fund.</param>
    /// <exception cref="InvariantBrokenException">Its money does not come to what is booked and kept.</exception>
    public void Resolve(DateOnly on, BookedRun run)
    {
        var entries = new ResolvedEntries(chart, run);
        foreach (var (account, household, fen) in entries.Owed)
        {
            Places(household)[PlaceOf(account)] += fen;
        }

        foreach (var (benefit, accounts) in entries.Accounts)
        {
            _accounts[(run.Run, benefit)] = accounts;
        }

        _kept.AddRange(entries.Kept.Select(kept => (on, kept)));
        Add(on, run.IsCorrection ? VoucherKind.Corrected : VoucherKind.Resolved, run.Title, entries.Lines, run.Run);
    }

    /// <summary>Money went to households.</summary>
    /// <param name="on">The day it is booked on, not before that of the last voucher.</param>
    /// <param name="isCash">In cash, else by the bank.</param>
    /// <param name="run">The run that is paid.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="payments">Whom, and how much.</param>
    public void Pay(DateOnly on, bool isCash, string run, LocalizedText title, IEnumerable<BookedPayment> payments)
    {
        var text = isCash
            ? new LocalizedText($"现金发放：{title.Zh}", $"paid in cash: {title.En}")
            : new LocalizedText($"银行发放：{title.Zh}", $"paid by the bank: {title.En}");
        var lines = new LineSet();
        var total = 0L;
        foreach (var payment in payments)
        {
            Take(lines, text, payment);
            total += payment.Fen;
        }

        lines.Debit(new LedgerAccount(isCash ? chart.Cash : chart.Bank), text, -total);
        Add(on, VoucherKind.Paid, text, lines.Lines(), run);
    }

    /// <summary>A bank sent payments back: they are owed again, on the accounts they were taken of.</summary>
    /// <param name="on">The day it is booked on, not before that of the last voucher.</param>
    /// <param name="run">The run that was paid.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="payments">Which, by the keys they were paid under.</param>
    public void Return(DateOnly on, string run, LocalizedText title, IEnumerable<BookedPayment> payments)
    {
        var text = new LocalizedText($"银行退回：{title.Zh}", $"sent back by the bank: {title.En}");
        var (lines, total) = (new LineSet(), 0L);
        foreach (var payment in payments)
        {
            foreach (var (place, fen) in _taken[payment.Key])
            {
                Places(payment.Household)[place] += fen;
                lines.Debit(_places[place], text, payment.Household, -fen);
            }

            total += payment.Fen;
        }

        lines.Debit(new LedgerAccount(chart.Bank), text, total);
        Add(on, VoucherKind.Returned, text, lines.Lines(), run);
    }

    /// <summary>Nobody came for money: it stays owed, and stands apart.</summary>
    /// <param name="on">The day it is booked on, not before that of the last voucher.</param>
    /// <param name="run">The run it is of.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="payments">What of it nobody came for.</param>
    public void SetAside(DateOnly on, string run, LocalizedText title, IEnumerable<BookedPayment> payments)
    {
        var text = new LocalizedText($"无人领取，另列：{title.Zh}", $"unclaimed, set apart: {title.En}");
        var lines = new LineSet();
        foreach (var payment in payments)
        {
            Take(lines, text, payment);
            Places(payment.Household)[^1] += payment.Fen;
            lines.Debit(_places[^1], text, payment.Household, -payment.Fen);
        }

        Add(on, VoucherKind.Unclaimed, text, lines.Lines(), run);
    }

    /// <summary>The end of a year: what was distributed goes into what is undistributed, and 各项分配 ends at nothing.</summary>
    /// <param name="on">The last day of the year.</param>
    public void Clear(DateOnly on)
    {
        var text = new LocalizedText("年末结转各项分配", "distributions of the year cleared");
        var lines = new LineSet();
        var open = _vouchers.SelectMany(voucher => voucher.Lines)
            .Where(line => line.Account.Account == chart.Distribution && line.Account.Subs[0].Zh == chart.Various.Zh)
            .GroupBy(line => line.Account);
        foreach (var account in open)
        {
            var fen = account.Sum(line => line.IsDebit ? line.Amount.Fen : -line.Amount.Fen);
            lines.Debit(account.Key, text, -fen);
            lines.Debit(new LedgerAccount(chart.Distribution, chart.Undistributed), text, fen);
        }

        Add(on, VoucherKind.YearEnd, text, lines.Lines(), run: "");
    }

    /// <summary>Something to be known with the vouchers; said once.</summary>
    public void Remark(LocalizedText remark)
    {
        if (!_remarks.Contains(remark))
        {
            _remarks.Add(remark);
        }
    }

    /// <summary>All vouchers so far, numbered.</summary>
    /// <param name="year">Only those of this year; null for all.</param>
    public Journal Build(int? year = null) => new(
        chart,
        [.. _vouchers.Where(voucher => year is null || voucher.Date.Year == year)
            .Select((voucher, at) => voucher with { Number = at + 1 })],
        [.. _kept.Where(kept => year is null || kept.On.Year == year).Select(kept => kept.Money)])
    {
        Remarks = _remarks,
    };

    private void Add(DateOnly on, VoucherKind kind, LocalizedText text, IReadOnlyList<VoucherLine> lines, string run)
    {
        Invariant.Holds(_vouchers.Count == 0 || _vouchers[^1].Date <= on, "vouchers come in the order of their days");
        if (lines.Count > 0)
        {
            _vouchers.Add(new Voucher(on, kind, text, lines) { Run = run });
        }
    }

    // What a household owes on one account is set against what it is owed on others before it is paid.
    private void Take(LineSet lines, LocalizedText text, BookedPayment payment)
    {
        var (places, taken, rest) = (Places(payment.Household), new List<(int Place, long Fen)>(), payment.Fen);
        void From(int place, long fen, bool isPaid = true)
        {
            places[place] -= fen;
            lines.Debit(_places[place], text, payment.Household, fen);
            rest -= isPaid ? fen : 0;
            if (isPaid)
            {
                taken.Add((place, fen));
            }
        }

        if (payment.WasUnclaimed)
        {
            From(places.Length - 1, Math.Min(rest, Math.Max(0, places[^1])));
        }

        for (var to = 0; to < places.Length - 1; to++)
        {
            for (var from = 0; from < places.Length - 1 && places[to] < 0; from++)
            {
                var spare = Math.Min(places[from], places.SkipLast(1).Where(fen => fen > 0).Sum() - rest);
                if (Math.Min(spare, -places[to]) is var fen and > 0)
                {
                    From(from, fen, isPaid: false);
                    From(to, -fen, isPaid: false);
                }
            }
        }

        for (var place = 0; place < places.Length - 1 && rest > 0; place++)
        {
            From(place, Math.Min(rest, Math.Max(0, places[place])));
        }

        if (rest > 0)
        {
            From(PlaceOf(chart.Dividend), rest);
        }

        _taken[payment.Key] = taken;
    }

    private int PlaceOf(ChartAccount account) => Array.FindIndex(_places, place => place.Account == account);

    private long[] Places(string household)
    {
        if (!_owed.TryGetValue(household, out var places))
        {
            _owed[household] = places = new long[_places.Length];
        }

        return places;
    }
}
