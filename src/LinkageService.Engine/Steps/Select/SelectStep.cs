using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Fills limited places from a group by rank and makes a new group of those chosen.</summary>
internal sealed class SelectStep : Step
{
    private SelectStep(StepHead head)
        : base(head)
    {
    }

    internal required Formula Places { get; init; }

    internal string? From { get; init; }

    /// <summary>A household stands in the first tier whose condition it meets; the others come after.</summary>
    internal required IReadOnlyList<Condition> Tiers { get; init; }

    /// <summary>Order within a tier; the last tie goes to the lower member number.</summary>
    internal required IReadOnlyList<RankByHolding> Order { get; init; }

    /// <summary>A condition that is written behind a holding; null for none.</summary>
    private Condition? Late { get; init; }

    internal required string As { get; init; }

    internal override IEnumerable<Condition> Conditions => Tiers;

    internal override IEnumerable<Account> Accounts => [];

    internal override IEnumerable<string?> Groups => [From];

    internal override bool IsOfAll => true;

    internal static SelectStep? Read(FieldReader fields, StepHead head)
    {
        var places = fields.Formula("places", required: true);
        var from = fields.Text("from");
        var name = fields.Name("as", required: true);
        var tiers = new List<Condition>();
        var order = new List<RankByHolding>();
        Condition? late = null;
        foreach (var (node, field) in fields.Items("rank"))
        {
            if (RankByHolding.Read(fields, node, field) is { } holding)
            {
                order.Add(holding);
            }
            else if (RankByHolding.Misspelled(node) is { } meant)
            {
                fields.Problems.Add(ProblemCodes.SchemeInvalidValue, field, node,
                    $"排序写作 {meant}：desc 是多的在前，asc 是少的在前",
                    $"an order is written {meant}: desc puts the most first, asc the least");
            }
            else if (ConditionReader.Read(node, field, fields.Problems) is { } condition)
            {
                tiers.Add(condition);
                late = order.Count > 0 ? condition : late;
            }
        }

        return places is null || name is null
            ? null
            : new SelectStep(head) { Places = places, From = from, Tiers = tiers, Order = order, Late = late, As = name };
    }

    internal override void Check(StepChecker checker)
    {
        checker.Formula(Places, Dimension.Plain, mayBeColumn: false);
        checker.Group(From, Field + ".from");
        foreach (var tier in Tiers)
        {
            CheckTier(checker, tier);
        }

        foreach (var holding in Order)
        {
            checker.Holding(holding.Holding, Field + ".rank");
        }

        checker.MakeGroup(As, Field + ".as");
    }

    // Land alone is a column without its order.
    private void CheckTier(StepChecker checker, Condition tier)
    {
        if (tier is GroupCondition { Group: var name } && checker.ColumnNamed(name) is { } column)
        {
            checker.Report(ProblemCodes.UnknownGroup, tier.Field,
                $"“{name}”是名册的列，排序要写先后：{column} desc 是多的在前，{column} asc 是少的在前",
                $"\"{name}\" is a column of the roster, and its order is written too: {column} desc puts the most first, "
                    + $"{column} asc the least");
            return;
        }

        checker.Condition(tier);
        if (ReferenceEquals(tier, Late))
        {
            checker.Report(ProblemCodes.SchemeInvalidValue, tier.Field,
                "先写条件（分档），后写持有量（同档内排序）", "conditions (tiers) come first, holdings (order within a tier) after");
        }
    }

    internal override Problem? Execute(Run run) => SelectExecution.Execute(this, run);

    internal override void ExplainMoney(StepResult result, MoneyMoves moves, ExplanationWriter writer) =>
        SelectExplanation.Explain(this, result, writer);

    internal override void Describe(SentenceWriter writer) => SelectSentence.Describe(this, writer);
}
