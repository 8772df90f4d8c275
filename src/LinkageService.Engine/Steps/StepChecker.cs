using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Schemes.Linter;

namespace LinkageService.Engine.Steps;

/// <summary>Walks the steps in order and knows, at each, which names exist and which pools can hold money.</summary>
/// <remarks>
/// A mistyped name is taken for the known one it resembles, and a name whose declaration could not be read for anything:
/// one mistake is one problem.
/// </remarks>
internal sealed partial class StepChecker(FormulaScope scope, DocumentNode document, ProblemList problems)
{
    private readonly Dictionary<string, HashSet<string>> _awaited = new(StringComparer.Ordinal);
    private Step _step = null!;

    public ProblemList Problems { get; } = problems;

    public FormulaScope Scope { get; } = scope;

    public void Check(Step step)
    {
        _step = step;
        CheckWhen(step);
        step.Check(this);
        if (step.GivesLines)
        {
            Scope.PaidSteps.Add(step.Id);
        }
    }

    /// <summary>Checks a formula: its dimension (null for any one) and whether a value per household may stand here.</summary>
    /// <returns>Its type; null where it is missing, or cannot be told because of a mistake that is reported.</returns>
    public FormulaType? Formula(Formula? formula, Dimension? wanted, bool mayBeColumn, bool orPlain = false, LocalizedText? hint = null)
    {
        if (formula is null || TypeOf(formula) is not { } type)
        {
            return null;
        }

        if (type.IsColumn && !mayBeColumn)
        {
            Report(new FormulaError(ProblemCodes.FormulaColumn, 1, "这里要一个数，得到每户一个数；可用 sum(…) 合计",
                "one value is wanted here, got one per household; sum(…) adds them up"), formula);
        }

        var fits = wanted is null || type.IsZero || type.Dimension.Equals(wanted) || (orPlain && type.Dimension.IsPlain);
        if (!fits)
        {
            var (got, want) = (Units.Name(type.Dimension), Units.Name(wanted!));
            Report(new FormulaError(ProblemCodes.FormulaDimension, 1,
                type.Dimension.IsPlain ? $"算出来的是没有单位的数，这里要{want.Zh}" : $"算出来的单位是{got.Zh}，这里要{want.Zh}",
                $"{got.En} is not {want.En}"), formula, hint ?? UnitWords.Cure(type.Dimension, wanted!, formula.Expression));
        }

        return type;
    }

    /// <summary>A group must exist by now.</summary>
    public void Group(string? group, string field)
    {
        if (group is null || Scope.Lost.Contains(group))
        {
            return;
        }

        Scope.Used.Add(group);
        if (Scope.LaterGroups.Contains(group))
        {
            Report(ProblemCodes.CyclicReference, field, $"人群“{group}”要等后面的步骤选户以后才有",
                $"the group \"{group}\" is there only after a later step has selected it");
        }
        else if (!Scope.Groups.Contains(group))
        {
            var known = string.Join(", ", Scope.Groups);
            Unknown(ProblemCodes.UnknownGroup, field, group, Scope.Groups,
                $"没有组“{NumberProblems.Shorten(group)}”；已有：{known}",
                $"there is no group \"{NumberProblems.Shorten(group)}\"; known: {known}",
                ColumnNamed(group) is { } column ? OfColumn(group, column) : Definition(group));
        }
    }

