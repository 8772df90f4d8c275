using System.Diagnostics;
using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Schemes;

/// <summary>Says a table of tiers, and what it made of one figure, as a resolution would.</summary>
internal static class TierWords
{
    /// <summary>A quantity with its unit: <c>10,000.00 元</c>.</summary>
    public static LocalizedText Quantity(Fraction value, Dimension dimension)
    {
        var exact = value.ToString();
        var text = exact.Contains('/', StringComparison.Ordinal) ? ExplanationWriter.Exact(value) : exact;
        var (number, unit) = (ExplanationWriter.Number(text, dimension.IsYuan), Units.Words(dimension));
        return new LocalizedText(number + unit.Zh, number + unit.En);
    }

    /// <summary>A value of a tier: <c>3%</c>, <c>600.00 元</c>, <c>2.50 元/斤</c>.</summary>
    public static LocalizedText Value(SchemeParameter gives, Fraction value)
    {
        if (gives.Type == ParameterType.Rate)
        {
            return new LocalizedText(gives.Show(value), gives.Show(value));
        }

        var unit = Units.Words(gives.Dimension);
        var number = ExplanationWriter.Number(value.ToString(), gives.Type == ParameterType.Money);
        return new LocalizedText(number + unit.Zh, number + unit.En);
    }

    /// <summary>The whole table over a figure, in a sentence; the tables of later years behind it.</summary>
    public static LocalizedText Describe(TierTable table, LocalizedText title, LocalizedText figure)
    {
        var words = OfYears(table);
        var (zh, en) = (words.Zh, words.En);
        return table.Mode switch
        {
            TierMode.Marginal => new LocalizedText($"{figure.Zh}分段计算的{title.Zh}（{zh}）", $"{title.En} on {figure.En}, part by part ({en})"),
            TierMode.Whole => new LocalizedText($"{figure.Zh}定档后全额计算的{title.Zh}（{zh}）",
                $"{title.En} on all of {figure.En} by its tier ({en})"),
            TierMode.Fixed => new LocalizedText($"{figure.Zh}所在档的{title.Zh}（{zh}）", $"{title.En} by the tier of {figure.En} ({en})"),
            _ => throw new InvariantBrokenException("a table of no mode"),
        };
    }

    /// <summary>The tiers, and those of later years behind them.</summary>
    public static LocalizedText OfYears(TierTable table)
    {
        var (zh, en) = (Tiers(table).Zh, Tiers(table).En);
        foreach (var (year, tiers) in table.Later)
        {
            var later = Tiers(table with { Tiers = tiers });
            zh += string.Create(CultureInfo.InvariantCulture, $"；{year} 年起{later.Zh}");
            en += string.Create(CultureInfo.InvariantCulture, $"; from {year} on {later.En}");
        }

        return new LocalizedText(zh, en);
    }

