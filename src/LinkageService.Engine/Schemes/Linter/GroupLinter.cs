using System.Collections.Immutable;
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

    private LocalizedText? _conflict;
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
        return Search([(condition, true)], ImmutableDictionary<string, bool>.Empty, ImmutableDictionary<string, HoldingRange>.Empty);
    }

    /// <summary>Whether no household can be of one group and not of the other.</summary>
    public bool IsWithin(string inner, string outer) => !CanHold(new ManyCondition(At: null, "", All: true,
        [new GroupCondition(At: null, "", inner), new NotCondition(At: null, "", new GroupCondition(At: null, "", outer))]));

    private void Report(ProblemList problems, Condition condition, string field, string zh, string en)
    {
        _ = CanHold(condition);
        problems.Add(ProblemCodes.GroupNeverHolds, field, condition.At,
            $"{zh}永远没有人：{_conflict!.Zh}", $"{en} never has a member: {_conflict.En}");
    }

    private bool Search(
        ImmutableStack<(Condition Condition, bool Holds)> todo, ImmutableDictionary<string, bool> facts,
        ImmutableDictionary<string, HoldingRange> ranges)
    {
        if (todo.IsEmpty || ++_tries > MaxTries)
        {
            return true;
        }

        todo = todo.Pop(out var next);
        var (condition, holds) = next;
        switch (condition)
        {
            case NotCondition not:
                return Search(todo.Push((not.Of, !holds)), facts, ranges);
            case ManyCondition many when many.All == holds:
                // Pushed from the last, so that the first is looked at first.
                return Search(many.Of.Reverse().Aggregate(todo, (stack, part) => stack.Push((part, holds))), facts, ranges);
            case ManyCondition many:
                return many.Of.Any(part => Search(todo.Push((part, holds)), facts, ranges));
            case TagCondition tag:
                return Assume(todo, facts, ranges, "tag " + tag.Tag, holds, new LocalizedText($"标签“{tag.Tag}”", $"tag \"{tag.Tag}\""));
            case GroupCondition group:
                return SearchGroup(todo, facts, ranges, group.Group, holds);
            case HoldingCondition or FormulaCondition when FigureCondition.Of(condition) is { } figure:
                var range = ranges.GetValueOrDefault(figure.Subject) ?? HoldingRange.Of(scheme, figure);
                return range.With(figure, holds, out var conflict) is { } narrowed
                    ? Search(todo, facts, ranges.SetItem(figure.Subject, narrowed))
                    : Conflict(conflict!);
            case FormulaCondition { Comparison: var comparison }:
                var words = new LocalizedText($"“{comparison}”", $"\"{comparison}\"");
                return Assume(todo, facts, ranges, "formula " + comparison, holds, words);
            default:
                throw new UnreachableException();
        }
    }

    private bool SearchGroup(
        ImmutableStack<(Condition, bool)> todo, ImmutableDictionary<string, bool> facts,
        ImmutableDictionary<string, HoldingRange> ranges, string group, bool holds)
    {
        if (group == "everyone")
        {
            return holds ? Search(todo, facts, ranges)
                : Conflict(new LocalizedText("everyone 是全体，没有人不在内", "nobody is outside \"everyone\""));
        }

        if (_groups.TryGetValue(group, out var condition))
        {
            return Search(todo.Push((condition, holds)), facts, ranges);
        }

        // Who is selected is of the group it was selected from.
        var from = holds ? _selected.GetValueOrDefault(group)?.From : null;
        todo = from is null ? todo : todo.Push((new GroupCondition(At: null, "", from), true));
        return Assume(todo, facts, ranges, "group " + group, holds, new LocalizedText($"“{group}”", $"\"{group}\""));
    }

    private bool Assume(
        ImmutableStack<(Condition, bool)> todo, ImmutableDictionary<string, bool> facts,
        ImmutableDictionary<string, HoldingRange> ranges, string fact, bool holds, LocalizedText words)
    {
        if (facts.TryGetValue(fact, out var known) && known != holds)
        {
            return Conflict(new LocalizedText($"{words.Zh}又要有又要没有", $"{words.En} would be wanted and unwanted at once"));
        }

        return Search(todo, facts.SetItem(fact, holds), ranges);
    }

    private bool Conflict(LocalizedText words)
    {
        _conflict ??= words;
        return false;
    }
}
