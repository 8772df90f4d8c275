using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes;

/// <summary>Checks what one field alone cannot tell: names across the document, cycles, dimensions, pools that close.</summary>
internal static class SchemeChecker
{
    /// <returns>What the linter goes on with; null for a document that has errors, of which it has nothing to say.</returns>
    public static FormulaScope? Check(Scheme scheme, ProblemList problems)
    {
        // What could not be read would only raise echoes at the end.
        var readWhole = !problems.HasErrors;
        var scope = new FormulaScope { Lost = problems.Lost, Titles = [.. Titles(scheme)] };
        scope.Inputs.UnionWith(scheme.Inputs.Select(input => input.Name));
        scope.Decided.UnionWith(scheme.Parameters.Select(parameter => parameter.Name));
        foreach (var (name, type, field) in Values(scheme))
        {
            if (!scope.Values.TryAdd(name, type))
            {
                problems.Add(ProblemCodes.DuplicateName, field, DocumentPlaces.Follow(scheme.Document, field),
                    $"“{name}”用了两次；参数、年度数和持有量不能同名", $"\"{name}\" is used twice; parameters, inputs and holdings share one set of names");
            }
        }

        // Whether a share of a split is a rate is asked of inputs too; what they come to only a run knows.
        foreach (var parameter in scheme.Parameters.Concat(scheme.Inputs.Select(input => input.Figure).OfType<SchemeParameter>()))
        {
            scope.Parameters.TryAdd(parameter.Name, parameter);
        }

        foreach (var table in scheme.Tiers)
        {
            // Whether a share of a split is a rate is asked of what the table gives.
            scope.Parameters.TryAdd(table.Name, table.Gives);
            if (!scope.Tiers.TryAdd(table.Name, table) || scope.Values.ContainsKey(table.Name))
            {
                var field = "parameters." + table.Name;
                problems.Add(ProblemCodes.DuplicateName, field, DocumentPlaces.Follow(scheme.Document, field),
                    $"“{table.Name}”用了两次；参数、年度数和持有量不能同名",
                    $"\"{table.Name}\" is used twice; parameters, inputs and holdings share one set of names");
            }
        }

        AddLabels(scheme, scope, problems);
        scope.Years = Years(scheme);
        scope.EffectiveFrom = scheme.EffectiveFrom ?? int.MinValue;
        scope.EffectiveTo = scheme.EffectiveTo ?? int.MaxValue;
        AddUnits(scheme, scope);
        var checker = new StepChecker(scope, scheme.Document, problems);
        CheckGroups(scheme, checker, problems);
        foreach (var again in scheme.Steps.GroupBy(step => step.Id, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
        {
            problems.Add(ProblemCodes.DuplicateName, again.Field + ".id", DocumentPlaces.Follow(again.Head.At, "id"),
                $"步骤“{again.Id}”有两个", $"two steps are named \"{again.Id}\"");
        }

        scope.AllSteps.UnionWith(scheme.Steps.Select(step => step.Id));
        checker.Start(scheme.Inputs.Where(input => input.IsPool).Select(input => input.Name));
        foreach (var step in scheme.Steps)
        {
            CheckWhen(scheme, step, problems);
            checker.Check(step);
        }

        scope.Accounts = scheme.Steps.SelectMany(step => step.Accounts).Where(account => account.Kind != AccountKind.Pool).ToHashSet();
        foreach (var requirement in scheme.Requirements)
        {
            checker.Requirement(requirement);
        }

        if (readWhole)
        {
            checker.Finish();
            CarriedNames.Check(scheme, problems);
            SchemeAccount.Check(scheme, problems);
            ReportUnused(scheme, scope, problems);
        }

        return problems.HasErrors ? null : scope;
    }

    private static void AddLabels(Scheme scheme, FormulaScope scope, ProblemList problems)
    {
        foreach (var label in scheme.Labels)
        {
            if (!scope.Labels.Add(label.Name) || scope.Values.ContainsKey(label.Name) || scope.Tiers.ContainsKey(label.Name))
            {
                var field = "labels." + label.Name;
                problems.Add(ProblemCodes.DuplicateName, field, DocumentPlaces.Follow(scheme.Document, field),
                    $"“{label.Name}”用了两次；归属和参数、年度数、持有量不能同名",
                    $"\"{label.Name}\" is used twice; labels, parameters, inputs and holdings share one set of names");
            }
        }
    }

    private static IEnumerable<(string Name, FormulaType Type, string Field)> Values(Scheme scheme) =>
    [
        .. scheme.Parameters.Select(parameter =>
            (parameter.Name, new FormulaType(parameter.Dimension, IsColumn: false), "parameters." + parameter.Name)),
        .. scheme.Inputs.Select(input => (input.Name, input.FormulaType, "inputs." + input.Name)),
        .. scheme.Holdings.Select(holding =>
            (holding.Name, new FormulaType(Dimension.Of(holding.Unit), IsColumn: true), "holdings." + holding.Name)),
    ];

    // In both languages, with the unit behind and without.
    private static IEnumerable<(string Title, string Name)> Titles(Scheme scheme)
    {
        (LocalizedText Title, string Name, Dimension Of)[] titled =
        [
            .. scheme.Parameters.Select(parameter => (parameter.Title, parameter.Name, parameter.Dimension)),
            .. scheme.Tiers.Select(table => (table.Title, table.Name, table.Dimension)),
            .. scheme.Inputs.Select(input => (input.Title, input.Name, input.FormulaType.Dimension)),
            .. scheme.Holdings.Select(holding => (holding.Title, holding.Name, Dimension.Of(holding.Unit))),
            .. scheme.Labels.Select(label => (label.Title, label.Name, Dimension.Plain)),
            .. scheme.Accounts.Select(account => (account.Title, account.Name, Dimension.Yuan)),
            .. scheme.Steps.Select(step => (step.Title, step.Id, Dimension.Yuan)),
        ];
        return titled.SelectMany(each => new[] { each.Title.Zh, each.Title.En }
            .SelectMany(title => new[] { title, SchemeTitles.WithoutUnit(title, each.Of) }).Distinct()
            .Where(title => title.Length > 0 && title != each.Name).Select(title => (title, each.Name)));
    }

    private static void AddUnits(Scheme scheme, FormulaScope scope)
    {
        scope.Units.UnionWith(scheme.Holdings.Select(holding => holding.Unit));
        var figures = scheme.Parameters.Concat(scheme.Inputs.Select(input => input.Figure).OfType<SchemeParameter>());
        scope.Units.UnionWith(figures.SelectMany(figure => new[] { figure.Per, figure.Unit }).OfType<string>());
        scope.Units.UnionWith(scheme.Tiers.SelectMany(table => new[] { table.Of, table.Gives.Per, table.Gives.Unit }).OfType<string>());
    }

    private static int[] Years(Scheme scheme) => scheme.Parameters.SelectMany(parameter => parameter.Values)
        .Select(value => value.Year).Append(scheme.EffectiveFrom ?? int.MinValue)
        .Where(scheme.IsEffective).Distinct().Order().ToArray();

    private static void CheckGroups(Scheme scheme, StepChecker checker, ProblemList problems)
    {
        // A key written twice has been reported as a duplicate field; the first counts.
        var byName = scheme.Groups.DistinctBy(group => group.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Name, group => group.Condition, StringComparer.Ordinal);
        var later = scheme.Steps.OfType<SelectStep>().Select(step => step.As).Except(byName.Keys, StringComparer.Ordinal).ToArray();
        checker.Scope.Groups.UnionWith(byName.Keys.Concat(later));
        var cyclic = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, condition) in byName)
        {
            checker.Condition(condition);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            if (!cyclic.Contains(name) && Reaches(name, name, byName, seen))
            {
                cyclic.UnionWith(seen);
                problems.Add(ProblemCodes.CyclicReference, "groups." + name, condition.At, $"组“{name}”绕回到自己",
                    $"group \"{name}\" refers back to itself", Shapes.OfItself(name, condition));
            }
        }

        // Who was chosen is known once the step has been done, and so is who was not.
        checker.Scope.Groups.ExceptWith(later);
        checker.Await(byName.Keys.Select(name => (name, later.Where(group => Reaches(name, group, byName, [])).ToArray())));
    }

