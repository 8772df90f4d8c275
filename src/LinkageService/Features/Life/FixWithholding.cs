using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Taxes;
using LinkageService.Errors;
using LinkageService.Features.Corrections;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>What a run takes from what it pays, worked out.</summary>
/// <param name="Rows">By household, kind and item.</param>
/// <param name="Kept">What the life of the run keeps, but the digest; null where nothing is taken.</param>
/// <param name="Problems">Why it cannot be taken.</param>
internal sealed record PlannedWithholding(
    IReadOnlyList<WithholdingRow> Rows, StoredWithholding? Kept, IReadOnlyList<Problem> Problems)
{
    /// <summary>Nothing is taken.</summary>
    public static PlannedWithholding None { get; } = new([], Kept: null, []);
}

/// <summary>
/// Fixes tax and debts when a run is handed in: what its notice announces, its approver sees and its payments take is one and the same,
/// whatever is stated later.
/// </summary>
internal sealed class FixWithholding(FindTaxTerms terms)
{
    private const int MaxNamed = 20;

    /// <summary>Writes what is taken, inside the change that hands the run in.</summary>
    /// <returns>What its life keeps; null where nothing is taken.</returns>
    /// <exception cref="RefusedException">It cannot be taken.</exception>
    public async Task<StoredWithholding?> FixAsync(WriteSession session, RunRow run)
    {
        var planned = await PlanAsync(session, run);
        if (planned.Problems.Count > 0)
        {
            throw new RefusedException(Failure.Of([.. planned.Problems]));
        }

        return await WriteAsync(session, run, planned);
    }

    /// <summary>Writes what was worked out.</summary>
    /// <returns>What its life keeps; null where nothing is taken.</returns>
    public static async Task<StoredWithholding?> WriteAsync(WriteSession session, RunRow run, PlannedWithholding planned)
    {
        if (planned.Kept is not { } kept)
        {
            return null;
        }

        var digest = await WithholdingStore.WriteAsync(session, run, planned.Rows, JsonDetails.Of(
            ("run", run.Id), ("taxFen", kept.TaxFen), ("borneFen", kept.BorneFen), ("setOffFen", kept.SetOffFen),
            ("paidFen", kept.PaidFen), ("terms", kept.Terms.Select(term => $"{term.Benefit}: {term.Mode} {term.Rate}"))));
        return kept with { Digest = DigestText.Of(digest) };
    }

    /// <summary>Works out what would be taken as things stand.</summary>
    public async Task<PlannedWithholding> PlanAsync(Session session, RunRow run)
    {
        if (run.Kind == RunKinds.Settlement)
        {
            // What corrections left is what was left after tax.
            return PlannedWithholding.None;
        }

        if (run.Kind == RunKinds.Correction)
        {
            return await CorrectionAsync(session, run, await StoredBooks.PartAsync(session, run));
        }

        var scheme = await RunRecomputation.SchemeAsync(session, run);
        var found = await terms.OfAsync(session, run, scheme);
        var debts = (await SetOffStore.ListAsync(session, run.Id)).Where(debt => debt.Stands).ToArray();
        if (found.Problems.Count > 0 || (found.Terms.Count == 0 && debts.Length == 0))
        {
            return PlannedWithholding.None with { Problems = found.Problems };
        }

        return await DistributionAsync(session, run, scheme, found.Terms, debts);
    }

    /// <summary>The rows of a stored run, made again of what it keeps.</summary>
    public static async Task<IReadOnlyList<WithholdingRow>> AgainAsync(Session session, RunRow run)
    {
        if (RunLife.Read(run.Progress).Withholding is not { } kept)
        {
            return [];
        }

        var debts = run.Kind == RunKinds.Correction ? [] : await SetOffStore.ListAsync(session, run.Id);
        return run.Kind == RunKinds.Correction
            ? await ChangesAsync(session, run, kept.Terms, await StoredBooks.PartAsync(session, run))
            : Rows(run, await RunRecomputation.SchemeAsync(session, run), kept.Terms, await StoredBooks.PartAsync(session, run),
                debts.Where(debt => debt.Stands));
    }

    private static async Task<PlannedWithholding> DistributionAsync(
        Session session, RunRow run, Scheme scheme, IReadOnlyList<StoredTaxTerm> terms, IReadOnlyList<SetOffRow> debts)
    {
        var books = await StoredBooks.PartAsync(session, run);
        var rows = Rows(run, scheme, terms, books, debts);
        var withheld = ByHousehold(rows);
        var settled = (await CarryStore.SettlementsAsync(session, run.Id)).GroupBy(row => row.HouseholdId, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Sum(row => row.AmountFen), StringComparer.Ordinal);
        var (totals, beyond, sum) = (books.TotalsFen.ToArray(), new List<(string Household, long Fen, long Withheld)>(), default(Payable));
        var known = books.Households.ToHashSet(StringComparer.Ordinal);
        for (var at = 0; at < totals.Length; at++)
        {
            var (household, total) = (books.Households[at], totals[at]);
            var (taken, added) = (withheld.GetValueOrDefault(household), settled.GetValueOrDefault(household));
            if (Payable.IsPayable(total, added, taken))
            {
                sum += Payable.OfDistribution(total, added, taken);
            }
            else
            {
                beyond.Add((household, total + added, taken.Fen));
            }
        }

        beyond.AddRange(withheld.Where(each => !known.Contains(each.Key)).Select(each => (each.Key, 0L, each.Value.Fen)));
        return beyond.Count > 0
            ? PlannedWithholding.None with
            {
                Problems = [.. beyond.Take(MaxNamed).Select(each => Beyond(each.Household, each.Fen, each.Withheld))],
            }
            : new PlannedWithholding(rows, Kept(terms, rows, sum), []);
    }

