using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>The pools: which can hold money at each step, by which label it is kept apart, and whether all are emptied.</summary>
internal sealed partial class StepChecker
{
    private readonly Dictionary<string, PoolState> _pools = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PoolConditions> _conditions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _madeAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _keptBy = new(StringComparer.Ordinal);

    private enum PoolState
    {
        Empty,
        Fed,
        Drawn,
    }

    /// <summary>The input pools, full at the start.</summary>
    public void Start(IEnumerable<string> inputPools)
    {
        foreach (var pool in inputPools)
        {
            _conditions[pool] = new PoolConditions(pool, isInput: true);
            MakePool(pool, "inputs." + pool, when: null);
        }
    }

    /// <summary>Money leaves an account: the pool must exist and be able to hold some.</summary>
    /// <param name="account">The account the step takes from; one that is no pool always has money.</param>
    /// <param name="field">Where that is written.</param>
    /// <param name="empties">Whether nothing stays.</param>
    /// <param name="kept">Whether the step can take what is kept apart by a label.</param>
    /// <param name="mayBeEmpty">Whether it does no harm that nothing is ever there.</param>
    public void Draw(Account? account, string field, bool empties, KeptPools kept = KeptPools.Refused, bool mayBeEmpty = false)
    {
        if (account is not { Kind: AccountKind.Pool, Name: var pool })
        {
            return;
        }

        Scope.Used.Add(pool);
        if (!_pools.TryGetValue(pool, out var state))
        {
            if (Scope.Lost.Contains(pool))
            {
                return;
            }

            var known = string.Join(", ", _pools.Keys);
            var near = Unknown(ProblemCodes.UnknownAccount, field, pool, _pools.Keys,
                $"此前没有资金池“{pool}”；{(known.Length == 0 ? "inputs 里写一个金额就是一个，如 利润: { type: money }" : "已有：" + known)}",
                $"no pool \"{pool}\" exists by now; "
                    + (known.Length == 0 ? "an input of money is one, such as profit: { type: money }" : "there are " + known));
            if (near is null)
            {
                return;
            }

            (pool, state) = (near, PoolState.Drawn);
        }

        if (state == PoolState.Empty && !mayBeEmpty && !Scope.Lost.Contains(pool))
        {
            Report(ProblemCodes.UnreachableStep, field, $"资金池“{pool}”到这一步总是空的", $"pool \"{pool}\" is always empty by this step");
        }

        if (kept == KeptPools.Refused && KeptBy(pool) is { } label)
        {
            Report(ProblemCodes.LabelMismatch, field,
                $"资金池“{pool}”里的钱按“{label}”分开放着，这一步不能直接取",
                $"the money in pool \"{pool}\" is kept apart by {label}; this step cannot take of it",
                new LocalizedText($"分给各户写 allocate … within: {label}；要合在一起用，先加一步 split，把它并到一个资金池",
                    $"Households are paid by allocate … within: {label}; a split without within puts it together first"));
        }

        _pools[pool] = IsEmptied(pool, empties) ? PoolState.Empty : PoolState.Drawn;
    }

    /// <summary>The label by which a pool keeps its money apart, or null.</summary>
    public string? KeptBy(string pool) => _keptBy.GetValueOrDefault(pool);

    /// <summary>A label must exist; steps within it and the pools they name must fit.</summary>
    public void Within(string? label, IReadOnlyList<Account> from, bool mayDivide, string field)
    {
        if (label is null || Scope.Lost.Contains(label))
        {
            return;
        }

        Scope.Used.Add(label);
        if (!Scope.Labels.Contains(label))
        {
            var shown = NumberProblems.Shorten(label);
            var (zh, en) = Scope.Labels.Count == 0
                ? ($"方案还没有写归属：在 labels 里写上，如 labels: {{ {shown}: {{}} }}",
                    $"the scheme has none yet: state it, labels: {{ {shown}: {{}} }}")
                : ("已有：" + string.Join(", ", Scope.Labels), "known: " + string.Join(", ", Scope.Labels));
            Unknown(ProblemCodes.UnknownName, field, label, Scope.Labels, $"没有归属“{shown}”；{zh}", $"there is no label \"{shown}\"; {en}");
            return;
        }

        LabelFit.Check(this, label, from.Select(pool => pool.Name).Where(_pools.ContainsKey).ToArray(), mayDivide, field);
    }

    /// <summary>Money reaches an account, kept apart by a label or not.</summary>
    public void Feed(Account? account, string? within = null)
    {
        if (account is { Kind: AccountKind.Pool, Name: var pool })
        {
            if (_pools.ContainsKey(pool) && KeptBy(pool) != within)
            {
                var (zh, en) = within is null
                    ? ($"资金池“{pool}”里的钱按“{KeptBy(pool)}”分开放着，没有分开的钱不能并进去",
                        $"the money in pool \"{pool}\" is kept apart by {KeptBy(pool)}; other money cannot join it")
                    : ($"资金池“{pool}”没有按“{within}”分开，分开的钱不能并进去", $"pool \"{pool}\" is not kept apart by {within}");
                Report(ProblemCodes.LabelMismatch, _step.Field + ".into", zh, en,
                    new LocalizedText("换一个资金池的名称", "Use another name for the pool"));
            }

            _keptBy[pool] = within;

            if (Scope.Values.ContainsKey(pool) && !_pools.ContainsKey(pool))
            {
                Report(ProblemCodes.DuplicateName, _step.Field + ".into",
                    $"“{pool}”已是参数、年度数或持有量的名称", $"\"{pool}\" already names a parameter, input or holding");
            }

            MakePool(pool, _step.Field + ".into", _step.Head.When);
        }
    }

    /// <summary>At the end every pool must have been emptied.</summary>
    public void Finish()
    {
        foreach (var (pool, state) in _pools.Where(pool => pool.Value != PoolState.Empty))
        {
            var hint = pool is "fund" or "carry"
                ? new LocalizedText($"“{pool}”读作一个资金池；钱要留下就写 {pool}:名称",
                    $"\"{pool}\" is read as a pool; money that is kept goes into {pool}:name")
                : new LocalizedText($"加一步 split，把“{pool}”的余额转入 fund:… 或 carry:…",
                $"Add a split step that moves the rest of \"{pool}\" into fund:… or carry:…");
            var (code, zh, en) = state == PoolState.Fed
                ? (ProblemCodes.PoolNeverEmptied, $"资金池“{pool}”的钱没有去处", $"the money in pool \"{pool}\" goes nowhere")
                : (ProblemCodes.PoolMayKeepMoney, $"资金池“{pool}”最后可能有余额，那时计算会被拒绝",
                    $"pool \"{pool}\" may keep money, and a run in which it does is refused");
            var field = _madeAt[pool];
            Problems.Add(code, field, DocumentPlaces.Follow(document, field), zh, en, hint);
        }
    }

    private bool IsEmptied(string pool, bool empties)
    {
        if (empties)
        {
            return _step.Head.When is not { } when
                || _conditions[pool].Empty(when, Scope.EffectiveFrom, Scope.EffectiveTo);
        }

        _conditions[pool].Draw();
        return false;
    }

    private void MakePool(string pool, string field, StepWhen? when)
    {
        Scope.Pools.Add(pool);
        _conditions.TryAdd(pool, new PoolConditions(pool, isInput: false));
        _conditions[pool].Feed(when, isFirst: _pools.GetValueOrDefault(pool) == PoolState.Empty);
        _pools[pool] = PoolState.Fed;
        _madeAt[pool] = field;
    }
}
