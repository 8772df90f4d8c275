using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes.Linter;

/// <summary>
/// Follows every pool through the steps and finds those that ask for more than it can hold, whatever the income: takes of 60% and
/// 60%, a floor of twice the profit out of the profit, ten floors of 20% each.
/// </summary>
/// <remarks>Fen lost and won by rounding are left out: what is reported is short by more than they make.</remarks>
internal sealed class PoolLinter
{
    private readonly Scheme _scheme;
    private readonly int _year;
    private readonly FormulaBounds _bounds;
    private readonly Dictionary<string, LinearForm?> _paid = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Fraction> _places = new(StringComparer.Ordinal);

    private PoolLinter(Scheme scheme, int year)
    {
        (_scheme, _year, _bounds) = (scheme, year, new FormulaBounds(scheme, year));
        foreach (var input in scheme.Inputs.Where(input => input.IsPool))
        {
            _bounds.Pools[input.Name] = new Bounds(LinearForm.OfFigure(input.Name), LinearForm.OfFigure(input.Name));
        }
    }

    /// <summary>Reports every step that can never have enough, in the first year in which it cannot.</summary>
    public static void Check(Scheme scheme, FormulaScope scope, ProblemList problems)
    {
        var reported = new HashSet<Step>();
        var years = Years(scheme, scope).ToArray();
        foreach (var year in years)
        {
            var linter = new PoolLinter(scheme, year);
            foreach (var step in scheme.Steps.Where(linter.Runs))
            {
                if (linter.Follow(step) is { } shortage && reported.Add(step))
                {
                    shortage.Report(scheme, step, year == years[0] ? null : year, problems);
                }
            }
        }
    }

    // A year of each span in which parameters and steps stay as they are.
    private static IEnumerable<int> Years(Scheme scheme, FormulaScope scope) => scope.Years
        .Concat(scheme.Steps.Select(step => step.Head.When).OfType<StepWhen>()
            .SelectMany(when => new[] { when.FromYear, when.ToYear + 1 }).OfType<int>().Where(scheme.IsEffective))
        .Distinct().Order();

    private static bool IsCertain(Step step) => step.Head.When is not { Group: not null } and not { Figure: not null };

    private bool Runs(Step step) => step.Head.When is not { } when
        || (_year >= (when.FromYear ?? int.MinValue) && _year <= (when.ToYear ?? int.MaxValue));

    private PoolShortage? Follow(Step step)
    {
        switch (step)
        {
            case TakeStep take:
                return FollowTake(take);
            case PayStep pay:
                var due = _bounds.Of(pay.Amount.Expression) * FactorOf(pay.Factors);
                return FollowPay(pay, pay.From, due, pay.To, pay.Prorates, Bounds.Of(Fraction.Zero), "amount");
            case GuaranteeStep guarantee:
                var counted = guarantee.Counting.Select(id => new Bounds(LinearForm.Zero, _paid.GetValueOrDefault(id)))
                    .Aggregate(Bounds.Of(Fraction.Zero), (sum, one) => sum + one);
                var floor = _bounds.Of(guarantee.Floor.Expression);
                return FollowPay(guarantee, guarantee.From, floor, guarantee.To, guarantee.Prorates, counted, "floor");
            case AllocateStep allocate:
                return FollowAllocate(allocate);
            case SplitStep split:
                FollowSplit(split);
                return null;
            case WithholdStep withhold:
                Feed(withhold.Into, Bounds.NotNegative, isCertain: false);
                _paid[step.Id] = LinearForm.Zero;
                return null;
            case SelectStep select:
                if (_bounds.Of(select.Places.Expression).Constant is { } places)
                {
                    _places[select.As] = Rounding.Down(places);
                }

                return null;
            case RecordStep:
                return null;
            default:
                throw new UnreachableException();
        }
    }

    private PoolShortage? FollowTake(TakeStep step)
    {
        var (amount, there) = (_bounds.Of(step.Amount.Expression), Holds(step.From));
        var shortage = step.UpToAvailable ? null : PoolShortage.Of(amount.Low, there, Fraction.One, "amount");
        Draw(step, step.From, amount);
        Feed(step.Into, step.UpToAvailable ? amount with { Low = LinearForm.Zero } : amount, IsCertain(step));
        return shortage;
    }

    // One household at least is paid, or the step needs nothing; where places are limited, as many as there are places.
    private PoolShortage? FollowPay(
        Step step, OrderedSources from, Bounds amount, string? to, bool prorates, Bounds counted, string field)
    {
        var (there, members) = (Holds(from), MembersOf(to));
        var needed = LinearForm.Sum(amount.Low?.Times(members), LinearForm.Negative(counted.High));
        var shortage = prorates ? null : PoolShortage.Of(needed, there, members, field);
        _paid[step.Id] = there;
        var drawn = to is null && !prorates && counted.Constant is { Sign: 0 } ? amount.Low?.OrZero() : null;
        Draw(step, from, new Bounds(drawn ?? LinearForm.Zero, High: null));
        return shortage;
    }

