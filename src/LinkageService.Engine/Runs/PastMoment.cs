using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;

namespace LinkageService.Engine.Runs;

/// <summary>A finished run as a formula saw it when its step began: balances of then, the rest as it stayed.</summary>
internal sealed class PastMoment(Run run, IReadOnlyDictionary<string, long> pools) : IFormulaContext
{
    public Schemes.Scheme Scheme => run.Scheme;

    public int Households => run.Roster.Count;

    public FormulaValue Value(string name) => run.Value(name);

    public int Members(string group) => run.Group(group).Members;

    public Money Balance(string pool) => new(pools[pool]);

    public Column Received(IReadOnlyList<string> steps) => run.Received(steps);
}
