using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Walks the steps in order and knows, at each, which names exist and which pools can hold money.</summary>
internal sealed class StepChecker(FormulaScope scope, ProblemList problems)
{
    private readonly Dictionary<string, PoolState> _pools = new(StringComparer.Ordinal);
    private readonly HashSet<string> _earlier = new(StringComparer.Ordinal);
    private Step _step = null!;

    private enum PoolState
    {
        Empty,
        Fed,
        Drawn,
    }

    public ProblemList Problems { get; } = problems;

    public FormulaScope Scope { get; } = scope;

    /// <summary>The input pools, full at the start.</summary>
    public void Start(IEnumerable<string> inputPools)
    {
        foreach (var pool in inputPools)
        {
            Scope.Pools.Add(pool);
            _pools[pool] = PoolState.Fed;
        }
    }

    public void Check(Step step)
    {
        _step = step;
        CheckWhen(step);
        step.Check(this);
        _earlier.Add(step.Id);
        if (step.GivesLines)
        {
            Scope.PaidSteps.Add(step.Id);
        }
    }

    /// <summary>Checks a formula: its dimension (null for any one) and whether a value per household may stand here.</summary>
    public void Formula(Formula? formula, Dimension? wanted, bool mayBeColumn, bool orPlain = false)
    {
        if (formula is null)
        {
            return;
        }

        if (FormulaChecker.Check(formula.Expression, Scope, out var error) is not { } type)
        {
            Report(error!, formula);
            return;
        }

        formula.Type = type;
        if (type.IsColumn && !mayBeColumn)
        {
            Report(new FormulaError(ProblemCodes.FormulaColumn, 1, "这里要一个数，得到逐户的数；可用 sum(…) 合计",
                "one value is wanted here, got one per household; sum(…) adds them up"), formula);
        }

        var fits = wanted is null || type.IsZero || type.Dimension.Equals(wanted) || (orPlain && type.Dimension.IsPlain);
        if (!fits)
        {
            Report(new FormulaError(ProblemCodes.FormulaDimension, 1, $"结果的量纲是 {type.Dimension}，这里要 {wanted}",
                $"{type.Dimension} is not {wanted}"), formula);
        }
    }

    /// <summary>A group must exist by now.</summary>
    public void Group(string? group, string field)
    {
        if (group is null)
        {
            return;
        }

        Scope.Used.Add(group);
        if (!Scope.Groups.Contains(group))
        {
            var near = Nearest.To(group, Scope.Groups);
            Problems.Add(ProblemCodes.UnknownGroup, field, _step.Head.At,
                $"没有组“{group}”；已有：{string.Join(", ", Scope.Groups)}", $"there is no group \"{group}\"; known: {string.Join(", ", Scope.Groups)}",
                near is null ? null : new LocalizedText($"是不是“{near}”？", $"Did you mean \"{near}\"?"));
        }
    }

    public void Condition(Condition condition)
    {
        foreach (var part in condition.Parts())
        {
            if (part is GroupCondition group)
            {
                Group(group.Group, part.Field);
            }
            else if (part is HoldingCondition holding)
            {
                Holding(holding.Holding, part.Field);
            }
        }
    }

    /// <summary>A holding must exist.</summary>
    public void Holding(string holding, string field)
    {
        Scope.Used.Add(holding);
        if (!Scope.Values.TryGetValue(holding, out var type) || !type.IsColumn)
        {
            Problems.Add(ProblemCodes.UnknownName, field, _step?.Head.At, $"没有持有量“{holding}”", $"there is no holding \"{holding}\"");
        }
    }

    /// <summary>Steps that pay households must stand before this one.</summary>
    public void PaidSteps(IReadOnlyList<string> steps, string field)
    {
        foreach (var step in steps.Where(step => !Scope.PaidSteps.Contains(step)))
        {
            var exists = Scope.AllSteps.Contains(step);
            Problems.Add(exists ? ProblemCodes.CyclicReference : ProblemCodes.UnknownStep, field, _step.Head.At,
                exists ? $"步骤“{step}”不在此前，或不给农户发钱" : $"没有步骤“{step}”",
                exists ? $"step \"{step}\" does not stand before this one, or pays no household" : $"there is no step \"{step}\"");
        }
    }

