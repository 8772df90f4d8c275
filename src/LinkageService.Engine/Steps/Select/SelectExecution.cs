using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Runs a selection: tier, then holdings, then member number.</summary>
internal static class SelectExecution
{
    public static Problem? Execute(SelectStep step, Run run)
    {
        if (run.Single(step.Places, out var wanted) is { } problem)
        {
            return problem;
        }

        if (wanted.Sign < 0)
        {
            return Run.Negative(step.Places, wanted);
        }

        var from = run.Group(step.From);
        var (places, tiers) = (Rounding.Down(wanted), step.Tiers.Select(run.Evaluate).ToArray());
        var ranked = Ranked(step, run, from, tiers).ToArray();
        var chosen = ranked.AsSpan(0, (int)BigInteger.Min(places, ranked.Length));
        run.SetGroup(step.As, GroupMask.Only(run.Roster.Count, chosen));
        run.Add(new StepResult(step) { Working = new SelectWorking(ranked, chosen.Length, wanted, tiers) });
        return null;
    }

    private static IEnumerable<int> Ranked(SelectStep step, Run run, GroupMask from, GroupMask[] tiers)
    {
        var ranked = Enumerable.Range(0, run.Roster.Count).Where(from.Contains).OrderBy(household =>
        {
            var tier = Array.FindIndex(tiers, mask => mask.Contains(household));
            return tier < 0 ? tiers.Length : tier;
        });
        foreach (var rank in step.Order)
        {
            var holding = run.Scheme.Holdings.ToList()
                .FindIndex(column => string.Equals(column.Name, rank.Holding, StringComparison.Ordinal));
            ranked = rank.Descending
                ? ranked.ThenByDescending(household => run.Roster.Holding(holding)[household])
                : ranked.ThenBy(household => run.Roster.Holding(holding)[household]);
        }

        return ranked; // stable: the last tie is by place in the roster, which is by member number
    }
}
