using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Runs;

/// <summary>The state of one run while its steps execute: balances, groups and what the steps did.</summary>
internal sealed class Run : IFormulaContext
{
    /// <summary>The most one step may move: 64 such steps still fit 64 bits.</summary>
    public const long MaxStepFen = 100_000_000_000_000_000;

    private readonly Dictionary<string, long> _pools = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _payers = new(StringComparer.Ordinal);
    private readonly Dictionary<Account, long> _funds = [];
    private readonly Dictionary<string, GroupMask> _groups = new(StringComparer.Ordinal);
    private readonly List<StepResult> _results = [];
    private readonly Dictionary<string, long[]> _kept = new(StringComparer.Ordinal);
    private readonly GroupMask _everyone;
    private Dictionary<string, long> _poolsBefore;

    public Run(Scheme scheme, RunTerms terms, Roster roster)
    {
        Scheme = scheme;
        Terms = terms;
        Roster = roster;
        _everyone = GroupMask.Everyone(roster.Count);
        foreach (var pool in scheme.Steps.SelectMany(step => step.Accounts).Where(account => account.Kind == AccountKind.Pool))
        {
            _pools[pool.Name] = 0;
        }

        foreach (var input in scheme.Inputs.Where(input => input.IsPool))
        {
            _pools[input.Name] = (long)(terms.Inputs[input.Name] * 100).Numerator;
        }

        foreach (var split in scheme.Steps.OfType<SplitStep>().Where(split => split.Within is not null))
        {
            foreach (var part in split.Into.Where(part => part.Account.Kind == AccountKind.Pool))
            {
                _kept.TryAdd(part.Account.Name, new long[Label(split.Within!).Values.Count]);
            }
        }

        _poolsBefore = new Dictionary<string, long>(_pools, StringComparer.Ordinal);
    }

    public int Households => Roster.Count;

    public Scheme Scheme { get; }

    public RunTerms Terms { get; }

    public Roster Roster { get; }

    public IReadOnlyList<StepResult> Results => _results;

    public IReadOnlyDictionary<string, long> Pools => _pools;

    public IReadOnlyDictionary<string, long> Payers => _payers;

    public IReadOnlyDictionary<Account, long> Funds => _funds;

    /// <summary>Who meets the conditions by formula.</summary>
    public FormulaGroups FormulaGroups { get; } = new();

    /// <summary>Remembers what a step did, and the balances it began with.</summary>
    public void Add(StepResult result)
    {
        _results.Add(result with { PoolsBefore = _poolsBefore });
        _poolsBefore = new Dictionary<string, long>(_pools, StringComparer.Ordinal);
    }


    /// <summary>The value of a name in a formula.</summary>
    public FormulaValue Value(string name)
    {
        if (string.Equals(name, "year", StringComparison.Ordinal))
        {
            return (Fraction)Terms.Year;
        }

        if (Terms.Parameters.TryGetValue(name, out var value) || Terms.Inputs.TryGetValue(name, out value))
        {
            return value;
        }

        for (var i = 0; i < Scheme.Holdings.Count; i++)
        {
            if (string.Equals(Scheme.Holdings[i].Name, name, StringComparison.Ordinal))
            {
                return Roster.HoldingValues(i);
            }
        }

        throw new InvariantBrokenException($"the name {name} was checked when the scheme was compiled");
    }

    /// <summary>A table of tiers in the year of the run.</summary>
    public TierTable Tiers(string name) =>
        Scheme.Tiers.First(table => string.Equals(table.Name, name, StringComparison.Ordinal)).In(Terms.Year);

    /// <summary>What a formula comes to: one value, or one per household.</summary>
    public Problem? Evaluate(Formula formula, out FormulaValue value)
    {
        var evaluator = new FormulaEvaluator(this, formula);
        value = evaluator.Evaluate();
        return Cured(evaluator, formula);
    }

    /// <summary>One value of a formula.</summary>
    public Problem? Single(Formula formula, out Fraction value)
    {
        var evaluator = new FormulaEvaluator(this, formula);
        value = evaluator.Evaluate().Single;
        return Cured(evaluator, formula);
    }

    /// <summary>A formula's value for every household.</summary>
    public Problem? Column(Formula formula, out Column column)
    {
        var evaluator = new FormulaEvaluator(this, formula);
        column = evaluator.Evaluate().AsColumn(Roster.Count);
        return Cured(evaluator, formula);
    }

    private Problem? Cured(FormulaEvaluator evaluator, Formula formula) => evaluator.ZeroDivisor is not { } divisor ? evaluator.Failure
        : evaluator.Failure! with { Hint = RunProblems.OfZeroDivisor(Scheme, formula, divisor) };

