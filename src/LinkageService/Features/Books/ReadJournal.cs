using LinkageService.Documents;
using LinkageService.Engine.Books;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Corrections;
using LinkageService.Features.Facts;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Books;

/// <summary>
/// Books what was resolved and paid, from what is stored: the amounts of approved runs and corrections, and every attempt to pay. Nothing
/// of it is kept: a result that comes in later gives one more voucher.
/// </summary>
internal static class ReadJournal
{
    // So many households fit into a remark.
    private const int MaxNamed = 5;

    private static readonly string[] Standing = [RunStates.Approved, RunStates.Paid, RunStates.Closed];

    /// <summary>Whether a run is booked: once it is approved.</summary>
    public static bool IsBooked(RunRow run) => Standing.Contains(run.State, StringComparer.Ordinal);

    /// <summary>The accounts an organisation keeps its books by.</summary>
    /// <exception cref="RefusedException">It is a company or an agreement, for which there is no chart.</exception>
    public static ChartOfAccounts RequireChart(string legalForm, string field) => ChartOfAccounts.Of(legalForm)
        ?? throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
            "记账凭证只有农民专业合作社、联合社和农村集体经济组织的科目：公司按企业会计准则记账，合同约定的利益联结由出钱的组织记账",
            "there are accounts for cooperatives, their unions and rural collectives only: a company keeps its books by the standards for "
            + "enterprises, and what an agreement pays is booked by the organisation that pays it", field));

    /// <summary>The vouchers of some runs.</summary>
    /// <param name="session">A snapshot.</param>
    /// <param name="chart">The accounts.</param>
    /// <param name="runs">Approved ones.</param>
    /// <param name="year">Only what was booked in a year, after all that came before it; null for all.</param>
    /// <param name="cancellation">Stops it between two runs.</param>
    public static async Task<Journal> OfAsync(
        Session session, ChartOfAccounts chart, IReadOnlyList<StoredRun> runs, BookedYear? year, CancellationToken cancellation)
    {
        var (builder, acts) = (new JournalBuilder(chart), new List<Act>());
        foreach (var (run, order) in runs.OrderBy(run => run.Row.Id, StringComparer.Ordinal).Select((run, at) => (run, at)))
        {
            cancellation.ThrowIfCancellationRequested();
            var title = TitleOf(run);
            var payments = await PaymentsAsync(session, builder, run, order, title);
            acts.AddRange(payments);
            acts.AddRange(await WithheldAsync(session, builder, run, order, payments));
            if (run.Settlement is null)
            {
                var booked = new BookedRun(
                    run.Row.Id, title, await RunRecomputation.SchemeAsync(session, run.Row), await StoredBooks.PartAsync(session, run.Row))
                {
                    IsCorrection = run.Correction is not null,
                };
                acts.Add(new Act(ResolvedOn(run, payments), order, 0, 0, "", on => builder.Resolve(on, booked)));
            }
        }

        acts.AddRange(year is null || runs.Count == 0 ? [] : await RemittedAsync(session, builder, runs[0].Row.OrganizationId, year.Today));
        acts.AddRange(Ends(acts, year).Select(end => new Act(end, int.MaxValue, 0, 0, "", builder.Clear)).ToArray());
        foreach (var act in acts.OrderBy(act => act.On).ThenBy(act => act.Run).ThenBy(act => act.Attempt).ThenBy(act => act.Phase)
            .ThenBy(act => act.Channel, StringComparer.Ordinal))
        {
            act.Book(act.On);
        }

        return builder.Build(year?.Year);
    }

    /// <summary>What vouchers say a run is.</summary>
    public static LocalizedText TitleOf(StoredRun run) => run switch
    {
        { Correction: { } correction } => new LocalizedText(
            $"{run.Row.Year} 年收益分配更正（{correction.Reason}）", $"correction of the distribution of {run.Row.Year} ({correction.Reason})"),
        { Settlement: not null } => new LocalizedText($"付清 {run.Row.Year} 年更正差额", $"balances of corrections paid in {run.Row.Year}"),
        _ => new LocalizedText($"{run.Row.Year} 年收益分配", $"distribution of {run.Row.Year}"),
    };

    // The day of the vote; without one, of the approval. What was paid before that was noted here is resolved by then.
    private static DateOnly ResolvedOn(StoredRun run, IReadOnlyList<Act> payments)
    {
        var on = run.Life is { Meeting.Date: { } voted }
            ? Dates.Read(voted)
            : Dates.TryReadMoment(run.Life.ApprovedAt ?? "", out var at)
            ? DateOnly.FromDateTime(Dates.InChina(Moment.ToTime(at)).DateTime)
            : throw new InvalidOperationException($"The run {run.Row.Id} stands and says not when it was approved.");
        return payments.Select(act => act.On).Append(on).Min();
    }

    // The last days of the years that are over, up to the one wanted.
    private static IEnumerable<DateOnly> Ends(List<Act> acts, BookedYear? year) => year is null || acts.Count == 0
        ? []
        : Enumerable.Range(acts.Min(act => act.On).Year, Math.Max(0, year.Year - acts.Min(act => act.On).Year + 1))
            .Select(each => new DateOnly(each, 12, 31)).Where(end => end < year.Today);

    private static async Task<IReadOnlyList<Act>> PaymentsAsync(
        Session session, JournalBuilder builder, StoredRun run, int order, LocalizedText title)
    {
        if (await PaymentStore.FindEnvelopeAsync(session, run.Row.Id) is null)
        {
            return await UnlistedAsync(session, builder, run, order, title);
        }

        var attempts = InOrder(await PaymentStore.EveryAttemptAsync(session, run.Row.Id), builder);
        var wasUnclaimed = attempts.Where(attempt => attempt is { State: PaymentStates.Unclaimed, Latest: 0 })
            .Select(attempt => (attempt.HouseholdId, attempt.Attempt + 1)).ToHashSet();
        BookedPayment Of(PaymentAttemptRow attempt) => new(attempt.EndToEndId, attempt.HouseholdId, attempt.AmountFen)
        {
            WasUnclaimed = wasUnclaimed.Contains((attempt.HouseholdId, attempt.Attempt)),
        };
        IEnumerable<Act> Group(
            Func<PaymentAttemptRow, string?> dayOf, int phase, string channel,
            Action<DateOnly, IEnumerable<BookedPayment>> book) => attempts
            .Where(attempt => dayOf(attempt) is not null).GroupBy(attempt => (Day: dayOf(attempt)!, attempt.Attempt))
            .Select(group => new Act(
                Dates.Read(group.Key.Day), order, group.Key.Attempt, phase, channel, on => book(on, group.Select(Of))));
        var id = run.Row.Id;
        return
        [
            .. Group(attempt => attempt.SentOn, 0, PaymentChannels.Bank, (on, paid) => builder.Pay(on, isCash: false, id, title, paid)),
            .. Group(
                attempt => attempt.State is PaymentStates.Signed or PaymentStates.Collected ? attempt.SettledOn : null, 0,
                PaymentChannels.Cash, (on, paid) => builder.Pay(on, isCash: true, id, title, paid)),
            .. Group(
                attempt => attempt.Reason is not null && attempt.SentOn is not null ? attempt.SettledOn : null, 1, PaymentChannels.Bank,
                (on, back) => builder.Return(on, id, title, back)),
            .. Group(
                attempt => attempt.State == PaymentStates.Unclaimed ? attempt.SettledOn : null, 2, "",
                (on, left) => builder.SetAside(on, id, title, left)),
        ];
    }

    // What comes back was sent before, and is sent again after: a day that was noted otherwise is booked on the one before it.
    private static PaymentAttemptRow[] InOrder(IReadOnlyList<PaymentAttemptRow> attempts, JournalBuilder builder)
    {
        var (booked, moved) = (new List<PaymentAttemptRow>(attempts.Count), new HashSet<string>(StringComparer.Ordinal));
        foreach (var household in attempts.GroupBy(attempt => attempt.HouseholdId, StringComparer.Ordinal))
        {
            var last = "";
            string? After(string? day) => day is null ? null : last = string.CompareOrdinal(day, last) < 0 ? last : day;
            foreach (var attempt in household.OrderBy(attempt => attempt.Attempt))
            {
                var at = attempt with { SentOn = After(attempt.SentOn), SettledOn = After(attempt.SettledOn) };
                booked.Add(at);
                if (at != attempt)
                {
                    moved.Add(household.Key);
                }
            }
        }

        if (moved.Count > 0)
        {
            var named = string.Join('、', moved.Order(StringComparer.Ordinal).Take(MaxNamed));
            builder.Remark(new LocalizedText(
                $"{moved.Count} 户（{named}{(moved.Count > MaxNamed ? "等" : "")}）登记的日期前后颠倒，如退回早于送银行、补发早于退回："
                    + "凭证按实际先后，记在不早于前一笔的日子；日期登记错的，请对照银行回单改凭证",
                $"the days noted for {moved.Count} households ({named.Replace("、", ", ", StringComparison.Ordinal)}"
                    + $"{(moved.Count > MaxNamed ? ", …" : "")}) are out of order, such as back before it was sent: "
                    + "each is booked no earlier than what came before it; change the voucher where a day is wrong"));
        }

        return [.. booked];
    }

    // On the day of the payment, before it: the tax arises with it, and is owed from then on.
    private static async Task<IReadOnlyList<Act>> WithheldAsync(
        Session session, JournalBuilder builder, StoredRun run, int order, IReadOnlyList<Act> payments)
    {
        if (run.Life is not { Withholding: { } kept, PaidOn: { } paidOn })
        {
            return [];
        }

        var rows = await WithholdingStore.OfAsync(session, run.Row.Id);
        var taken = rows.Where(row => row.Kind == WithholdingKinds.Tax)
            .Select(row => new BookedWithholding(row.HouseholdId, row.Item, row.WithheldFen, row.TaxFen - row.WithheldFen))
            .Concat(rows.Where(row => row.Kind == WithholdingKinds.SetOff)
                .Select(row => new BookedWithholding(row.HouseholdId, Benefit: null, row.WithheldFen))).ToArray();
        if (kept.BorneFen != 0)
        {
            builder.Remark(new LocalizedText(
                "单位承担的个人所得税记入其他支出；章程或会计另有规定的，请改凭证",
                "income tax the organisation bears is booked as other expense; where charter or accountant say otherwise, "
                + "change the voucher"));
        }

        var on = payments.Select(act => act.On).Append(Dates.Read(paidOn)).Min();
        return [new Act(on, order, 0, 0, "withheld", day => builder.Withhold(day, run.Row.Id, TitleOf(run), taken))];
    }

    // As it was stated with the modes: what was paid over, and when.
    private static async Task<IReadOnlyList<Act>> RemittedAsync(
        Session session, JournalBuilder builder, string organization, DateOnly today)
    {
        var stated = await OrganizationFacts.RemittedTaxesAsync(session, organization);
        return [.. stated.Where(tax => tax.On <= today).Select(tax =>
            new Act(tax.On, int.MaxValue - 1, 0, 0, "remitted", on => builder.Remit(on, tax.Amount.Fen)))];
    }

    // Paid on the word of whoever noted it: one sum on the day, by the bank.
    private static async Task<IReadOnlyList<Act>> UnlistedAsync(
        Session session, JournalBuilder builder, StoredRun run, int order, LocalizedText title)
    {
        if (run.Life.PaidOn is not { } paidOn)
        {
            return [];
        }

        var books = await StoredBooks.PartAsync(session, run.Row);
        var settled = (await CarryStore.SettlementsAsync(session, run.Row.Id))
            .GroupBy(row => row.HouseholdId, StringComparer.Ordinal)
            .ToDictionary(rows => rows.Key, rows => rows.Sum(row => row.AmountFen), StringComparer.Ordinal);
        var policy = run.Row.Policy is { } text ? CorrectionPolicy.TryParse(text) : null;
        var ends = await StatementEnds.ReadAsync(session, run.Row.Id, RunFacts.Of(run.Row, []));
        var totals = books.TotalsFen.ToArray();
        var payments = books.Households.Select((household, at) => new BookedPayment(
            $"{run.Row.Id}/{household}", household,
            Payable.Of(
                policy, run.Settlement is null ? totals[at] : 0, settled.GetValueOrDefault(household), ends[household].Withheld).PaidFen))
            .Where(payment => payment.Fen > 0).ToArray();
        builder.Remark(new LocalizedText(
            "没有逐户发放记录的核算，按付款日从银行存款一次付出；实际用现金或分几次付的，请改凭证",
            "a run without payments by household is booked as paid by the bank on the day of payment; where it was cash or several days, "
            + "change the voucher"));
        return
        [
            new Act(Dates.Read(paidOn), order, 0, 1, PaymentChannels.Bank,
                on => builder.Pay(on, isCash: false, run.Row.Id, title, payments)),
        ];
    }

    /// <summary>Something to be booked, and where it stands among the others of its day.</summary>
    private sealed record Act(DateOnly On, int Run, long Attempt, int Phase, string Channel, Action<DateOnly> Book);
}

/// <summary>A year of the books.</summary>
/// <param name="Year">Which.</param>
/// <param name="Today">The present day: a year that is over by then is cleared on its last day.</param>
internal sealed record BookedYear(int Year, DateOnly Today);
