using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Formulas;

/// <summary>What was probably meant by a name that a formula does not know.</summary>
internal static class FormulaSuggestions
{
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