    /// <summary>The column of the roster that has a name or title which is no group's; null for none.</summary>
    public string? ColumnNamed(string name)
    {
        var columns = Scope.Values.Where(value => value.Value.IsColumn).Select(value => value.Key).ToArray();
        var column = Scope.Groups.Contains(name) || Scope.LaterGroups.Contains(name) ? null
            : columns.Contains(name, StringComparer.Ordinal) ? name : Scope.NamedBy(name, columns);
        Scope.Used.UnionWith(column is null ? [] : [column]);
        return column;
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
            else if (part is FormulaCondition formula)
            {
                Scope.IsBeforeSteps = true;
                if (Comparison(formula.Comparison) == false)
                {
                    // What is the same for all puts everybody into the group, or nobody.
                    Report(new FormulaError(ProblemCodes.FormulaColumn, 1, "人群按每户的数分，这个数各户都一样；公式里要有名册的列",
                        "a group is told by a figure of each household, and this one is the same for all; name a column of the roster"),
                        formula.Comparison.Formula,
                        new LocalizedText("整个步骤做不做，写 when", "Whether a step is done at all is said by when"));
                }

                Scope.IsBeforeSteps = false;
            }
        }
    }

    /// <summary>A holding must exist.</summary>
    public void Holding(string holding, string field)
    {
        Scope.Used.Add(holding);
        if (!Scope.Lost.Contains(holding) && (!Scope.Values.TryGetValue(holding, out var type) || !type.IsColumn))
        {
            Unknown(ProblemCodes.UnknownName, field, holding, Scope.Values.Where(value => value.Value.IsColumn).Select(value => value.Key),
                $"没有持有量“{NumberProblems.Shorten(holding)}”", $"there is no holding \"{NumberProblems.Shorten(holding)}\"",
                !Scope.Groups.Contains(holding) ? null : new LocalizedText($"“{holding}”是人群：单写名称就是一档，不写 asc、desc",
                    $"\"{holding}\" is a group: its name alone is a tier, without asc or desc"));
        }
    }

    /// <summary>Steps that pay households must stand before this one.</summary>
    public void PaidSteps(IReadOnlyList<string> steps, string field)
    {
        foreach (var step in steps.Where(step => !Scope.PaidSteps.Contains(step) && !Scope.Lost.Contains(step)))
        {
            var shown = NumberProblems.Shorten(step);
            if (Scope.AllSteps.Contains(step))
            {
                Report(ProblemCodes.CyclicReference, field, $"步骤“{shown}”不在此前，或不给农户发钱",
                    $"step \"{shown}\" does not stand before this one, or pays no household");
            }
            else
            {
                Unknown(ProblemCodes.UnknownStep, field, step, Scope.PaidSteps, $"没有步骤“{shown}”", $"there is no step \"{shown}\"");
            }
        }
    }

    /// <summary>Groups whose conditions name groups that steps make: each is there when all of those are.</summary>
    public void Await(IEnumerable<(string Group, string[] Made)> groups)
    {
        foreach (var (group, made) in groups.Where(each => each.Made.Length > 0))
        {
            _awaited[group] = [.. made];
            Scope.Groups.Remove(group);
            Scope.LaterGroups.Add(group);
        }
    }

    /// <summary>A step makes a group.</summary>
    public void MakeGroup(string group, string field)
    {
        if (Scope.LaterGroups.Contains(group) || !Scope.Groups.Add(group))
        {
            Report(ProblemCodes.DuplicateName, field, $"组“{group}”已经有了", $"group \"{group}\" exists already");
        }

        foreach (var (awaiting, made) in _awaited)
        {
            made.Remove(group);
            if (made.Count == 0 && Scope.LaterGroups.Remove(awaiting))
            {
                Scope.Groups.Add(awaiting);
            }
        }
    }

    private FormulaType? TypeOf(Formula formula)
    {
        if (FormulaChecker.Check(formula.Expression, Scope, out var error) is not { } type)
        {
            Report(error, formula);
            return null;
        }

        formula.Type = type;
        SameForEveryone.CheckSums(formula, Scope, Problems);
        return type;
    }

    private void CheckWhen(Step step)
    {
        if (step.Head.When is not { } when)
        {
            return;
        }

        Group(when.Group, step.Field + ".when.group");
        if (when.Figure is not { } figure || Scope.Lost.Contains(figure.Name))
        {
            return;
        }

        Scope.Used.Add(figure.Name);
        var (code, known, zh) = figure.Subject switch
        {
            "pool" => (ProblemCodes.UnknownAccount, Scope.Pools, "此前没有资金池"),
            "parameter" => (ProblemCodes.UnknownName, Scope.Decided, "没有参数"),
            _ => (ProblemCodes.UnknownName, Scope.Inputs, "没有年度数"),
        };
        if (!known.Contains(figure.Name))
        {
            var name = NumberProblems.Shorten(figure.Name);
            Unknown(code, $"{step.Field}.when.{figure.Subject}", figure.Name, known,
                $"{zh}“{name}”", $"there is no {figure.Subject} \"{name}\"");
        }
        else if (figure.Bounds.FirstOrDefault(bound => bound.IsRate) is { } rate
            && (figure.Subject == "pool" || Scope.Parameters.GetValueOrDefault(figure.Name)?.Type != ParameterType.Rate))
        {
            var key = ComparisonWords.Keys.First(row => row.Comparison == rate.Comparison).Key;
            Report(ProblemCodes.SchemeInvalidValue, $"{step.Field}.when.{key}", $"“{figure.Name}”不是比例，界限写成数，如 1000.00",
                $"\"{figure.Name}\" is no rate: its bound is a number such as 1000.00");
        }
    }

    private static LocalizedText OfColumn(string name, string column) => new(
        $"“{name}”是名册的列；先在 groups 里按它定出人群，如 groups: {{ 有{name}的户: {{ holding: {column}, above: 0 }} }}",
        $"\"{name}\" is a column of the roster; define a group by it first: "
            + $"groups: {{ with_{column}: {{ holding: {column}, above: 0 }} }}");

    // A tag of the roster is no group until one is defined by it.
    private static LocalizedText? Definition(string name) => !Names.IsName(name) ? null : new(
        $"人群先在 groups 里定义，如名册里有这个标签：groups: {{ {name}: {{ tag: {name} }} }}",
        $"Define the group first, for instance by a tag of the roster: groups: {{ {name}: {{ tag: {name} }} }}");

    // Reports the name with the known one that was probably meant; that one then counts as used.
    private string? Unknown(
        ProblemCode code, string field, string name, IEnumerable<string> known, string zh, string en, LocalizedText? cure = null)
    {
        var titled = Scope.NamedBy(name, known);
        var near = titled ?? Nearest.To(name, known);
        if (near is not null)
        {
            Scope.Used.Add(near);
        }

        Report(code, field, zh, en, titled is not null ? new LocalizedText($"“{name}”是 {titled} 的名称（title），这里写 {titled}",
                $"\"{name}\" is the title of {titled}: write {titled}")
            : near is not null ? FieldReader.Suggested(name, [near])
            : !name.Contains('，', StringComparison.Ordinal) ? cure
            : new LocalizedText("几个名称之间用半角逗号 ,", "Names are parted by a half-width comma"));
        return near;
    }

    internal void Report(ProblemCode code, string field, string zh, string en, LocalizedText? hint = null) =>
        Problems.Add(code, field, DocumentPlaces.Follow(document, field), zh, en, hint);

    // No error, no type: the formula reads a name whose declaration could not be read.
    private void Report(FormulaError? error, Formula formula, LocalizedText? hint = null)
    {
        if (error is not null)
        {
            Problems.Add(error.Code, formula.Field, formula.At,
                $"{error.Zh}（{formula.Field} 第 {error.At} 列）", $"{error.En} ({formula.Field}, column {error.At})", hint);
        }
    }
}
