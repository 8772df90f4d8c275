using LinkageService.Engine.Formulas;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Workbooks;

/// <summary>What the formulas of the workbook read at the present step.</summary>
internal sealed class BookScope
{
    /// <summary>Parameters, inputs and holdings by name.</summary>
    public Dictionary<string, Quantity> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The tables of tiers: where each tier ends, null for the last, and its value.</summary>
    public Dictionary<string, IReadOnlyList<(Quantity? Limit, Quantity Value)>> Tiers { get; } = new(StringComparer.Ordinal);

    /// <summary>1 for who carries a tag.</summary>
    public Dictionary<string, ColumnTerm> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>1 for who is in a group that was written down.</summary>
    public Dictionary<string, Term> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>Fen on every account.</summary>
    public Dictionary<Account, Term> Balances { get; } = [];

    /// <summary>Fen of every household by step, negative where it was withheld.</summary>
    public Dictionary<string, Term> Amounts { get; } = new(StringComparer.Ordinal);

    /// <summary>Fen on a pool.</summary>
    public Term Pool(string name) => Balances[new Account(AccountKind.Pool, name)];

    /// <summary>Fen that steps gave each household together.</summary>
    public Term Received(IEnumerable<string> steps) =>
        steps.Distinct(StringComparer.Ordinal).Where(Amounts.ContainsKey).Aggregate((Term)0, (sum, step) => sum + Amounts[step]);

    /// <summary>A name that is a figure, not a function.</summary>
    public static string NameOf(Expression expression) => ((Name)expression).Text;
}
