using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Runs;

/// <summary>Who meets the conditions by formula: settled before the first step, since they read nothing that a step changes.</summary>
internal sealed class FormulaGroups
{
    private readonly Dictionary<FormulaCondition, GroupMask> _members = new(ReferenceEqualityComparer.Instance);
    private readonly List<ZeroDivisor> _zeroDivisors = [];

    /// <summary>Where households had a divisor of 0, in the order of the document.</summary>
    public IReadOnlyList<ZeroDivisor> ZeroDivisors => _zeroDivisors;

    public GroupMask this[FormulaCondition condition] => _members[condition];

    /// <summary>Settles all of them; a problem, such as a negative divisor, stops the run.</summary>
    public Problem? Settle(Run run)
    {
        var conditions = run.Scheme.Groups.Select(group => group.Condition)
            .Concat(run.Scheme.Steps.SelectMany(step => step.Conditions)).SelectMany(condition => condition.Parts());
        foreach (var condition in conditions.OfType<FormulaCondition>())
        {
            if (condition.Comparison.Compare(run, out var difference, out var divisor) is { } problem)
            {
                return problem;
            }

            var column = difference.AsColumn(run.Households);
            var members = GroupMask.Where(
                run.Households, household => condition.Comparison.Comparison.Holds(column.SignOf(household)));
            _members[condition] = members;
            if (condition.Comparison.Divisor is null)
            {
                continue;
            }

            var under = divisor.AsColumn(run.Households);
            var zero = Enumerable.Range(0, run.Households).Where(under.IsZero).ToArray();
            if (zero.Length > 0)
            {
                _zeroDivisors.Add(new ZeroDivisor(condition, zero, zero.Count(members.Contains)));
            }
        }

        return null;
    }
}

/// <summary>A condition some of whose divisors were 0.</summary>
/// <param name="Condition">The comparison that was made without its division.</param>
/// <param name="Households">Their places in the roster.</param>
/// <param name="Members">How many of them meet it.</param>
internal sealed record ZeroDivisor(FormulaCondition Condition, IReadOnlyList<int> Households, int Members);