    // Who is in none of the groups counts once.
    private Bounds FactorOf(IReadOnlyList<GroupFactor> factors) => factors.Select(factor => _bounds.Of(factor.Factor.Expression))
        .Aggregate(Bounds.Of(Fraction.One), (all, one) => new Bounds(Bounds.Min(all, one).Low, Bounds.Max(all, one).High));

    private PoolShortage? FollowAllocate(AllocateStep step)
    {
        var (pool, members) = (_bounds.Pools.GetValueOrDefault(step.From.Name), MembersOf(step.To));
        PoolShortage? shortage = null;
        if (step.Floor is { } floor)
        {
            var least = _bounds.Of(floor.Expression);
            shortage = floor.Type.Dimension.IsPlain && !floor.Type.IsZero
                ? PoolShortage.OfRate(least.Low, members)
                : PoolShortage.Of(least.Low?.Times(members), pool.High, members, "floor");
        }

        _paid[step.Id] = pool.High;
        var empties = step is
        {
            PaysAll: true, RoundingPolicy: RoundingPolicy.LargestRemainder, Cap: null, KeepsIfEmpty: false, UnitFen: 1,
        };
        _bounds.Pools[step.From.Name] = empties && IsCertain(step) ? Bounds.Of(Fraction.Zero) : pool with { Low = LinearForm.Zero };
        return shortage;
    }

    private void FollowSplit(SplitStep step)
    {
        var whole = step.From.Select(account => _bounds.Pools.GetValueOrDefault(account.Name))
            .Aggregate(Bounds.Of(Fraction.Zero), (sum, pool) => sum + pool);
        foreach (var account in step.From)
        {
            var pool = _bounds.Pools.GetValueOrDefault(account.Name);
            _bounds.Pools[account.Name] = IsCertain(step) ? Bounds.Of(Fraction.Zero) : pool with { Low = LinearForm.Zero };
        }

        var shares = step.Into.Select(part => part.Share is null ? (Bounds?)null : _bounds.Of(part.Share.Expression)).ToArray();
        var stated = shares.OfType<Bounds>().Aggregate(Bounds.Of(Fraction.Zero), (sum, share) => sum + share);
        for (var part = 0; part < shares.Length; part++)
        {
            var share = step.HasRemaining ? shares[part] ?? Bounds.Of(Fraction.One) - stated
                : shares[part]!.Value.Constant is { } one && stated.Constant is { Sign: > 0 } all ? Bounds.Of(one / all)
                : Bounds.Between(Fraction.Zero, Fraction.One);
            Feed(step.Into[part].Account, whole * share, IsCertain(step));
        }
    }

    // The most all sources hold together; null where somebody outside brings what lacks.
    private LinearForm? Holds(OrderedSources from) => from.HasPayer ? null
        : from.Accounts.Select(account => _bounds.Pools.GetValueOrDefault(account.Name).High)
            .Aggregate((LinearForm?)LinearForm.Zero, LinearForm.Sum);

    // The first gives what it has; how much of the others is needed depends on it.
    private void Draw(Step step, OrderedSources from, Bounds amount)
    {
        for (var source = 0; source < from.Accounts.Count; source++)
        {
            if (from.Accounts[source] is not { Kind: AccountKind.Pool, Name: var name })
            {
                continue;
            }

            var pool = _bounds.Pools.GetValueOrDefault(name);
            var (left, most) = (pool - amount, pool.High);
            _bounds.Pools[name] = source > 0 || !IsCertain(step) ? pool with { Low = LinearForm.Zero } : new Bounds(
                left.Low is { IsNonNegative: true } ? left.Low : LinearForm.Zero, left.High?.OrZero() ?? most);
        }
    }

    private void Feed(Account into, Bounds amount, bool isCertain)
    {
        if (into.Kind == AccountKind.Pool)
        {
            var low = isCertain && amount.Low is { IsNonNegative: true } ? amount.Low : LinearForm.Zero;
            _bounds.Pools[into.Name] = _bounds.Pools.GetValueOrDefault(into.Name, Bounds.Of(Fraction.Zero)) + new Bounds(low, amount.High);
        }
    }

    private Fraction MembersOf(string? group) =>
        group is not null && _places.TryGetValue(group, out var places) && places > Fraction.One ? places : Fraction.One;
}
