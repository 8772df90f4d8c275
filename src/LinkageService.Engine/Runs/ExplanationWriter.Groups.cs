using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Runs;

/// <summary>Why a household is one of a group, or not: by the figures of its conditions, by its place in a selection.</summary>
internal sealed partial class ExplanationWriter
{
    private readonly HashSet<object> _explained = new(ReferenceEqualityComparer.Instance); // conditions and selections, each said once

    /// <summary>What the household holds, as it is shown: <c>2 亩</c>, in English without its unit.</summary>
    public LocalizedText Held(string holding)
    {
        var (name, value) = (new Name(1, holding), Own(moment.Value(holding)));
        return new LocalizedText(InNumbers(name, value, isChinese: true), InNumbers(name, value, isChinese: false));
    }

    /// <summary>What the names of the scheme are called.</summary>
    public SchemeTitles Titles => new(moment.Scheme);

    // 人群“人多地少”：入股土地 ÷ 人口 = 3 亩 ÷ 5 人 = 0.6 亩/人；要求低于 1 亩/人，符合。
    private void SayMembership(string group)
    {
        foreach (var comparison in ComparisonsOf(group, depth: 0).Where(_explained.Add))
        {
            var isName = !group.All(char.IsAscii);
            Say(isName ? $"人群“{group}”：" : "分组条件：", isName ? $" Group “{group}”: " : " Condition of the group: ");
            var (dividend, divisor, words) = (comparison.Dividend, comparison.Divisor, comparison.Comparison.Words());
            var (over, limit) = (ValueOf(dividend), ValueOf(comparison.Bound));
            var under = divisor is null ? Fraction.One : ValueOf(divisor);
            if (under.Sign == 0)
            {
                Say($"{TitlesOf(divisor!)} 是 0，看{TitlesOf(dividend)}是否{words.Zh} 0：",
                    $"{divisor!.Text} is 0, so it is whether {dividend.Text} is {words.En} 0: ");
                SayComparedFigure(dividend, over);
            }
            else
            {
                SayComparedFigure(comparison.Formula, over / under);
                Say($"；要求{words.Zh}", $"; required: {words.En} ");
                SayBound(comparison.Bound, limit);
            }

            var holds = comparison.Comparison.Holds((over - (limit * under)).Sign);
            Say(holds ? "，符合。" : "，不符合。", holds ? ", met." : ", not met.");
        }

        foreach (var select in SelectsOf(group, depth: 0).Where(_explained.Add))
        {
            SelectExplanation.ExplainPlace(select, moment.ResultOf(select), this);
            if (select.From is { } from)
            {
                SayMembership(from);
            }
        }
    }

    private void SayBound(Formula bound, Fraction limit)
    {
        if (FormulaText.Figures(bound.Expression).Any())
        {
            SayComparedFigure(bound, limit);
            return;
        }

        var words = new SchemeTitles(moment.Scheme).OfBound(bound.Expression);
        Say(" " + words.Zh, words.En);
    }

    private void SayComparedFigure(Formula formula, Fraction value)
    {
        var (unit, text) = (Units.Words(formula.Type.Dimension), value.ToString());
        var ends = !text.Contains('/', StringComparison.Ordinal);
        SayFormula(formula, Number(ends ? text : Exact(value), unit.En.StartsWith(" yuan", StringComparison.Ordinal)), unit);
    }

    // The conditions by formula of a group of the document, and of the groups it names.
    private IEnumerable<FormulaComparison> ComparisonsOf(string group, int depth)
    {
        var condition = depth > moment.Scheme.Groups.Count ? null
            : moment.Scheme.Groups.FirstOrDefault(known => known.Name == group)?.Condition;
        return (condition?.Parts() ?? []).SelectMany(part => part switch
        {
            FormulaCondition formula => [formula.Comparison],
            GroupCondition inner => ComparisonsOf(inner.Group, depth + 1),
            TagCondition or HoldingCondition or ManyCondition or NotCondition => Enumerable.Empty<FormulaComparison>(),
            _ => throw new UnreachableException(),
        });
    }

    // The selections that made a group, or one its conditions name.
    private IEnumerable<SelectStep> SelectsOf(string group, int depth)
    {
        var condition = depth > moment.Scheme.Groups.Count ? null
            : moment.Scheme.Groups.FirstOrDefault(known => known.Name == group)?.Condition;
        return condition is null ? moment.Scheme.Steps.OfType<SelectStep>().Where(select => select.As == group)
            : condition.Parts().OfType<GroupCondition>().SelectMany(inner => SelectsOf(inner.Group, depth + 1)).Distinct();
    }
}
