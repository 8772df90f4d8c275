using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>
/// What the village itself requires of a result, looked at when all steps are done:
/// <c>{ formula: fund(reserve) / profit, atLeast: 10%, clause: … }</c>. A run that does not meet it is refused.
/// </summary>
public sealed record Requirement
{
    /// <summary>The most of a scheme.</summary>
    internal const int Max = 32;

    private static readonly ProblemCode[] Codes =
        [ProblemCodes.RequirementNotMet, ProblemCodes.ReserveOutOfBounds, ProblemCodes.PatronageBelowMinimum];

    private Requirement(FormulaComparison comparison) => Comparison = comparison;

    /// <summary>Its place in the document, such as <c>require[0]</c>.</summary>
    public required string Field { get; init; }

    /// <summary>Its name for people; empty where the document gives none.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The words it comes from; null where there are none.</summary>
    public string? Clause { get; init; }

    /// <summary>The code of the refusal.</summary>
    public ProblemCode Code { get; init; } = ProblemCodes.RequirementNotMet;

    /// <summary>Of whom it is required, where it is of each household; null for everyone.</summary>
    public string? To { get; init; }

    /// <summary>What is looked at, as written.</summary>
    public string Formula => Comparison.Formula.Text;

    /// <summary>How: <c>above</c>, <c>atLeast</c>, <c>below</c> or <c>atMost</c>.</summary>
    public string Key => ComparisonWords.Keys.First(row => row.Comparison == Comparison.Comparison).Key;

    /// <summary>The bound, as written.</summary>
    public string Bound => Comparison.Bound.Text;

    internal FormulaComparison Comparison { get; }

    /// <summary>Whether it is of each household, not of a sum.</summary>
    internal bool IsOfEach => Comparison.Formula.Type.IsColumn || Comparison.Bound.Type.IsColumn;

    internal static Requirement? Read(FieldReader parent, DocumentNode node, string field)
    {
        if (FieldReader.Open(node, field, parent.Problems, Shapes.Requirement) is not { } fields)
        {
            return null;
        }

        var (comparison, code, to) = (FormulaComparison.Read(fields), fields.Text("code"), fields.Text("to"));
        var (title, clause) = (fields.Words("title"), fields.Text("clause"));
        var known = Codes.FirstOrDefault(known => known.Name == code);
        if (code is not null && known is null)
        {
            var wanted = string.Join(" | ", Codes.Select(each => each.Name));
            fields.Invalid("code", $"错误码应为 {wanted} 之一，得到“{NumberProblems.Shorten(code)}”",
                $"a code of {wanted} is wanted, got \"{NumberProblems.Shorten(code)}\"");
        }

        fields.Done();
        return comparison is null ? null : new Requirement(comparison)
        {
            Field = field, Title = title, Clause = clause, To = to, Code = known ?? ProblemCodes.RequirementNotMet,
        };
    }
}
