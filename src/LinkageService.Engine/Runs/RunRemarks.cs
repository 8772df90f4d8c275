using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Runs;

/// <summary>The remarks on a finished run: on its roster, then in the order of its steps.</summary>
internal static class RunRemarks
{
    public static IReadOnlyList<RunRemark> Of(Run run)
    {
        var remarks = new List<RunRemark>([.. NotRead(run.Roster), .. LabelsNotRead(run.Roster)]);
        var titles = new SchemeTitles(run.Scheme);
        remarks.AddRange(run.FormulaGroups.ZeroDivisors.Select(zero => WithoutQuotient(run, zero, titles)));
        foreach (var result in run.Results)
        {
            var empty = result.Step.Groups.OfType<string>().Distinct(StringComparer.Ordinal)
                .Where(group => run.Group(group).Members == 0).ToArray();
            remarks.AddRange(empty.Select(group => Empty(result.Step, titles.OfGroup(group))));
            remarks.AddRange(result.Step.Remarks(result));
            if (result is { Step: SplitStep split, Working: SplitWorking { Within: { IsDivided: true } within } })
            {
                remarks.Add(Divided(split, within, titles.Of(split.Within!)));
            }

            if (empty.Length == 0 && result.Step.GivesLines && GaveNothing(result))
            {
                remarks.Add(Nothing(result.Step));
            }
        }

        remarks.AddRange(Requirements.Met(run));
        return remarks;
    }

    private static IEnumerable<RunRemark> NotRead(Roster roster)
    {
        foreach (var (unread, column) in roster.SimilarHoldings)
        {
            var (title, shown) = (column.Title.Length > 0 ? column.Title : column.Name, NumberProblems.Shorten(unread));
            var value = DecimalText.Format(column.Default ?? 0, column.Decimals);
            yield return new RunRemark("columns_not_read", IsWarning: true, Step: null, new LocalizedText(
                $"名册里没有“{title}”一列，各户都按 {value} 算；名册里的“{shown}”是不是它？是的话把列名改成“{title}”再算",
                $"no household states \"{column.Name}\", and all count as {value}; is it \"{shown}\" of the roster? Then name it so"));
        }

        foreach (var (unread, tag) in roster.SimilarTags)
        {
            var shown = NumberProblems.Shorten(unread);
            yield return new RunRemark("tags_not_read", IsWarning: true, Step: null, new LocalizedText(
                $"名册里的人员类别“{shown}”本方案不认，这些户不算“{tag}”；是一回事的话，写成一样的再算",
                $"the tag \"{shown}\" of the roster is not \"{tag}\" of the scheme; if it is the same, write it the same"));
        }

        if (roster.UnreadHoldings is { Count: > 0 } columns)
        {
            var named = Named(columns);
            yield return new RunRemark("columns_not_read", IsWarning: false, Step: null, new LocalizedText(
                $"名册里本方案不用的列：{named.Zh}；没有参与计算", $"columns of the roster that the scheme does not read: {named.En}"));
        }

        if (roster.UnreadTags is { Count: > 0 } tags)
        {
            var named = Named(tags);
            yield return new RunRemark("tags_not_read", IsWarning: false, Step: null, new LocalizedText(
                $"名册里本方案不用的人员类别：{named.Zh}；没有参与计算", $"tags of the roster that the scheme does not read: {named.En}"));
        }
    }

    private static RunRemark WithoutQuotient(Run run, ZeroDivisor zero, SchemeTitles titles)
    {
        const int named = 10;
        var comparison = zero.Condition.Comparison;
        var (over, under, words) = (titles.Of(comparison.Dividend), titles.Of(comparison.Divisor!), comparison.Comparison.Words());
        var households = zero.Households.Take(named).Select(run.Roster.Id).ToArray();
        var more = zero.Households.Count > named;
        return new RunRemark("zero_divisor", IsWarning: true, Step: null, new LocalizedText(
            $"{zero.Households.Count} 户的{under.Zh}是 0（{string.Join('、', households)}{(more ? "等" : "")}），"
                + $"除不出“{over.Zh} ÷ {under.Zh}”，只看{over.Zh}是否{words.Zh} 0：其中 {zero.Members} 户符合",
            $"{under.En} is 0 for {EnglishCount.Of(zero.Households.Count, "household")} "
            + $"({string.Join(", ", households)}{(more ? ", …" : "")}): "
                + $"there is no {over.En} ÷ {under.En}, so it is whether {over.En} is {words.En} 0, and {zero.Members} of them meet it"));
    }

