using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes.Linter;

/// <summary>Finds groups and conditions that no household can ever meet: <c>all: [a, not a]</c>, above 5 and below 3.</summary>
/// <remarks>
/// Every way of meeting a condition is tried until one holds together. What no more than the roster decides, such as a tag or a
/// place in a selection, may be so or not, but not both.
/// </remarks>
internal sealed class GroupLinter(Scheme scheme)
{
    /// <summary>Ways tried for one condition; one that needs more is taken for one that can hold.</summary>
    private const int MaxTries = 1_000;

    private readonly Dictionary<string, Condition> _groups =
        scheme.Groups.ToDictionary(group => group.Name, group => group.Condition, StringComparer.Ordinal);

    private readonly Dictionary<string, SelectStep> _selected = scheme.Steps.OfType<SelectStep>()
        .ToDictionary(select => select.As, StringComparer.Ordinal);

    // Conditions of one document are looked at many times over: what is read out of one, and the values of a figure, are kept.
    private readonly Dictionary<Condition, FigureCondition?> _figures = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, HoldingRange> _values = new(StringComparer.Ordinal);

    // Why nobody can meet the condition is put into words where it is said, not where it is only asked.
    private Func<LocalizedText>? _conflict;
    private int _tries;

    public static void Check(Scheme scheme, ProblemList problems)
    {
        var linter = new GroupLinter(scheme);
        var empty = scheme.Groups.Where(group => !linter.CanHold(group.Condition)).Select(group => group.Name)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var group in scheme.Groups.Where(group => empty.Contains(group.Name)))
        {
            // A group made of one that is empty follows from it: the cause is said once.
            if (!group.Condition.Parts().OfType<GroupCondition>().Any(part => empty.Contains(part.Group)))
            {
                linter.Report(problems, group.Condition, "groups." + group.Name, $"组“{group.Name}”", $"group \"{group.Name}\"");
            }
        }

        foreach (var tier in scheme.Steps.SelectMany(step => step.Conditions).Where(tier => !linter.CanHold(tier)))
        {
            if (!tier.Parts().OfType<GroupCondition>().Any(part => empty.Contains(part.Group)))
            {
                linter.Report(problems, tier, tier.Field, "这一档", "this tier");
            }
        }