    /// <summary>Money leaves an account: the pool must exist and be able to hold some.</summary>
    public void Draw(Account? account, string field, bool empties)
    {
        if (account is not { Kind: AccountKind.Pool } pool)
        {
            return;
        }

        Scope.Used.Add(pool.Name);
        if (!_pools.TryGetValue(pool.Name, out var state))
        {
            var near = Nearest.To(pool.Name, _pools.Keys);
            Problems.Add(ProblemCodes.UnknownAccount, field, _step.Head.At,
                $"此前没有资金池“{pool.Name}”；已有：{string.Join(", ", _pools.Keys)}",
                $"no pool \"{pool.Name}\" exists by now; there are {string.Join(", ", _pools.Keys)}",
                near is null ? null : new LocalizedText($"是不是“{near}”？", $"Did you mean \"{near}\"?"));
            return;
        }

        if (state == PoolState.Empty)
        {
            Problems.Add(ProblemCodes.UnreachableStep, field, _step.Head.At,
                $"资金池“{pool.Name}”到这一步总是空的", $"pool \"{pool.Name}\" is always empty by this step");
        }

        _pools[pool.Name] = empties && _step.Head.When is null ? PoolState.Empty : PoolState.Drawn;
    }

    /// <summary>Money reaches an account.</summary>
    public void Feed(Account? account)
    {
        if (account is { Kind: AccountKind.Pool } pool)
        {
            if (Scope.Values.ContainsKey(pool.Name) && !_pools.ContainsKey(pool.Name))
            {
                Problems.Add(ProblemCodes.DuplicateName, _step.Field + ".into", _step.Head.At,
                    $"“{pool.Name}”已是参数、年度数或持有量的名称", $"\"{pool.Name}\" already names a parameter, input or holding");
            }

            Scope.Pools.Add(pool.Name);
            _pools[pool.Name] = PoolState.Fed;
        }
    }

    /// <summary>A step makes a group.</summary>
    public void MakeGroup(string group, string field)
    {
        if (!Scope.Groups.Add(group))
        {
            Problems.Add(ProblemCodes.DuplicateName, field, _step.Head.At, $"组“{group}”已经有了", $"group \"{group}\" exists already");
        }
    }

    /// <summary>At the end every pool must have been emptied.</summary>
    public void Finish()
    {
        foreach (var (pool, state) in _pools.Where(pool => pool.Value != PoolState.Empty))
        {
            var hint = new LocalizedText($"加一步 split，把“{pool}”的余额转入 fund:… 或 carry:…",
                $"Add a split step that moves the rest of \"{pool}\" into fund:… or carry:…");
            var (code, zh, en) = state == PoolState.Fed
                ? (ProblemCodes.PoolNeverEmptied, $"资金池“{pool}”的钱没有去处", $"the money in pool \"{pool}\" goes nowhere")
                : (ProblemCodes.PoolMayKeepMoney, $"资金池“{pool}”最后可能有余额，那时计算会被拒绝", $"pool \"{pool}\" may keep money, and a run in which it does is refused");
            Problems.Add(code, "steps", null, zh, en, hint);
        }
    }

    private void CheckWhen(Step step)
    {
        if (step.Head.When is not { } when)
        {
            return;
        }

        Group(when.Group, step.Field + ".when.group");
        if (when.Input is null)
        {
            return;
        }

        Scope.Used.Add(when.Input);
        if (!Scope.Values.TryGetValue(when.Input, out var type) || type.IsColumn)
        {
            Problems.Add(ProblemCodes.UnknownName, step.Field + ".when.input", step.Head.At,
                $"没有年度数“{when.Input}”", $"there is no input \"{when.Input}\"");
        }
    }

    private void Report(FormulaError error, Formula formula) => Problems.Add(error.Code, formula.Field, formula.At,
        $"{error.Zh}（{formula.Field} 第 {error.At} 列）", $"{error.En} ({formula.Field}, column {error.At})");
}
