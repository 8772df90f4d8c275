using System.Text.RegularExpressions;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>
/// Finds the headings of a roster below its titles: the first row with enough names that are known, and the row below it where that
/// says what stands under a common heading (土地股 over 面积 and 份额).
/// </summary>
internal sealed partial class RosterHeadings(RosterTableColumns columns)
{
    // A title may hold a known word by chance, a row of headings holds several.
    private const int Enough = 3;
    private const int Least = 2;
    private const int MostRows = 3;

    /// <summary>Between a heading and what stands under it, where the two together are no name that is known.</summary>
    public const string PartOf = "·";

    private static readonly string[] Totals = ["合计", "小计", "总计", "共计", "合计数", "小计数", "总数", "计", "总面积", "总股数", "total"];

    // What a quantity is counted in, by what it is called.
    private static readonly Dictionary<string, string> Measures = new(StringComparer.Ordinal)
    {
        ["面积"] = "亩", ["亩数"] = "亩", ["股数"] = "股", ["份数"] = "股", ["份额"] = "股", ["金额"] = "元", ["数额"] = "元",
        ["人数"] = "人", ["天数"] = "天",
    };

    // Said below a heading, they add a kind to it and change nothing, as a unit does.
    private static readonly string[] Amounts = ["面积", "亩数", "金额", "数额", "数量", "股数", "份数", "人数", "天数", "号码"];

    // Below 人口股 they are what it counts, not all there is.
    private static readonly string[] Shares = ["股数", "份数", "份额", "股份", "股", "人数", "数量", "金额"];

    private const string Yuan = "元";
    private const string Dashes = "-—–－/\\";

    /// <summary>Whether a heading says that its column is a sum, and no more: 合计, 小计（亩）.</summary>
    public static bool IsTotal(string heading) => Totals.Contains(HeadingText.Of(heading).Name, StringComparer.Ordinal);

    /// <summary>Whether a worksheet is that of a group, by its name: 第一组, 2组, 王家屯; never that of a year, or of sums.</summary>
    public static bool IsGroup(string sheet) => GroupName().IsMatch(sheet.Trim());

    /// <summary>The headings; the first row where none has known names.</summary>
    public HeadingRows Find(IReadOnlyList<TableRow> rows, bool isChosen)
    {
        var (at, isFound) = isChosen ? (0, true) : First(rows);
        IReadOnlyList<string> cells = rows[at].Cells.Select(cell => cell.Trim()).ToArray();
        var count = 1;
        while (count < MostRows && at + count < rows.Count && Below(cells, rows[at + count]) is { } joined)
        {
            cells = joined;
            count++;
        }

        return new HeadingRows(at, count, cells) { IsFound = isFound };
    }

    private (int At, bool IsFound) First(IReadOnlyList<TableRow> rows)
    {
        foreach (var least in new[] { Enough, Least })
        {
            for (var at = 0; at < rows.Count; at++)
            {
                if (Known(rows[at].Cells) >= least)
                {
                    return (Top(rows, at), true);
                }
            }
        }

        return (0, false);
    }

    // Headings that are merged down to a row begin where the merged cells do.
    private int Top(IReadOnlyList<TableRow> rows, int at)
    {
        while (at > 0 && rows[at].Filled.Any(place => place < rows[at].Cells.Count && columns.Guess(rows[at].Cells[place]) is not null))
        {
            at--;
        }

        return at;
    }

    private int Known(IEnumerable<string> cells) => cells.Select(columns.Guess).OfType<RosterColumn>().Distinct().Count();

    // The headings with what the row below says under them; null when it is no row of headings.
    private string[]? Below(IReadOnlyList<string> above, TableRow row)
    {
        var width = Math.Max(above.Count, row.Cells.Count);
        var (tops, subs) = (new string[width], new string[width]);
        for (var at = 0; at < width; at++)
        {
            var top = at < above.Count ? above[at] : "";
            subs[at] = SubOf(row, at);
            tops[at] = top.Length > 0 ? top : subs[at].Length > 0 && at > 0 ? tops[at - 1] : "";

            // A household has something below the heading of its number, and quantities.
            if (subs[at].Length > 0
                && (columns.Find(top) is { Field: RosterField.HouseholdId } || WrittenNumber.Read(subs[at], "", out _) is { Length: > 0 }))
            {
                return null;
            }
        }

        var (joined, isHeadings) = (new string[width], false);
        for (int at = 0, next; at < width; at = next)
        {
            for (next = at + 1; next < width && subs[at].Length > 0 && subs[next].Length > 0 && tops[next] == tops[at]; next++)
            {
            }

            if (Part(tops[at], subs[at..next]) is not { } part)
            {
                return null;
            }

            part.CopyTo(joined, at);
            isHeadings |= next - at > 1
                || (subs[at].Length > 0 && (columns.Find(joined[at]) is not null || columns.Find(subs[at]) is { IsNumber: true }));
        }

        return isHeadings ? joined : null;
    }

