using LinkageService.Engine.Amounts;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Corrections;

/// <summary>
/// The books of a run: what came in, what stayed in funds, what each household got of each step. The difference of two books
/// is a book again, over everyone in either, and so is their sum. Sources = households + funds and carried accounts, always.
/// </summary>
public sealed class RunBooks
{
    private RunBooks(
        IReadOnlyList<string> households, GroupMask registered, IReadOnlyList<BookStep> steps, IReadOnlyList<SourceAmount> sources,
        IReadOnlyList<FundAmount> funds)
    {
        (Households, Registered, Steps, Sources, Funds) = (households, registered, steps, sources, funds);
        TotalsFen = Sum(households.Count, steps);
        HouseholdsTotal = new Money((long)FenSum.Of(TotalsFen.Span));
        SourcesTotal = new Money(sources.Sum(source => source.Amount.Fen));
        FundsTotal = new Money(funds.Where(fund => !fund.IsCarried).Sum(fund => fund.Amount.Fen));
        CarriedForward = new Money(funds.Where(fund => fund.IsCarried).Sum(fund => fund.Amount.Fen));
        Invariant.Holds(SourcesTotal == HouseholdsTotal + FundsTotal + CarriedForward, "sources = households + funds + carried forward");
    }

    /// <summary>Household ids in <see cref="HouseholdOrder"/>.</summary>
    public IReadOnlyList<string> Households { get; }

    /// <summary>Who is tagged registered.</summary>
    public GroupMask Registered { get; }

    /// <summary>The steps that gave or changed anything, in order.</summary>
    public IReadOnlyList<BookStep> Steps { get; }

    /// <summary>What came in, by input and payer.</summary>
    public IReadOnlyList<SourceAmount> Sources { get; }

    /// <summary>Funds and carried accounts.</summary>
    public IReadOnlyList<FundAmount> Funds { get; }

    /// <summary>Fen per household, all steps that are not records.</summary>
    public ReadOnlyMemory<long> TotalsFen { get; }

    /// <summary>Sum of <see cref="TotalsFen"/>.</summary>
    public Money HouseholdsTotal { get; }

    /// <summary>Sum of <see cref="Sources"/>.</summary>
    public Money SourcesTotal { get; }

    /// <summary>Sum of the funds that are not carried.</summary>
    public Money FundsTotal { get; }

    /// <summary>Sum of the carried accounts.</summary>
    public Money CarriedForward { get; }

    /// <summary>The books of a calculation.</summary>
    public static RunBooks Of(Distribution distribution)
    {
        var roster = distribution.Roster;
        return new RunBooks(
            Enumerable.Range(0, roster.Count).Select(roster.Id).ToArray(), roster.Registered,
            distribution.Steps.Where(step => step.AmountsFen is not null)
                .Select(step => new BookStep(step.Step.Id, step.Step.Benefit, step.IsRecord, step.AmountsFen!.Value)).ToArray(),
            distribution.Sources, distribution.Funds);
    }

    /// <summary>Books read from storage.</summary>
    /// <exception cref="InvariantBrokenException">Money is lost or made in them, or they are out of order.</exception>
    public static RunBooks Of(
        IReadOnlyList<string> households, GroupMask registered, IReadOnlyList<BookStep> steps, IReadOnlyList<SourceAmount> sources,
        IReadOnlyList<FundAmount> funds)
    {
        for (var at = 1; at < households.Count; at++)
        {
            Invariant.Holds(HouseholdOrder.Instance.Compare(households[at - 1], households[at]) < 0, "households are in order");
        }

        return new RunBooks(households, registered, steps, sources, funds);
    }

    /// <summary>These books and what was changed later.</summary>
    public RunBooks Plus(RunBooks change) => Join(change, sign: 1);

    /// <summary>What has to change for <paramref name="before"/> to become these books.</summary>
    public RunBooks Minus(RunBooks before) => Join(before, sign: -1);

    /// <summary>Whether the other books have the same households and every amount, source and fund the same.</summary>
    public bool HasSameAmountsAs(RunBooks other)
    {
        var difference = Minus(other);
        return Households.SequenceEqual(other.Households, StringComparer.Ordinal) && difference.IsEmpty;
    }

    /// <summary>Whether there is nothing in them: no amount of any household, source or fund.</summary>
    public bool IsEmpty => Steps.All(step => !step.Amounts.Span.ContainsAnyExcept(0L))
        && Sources.All(source => source.Amount == Money.Zero) && Funds.All(fund => fund.Amount == Money.Zero);

