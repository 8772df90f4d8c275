using LinkageService.Engine.Amounts;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Runs;

/// <summary>What came of a run for each value of a label, such as each village.</summary>
/// <param name="Name">The label as the scheme names it, such as village.</param>
/// <param name="Values">In the order of their UTF-8 bytes.</param>
public sealed record LabelTotals(string Name, IReadOnlyList<LabelValueTotals> Values)
{
    /// <summary>The subtotals of every label of a run.</summary>
    internal static IReadOnlyList<LabelTotals> Of(Scheme scheme, Roster roster, IReadOnlyList<StepResult> steps) =>
        roster.Labels.Select(label => Of(scheme, label, steps)).ToArray();

    private static LabelTotals Of(Scheme scheme, LabelColumn label, IReadOnlyList<StepResult> steps)
    {
        var (households, fen) = (new int[label.Values.Count], new long[label.Values.Count]);
        foreach (var code in label.Codes)
        {
            households[code]++;
        }

        foreach (var amounts in steps.Where(step => !step.IsRecord).Select(step => step.Amounts).OfType<long[]>())
        {
            for (var household = 0; household < amounts.Length; household++)
            {
                fen[label.Codes[household]] += amounts[household];
            }
        }

        var kept = Kept(scheme, label, steps);
        return new LabelTotals(label.Name, label.Values.Select((value, at) => new LabelValueTotals(
            value, households[at], new Money(fen[at]),
            kept.Select(fund => new FundAmount(fund.Account.Name, new Money(fund.FenOf[at]), fund.Account.Kind == AccountKind.Carry))
                .ToArray())).ToArray());
    }

    // What splits within the label put into funds and carried accounts, in the order of the document; nothing too.
    private static (Account Account, long[] FenOf)[] Kept(Scheme scheme, LabelColumn label, IReadOnlyList<StepResult> steps)
    {
        var splits = scheme.Steps.OfType<SplitStep>().Where(split => string.Equals(split.Within, label.Name, StringComparison.Ordinal));
        return splits.SelectMany(split => split.Into.Select((part, at) => (part.Account, FenOf: FenOf(split, at))))
            .Where(part => part.Account.Kind is AccountKind.Fund or AccountKind.Carry)
            .GroupBy(part => part.Account)
            .Select(same => (same.Key, label.Values.Select((_, value) => same.Sum(part => part.FenOf(value))).ToArray()))
            .ToArray();

        Func<int, long> FenOf(SplitStep split, int part)
        {
            var within = (steps.FirstOrDefault(result => result.Step == split)?.Working as SplitWorking)?.Within;
            return value => within?.PartsFen[value][part] ?? 0;
        }
    }
}
