using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>Lays two tables of tiers side by side, band by band.</summary>
public static class TierChanges
{
    /// <summary>
    /// The bands that differ, from the lowest: cut at every limit of either table, so that each band has one value in both.
    /// Neighbours that changed alike are one band.
    /// </summary>
    /// <param name="left">The table of the left version; null when it has none of the name.</param>
    /// <param name="right">The table of the right version; null when it has none of the name.</param>
    public static IReadOnlyList<TierChange> Between(TierTable? left, TierTable? right)
    {
        // Figures of two units are no bands of one another.
        if (left is not null && right is not null && left.Of != right.Of)
        {
            return [.. Between(left, null), .. Between(null, right)];
        }

        var starts = new[] { left, right }.OfType<TierTable>().SelectMany(table => table.Later).Select(later => later.Year)
            .Distinct().Order().ToArray();
        var years = starts.Select(year => (int?)year).Prepend(null).ToArray();
        return years.SelectMany(year => In(year ?? int.MinValue, left, right, Words(year, starts))).ToArray();
    }

    private static IEnumerable<TierChange> In(int year, TierTable? left, TierTable? right, LocalizedText years)
    {
        var (one, other) = (left?.In(year), right?.In(year));
        var edges = Edges(one).Concat(Edges(other)).Distinct()
            .OrderBy(edge => edge.Limit).ThenBy(edge => edge.IsIncluded).Select(edge => (Edge?)edge).ToArray();
        var changes = new List<(Edge? From, Edge? To, LocalizedText? Left, LocalizedText? Right)>();
        foreach (var (from, to) in edges.Prepend(null).Zip(edges.Append(null)))
        {
            var (before, after) = (ValueFrom(one, from), ValueFrom(other, from));
            if (before == after)
            {
                continue;
            }

            var isNext = changes.Count > 0 && changes[^1].To is { } end && end == from
                && (changes[^1].Left, changes[^1].Right) == (before, after);
            var start = isNext ? changes[^1].From : from;
            if (isNext)
            {
                changes.RemoveAt(changes.Count - 1);
            }

            changes.Add((start, to, before, after));
        }

        var table = one ?? other!;
        return changes.Select(change => new TierChange(years, Range(table, change.From, change.To), change.Left, change.Right));
    }

    private static IEnumerable<Edge> Edges(TierTable? table) => table is null ? []
        : table.Tiers.Select(tier => tier.Limit).OfType<Fraction>().Select(limit => new Edge(limit, table.IncludesLimit));

    // The tier that begins at the edge, or that the edge lies within.
    private static LocalizedText? ValueFrom(TierTable? table, Edge? from) => table is null ? null
        : TierWords.Value(table.Gives, table.Tiers[Edges(table).Count(edge => from is { } at && edge.IsUpTo(at))].Value);

    private static LocalizedText Range(TierTable table, Edge? from, Edge? to)
    {
        LocalizedText Shown(Edge edge) => TierWords.Quantity(edge.Limit, table.FigureDimension);
        if (from is { } only && to?.Limit == only.Limit)
        {
            return new LocalizedText("正好 " + Shown(only).Zh, "exactly " + Shown(only).En);
        }

        var (zh, en) = (new List<string>(), new List<string>());
        if (from is { } low)
        {
            zh.Add((low.IsIncluded ? "超过 " : "达到 ") + Shown(low).Zh);
            en.Add((low.IsIncluded ? "above " : "from ") + Shown(low).En);
        }

        if (to is { } high)
        {
            zh.Add((high.IsIncluded ? "不超过 " : "不足 ") + Shown(high).Zh);
            en.Add((high.IsIncluded ? "up to " : "below ") + Shown(high).En);
        }

        return zh.Count == 0 ? new LocalizedText("不论多少", "any figure")
            : new LocalizedText(string.Join('、', zh), string.Join(" and ", en));
    }

    private static LocalizedText Words(int? year, int[] starts) => starts.Length == 0 ? LocalizedText.Empty
        : year is { } from ? new LocalizedText($"{from} 年起", $"from {from} on")
        : new LocalizedText($"{starts[0] - 1} 年及以前", $"until {starts[0] - 1}");

    /// <summary>Where a tier ends: at a limit, or just before it.</summary>
    private readonly record struct Edge(Fraction Limit, bool IsIncluded)
    {
        public bool IsUpTo(Edge other) => Limit < other.Limit || (Limit == other.Limit && (other.IsIncluded || !IsIncluded));
    }
}