    private static bool Reaches(string from, string wanted, Dictionary<string, Condition> groups, HashSet<string> seen) =>
        groups.TryGetValue(from, out var condition) && condition.Parts().OfType<GroupCondition>().Any(part =>
            string.Equals(part.Group, wanted, StringComparison.Ordinal)
            || (seen.Add(part.Group) && Reaches(part.Group, wanted, groups, seen)));

    private static void CheckWhen(Scheme scheme, Step step, ProblemList problems)
    {
        if (step.Head.When is { } when
            && (when.FromYear > (scheme.EffectiveTo ?? int.MaxValue) || when.ToYear < (scheme.EffectiveFrom ?? int.MinValue)))
        {
            problems.Add(ProblemCodes.UnreachableStep, step.Field + ".when.years", DocumentPlaces.Follow(step.Head.At, "when.years"),
                "这些年份里方案不适用，这一步永远不会执行", "the scheme is never effective in these years, so the step never runs");
        }

        if (step.Head.When?.Figure is { IsEmpty: true })
        {
            problems.Add(ProblemCodes.UnreachableStep, step.Field + ".when", DocumentPlaces.Follow(step.Head.At, "when"),
                "没有数能同时在这两个界限以内，这一步永远不会执行", "no figure is within both bounds, so the step never runs");
        }
    }

    private static void ReportUnused(Scheme scheme, FormulaScope scope, ProblemList problems)
    {
        Report(scheme.Inputs.Where(input => !input.IsPool).Select(input => input.Name), "inputs.",
            ProblemCodes.UnusedInput, "年度数", "input");
        Report([.. scheme.Parameters.Select(parameter => parameter.Name), .. scheme.Tiers.Select(table => table.Name)], "parameters.",
            ProblemCodes.UnusedParameter, "参数", "parameter");
        // What is of the member account is kept for it, whether a step reads it or not.
        Report(scheme.Holdings.Where(holding => holding.MemberAccount is null).Select(holding => holding.Name),
            "holdings.", ProblemCodes.UnusedHolding, "持有量", "holding");
        Report(scheme.Labels.Select(label => label.Name), "labels.", ProblemCodes.UnusedLabel, "归属", "label");
        Report(scheme.Groups.Select(group => group.Name), "groups.", ProblemCodes.UnusedGroup, "组", "group");

        void Report(IEnumerable<string> names, string path, ProblemCode code, string zh, string en)
        {
            foreach (var name in names.Where(name => !scope.Used.Contains(name)))
            {
                problems.Add(code, path + name, DocumentPlaces.Follow(scheme.Document, path + name),
                    $"{zh}“{name}”没有用到", $"{en} \"{name}\" is not used");
            }
        }
    }
}
