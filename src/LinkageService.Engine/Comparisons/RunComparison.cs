using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Comparisons;

/// <summary>Two runs side by side: who gains, who loses, by how much.</summary>
public sealed class RunComparison
{
    private readonly HouseholdUnion _union;
    private readonly RunBooks _before;
    private readonly RunBooks _after;
    private readonly GroupMask _registered;

    private RunComparison(RunBooks before, RunBooks after)
    {
        (_before, _after) = (before, after);
        _union = HouseholdUnion.Of(after.Households, before.Households);
        _registered = _union.Join(after.Registered, before.Registered);
        var (registered, others) = (new ComparedGroup(), new ComparedGroup());
        for (var at = 0; at < Count; at++)
        {
            var household = Household(at);
            (registered, others) = household.IsRegistered
                ? (registered.With(household), others)
                : (registered, others.With(household));
        }

        (Registered, Others) = (registered, others);
        Benefits = before.Steps.Concat(after.Steps).Where(step => !step.IsRecord).Select(step => step.Benefit)
            .Distinct(StringComparer.Ordinal).Select(Benefit).ToArray();
        Sources = Accounts(
            before.Sources.Select(source => (source.Name, source.Amount)), after.Sources.Select(source => (source.Name, source.Amount)));
        Funds = Accounts(before.Funds.Select(fund => (fund.Name, fund.Amount)), after.Funds.Select(fund => (fund.Name, fund.Amount)));
        Invariant.Holds(registered.Before + others.Before == before.HouseholdsTotal
            && registered.After + others.After == after.HouseholdsTotal, "every household is compared once");
    }

    /// <summary>Households on either roster.</summary>
    public int Count => _union.Ids.Count;

    /// <summary>Those tagged registered.</summary>
    public ComparedGroup Registered { get; }

    /// <summary>Everyone else.</summary>
    public ComparedGroup Others { get; }

    /// <summary>By benefit, in the order of the steps of the first run, then of the second.</summary>
    public IReadOnlyList<ComparedBenefit> Benefits { get; }

    /// <summary>What came in.</summary>
    public IReadOnlyList<ComparedAccount> Sources { get; }

    /// <summary>What stayed in funds and carried accounts.</summary>
    public IReadOnlyList<ComparedAccount> Funds { get; }

    /// <summary>Compares.</summary>
    public static RunComparison Of(RunBooks before, RunBooks after) => new(before, after);

    /// <summary>A household, by its place in <see cref="HouseholdOrder"/>.</summary>
    /// <param name="at">From 0 to <see cref="Count"/> − 1.</param>
    public ComparedHousehold Household(int at) => new(
        _union.Ids[at], _registered.Contains(at), Total(_before, _union.Right(at)), Total(_after, _union.Left(at)));

    /// <summary>The place of the first household after an id; <see cref="Count"/> when there is none.</summary>
    public int After(string id)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            (low, high) = HouseholdOrder.Instance.Compare(_union.Ids[middle], id) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private ComparedBenefit Benefit(string benefit)
    {
        var (before, registeredBefore) = Sum(_before, benefit, household => _union.Right(household));
        var (after, registeredAfter) = Sum(_after, benefit, household => _union.Left(household));
        return new ComparedBenefit(benefit, before, after, registeredBefore, registeredAfter);
    }

    private (Money All, Money Registered) Sum(RunBooks books, string benefit, Func<int, int> placeOf)
    {
        long all = 0, registered = 0;
        foreach (var step in books.Steps.Where(step => !step.IsRecord && string.Equals(step.Benefit, benefit, StringComparison.Ordinal)))
        {
            for (var household = 0; household < Count; household++)
            {
                var place = placeOf(household);
                var amount = place < 0 ? 0 : step.Amounts.Span[place];
                all += amount;
                registered += _registered.Contains(household) ? amount : 0;
            }
        }

        return (new Money(all), new Money(registered));
    }

    private static Money? Total(RunBooks books, int place) => place < 0 ? null : new Money(books.TotalsFen.Span[place]);

    private static ComparedAccount[] Accounts(
        IEnumerable<(string Name, Money Amount)> before, IEnumerable<(string Name, Money Amount)> after)
    {
        var (first, second) = (before.ToArray(), after.ToArray());
        return first.Concat(second).Select(row => row.Name).Distinct(StringComparer.Ordinal)
            .Select(name => new ComparedAccount(name, Of(first, name), Of(second, name))).ToArray();
    }

    private static Money Of((string Name, Money Amount)[] rows, string name) => new(rows
        .Where(row => string.Equals(row.Name, name, StringComparison.Ordinal)).Sum(row => row.Amount.Fen));
}