    /// <summary>Only what changes for some households, paid by one fund and by nobody else.</summary>
    internal RunBooks ChargedTo(FundAmount fund, Func<int, bool> isKept)
    {
        var steps = Steps.Select(step => step with
        {
            Amounts = step.Amounts.ToArray().Select((amount, household) => isKept(household) ? amount : 0).ToArray(),
        }).ToArray();
        var paid = (long)FenSum.Of(Sum(Households.Count, steps).Span);
        return new RunBooks(Households, Registered, steps,
            Sources.Select(source => source with { Amount = Money.Zero }).ToArray(),
            Funds.Select(each => each with
            {
                Amount = string.Equals(each.Name, fund.Name, StringComparison.Ordinal) && each.IsCarried == fund.IsCarried
                    ? new Money(-paid) : Money.Zero,
            }).ToArray());
    }

    /// <summary>
    /// These changes without taking back from any household what it was let keep: a fund bears it. A change in its favour stays as it is,
    /// what was kept is not paid on top of it.
    /// </summary>
    internal RunBooks Letting(RunBooks keep, FundAmount fund)
    {
        var (change, kept) = (Plus(keep.Minus(keep)), Minus(this).Plus(keep));
        var (totals, most) = (change.TotalsFen.ToArray(), kept.TotalsFen.ToArray());
        var amounts = change.Steps.Select(step => step.Amounts.ToArray()).ToArray();
        var paid = change.Steps.Index().Where(each => !each.Item.IsRecord).Select(each => amounts[each.Index]).ToArray();
        long borne = 0;
        for (var household = 0; household < totals.Length; household++)
        {
            var left = Math.Min(Math.Max(most[household], 0), Math.Max(-totals[household], 0));
            borne += left;
            if (left > 0 && left == -totals[household])
            {
                Array.ForEach(paid, step => step[household] = 0);
                continue;
            }

            foreach (var step in paid)
            {
                var forgiven = Math.Min(left, Math.Max(-step[household], 0));
                (step[household], left) = (step[household] + forgiven, left - forgiven);
            }
        }

        return new RunBooks(change.Households, change.Registered,
            [.. change.Steps.Select((step, at) => step with { Amounts = amounts[at] })], change.Sources,
            [.. change.Funds.Select(each => string.Equals(each.Name, fund.Name, StringComparison.Ordinal)
                && each.IsCarried == fund.IsCarried ? each with { Amount = each.Amount - new Money(borne) } : each)]);
    }

    private RunBooks Join(RunBooks other, int sign)
    {
        var union = HouseholdUnion.Of(Households, other.Households);
        var steps = new List<BookStep>();
        foreach (var step in Steps.Concat(other.Steps).DistinctBy(step => step.Id, StringComparer.Ordinal))
        {
            var mine = Find(Steps, step.Id);
            var theirs = Find(other.Steps, step.Id);
            Invariant.Holds(mine is null || theirs is null || mine.IsRecord == theirs.IsRecord, "a step stays a record or a payment");
            steps.Add(step with { Amounts = union.Join(mine?.Amounts ?? default, theirs?.Amounts ?? default, sign) });
        }

        return new RunBooks(union.Ids, union.Join(Registered, other.Registered), steps,
            Sources.Concat(other.Sources).Select(source => (source.Name, source.IsPayer)).Distinct()
                .Select(key => new SourceAmount(key.Name, key.IsPayer, Sum(Sources, other.Sources, sign,
                    source => source.IsPayer == key.IsPayer && string.Equals(source.Name, key.Name, StringComparison.Ordinal),
                    source => source.Amount))).ToArray(),
            Funds.Concat(other.Funds).Select(fund => (fund.Name, fund.IsCarried)).Distinct()
                .Select(key => new FundAmount(key.Name, Sum(Funds, other.Funds, sign,
                    fund => fund.IsCarried == key.IsCarried && string.Equals(fund.Name, key.Name, StringComparison.Ordinal),
                    fund => fund.Amount), key.IsCarried)).ToArray());
    }

    private static Money Sum<T>(IEnumerable<T> mine, IEnumerable<T> theirs, int sign, Func<T, bool> isWanted, Func<T, Money> amount) =>
        new(mine.Where(isWanted).Sum(item => amount(item).Fen) + (sign * theirs.Where(isWanted).Sum(item => amount(item).Fen)));

    private static BookStep? Find(IReadOnlyList<BookStep> steps, string id) =>
        steps.FirstOrDefault(step => string.Equals(step.Id, id, StringComparison.Ordinal));

    private static ReadOnlyMemory<long> Sum(int households, IReadOnlyList<BookStep> steps)
    {
        var totals = new long[households];
        foreach (var step in steps.Where(step => !step.IsRecord))
        {
            var amounts = step.Amounts.Span;
            for (var household = 0; household < totals.Length; household++)
            {
                totals[household] += amounts[household];
            }
        }

        return totals;
    }
}
