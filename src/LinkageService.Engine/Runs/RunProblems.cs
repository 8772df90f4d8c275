using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Runs;

/// <summary>The words of what can stop a run.</summary>
internal static class RunProblems
{
    public static Problem Shortfall(Step step, string pool, Money needed, Money available)
    {
        var shortBy = needed - available;
        return new Problem(ProblemCodes.PoolShortfall, step.Field, new LocalizedText(
            $"步骤“{step.Title.Zh}”要从资金池“{pool}”支出 {needed} 元，池中只有 {available} 元，差 {shortBy} 元",
            $"step \"{step.Id}\" needs {needed} yuan of pool \"{pool}\", which holds {available}: short by {shortBy}"))
        {
            Figures = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["pool"] = pool,
                ["needed"] = needed.ToString(),
                ["available"] = available.ToString(),
                ["shortBy"] = shortBy.ToString(),
            },
        };
    }

    public static Problem FloorsUnmeetable(Step step, string pool, Money needed, Money available)
    {
        var shortBy = needed - available;
        return Shortfall(step, pool, needed, available) with
        {
            Field = step.Field + ".floor",
            Message = new LocalizedText(
                $"步骤“{step.Title.Zh}”的保底合计 {needed} 元，资金池“{pool}”只有 {available} 元，差 {shortBy} 元",
                $"the floors of step \"{step.Id}\" come to {needed} yuan, pool \"{pool}\" holds {available}: short by {shortBy}"),
        };
    }

    public static Problem ZeroWeight(Step step, long pool) => new(ProblemCodes.ZeroWeight, step.Field, new LocalizedText(
        $"步骤“{step.Title.Zh}”有 {new Money(pool)} 元可分，但权重合计为 0，没有人可分",
        $"step \"{step.Id}\" has {new Money(pool)} yuan to share, but the weights add up to 0"));

    public static Problem Negative(ProblemCode code, Formula formula, Fraction value, string? household)
    {
        var (zh, en) = household is null ? ("", "") : ($"（户 {household}）", $" (household {household})");
        return new Problem(code, formula.Field, new LocalizedText(
            $"公式“{formula.Text}”算出负数 {value}{zh}", $"formula \"{formula.Text}\" comes out negative: {value}{en}"))
        {
            Hint = AtLeastZero(formula.Text),
        };
    }

    /// <summary>How a formula is written that may come out negative where nothing is meant.</summary>
    public static LocalizedText AtLeastZero(string formula)
    {
        var cure = formula.Length > 40 || formula.Contains('\n', StringComparison.Ordinal) ? "max(0, …)" : $"max(0, {formula})";
        return new LocalizedText($"核对它用的数；本意是不够时算 0 的，公式写作 {cure}",
            $"Check the figures it reads; where nothing is meant instead of less, write {cure}");
    }

    /// <summary>What to do about a divisor that is 0: in a step, not to do it then.</summary>
    /// <param name="scheme">The scheme of the run, whose inputs and parameters a condition can name.</param>
    /// <param name="formula">The formula that divides.</param>
    /// <param name="divisor">What is divided by.</param>
    public static LocalizedText OfZeroDivisor(Scheme scheme, Formula formula, Expression divisor)
    {
        // A condition holds one of these against 0, and nothing else.
        var name = (divisor as Name)?.Text;
        var when = !formula.Field.StartsWith("steps[", StringComparison.Ordinal) ? null
            : scheme.Inputs.Any(input => input.Name == name) ? $"when: {{ input: {name}, above: 0 }}"
            : scheme.Parameters.Any(known => known.Name == name) ? $"when: {{ parameter: {name}, above: 0 }}"
            : divisor is Call { Function: "pool", Arguments: [Name { Text: var pool }] } ? $"when: {{ pool: {pool}, above: 0 }}"
            : divisor is Call { Function: "count", Arguments: [Name { Text: not "everyone" and var group }] }
                ? $"when: {{ group: {group} }}"
            : null;
        return when is null ? new LocalizedText("核对它用的数：除数要大于 0", "Check the figures it reads: a divisor is above 0")
            : new LocalizedText($"核对这个数；是 0 时不做这一步的，步骤里写 {when}", $"Check the figure; a step that is not done then says {when}");
    }

    /// <summary>The values of a label that have a part and those of the roster are not the same.</summary>
    public static Problem LabelSharesDiffer(Step step, IReadOnlyList<string> lacking, IReadOnlyList<string> absent)
    {
        const int named = 5;
        var (zh, en) = (new List<string>(), new List<string>());
        if (lacking.Count > 0)
        {
            zh.Add($"名册里的{string.Join('、', lacking.Take(named).Select(value => $"“{value}”"))}{(lacking.Count > named ? "等" : "")}没有写份额");
            en.Add($"{Listed(lacking)} of the roster has no part");
        }

        if (absent.Count > 0)
        {
            zh.Add($"写了份额的{string.Join('、', absent.Take(named).Select(value => $"“{value}”"))}{(absent.Count > named ? "等" : "")}名册里没有一户");
            en.Add($"{Listed(absent)} has a part and no household");
        }

        return new Problem(ProblemCodes.LabelSharesDiffer, step.Field + ".by",
            new LocalizedText(string.Join("；", zh), string.Join("; ", en)));

        static string Listed(IReadOnlyList<string> values) =>
            string.Join(", ", values.Take(named).Select(value => $"\"{value}\"")) + (values.Count > named ? ", …" : "");
    }

    public static Problem NegativeDivisor(Formula formula, Fraction value, string? household)
    {
        var (zh, en) = household is null ? ("", "") : ($"（户 {household}）", $" (household {household})");
        return new Problem(ProblemCodes.NegativeResult, formula.Field, new LocalizedText(
            $"公式“{formula.Text}”的除数算出负数 {value}{zh}", $"the divisor of \"{formula.Text}\" comes out negative: {value}{en}"))
        {
            Hint = new LocalizedText("核对它用的数：除数要大于 0", "Check the figures it reads: a divisor is above 0"),
        };
    }

    public static Problem RateOutOfRange(Formula formula, Fraction rate) => new(ProblemCodes.ParameterOutOfRange, formula.Field,
        new LocalizedText($"“{formula.Text}”算出 {rate}，应在 0 到 100% 之间", $"\"{formula.Text}\" comes to {rate}; 0 to 100% is expected"));

    public static Problem AmountOutOfRange(Step step, string key) =>
        new(ProblemCodes.AmountOutOfRange, step.Field + "." + key, new LocalizedText(
        $"步骤“{step.Title.Zh}”算出的金额过大，超出可记账的范围", $"an amount of step \"{step.Id}\" is too large to post"));

    public static Problem NegativeTotal(string household, Money total, Step step) =>
        new(ProblemCodes.NegativeTotal, step.Field, new LocalizedText(
        $"户 {household} 扣款后合计为 {total} 元，低于零", $"household {household} comes to {total} yuan after deductions, below zero"));

    public static Problem PoolNotEmptied(string pool, Money balance) => new(ProblemCodes.PoolNotEmptied, "steps", new LocalizedText(
        $"资金池“{pool}”最后还有 {balance} 元没有去处；请在方案中加一步转入 fund:… 或 carry:…",
        $"pool \"{pool}\" still holds {balance} yuan at the end; add a step that moves it into fund:… or carry:…"));
}