        foreach (var select in scheme.Steps.OfType<SelectStep>())
        {
            if (select.Places.Expression is Literal { Value: var places } && places < Fraction.One)
            {
                var field = select.Field + ".places";
                problems.Add(ProblemCodes.GroupNeverHolds, field, DocumentPlaces.Follow(select.Head.At, "places"),
                    $"名额是 {places}，一户也选不出，“{select.As}”永远没有人",
                    $"with {places} places nobody is chosen, and \"{select.As}\" never has a member");
            }
        }
    }

    /// <summary>Whether a household can be thought of that meets the condition.</summary>
    public bool CanHold(Condition condition)
    {
        (_tries, _conflict) = (0, null);
        return Search(new Todo(condition, Holds: true, Then: null), facts: null, ranges: null);
    }

    /// <summary>Whether no household can be of one group and not of the other.</summary>
    public bool IsWithin(string inner, string outer) => !CanHold(new ManyCondition(At: null, "", All: true,
        [new GroupCondition(At: null, "", inner), new NotCondition(At: null, "", new GroupCondition(At: null, "", outer))]));

    private void Report(ProblemList problems, Condition condition, string field, string zh, string en)
    {
        _ = CanHold(condition);
        problems.Add(ProblemCodes.GroupNeverHolds, field, condition.At,
            $"{zh}永远没有人：{_conflict!().Zh}", $"{en} never has a member: {_conflict().En}");
    }

    private bool Search(Todo? todo, Facts? facts, Ranges? ranges)
    {
        if (todo is null || ++_tries > MaxTries)
        {
            return true;
        }

        var (condition, holds, then) = todo;
        switch (condition)
        {
            case NotCondition not:
                return Search(new Todo(not.Of, !holds, then), facts, ranges);
            case ManyCondition many when many.All == holds:
                // Put before from the last, so that the first is looked at first.
                for (var part = many.Of.Count - 1; part >= 0; part--)
                {
                    then = new Todo(many.Of[part], holds, then);
                }

                return Search(then, facts, ranges);
            case ManyCondition many:
                return many.Of.Any(part => Search(new Todo(part, holds, then), facts, ranges));
            case TagCondition tag:
                return Assume(then, facts, ranges, ('t', tag.Tag), holds);
            case GroupCondition group:
                return SearchGroup(then, facts, ranges, group.Group, holds);
            case HoldingCondition or FormulaCondition when FigureOf(condition) is { } figure:
                var range = (Ranges.Find(ranges, figure.Subject) ?? ValuesOf(figure)).With(figure, holds);
                return range.IsEmpty(figure.MayDivideByZero)
                    ? Conflict(range.Conflict)
                    : Search(then, facts, new Ranges(figure.Subject, range, ranges));
            case FormulaCondition { Comparison: var comparison }:
                return Assume(then, facts, ranges, ('f', comparison.ToString()), holds);
            default:
                throw new UnreachableException();
        }
    }

    private FigureCondition? FigureOf(Condition condition)
    {
        if (!_figures.TryGetValue(condition, out var figure))
        {
            _figures.Add(condition, figure = FigureCondition.Of(condition));
        }

        return figure;
    }

    private HoldingRange ValuesOf(FigureCondition figure)
    {
        if (!_values.TryGetValue(figure.Subject, out var values))
        {
            _values.Add(figure.Subject, values = HoldingRange.Of(scheme, figure));
        }

        return values;
    }

    private bool SearchGroup(Todo? todo, Facts? facts, Ranges? ranges, string group, bool holds)
    {
        if (group == "everyone")
        {
            return holds ? Search(todo, facts, ranges)
                : Conflict(() => new LocalizedText("everyone 是全体，没有人不在内", "nobody is outside \"everyone\""));
        }

        if (_groups.TryGetValue(group, out var condition))
        {
            return Search(new Todo(condition, holds, todo), facts, ranges);
        }

        // Who is selected is of the group it was selected from.
        var from = holds ? _selected.GetValueOrDefault(group)?.From : null;
        todo = from is null ? todo : new Todo(new GroupCondition(At: null, "", from), Holds: true, todo);
        return Assume(todo, facts, ranges, ('g', group), holds);
    }

    private bool Assume(Todo? todo, Facts? facts, Ranges? ranges, (char Kind, string Name) fact, bool holds)
    {
        for (var known = facts; known is not null; known = known.Then)
        {
            if (known.Fact == fact)
            {
                return known.Holds == holds ? Search(todo, facts, ranges) : Conflict(() => Words(fact));
            }
        }

        return Search(todo, new Facts(fact, holds, facts), ranges);
    }

    private static LocalizedText Words((char Kind, string Name) fact)
    {
        var (zh, en) = fact.Kind == 't' ? ($"标签“{fact.Name}”", $"tag \"{fact.Name}\"") : ($"“{fact.Name}”", $"\"{fact.Name}\"");
        return new LocalizedText($"{zh}又要有又要没有", $"{en} would be wanted and unwanted at once");
    }

    private bool Conflict(Func<LocalizedText> words)
    {
        _conflict ??= words;
        return false;
    }

    /// <summary>What is still to be met, or not to be met.</summary>
    private sealed record Todo(Condition Condition, bool Holds, Todo? Then);

    /// <summary>What is assumed of the household: a tag (t), a place in a selected group (g), a formula only a run knows (f).</summary>
    private sealed record Facts((char Kind, string Name) Fact, bool Holds, Facts? Then);

    /// <summary>The values that a figure may still have; what was found last stands first.</summary>
    private sealed record Ranges(string Subject, HoldingRange Range, Ranges? Then)
    {
        public static HoldingRange? Find(Ranges? ranges, string subject)
        {
            for (; ranges is not null; ranges = ranges.Then)
            {
                if (ranges.Subject == subject)
                {
                    return ranges.Range;
                }
            }

            return null;
        }
    }
}
