using System.Diagnostics;

namespace LinkageService.Engine.Formulas;

/// <summary>The names of values that stand in a formula: not those of steps, groups, pools, accounts and tables.</summary>
internal static class FormulaNames
{
    public static IEnumerable<Name> Of(Expression expression) => expression switch
    {
        Literal => [],
        Name name => [name],
        Negation negation => Of(negation.Operand),
        Binary binary => Of(binary.Left).Concat(Of(binary.Right)),
        Call { Function: "count" or "received" or "pool" } => [],
        Call { Function: "tiers" } call => call.Arguments.Skip(1).SelectMany(Of),
        Call call when FormulaChecker.AccountOf(call) is not null => [],
        Call call => call.Arguments.SelectMany(Of),
        _ => throw new UnreachableException(),
    };
}