    /// <summary>The members of a group; of everyone for null.</summary>
    public GroupMask Group(string? name)
    {
        if (name is null or "everyone")
        {
            return _everyone;
        }

        if (!_groups.TryGetValue(name, out var mask))
        {
            // A group that is not of the document is made by a step; a step that did not apply chose nobody.
            var known = Scheme.Groups.FirstOrDefault(group => string.Equals(group.Name, name, StringComparison.Ordinal));
            mask = known is null ? GroupMask.Nobody(Roster.Count) : Evaluate(known.Condition);
            _groups[name] = mask;
        }

        return mask;
    }

    public void SetGroup(string name, GroupMask mask) => _groups[name] = mask;

    /// <summary>Who meets a condition.</summary>
    public GroupMask Evaluate(Condition condition) => condition switch
    {
        TagCondition tag => Roster.Tagged(tag.Tag),
        GroupCondition group => Group(group.Group),
        NotCondition not => Evaluate(not.Of).Not(),
        ManyCondition { All: true } all => all.Of.Select(Evaluate).Aggregate((left, right) => left.And(right)),
        ManyCondition any => any.Of.Select(Evaluate).Aggregate((left, right) => left.Or(right)),
        HoldingCondition holding => Compare(holding),
        FormulaCondition formula => FormulaGroups[formula],
        _ => throw new InvariantBrokenException("every kind of condition is evaluated"),
    };

    public int Members(string group) => Group(group).Members;

    public Money Balance(string pool) => new(_pools[pool]);

    /// <summary>What is in a fund or carried account by now, or what a payer has paid.</summary>
    public Money Kept(Account account) => new(account.Kind == AccountKind.Payer
        ? _payers.GetValueOrDefault(account.Name) : _funds.GetValueOrDefault(account));

    /// <summary>Takes all out of the pools and says how much it was.</summary>
    public long EmptyPools(IReadOnlyList<Account> pools)
    {
        long sum = 0;
        foreach (var pool in pools)
        {
            sum += _pools[pool.Name];
            _pools[pool.Name] = 0;
            if (_kept.TryGetValue(pool.Name, out var kept))
            {
                Array.Clear(kept);
            }
        }

        return sum;
    }

    /// <summary>Takes an amount known to be there.</summary>
    public void Take(string pool, long fen)
    {
        Invariant.Holds(fen >= 0 && fen <= _pools[pool], $"pool {pool} covers what is taken");
        _pools[pool] -= fen;
    }

    /// <summary>A label of the roster.</summary>
    public LabelColumn Label(string name) =>
        Roster.Labels.First(label => string.Equals(label.Name, name, StringComparison.Ordinal));

    /// <summary>Whether a pool keeps its money apart for the values of a label.</summary>
    public bool IsKept(string pool) => _kept.ContainsKey(pool);

    /// <summary>What a pool keeps for each value of its label.</summary>
    public ReadOnlySpan<long> Kept(string pool, LabelColumn label)
    {
        var kept = _kept[pool];
        Invariant.Holds(kept.Length == label.Values.Count && (long)FenSum.Of(kept) == _pools[pool],
            "a pool holds what it keeps for the values of its label");
        return kept;
    }

    /// <summary>Takes amounts known to be there, one for each value of the label.</summary>
    public void TakeKept(string pool, LabelColumn label, ReadOnlySpan<long> fen)
    {
        var kept = _kept[pool];
        for (var value = 0; value < fen.Length; value++)
        {
            Invariant.Holds(fen[value] >= 0 && fen[value] <= kept[value],
                $"pool {pool} covers what is taken for {label.Values[value]}");
            kept[value] -= fen[value];
        }

        Take(pool, (long)FenSum.Of(fen));
    }

    /// <summary>Puts an amount into an account for a value of a label; a pool keeps it apart.</summary>
    public void FeedKept(Account into, LabelColumn label, int value, long fen)
    {
        Feed(into, fen);
        if (into.Kind == AccountKind.Pool)
        {
            var kept = _kept[into.Name];
            Invariant.Holds(kept.Length == label.Values.Count, "a pool keeps its money by one label");
            kept[value] += fen;
        }
    }

    /// <summary>What the sources hold together; what a payer would bring is not counted.</summary>
    public Int128 Available(OrderedSources from)
    {
        Int128 available = 0;
        foreach (var account in from.Accounts)
        {
            available += account.Kind == AccountKind.Pool ? _pools[account.Name] : 0;
        }

        return available;
    }

