using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Runs;

/// <summary>Runs a scheme over a roster: what is every household owed, to the fen.</summary>
public static class Calculation
{
    /// <summary>Executes the steps in order and closes the books.</summary>
    /// <param name="scheme">The checked scheme.</param>
    /// <param name="terms">Year, parameters and inputs, bound to this scheme.</param>
    /// <param name="roster">Households, read with the scheme's <see cref="Scheme.RosterSchema"/>.</param>
    /// <param name="cancellation">Stops the run between two steps.</param>
    /// <returns>The distribution, or the business failures that stopped it; nothing is half done.</returns>
    /// <exception cref="OperationCanceledException">The caller no longer wants the result.</exception>
    /// <exception cref="InvariantBrokenException">Money was lost or made: a defect of the engine.</exception>
    public static RunOutcome Run(Scheme scheme, RunTerms terms, Roster roster, CancellationToken cancellation = default)
    {
        Invariant.Holds(ReferenceEquals(scheme.RosterSchema, roster.Schema), "the roster was read with the scheme's columns");
        var run = new Run(scheme, terms, roster);
        if (run.FormulaGroups.Settle(run) is { } unsettled)
        {
            return RunOutcome.Of(unsettled);
        }

        foreach (var step in scheme.Steps)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Applies(step, run) && step.Execute(run) is { } problem)
            {
                return RunOutcome.Of(problem);
            }
        }

        return Close(run);
    }

    private static bool Applies(Step step, Run run)
    {
        if (step.Head.When is not { } when)
        {
            return true;
        }

        return (when.Group is null || run.Group(when.Group).Members > 0)
            && (when.Figure is not { } figure || figure.Holds(figure.Subject == "pool"
                ? Fraction.FromMoney(run.Balance(figure.Name)) : run.Value(figure.Name).Single))
            && run.Terms.Year >= (when.FromYear ?? int.MinValue)
            && run.Terms.Year <= (when.ToYear ?? int.MaxValue);
    }

    private static RunOutcome Close(Run run)
    {
        foreach (var (pool, balance) in run.Pools)
        {
            if (balance != 0)
            {
                return RunOutcome.Of(RunProblems.PoolNotEmptied(pool, new Money(balance)));
            }
        }

        if (NegativeTotal(run) is { } problem)
        {
            return RunOutcome.Of(problem);
        }

        var unmet = Requirements.Unmet(run);
        return new RunOutcome(unmet.Count == 0 ? new Distribution(run) : null, unmet);
    }

    private static Problem? NegativeTotal(Run run)
    {
        var withheld = run.Results.Where(result => result.Amounts is not null
            && result.Step is WithholdStep { AllowsNegativeTotal: false }).ToArray();
        if (withheld.Length == 0)
        {
            return null;
        }

        var totals = run.ReceivedFen(run.Results.Where(result => !result.IsRecord).Select(result => result.Step.Id).ToArray());
        var household = Array.FindIndex(totals, total => total < 0);
        return household < 0 ? null : RunProblems.NegativeTotal(run.Roster.Id(household), new Money(totals[household]), withheld[^1].Step);
    }
}