    /// <summary>What a correction changes of the tax, by the terms of the run it corrects: they are known when it is made.</summary>
    /// <param name="session">Where the run it corrects is read.</param>
    /// <param name="run">The correction.</param>
    /// <param name="books">What it changes.</param>
    public static async Task<PlannedWithholding> CorrectionAsync(Session session, RunRow run, RunBooks books)
    {
        var original = RunLife.Read((await RunStore.FindAsync(session, run.Corrects!))!.Progress);
        if (original.Withholding is not { Terms: { Count: > 0 } terms })
        {
            return PlannedWithholding.None;
        }

        var rows = await ChangesAsync(session, run, terms, books);
        var (withheld, policy, totals) = (ByHousehold(rows), CorrectionPolicy.TryParse(run.Policy!)!, books.TotalsFen.ToArray());
        var changes = totals.Select((total, at) =>
            Payable.OfCorrection(total, policy, withheld.GetValueOrDefault(books.Households[at]))).ToArray();
        return new PlannedWithholding(
            rows, Kept(terms, rows, changes.Aggregate(default(Payable), (sum, change) => sum + change)) with
            {
                ArrearsFen = changes.Sum(change => Math.Max(change.CarriedFen, 0)),
                RecoveriesFen = changes.Sum(change => Math.Min(change.CarriedFen, 0)),
            }, []);
    }

    private static StoredWithholding Kept(IReadOnlyList<StoredTaxTerm> terms, IReadOnlyList<WithholdingRow> rows, Payable sum) => new(
        terms, sum.Withheld.TaxFen,
        rows.Where(row => row.Kind == WithholdingKinds.Tax).Sum(row => row.TaxFen - row.WithheldFen),
        sum.Withheld.SetOffFen, sum.PaidFen, DigestText.Of(WithholdingStore.DigestOf(rows)));

    // The terms of the run that is corrected: what was paid then is what changes.
    private static async Task<IReadOnlyList<WithholdingRow>> ChangesAsync(
        Session session, RunRow run, IReadOnlyList<StoredTaxTerm> terms, RunBooks change)
    {
        var details = CorrectionDetails.Of(run);
        var before = await StoredBooks.PaidAsync(session, details.Corrects, details.After.Select(earlier => earlier.Run));
        var scheme = await RunRecomputation.SchemeAsync(session, (await RunStore.FindAsync(session, details.Corrects))!);
        return InOrder(
        [
            .. Read(terms).Change(before, before.Plus(change)).Select(tax => Row(run, WithholdingKinds.Tax, tax)),
            .. InLines(run, scheme, terms, change),
        ]);
    }

    private static IReadOnlyList<WithholdingRow> Rows(
        RunRow run, Scheme scheme, IReadOnlyList<StoredTaxTerm> terms, RunBooks books, IEnumerable<SetOffRow> debts) => InOrder(
    [
        .. Read(terms).Of(books).Select(tax => Row(run, WithholdingKinds.Tax, tax)),
        .. InLines(run, scheme, terms, books),
        .. debts.Select(debt => new WithholdingRow(
            run.Id, debt.HouseholdId, WithholdingKinds.SetOff, debt.Id, DueFen: 0, IncomeFen: 0, TaxFen: 0, debt.AmountFen)),
    ]);

    private static IEnumerable<WithholdingRow> InLines(
        RunRow run, Scheme scheme, IReadOnlyList<StoredTaxTerm> terms, RunBooks books) => terms.Any(term => term.IsOfScheme)
        ? TaxTerms.TakenIn(scheme, books).Select(tax => Row(run, WithholdingKinds.InLines, tax) with { WithheldFen = 0 })
        : [];

    private static WithholdingRow Row(RunRow run, string kind, HouseholdTax tax) => new(
        run.Id, tax.Household, kind, tax.Benefit, tax.Amount.Due, tax.Amount.Income, tax.Amount.Tax, tax.Amount.Withheld);

    private static TaxTerms Read(IReadOnlyList<StoredTaxTerm> terms) => new FoundTaxTerms(terms, []).Read();

    private static Dictionary<string, Withheld> ByHousehold(IEnumerable<WithholdingRow> rows) =>
        rows.GroupBy(row => row.HouseholdId, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, StatementEnd.WithheldOf, StringComparer.Ordinal);

    private static WithholdingRow[] InOrder(IEnumerable<WithholdingRow> rows) =>
    [
        .. rows.OrderBy(row => row.HouseholdId, HouseholdOrder.Instance).ThenBy(row => row.Kind, StringComparer.Ordinal)
            .ThenBy(row => row.Item, StringComparer.Ordinal),
    ];

    /// <summary>More would be taken from a household than it is paid.</summary>
    public static Problem Beyond(string household, long payable, long withheld, string field = "")
    {
        var (due, taken) = (new Money(payable).ToDisplayString(), new Money(withheld).ToDisplayString());
        return new Problem(ProblemCodes.WithheldBeyondPayable, field, new LocalizedText(
            $"户“{household}”应发 {due} 元，代扣和抵扣要 {taken} 元：不够扣，也不会悄悄少扣",
            $"household \"{household}\" is due {due} yuan, and {taken} would be withheld and set off: that is more, and it is not cut "
            + "in silence"));
    }
}
