using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes.Linter;

/// <summary>A step for the households whose value of one column, or formula, lies in a range.</summary>
/// <param name="Step">Pays them or withholds from them.</param>
/// <param name="Subject">The column, or the formula as written.</param>
/// <param name="Ranges">What its value must meet, all of it; nothing else is in these conditions.</param>
/// <param name="Rest">What else the group must meet, as text: bands are compared where it is the same.</param>
/// <param name="Kind">What the step does but for the figure: its kind, its sources, and what the amount is reckoned by.</param>
internal sealed record Band(Step Step, string Subject, IReadOnlyList<Condition> Ranges, string Rest, string Kind)
{
    /// <summary>The bands of a scheme, in the order of the steps; a group by ranges of two columns is a band of each.</summary>
    public static IReadOnlyList<Band> Of(Scheme scheme)
    {
        var bands = new List<Band>();
        foreach (var step in scheme.Steps)
        {
            if (KindOf(scheme, step) is not { } kind || PartsOf(step).Group is not { } group)
            {
                continue;
            }

            var parts = Flatten(scheme, new GroupCondition(At: null, "", group)).ToArray();
            var columns = parts.Select(part => ColumnOf(scheme, part)).ToArray();
            foreach (var column in columns.OfType<string>().Distinct(StringComparer.Ordinal))
            {
                var rest = parts.Where((_, at) => columns[at] != column).Select(part => Text(scheme, part))
                    .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
                bands.Add(new Band(step, column, parts.Where((_, at) => columns[at] == column).ToArray(), string.Join(" & ", rest), kind));
            }
        }

        return bands;
    }

    /// <summary>What makes two steps give the same thing; null for a step that gives households of a group no amount of its own.</summary>
    public static string? KindOf(Scheme scheme, Step step)
    {
        var (group, amount, sources) = PartsOf(step);
        if (group is null || amount is null)
        {
            return null;
        }

        var figures = FormulaText.Figures(amount.Expression).Select(FormulaText.WordOf)
            .Where(word => scheme.Parameters.All(parameter => parameter.Name != word));
        return $"{step.Kind} {sources} by {string.Join(", ", figures.Order(StringComparer.Ordinal))}";
    }

    /// <summary>Whom a step pays or charges, how much, and out of what.</summary>
    public static (string? Group, Formula? Amount, string Sources) PartsOf(Step step) => step switch
    {
        PayStep pay => (pay.To, pay.Amount, string.Join(", ", pay.From.Accounts)),
        WithholdStep withhold => (withhold.To, withhold.Amount, string.Join(", ", withhold.Of)),
        SplitStep or TakeStep or AllocateStep or GuaranteeStep or SelectStep or RecordStep => (null, null, ""),
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether a household with this value of the column is in the range.</summary>
    public bool Contains(Scheme scheme, Fraction value) => Ranges.All(range => Meets(scheme, range, value));

    /// <summary>The values of the figure, all of them.</summary>
    public HoldingRange Values(Scheme scheme) => HoldingRange.Of(scheme, FigureCondition.Of(Leaves(scheme, Ranges[0]).First())!);

    /// <summary>The figures at which the band begins or ends.</summary>
    public IEnumerable<Fraction> Limits(Scheme scheme) => Ranges.SelectMany(range => Leaves(scheme, range))
        .Select(leaf => FigureCondition.Of(leaf)!.Figure);

    private static bool Meets(Scheme scheme, Condition condition, Fraction value) => condition switch
    {
        NotCondition not => !Meets(scheme, not.Of, value),
        ManyCondition { All: true } all => all.Of.All(part => Meets(scheme, part, value)),
        ManyCondition any => any.Of.Any(part => Meets(scheme, part, value)),
        GroupCondition group => Meets(scheme, Named(scheme, group.Group)!, value),
        HoldingCondition or FormulaCondition when FigureCondition.Of(condition) is { } figure =>
            figure.Comparison.Holds(value.CompareTo(figure.Figure)),
        _ => throw new UnreachableException(),
    };

    // What must all be met, each by itself.
    private static IEnumerable<Condition> Flatten(Scheme scheme, Condition condition) => condition switch
    {
        ManyCondition { All: true } all => all.Of.SelectMany(part => Flatten(scheme, part)),
        GroupCondition group when Named(scheme, group.Group) is { } named => Flatten(scheme, named),
        ManyCondition or NotCondition or GroupCondition or TagCondition or HoldingCondition or FormulaCondition => [condition],
        _ => throw new UnreachableException(),
    };

    // The one column a condition is about; null where it is about several or about anything else.
    private static string? ColumnOf(Scheme scheme, Condition condition)
    {
        var columns = Leaves(scheme, condition).Select(leaf => FigureCondition.Of(leaf)?.Subject)
            .Distinct(StringComparer.Ordinal).ToArray();
        return columns.Length == 1 ? columns[0] : null;
    }

    private static IEnumerable<Condition> Leaves(Scheme scheme, Condition condition) => condition switch
    {
        NotCondition not => Leaves(scheme, not.Of),
        ManyCondition many => many.Of.SelectMany(part => Leaves(scheme, part)),
        GroupCondition group when Named(scheme, group.Group) is { } named => Leaves(scheme, named),
        GroupCondition or TagCondition or HoldingCondition or FormulaCondition => [condition],
        _ => throw new UnreachableException(),
    };

    private static string Text(Scheme scheme, Condition condition) => condition switch
    {
        NotCondition not => $"not({Text(scheme, not.Of)})",
        ManyCondition many => $"{(many.All ? "all" : "any")}({string.Join(", ", many.Of.Select(part => Text(scheme, part)))})",
        GroupCondition group => Named(scheme, group.Group) is { } named ? Text(scheme, named) : "group " + group.Group,
        TagCondition tag => "tag " + tag.Tag,
        FormulaCondition formula => formula.Comparison.ToString(),
        HoldingCondition holding => $"{holding.Holding} {holding.Comparison} {holding.Figure}",
        _ => throw new UnreachableException(),
    };

    private static Condition? Named(Scheme scheme, string group) =>
        scheme.Groups.FirstOrDefault(known => known.Name == group)?.Condition;
}