    // What stands under one heading, or the heading alone; null where a household has something unknown below a known heading.
    private string[]? Part(string top, string[] subs)
    {
        if (subs is [""])
        {
            return [top];
        }

        var joined = subs.Select(sub => Join(top, sub)).ToArray();
        if (columns.Find(top) is not { } whole)
        {
            return joined;
        }

        if (subs.Length == 1 || !whole.IsNumber)
        {
            return joined.All(heading => columns.Find(heading) is not null) ? joined : null;
        }

        // 土地 over 水田, 旱地 and 合计, or over 面积 and 份额: one of them is what the heading says, the others are told apart by name.
        var unit = columns.UnitOf(whole);
        var same = Enumerable.Range(0, subs.Length).Where(at => columns.Find(joined[at]) == whole
            && (unit.Length == 0 || UnitOf(subs[at]) is "" || UnitOf(subs[at]) == unit)).ToArray();
        var chosen = same.Length == 1 ? same
            : [.. same.Where(at => unit.Length > 0 ? UnitOf(subs[at]) == unit : UnitOf(subs[at]) is not ("" or "股" or "份"))];
        chosen = chosen.Length == 1 ? chosen
            : [.. Enumerable.Range(0, subs.Length).Where(at => Totals.Contains(HeadingText.Of(subs[at]).Name, StringComparer.Ordinal))];
        for (var at = 0; at < subs.Length; at++)
        {
            joined[at] = chosen is [var one] && one == at ? (same.Contains(at) ? joined[at] : top)
                : columns.Find(joined[at]) is { } other && other != whole ? joined[at]
                : HeadingText.Of(top).Name + PartOf + subs[at];
        }

        return joined;
    }

    private static string UnitOf(string sub) => HeadingText.Of(sub) is var (name, unit) && unit.Length > 0 ? unit
        : WrittenNumber.IsUnit(name) ? name
        : IsArea(name) ? "亩"
        : Measures.GetValueOrDefault(name, "");

    private static bool IsArea(string name) =>
        name.EndsWith("面积", StringComparison.Ordinal) || name.EndsWith("亩数", StringComparison.Ordinal);

    // A dash in a row of units says that there is none.
    private static string SubOf(TableRow row, int at) =>
        at < row.Cells.Count && !row.Filled.Contains(at) && row.Cells[at].Trim() is var sub && !sub.All(Dashes.Contains) ? sub : "";

    [GeneratedRegex("^(?!.*(\\d{4}|年|合计|汇总|总表|说明)).*([组队社屯寨片]|组[)）])$|^(group|team)\\s*\\d+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GroupName();

    private string Join(string parent, string sub)
    {
        var (above, below) = (HeadingText.Of(parent), HeadingText.Of(sub));
        if (parent.Length == 0)
        {
            return sub;
        }

        var unit = WrittenNumber.IsUnit(below.Name) ? below.Name : below.Unit.Length > 0 ? below.Unit : above.Unit;

        string Inherit(string heading) => Inherited(heading, above, below) ?? above.Name + PartOf + sub;
        return columns.Find(parent) is null && columns.Find(sub) is { Field: RosterField.Holding } held
                && IsOtherMeasure(above, below, held)
                ? above.Name + PartOf + sub
            : columns.Find(above.Name + below.Name) is not null ? Inherit(above.Name + sub.Trim())
            : columns.Find(parent) is not null
                && (below.Name.Length == 0 || WrittenNumber.IsUnit(below.Name) || IsArea(below.Name)
                    || Amounts.Contains(below.Name, StringComparer.Ordinal))
                ? above.Name + (unit.Length == 0 ? "" : $"（{unit}）")
            : columns.Find(sub) is not null && !(above.Name.EndsWith('股') && Shares.Contains(below.Name, StringComparer.Ordinal))
                ? Inherit(sub)
            : above.Name + PartOf + sub;
    }

    // What stands under a unit is in it: 土地 under 股权设置（股） is no land in mu. Null where the unit cannot be that of the holding.
    private string? Inherited(string heading, HeadingText above, HeadingText below)
    {
        if (below.Unit.Length > 0 || !WrittenNumber.IsUnit(above.Unit) || WrittenNumber.IsUnit(below.Name)
            || columns.Find(heading) is not { Field: RosterField.Holding } held)
        {
            return heading;
        }

        var isOfMoney = WrittenNumber.Fits(WrittenNumber.ScaleOf(above.Unit).Unit, Yuan);
        return isOfMoney && columns.UnitOf(held).Length == 0 && RosterCells.MoneyOf(below.Name).Length == 0
            ? null
            : $"{heading}（{above.Unit}）";
    }

    // 应分金额 or 欠集体款 over 资金 and 土地 is money by its reason, and no quantity that the household holds.
    private bool IsOtherMeasure(HeadingText above, HeadingText below, RosterColumn held)
    {
        // 股数 and 土地（亩） under 分红情况 are what it goes by.
        var own = below.Unit.Length > 0 ? WrittenNumber.ScaleOf(below.Unit).Unit : UnitOf(below.Name);
        var isOwn = (own.Length > 0 && own != Yuan && WrittenNumber.Fits(own, columns.UnitOf(held)))
            || (above.Unit.Length == 0 && below.Name.StartsWith('股'));
        return !isOwn && !Basis().IsMatch(above.Name) && (Result().IsMatch(above.Name)
            || (Amount().IsMatch(above.Name) && !Holding().IsMatch(above.Name)));
    }

    [GeneratedRegex("依据|基数|标准", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Basis();

    [GeneratedRegex(
        "分红|分配|应分|实分|应发|实发|应得|应付|实付|兑付|兑现|发放|收益|红利|股息|欠|借款|贷|补贴|补助|租金|收入|支出|费|产值|折价|折股|折合|上年|上期|去年|变动|增减|增加|减少"
        + "|转让|退股|退出|继承|应收|应缴|罚|扣",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Result();

    [GeneratedRegex("(款|款项|金额|数额|余额)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Amount();

    [GeneratedRegex("入股|出资|投|缴|股金|股本|交易|交售|交货", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Holding();
}
