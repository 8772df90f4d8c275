using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;

namespace LinkageService.Engine.Runs;

/// <summary>A finished run as a formula saw it when its step began: balances of then, the rest as it stayed.</summary>
internal sealed class PastMoment(Run run, IReadOnlyDictionary<string, long> pools) : IFormulaContext
{
    private readonly Dictionary<string, FormulaValue> _figures = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public Schemes.Scheme Scheme => run.Scheme;

    public Rosters.Roster Roster => run.Roster;

    public int Households => run.Roster.Count;

    /// <summary>What a step of the run did, later or before; null where its condition did not hold.</summary>
    public StepResult? ResultOf(Steps.Step step) => run.Results.FirstOrDefault(result => ReferenceEquals(result.Step, step));

    public FormulaValue Value(string name) => run.Value(name);

    public int Members(string group) => run.Group(group).Members;

    public Money Balance(string pool) => new(pools[pool]);

    public Money Kept(Schemes.Account account) => run.Kept(account);

    public Column Received(IReadOnlyList<string> steps) => run.Received(steps);

    public Schemes.TierTable Tiers(string name) => run.Tiers(name);

    /// <summary>A figure of a formula, by its text: worked out once for all households of which lines are explained.</summary>
    public FormulaValue Figure(string text, Formula figure)
    {
        lock (_gate)
        {
            if (!_figures.TryGetValue(text, out var value))
            {
                value = new FormulaEvaluator(this, figure).Evaluate();
                _figures[text] = value;
            }

            return value;
        }
    }
}
