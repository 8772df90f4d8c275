using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Formulas;

/// <summary>What was probably meant by a name that a formula does not know.</summary>
internal static class FormulaSuggestions
{
    private static readonly HashSet<string> Roundings = new(StringComparer.OrdinalIgnoreCase)
    {
        "取整", "取整数", "向下取整", "向上取整", "四舍五入", "舍入", "舍去", "去尾", "抹零", "进位", "round", "roundup", "rounddown", "floor",
        "ceil", "ceiling", "int", "trunc",
    };

    private static readonly HashSet<string> Conditions = new(StringComparer.OrdinalIgnoreCase) { "如果", "若", "假如", "if", "ifs", "iif" };

    private static readonly HashSet<string> Means = new(StringComparer.OrdinalIgnoreCase)
    {
        "平均", "平均数", "平均值", "avg", "average", "mean",
    };

    /// <summary>How that is done for which people know a function and a formula has none; null for any other word.</summary>
    public static (string Zh, string En)? InsteadOf(string function) =>
        Roundings.Contains(function) ? ("；公式按精确值算，不取整：发到整元，在步骤里写 unit: 1.00；提取去尾写 bound: at_most，进位写 bound: at_least",
            "; a formula is exact: unit: 1.00 in the step pays whole yuan, bound: at_most and bound: at_least in a take cut it or round up")
        : Conditions.Contains(function) ? ("；公式里没有条件：取大取小用 max( , )、min( , )，分人群写 groups，分档写 tiers，什么时候才做写 when",
            "; a formula has no condition: max( , ) and min( , ) take the larger or smaller, there are groups, tiers, and when in a step")
        : Means.Contains(function) ? ("；平均数写作 sum(…) / count(everyone)", "; a mean is written sum(…) / count(everyone)")
        : null;

    /// <summary>The end of the sentence that no parameter, input or holding has this name.</summary>
    public static (string Zh, string En) For(string name, FormulaScope scope)
    {
        if (FormulaNumbers.Spelling(name) is { } spelling)
        {
            return ($"；是数就写作 {spelling.Zh}", $"; a number is written {spelling.En}");
        }

        if (ByTitle(name, scope.Values.Keys.Concat(scope.Tiers.Keys), scope) is { } titled)
        {
            return (titled.Zh, titled.En);
        }

        if (scope.Units.Contains(Units.Canonical(name)))
        {
            return ($"；“{name}”是单位，前面要有数：1 {name}", $"; \"{name}\" is a unit and follows a number: 1 {name}");
        }

        if (scope.Tiers.ContainsKey(name))
        {
            return ($"；“{name}”是分档表，写作 tiers({name}, …)", $"; \"{name}\" is a table of tiers: write tiers({name}, …)");
        }

        if (scope.Groups.Contains(name))
        {
            return ($"；“{name}”是一个组，写作 count({name})", $"; \"{name}\" is a group: write count({name})");
        }

        if (scope.Pools.Contains(name))
        {
            return ($"；“{name}”是一个资金池，写作 pool({name})", $"; \"{name}\" is a pool: write pool({name})");
        }

        if (Nearest.To(name, scope.Values.Keys) is not { } near)
        {
            return ("", "");
        }

        scope.Used.Add(near);
        return ($"；是不是“{near}”？", $"; did you mean \"{near}\"?");
    }

    /// <summary>Where it is the title of a known name: <c>；“钱”是 m 的名称（title），这里写 m</c>. That one then counts as used.</summary>
    public static LocalizedText? ByTitle(string title, IEnumerable<string> known, FormulaScope scope)
    {
        if (scope.NamedBy(title, known) is not { } name)
        {
            return null;
        }

        scope.Used.Add(name);
        return new LocalizedText($"；“{title}”是 {name} 的名称（title），这里写 {name}",
            $"; \"{title}\" is the title of {name}: write {name}");
    }
}