    /// <summary>What is taken out of a whole pool by the table; null where it gives no part of the pool.</summary>
    public static LocalizedText? Taken(TierTable table, LocalizedText title)
    {
        var words = OfYears(table);
        var (zh, en) = (words.Zh, words.En);
        if (table.Gives.Type != ParameterType.Rate)
        {
            return null;
        }

        return table.Mode switch
        {
            TierMode.Marginal => new LocalizedText(
                $"按{title.Zh}分段提取（{zh}）", $"a part set by {title.En}, slice by slice ({en})"),
            TierMode.Whole => new LocalizedText(
                $"按{title.Zh}所在的一档全额提取（{zh}）", $"a part set by {title.En}, all at the rate of its tier ({en})"),
            TierMode.Fixed => null,
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>What the table made of one figure: arithmetic one can redo by hand.</summary>
    public static LocalizedText Explain(TierTable table, Fraction figure, LocalizedText comesTo)
    {
        var shown = Quantity(figure, table.FigureDimension);
        var at = table.TierOf(figure);
        if (table.Mode == TierMode.Marginal && at > 0)
        {
            var (partsZh, partsEn) = Parts(table, figure, at, shown);
            return new LocalizedText($"{shown.Zh}分段计算：{partsZh}；合计 {comesTo.Zh}",
                $"{shown.En}, part by part: {partsEn}; in all {comesTo.En}");
        }

        var (range, value) = (Range(table, at), Value(table.Gives, table.Tiers[at].Value));
        var (sumZh, sumEn) = ($"{shown.Zh} × {value.Zh} = {comesTo.Zh}", $"{shown.En} × {value.En} = {comesTo.En}");
        return table.Mode switch
        {
            TierMode.Marginal => new LocalizedText(
                $"{shown.Zh}，{range.Zh}，按 {value.Zh}：{sumZh}", $"{shown.En}, {range.En}, at {value.En}: {sumEn}"),
            TierMode.Whole => new LocalizedText(
                $"{shown.Zh}，{range.Zh}，全额按 {value.Zh}：{sumZh}", $"{shown.En}, {range.En}, all of it at {value.En}: {sumEn}"),
            TierMode.Fixed => new LocalizedText(
                $"{shown.Zh}，{range.Zh}，这一档是 {comesTo.Zh}", $"{shown.En}, {range.En}, in this tier {comesTo.En}"),
            _ => throw new InvariantBrokenException("a table of no mode"),
        };
    }

    // 前 10,000.00 元按 3% 是 300.00 元，10,000.00 元到 50,000.00 元之间的 40,000.00 元按 5% 是 2,000.00 元
    private static (string Zh, string En) Parts(TierTable table, Fraction figure, int last, LocalizedText shown)
    {
        var (zh, en) = (new List<string>(), new List<string>());
        for (var tier = 0; tier <= last; tier++)
        {
            var (part, value) = (table.PartOf(figure, tier), Value(table.Gives, table.Tiers[tier].Value));
            var (size, comes) = (Quantity(part, table.FigureDimension), Quantity(part * table.Tiers[tier].Value, table.Dimension));
            var (whichZh, whichEn) = ($"前 {size.Zh}", $"the first {size.En}");
            if (tier > 0)
            {
                var from = Quantity(table.Tiers[tier - 1].Limit!.Value, table.FigureDimension);
                var to = tier < last ? Quantity(table.Tiers[tier].Limit!.Value, table.FigureDimension) : shown;
                (whichZh, whichEn) = tier < last
                    ? ($"{from.Zh}到 {to.Zh}之间的 {size.Zh}", $"the {size.En} from {from.En} to {to.En}")
                    : ($"超过 {from.Zh}的 {size.Zh}", $"the {size.En} above {from.En}");
            }

            zh.Add($"{whichZh}按 {value.Zh} 是 {comes.Zh}");
            en.Add($"{whichEn} at {value.En} {comes.En}");
        }

        return (string.Join('，', zh), string.Join(", ", en));
    }

    private static LocalizedText Tiers(TierTable table)
    {
        var isPart = table.Mode == TierMode.Marginal;
        var rows = table.Tiers.Select((tier, at) => (Range: Range(table, at), Value: Value(table.Gives, tier.Value))).ToArray();
        return new LocalizedText(string.Join('，', rows.Select(row => $"{row.Range.Zh}{(isPart ? "的部分" : "的")} {row.Value.Zh}")),
            string.Join(", ", rows.Select(row => $"{row.Range.En} {row.Value.En}")));
    }

    // 不超过 10,000.00 元; 超过 10,000.00 元、不超过 50,000.00 元; 超过 50,000.00 元
    private static LocalizedText Range(TierTable table, int tier)
    {
        var from = tier == 0 ? null : Quantity(table.Tiers[tier - 1].Limit!.Value, table.FigureDimension);
        var to = table.Tiers[tier].Limit is { } limit ? Quantity(limit, table.FigureDimension) : null;
        var (above, aboveEn, below, belowEn) =
            table.IncludesLimit ? ("超过 ", "above ", "不超过 ", "up to ") : ("达到 ", "from ", "不足 ", "below ");
        return new LocalizedText(
            string.Join('、', new[] { from is null ? null : above + from.Zh, to is null ? null : below + to.Zh }.OfType<string>()),
            string.Join(" and ", new[] { from is null ? null : aboveEn + from.En, to is null ? null : belowEn + to.En }.OfType<string>()));
    }
}
