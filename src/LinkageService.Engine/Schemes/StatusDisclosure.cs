using System.Diagnostics;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes;

/// <summary>
/// Which amounts of a scheme tell what a household is: a line that only registered households get says that its receiver is one.
/// The status of a household is sensitive personal information (PIPL art. 28) and has no place on a public notice.
/// </summary>
public static class StatusDisclosure
{
    private static readonly string[] Words =
    [
        "建档立卡", "建卡", "贫困", "脱贫", "扶贫", "返贫", "帮扶", "监测", "困难", "低保", "五保", "特困", "边缘户", "残疾",
        "registered", "monitored", "hardship", "poverty", "poor", "disabled",
    ];

    /// <summary>Whether a text names a status.</summary>
    public static bool IsIn(string text) => Array.Exists(Words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a text names a status in either language.</summary>
    public static bool IsIn(LocalizedText text) => IsIn(text.Zh) || IsIn(text.En);

    /// <summary>Whether what a label is called, or any of its values, names a status: then it tells one of every household.</summary>
    /// <param name="scheme">The scheme, which says what the label is called.</param>
    /// <param name="name">As the scheme names the label.</param>
    /// <param name="values">What the households have of it.</param>
    public static bool IsInLabel(Scheme scheme, string name, IEnumerable<string> values) =>
        IsIn(name) || scheme.Labels.Any(label => label.Name == name && IsIn(label.Title)) || values.Any(IsIn);

    /// <summary>
    /// Ids of the steps whose lines tell a status: those for a group that a tag decides, however many groups or selections lie
    /// between; those computed from what such steps gave; and those whose own words, or whose holdings' words, name one. Every tag
    /// counts, whatever it says: why a household carries one is nobody's business.
    /// </summary>
    public static IReadOnlySet<string> StepsOf(Scheme scheme)
    {
        var (groups, steps) = (Groups(scheme), new HashSet<string>(StringComparer.Ordinal));
        foreach (var step in scheme.Steps)
        {
            if (IsIn(step.Title) || IsIn(step.Benefit) || Tells(scheme, step, groups, steps))
            {
                steps.Add(step.Id);
            }
        }

        return steps;
    }

    private static bool Tells(Scheme scheme, Step step, HashSet<string> groups, HashSet<string> before) => step switch
    {
        AllocateStep allocate => Has(groups, allocate.To) || allocate.Factors.Any(factor => Has(groups, factor.Group))
            || Has(scheme, allocate.By, before) || Has(scheme, allocate.Cap, before) || Has(scheme, allocate.Floor, before),
        PayStep pay => Has(groups, pay.To) || pay.Factors.Any(factor => Has(groups, factor.Group)) || Has(scheme, pay.Amount, before),
        GuaranteeStep guarantee => Has(groups, guarantee.To) || guarantee.Counting.Any(before.Contains)
            || Has(scheme, guarantee.Floor, before),
        WithholdStep withhold => Has(groups, withhold.To) || withhold.Of.Any(before.Contains) || Has(scheme, withhold.Amount, before)
            || Has(scheme, withhold.Shared?.By, before),
        RecordStep record => Has(groups, record.To) || Has(scheme, record.Amount, before)
            || Has(scheme, record.Shared?.By, before),
        SplitStep or TakeStep or SelectStep => false,
        _ => throw new UnreachableException(),
    };

    private static bool Has(HashSet<string> groups, string? group) => group is not null && groups.Contains(group);

    // What one household received of such a step, or holds because of its status; sums over all tell nothing of one.
    private static bool Has(Scheme scheme, Formula? formula, HashSet<string> before) =>
        formula is not null && FormulaText.Figures(formula.Expression).Any(figure => figure switch
        {
            Name name => IsOfStatus(scheme, name.Text),
            Call { Function: "received" } call => call.Arguments.Any(step => step is Name name && before.Contains(name.Text)),
            Call { Function: "tiers" } tiers => Has(scheme, formula with { Expression = tiers.Arguments[1] }, before),
            Call => false,
            _ => throw new UnreachableException(),
        });

    private static bool IsOfStatus(Scheme scheme, string name) =>
        scheme.Holdings.FirstOrDefault(holding => holding.Name == name) is { } holding && (IsIn(holding.Title) || IsIn(name));

    // Groups name one another, and a selection makes one of another: gone through until nothing is added.
    private static HashSet<string> Groups(Scheme scheme)
    {
        var groups = new HashSet<string>(StringComparer.Ordinal);
        int before;
        do
        {
            before = groups.Count;
            groups.UnionWith(scheme.Groups.Where(group => IsIn(group.Name) || Tells(scheme, group.Condition, groups))
                .Select(group => group.Name));
            groups.UnionWith(scheme.Steps.OfType<SelectStep>()
                .Where(select => Has(groups, select.From) || select.Tiers.Any(tier => Tells(scheme, tier, groups))
                    || select.Order.Any(order => IsOfStatus(scheme, order.Holding)))
                .Select(select => select.As));
        }
        while (groups.Count > before);
        return groups;
    }

    private static bool Tells(Scheme scheme, Condition condition, HashSet<string> groups) => condition.Parts().Any(part => part switch
    {
        TagCondition => true,
        GroupCondition group => groups.Contains(group.Group),
        HoldingCondition holding => IsOfStatus(scheme, holding.Holding),
        FormulaCondition formula => Has(scheme, formula.Comparison.Formula, []) || Has(scheme, formula.Comparison.Bound, []),
        // Their parts are looked at themselves.
        ManyCondition or NotCondition => false,
        _ => throw new UnreachableException(),
    });
}