    private static IEnumerable<RunRemark> LabelsNotRead(Roster roster)
    {
        if (roster.UnreadLabels is { Count: > 0 } labels)
        {
            var named = Named(labels);
            yield return new RunRemark("labels_not_read", IsWarning: false, Step: null, new LocalizedText(
                $"名册里本方案不用的归属：{named.Zh}；没有参与计算", $"labels of the roster that the scheme does not read: {named.En}"));
        }
    }

    /// <summary>The remark on what each value of a label was given, and by which weights.</summary>
    public static RunRemark Divided(SplitStep step, LabelParts within, LocalizedText label) =>
        new("divided_within", IsWarning: false, step, new LocalizedText(
            $"步骤“{step.Title.Zh}”按{label.Zh}分开：" + Shown(within, " 元", "、", $"……共 {within.FenOf.Length} 个{label.Zh}"),
            $"step \"{step.Title.En}\" divides by {label.En}: " + Shown(within, "", ", ", $" … {within.FenOf.Length} in all")));

    // So many fit into one sentence; all are in the subtotals.
    private static string Shown(LabelParts within, string unit, string between, string more)
    {
        const int most = 20;
        var values = within.FenOf.Take(most).Select((fen, at) => $"{within.Label.Values[at]} {new Money(fen)}{unit}");
        return string.Join(between, values) + (within.FenOf.Length > most ? more : "");
    }

    private static LocalizedText Named(IReadOnlyList<string> names)
    {
        var shown = names.Order(StringComparer.Ordinal).Select(NumberProblems.Shorten).ToArray();
        return new LocalizedText(string.Join('、', shown), string.Join(", ", shown));
    }

    /// <summary>The remark on a payment cut to what there was; none on any other.</summary>
    public static IEnumerable<RunRemark> Prorated(StepResult result)
    {
        if (result.Working is not ProrateWorking prorate)
        {
            yield break;
        }

        var (due, paid) = (new Money((long)prorate.NeededFen), new Money(result.PoolFen));
        yield return new RunRemark("prorated", IsWarning: true, result.Step, new LocalizedText(
            $"步骤“{result.Step.Title.Zh}”应发 {due} 元，只有 {prorate.Available} 元，各户按比例打了折，共少发 {due - paid} 元",
            $"step \"{result.Step.Title.En}\" owes {due} yuan and has {prorate.Available}: "
            + $"all are paid in proportion, {due - paid} less in all"));
        if (prorate.UnitFen > 1 && paid < prorate.Available)
        {
            yield return KeptBelowUnit(result.Step, prorate.UnitFen, prorate.Available - paid);
        }
    }

    /// <summary>The remark on what is less than a payout unit and stayed where it was.</summary>
    public static RunRemark KeptBelowUnit(Step step, long unitFen, Money kept)
    {
        var unit = PayoutUnit.Words(unitFen);
        return new RunRemark("kept_below_unit", IsWarning: false, step, new LocalizedText(
            $"步骤“{step.Title.Zh}”只发到{unit.Zh}，余下 {kept} 元没有发，留在原来的资金池里",
            $"step \"{step.Title.En}\" pays to {unit.En}; {kept} yuan are not paid and stay in their pool"));
    }

    /// <summary>The remark on households that were withheld less than the scheme says, because of the limit.</summary>
    public static RunRemark WithheldInPart(Step step, int households, BigInteger lessFen) =>
        new("withheld_in_part", IsWarning: true, step, new LocalizedText(
            $"步骤“{step.Title.Zh}”有 {households} 户到了上限没有扣足，共少扣 {new Money((long)lessFen)} 元",
            $"step \"{step.Title.En}\": {households} households reach the limit and are withheld {new Money((long)lessFen)} yuan less "
            + "in all"));

    private static RunRemark Empty(Step step, LocalizedText group) => new("empty_group", IsWarning: false, step, new LocalizedText(
        $"步骤“{step.Title.Zh}”用到的人群“{group.Zh}”这次一户也没有", $"step \"{step.Title.En}\" is for {group.En}, and there is none"));

    private static RunRemark Nothing(Step step) => new("nothing_paid", IsWarning: false, step, step is WithholdStep
        ? new LocalizedText($"步骤“{step.Title.Zh}”这次没有扣任何户的钱", $"step \"{step.Title.En}\" withholds nothing from anybody")
        : new LocalizedText($"步骤“{step.Title.Zh}”这次没有给任何户发钱", $"step \"{step.Title.En}\" pays nobody anything"));

    private static bool GaveNothing(StepResult result) => result.Amounts is null || !result.Amounts.AsSpan().ContainsAnyExcept(0);
}
