using System.Globalization;
using System.Text.RegularExpressions;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>Two tables of tiers side by side: every figure that is worth otherwise lies in a band that says so, and no other.</summary>
public sealed class TierChangesTests
{
    private const string Bonus = "of: yuan, upTo: { 10000.00: 3%, 50000.00: 5% }, above: 8%";

    private static readonly Regex Limits = new(@"(\d): (\d%)", RegexOptions.NonBacktracking);

    [Theory]
    [InlineData(Bonus, Bonus, "")]
    [InlineData(Bonus, "of: yuan, upTo: { 10000.00: 3%, 50000.00: 6% }, above: 8%", "超过 10,000.00 元、不超过 50,000.00 元: 5% → 6%")]
    [InlineData(Bonus, "of: yuan, upTo: { 10000.00: 3%, 30000.00: 5% }, above: 8%", "超过 30,000.00 元、不超过 50,000.00 元: 5% → 8%")]
    [InlineData(Bonus, "of: yuan, upTo: { 5000.00: 3%, 10000.00: 3%, 50000.00: 5% }, above: 8%", "")]
    [InlineData(Bonus, "of: yuan, below: { 10000.00: 3%, 50000.00: 5% }, above: 8%",
        "正好 10,000.00 元: 3% → 5%|正好 50,000.00 元: 5% → 8%")]
    [InlineData(Bonus, "of: yuan, upTo: { 10000.00: 3%, 50000.00: 5% }, above: 8%, values: { 2026: { upTo: { 20000.00: 4% }, above: 8% } }",
        "2026 年起 不超过 10,000.00 元: 3% → 4%|2026 年起 超过 10,000.00 元、不超过 20,000.00 元: 5% → 4%|"
            + "2026 年起 超过 20,000.00 元、不超过 50,000.00 元: 5% → 8%")]
    [InlineData("of: yuan, upTo: { 1.00: 3% }, above: 8%, values: { 2026: { upTo: { 1.00: 4% }, above: 9% } }",
        "of: yuan, upTo: { 1.00: 2% }, above: 8%, values: { 2026: { upTo: { 1.00: 4% }, above: 7% } }",
        "2025 年及以前 不超过 1.00 元: 3% → 2%|2026 年起 超过 1.00 元: 9% → 7%")]
    [InlineData("of: yuan, upTo: { 1.00: 3% }, above: 8%", "of: 亩, upTo: { 1: 3% }, above: 8%",
        "不超过 1.00 元: 3% → –|超过 1.00 元: 8% → –|不超过 1 亩: – → 3%|超过 1 亩: – → 8%")]
    [InlineData("of: yuan, upTo: { 1.00: 3% }, above: 8%", "of: yuan, upTo: { 1.00: 3.00 }, above: 8.00, gives: money",
        "不超过 1.00 元: 3% → 3.00 元|超过 1.00 元: 8% → 8.00 元")]
    public void Between_TwoTables_TheBandsThatDiffer(string left, string right, string expected) =>
        Assert.Equal(expected, string.Join('|', TierChanges.Between(Table(left), Table(right)).Select(Shown)));

    [Fact]
    public void Between_ATableThatOneHas_AllItsBands()
    {
        Assert.Equal("不超过 1.00 元: 3% → –|超过 1.00 元: 8% → –",
            string.Join('|', TierChanges.Between(Table("of: yuan, upTo: { 1.00: 3% }, above: 8%"), null).Select(Shown)));
        Assert.Equal("不超过 1.00 元: – → 3%|超过 1.00 元: – → 8%",
            string.Join('|', TierChanges.Between(null, Table("of: yuan, upTo: { 1.00: 3% }, above: 8%")).Select(Shown)));
    }

    // Every pair of small tables, at every limit, between every two and beyond.
    [Fact]
    public void Between_EveryPairOfSmallTables_AFigureIsInABandWhereItsValueDiffers()
    {
        var tables = SmallTables().Select(text => (Text: text, Table: Table(text))).ToArray();
        foreach (var (leftText, left) in tables)
        {
            foreach (var (rightText, right) in tables)
            {
                var changes = TierChanges.Between(left, right);
                for (var figure = 0.5m; figure <= 4; figure += 0.5m)
                {
                    var (before, after) = (ValueAt(leftText, figure), ValueAt(rightText, figure));
                    var found = changes.Where(change => Contains(change.Range.Zh, figure)).ToArray();
                    var said = found.Select(change => $"{change.Left!.Zh} → {change.Right!.Zh}");
                    Assert.True(string.Join('|', said) == (before == after ? "" : $"{before} → {after}"),
                        $"{leftText} / {rightText} at {figure}: {string.Join('|', changes.Select(Shown))}");
                }
            }
        }

        Assert.InRange(tables.Length, 100, 200);
    }

    private static IEnumerable<string> SmallTables() =>
        from word in new[] { "upTo", "below" }
        from limits in new[] { "1", "2", "3", "1 2", "1 3", "2 3", "1 2 3" }
        let count = limits.Split(' ').Length
        from values in Enumerable.Range(0, 1 << (count + 1))
        select $"{word}: {{ {string.Join(", ", limits.Split(' ').Select((limit, at) => $"{limit}: {((values >> at) & 1) + 1}%"))} }}, "
            + $"above: {((values >> count) & 1) + 1}%";

    // Read off the text, as a person would.
    private static string ValueAt(string text, decimal figure)
    {
        var ends = Limits.Matches(text).Select(match => (Limit: decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture),
            Value: match.Groups[2].Value));
        var isIncluded = text.StartsWith("upTo", StringComparison.Ordinal);
        return ends.Where(end => isIncluded ? figure <= end.Limit : figure < end.Limit).Select(end => end.Value)
            .Append(text[(text.LastIndexOf(' ') + 1)..]).First();
    }

    private static bool Contains(string range, decimal figure) => range == "不论多少" || range.Split('、').All(bound =>
    {
        var limit = decimal.Parse(bound.Split(' ')[1], CultureInfo.InvariantCulture);
        return bound.Split(' ')[0] switch
        {
            "正好" => figure == limit,
            "超过" => figure > limit,
            "达到" => figure >= limit,
            "不超过" => figure <= limit,
            "不足" => figure < limit,
            var other => throw new InvalidOperationException(other),
        };
    });

    private static TierTable Table(string text) => SchemeText.Scheme($$"""
        parameters: { t: { type: tiers, mode: fixed, {{text}} } }
        inputs: { profit: { type: money } }
        steps: [ { id: all, kind: split, from: profit, into: { fund:all: remaining } } ]
        """).Tiers[0];

    private static string Shown(TierChange change) =>
        $"{change.Years.Zh} {change.Range.Zh}: {change.Left?.Zh ?? "–"} → {change.Right?.Zh ?? "–"}".TrimStart();
}