    /// <summary>Takes an amount from the sources in order; pools that lack it are a shortfall.</summary>
    public Problem? Draw(Step step, OrderedSources from, BigInteger fen)
    {
        if (fen > MaxStepFen)
        {
            return AmountOutOfRange(step, "amount");
        }

        var available = Available(from);
        if (!from.HasPayer && (BigInteger)available < fen)
        {
            return Shortfall(step, string.Join(", ", from.Accounts.Select(account => account.Name)), (long)fen, (long)available);
        }

        var parts = from.Parts(_pools, (long)fen);
        for (var at = 0; at < parts.Length; at++)
        {
            var account = from.Accounts[at];
            if (account.Kind == AccountKind.Payer)
            {
                _payers[account.Name] = _payers.GetValueOrDefault(account.Name) + parts[at];
            }
            else
            {
                _pools[account.Name] -= parts[at];
            }
        }

        return null;
    }

    public void Feed(Account into, long fen)
    {
        if (into.Kind == AccountKind.Pool)
        {
            _pools[into.Name] += fen;
        }
        else
        {
            _funds[into] = _funds.GetValueOrDefault(into) + fen;
        }
    }

    /// <summary>Pays the amounts asked out of the sources, sharing what there is when the step prorates.</summary>
    public Problem? PayHouseholds(
        Step step, OrderedSources from, long[] asked, bool prorates, RoundingPolicy policy, object working, long unitFen = 1)
    {
        var needed = FenSum.Of(asked);
        var figures = default(ApportionmentFigures);
        if (prorates && !from.HasPayer && needed > Available(from))
        {
            var available = (long)Available(from);
            var shares = new long[asked.Length];
            figures = unitFen == 1
                ? Apportionment.LargestRemainder(available, asked, shares)
                : new BoundedApportionment(available, RoundingPolicy.LargestRemainder, unitFen).Share(asked, 1, shares);
            working = new ProrateWorking(working, asked, new Money(available), (BigInteger)needed, unitFen);
            (asked, needed, policy) = (shares, figures.AllocatedFen, RoundingPolicy.LargestRemainder);
        }

        if (Draw(step, from, (BigInteger)needed) is { } problem)
        {
            return problem;
        }

        var amounts = needed == 0 ? null : asked;
        Add(new StepResult(step) { Amounts = amounts, PoolFen = (long)needed, Policy = policy, Figures = figures, Working = working });
        return null;
    }

    /// <summary>What the named steps gave each household, in yuan.</summary>
    public Column Received(IReadOnlyList<string> steps)
    {
        var fen = ReceivedFen(steps);
        long bound = 0;
        foreach (var amount in fen)
        {
            bound = Math.Max(bound, Math.Abs(amount));
        }

        return Formulas.Column.Of(fen, 100, bound, mayBeNegative: true);
    }

    /// <summary>What the named steps gave each household, in fen.</summary>
    public long[] ReceivedFen(IReadOnlyList<string> steps)
    {
        var sum = new long[Roster.Count];
        foreach (var result in _results.Where(result => result.Amounts is not null
            && steps.Contains(result.Step.Id, StringComparer.Ordinal)))
        {
            for (var household = 0; household < sum.Length; household++)
            {
                sum[household] += result.Amounts![household];
            }
        }

        return sum;
    }

    public static Problem ZeroWeight(Step step, long pool) => RunProblems.ZeroWeight(step, pool);

    public static Problem Negative(Formula formula, Fraction value) =>
        RunProblems.Negative(ProblemCodes.NegativeResult, formula, value, household: null);

    /// <summary>The problem of the first member whose value is negative, or null; what others would get does not count.</summary>
    public Problem? FirstNegative(Formula formula, Column column, GroupMask members, ProblemCode code)
    {
        for (var household = 0; column.MayBeNegative && household < column.Count; household++)
        {
            if (column.IsNegative(household) && members.Contains(household))
            {
                return RunProblems.Negative(code, formula, column[household], Roster.Id(household));
            }
        }

        return null;
    }

    public static Problem AmountOutOfRange(Step step, string key) => RunProblems.AmountOutOfRange(step, key);

    private static Problem Shortfall(Step step, string pool, long needed, long available) =>
        RunProblems.Shortfall(step, pool, new Money(needed), new Money(available));

    private GroupMask Compare(HoldingCondition condition)
    {
        var index = Scheme.Holdings.ToList().FindIndex(column => string.Equals(column.Name, condition.Holding, StringComparison.Ordinal));
        var scaled = condition.Figure * Roster.Denominator(index);
        var (down, up) = (Rounding.Down(scaled), Rounding.Up(scaled));
        var limit = (long)(condition.Comparison is Comparison.Above or Comparison.AtMost ? down : up);
        return GroupMask.Where(Roster.Count,
            household => condition.Comparison.Holds(Roster.Holding(index)[household].CompareTo(limit)));
    }
}
