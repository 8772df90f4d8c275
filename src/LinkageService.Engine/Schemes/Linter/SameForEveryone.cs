using System.Diagnostics;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes.Linter;

/// <summary>
/// Finds figures that look as if they were of each household and are one figure for all: a weight that shares equally, a sum that
/// multiplies the profit by the number of households.
/// </summary>
internal static class SameForEveryone
{
    /// <summary>Warns of <c>sum(…)</c> over what is no figure of a household.</summary>
    public static void CheckSums(Formula formula, FormulaScope scope, ProblemList problems)
    {
        foreach (var sum in Sums(formula.Expression))
        {
            var of = sum.Arguments[0];
            if (HasName(of) && FormulaChecker.Check(of, scope, out _) is { IsColumn: false })
            {
                problems.Add(ProblemCodes.SameForEveryone, formula.Field, formula.At,
                    $"sum(…) 把每一户的数加起来，括号里的却是各户都一样的一个数，合计就成了它乘以户数（{formula.Field} 第 {sum.At} 列）",
                    "sum(…) adds a figure of every household; what it is given is one figure, so the sum is that times the number of "
                        + $"households ({formula.Field}, column {sum.At})",
                    new LocalizedText("要的是这个数本身，就去掉 sum；真要乘以户数，就写 × count(everyone)",
                        "For the figure itself leave sum out; to multiply by the households, write * count(everyone)"));
            }
        }
    }

    /// <summary>Warns of a weight that is the same for every household.</summary>
    public static void CheckWeight(AllocateStep step, ProblemList problems)
    {
        if (step.By is { Type.IsColumn: false } by && HasName(by.Expression))
        {
            problems.Add(ProblemCodes.SameForEveryone, by.Field, by.At,
                $"按“{by.Text}”分，各户的这个数都一样，等于平均分",
                $"shared by \"{by.Text}\", which is the same for every household: each gets an equal share",
                new LocalizedText("按份额分，就写名册里的一项，如 by: 股；本来就是平均分的，去掉 by",
                    "To share by what each has, name a column of the roster; for equal shares leave by out"));
        }
    }

    private static IEnumerable<Call> Sums(Expression expression) => Parts(expression)
        .OfType<Call>().Where(call => call is { Function: "sum", Arguments.Count: 1 });

    private static bool HasName(Expression expression) => Parts(expression).Any(part => part is Name or Call);

    private static IEnumerable<Expression> Parts(Expression expression) => expression switch
    {
        Literal or Name => [expression],
        Negation negation => Parts(negation.Operand).Prepend(expression),
        Binary binary => [expression, .. Parts(binary.Left), .. Parts(binary.Right)],
        Call call => call.Arguments.SelectMany(Parts).Prepend(expression),
        _ => throw new UnreachableException(),
    };
}
