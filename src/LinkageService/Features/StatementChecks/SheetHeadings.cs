using System.Text.RegularExpressions;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.StatementChecks;
using LinkageService.Features.Households;
using LinkageService.Tables;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Features.StatementChecks;

/// <summary>What the columns of a payout sheet hold, by their headings: those of rosters, and words for money.</summary>
/// <param name="columns">The headings of rosters.</param>
/// <param name="scheme">The scheme that the sheet is checked by, whose holdings may be called a little otherwise; null for none.</param>
internal sealed partial class SheetHeadings(RosterTableColumns columns, Scheme? scheme = null)
{
    private const int LongestHeading = 24;
    private const RegexOptions Loose = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;

    /// <summary>Before the names under which columns of money are found beside those of a roster.</summary>
    private const string Found = RosterTableColumns.HoldingPrefix + "sheet";

    /// <summary>Finds the headings as in a roster.</summary>
    public HeadingRows Find(IReadOnlyList<TableRow> rows, bool isChosen)
    {
        var money = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < rows.Count; at++)
        {
            IReadOnlyList<string> below = at + 1 < rows.Count ? rows[at + 1].Cells : [];
            foreach (var (parent, subs) in Groups(rows[at].Cells, below))
            {
                // 土地 under 分红 is money; under 土地分红 and beside 金额 it is what that goes by.
                var isBeside = subs.Any(sub => PayWord().IsMatch(sub));
                Add(parent);
                foreach (var sub in subs.Where(sub => !isBeside || PayWord().IsMatch(sub) || columns.Find(sub) is null))
                {
                    var above = HeadingText.Of(parent).Name;
                    Add(above + sub);
                    Add(above + HeadingText.Of(sub).Name);
                    Add(above + "·" + sub);
                }
            }
        }

        void Add(string heading)
        {
            if (columns.Find(heading) is null && KindOf(heading) != SheetColumnKind.Other)
            {
                money.TryAdd(RosterTableColumns.KeyOf(heading), $"{Found}{money.Count}");
            }
        }

        return new RosterHeadings(columns.With(money, new Dictionary<string, string>(StringComparer.Ordinal))).Find(rows, isChosen);
    }

    // A heading with what stands below it, and below the blanks beside it.
    private static IEnumerable<(string Parent, List<string> Subs)> Groups(IReadOnlyList<string> above, IReadOnlyList<string> below)
    {
        var groups = new List<(string Parent, List<string> Subs)> { ("", []) };
        for (var column = 0; column < Math.Max(above.Count, below.Count); column++)
        {
            var (top, sub) = (CellOf(above, column), CellOf(below, column));
            if (top.Length > 0)
            {
                groups.Add((top, []));
            }

            if (sub.Length > 0)
            {
                groups[^1].Subs.Add(sub);
            }
        }

        return groups;
    }

    /// <summary>The columns of a sheet, and what each is as one of a roster; null where it is none.</summary>
    public (SheetColumn[] Columns, RosterColumn?[] Roster) Of(IReadOnlyList<string> headings)
    {
        var roster = columns.FindAll(headings);
        var holdings = headings.Select((heading, at) => roster[at] is { Field: RosterField.Holding } holding ? holding.Name
            : roster[at] is { Field: RosterField.Members } ? SheetSchemes.Members
            : roster[at] is null && KindOf(heading) == SheetColumnKind.Quantity
                && columns.Find(PayWord().Replace(WholeOf(heading), "")) is { Field: RosterField.Holding } paid ? paid.Name
            : "").ToArray();
        FindHoldings(headings, roster, holdings);
        var found = headings.Select((heading, at) => new SheetColumn(
            XlsxParts.ColumnName(at + 1), StatementPrivacy.Masked(WrittenText.Words(heading.Trim())),
            holdings[at].Length > 0 && roster[at] is null ? SheetColumnKind.Quantity : KindOf(heading, roster[at]),
            holdings[at])).ToArray();
        return (found, roster);
    }

    // 土地分红 of 土地分红·面积（亩）.
    private static string WholeOf(string heading) => HeadingText.Of(heading).Name.Split(RosterHeadings.PartOf)[0];

    // A holding of the scheme by a heading that leaves words of its title out, or adds some: 补助份额 for 财政补助和捐赠量化份额.
    private void FindHoldings(IReadOnlyList<string> headings, RosterColumn?[] roster, string[] holdings)
    {
        var missing = (scheme?.Holdings ?? []).Where(holding => holding.Members is null && !holdings.Contains(holding.Name)).ToArray();
        var open = Enumerable.Range(0, headings.Count).Where(at => roster[at] is null && holdings[at].Length == 0
            && MayBeHolding(headings[at])).ToArray();
        var pairs = missing.SelectMany(holding => open.Where(at => IsLike(headings[at], holding.Title.Zh))
            .Select(at => (holding.Name, At: at))).ToArray();
        foreach (var (name, at) in pairs.Where(pair => pairs.Count(other => other.At == pair.At || other.Name == pair.Name) == 1))
        {
            holdings[at] = name;
        }
    }

    private static bool MayBeHolding(string heading) => HeadingText.Of(heading).Name is { Length: > 1 } name && !NotACount().IsMatch(name)
        && !PriceWord().IsMatch(name) && !DeductionWord().IsMatch(name) && KindOf(heading) switch
        {
            SheetColumnKind.Other or SheetColumnKind.Quantity => true,
            SheetColumnKind.Amount => !PayWord().IsMatch(name),
            SheetColumnKind.Price or SheetColumnKind.Deduction or SheetColumnKind.Total => false,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static bool IsLike(string heading, string title)
    {
        var (name, full) = (CoreOf(heading), CoreOf(title));
        return name.StartsWith('未') == full.StartsWith('未') && (IsIn(name, full) || IsIn(full, name));
    }

    // 农龄合计 and 全户农龄 are both 农龄.
    private static string CoreOf(string heading)
    {
        var name = HeadingText.Of(heading).Name;
        return Whose().Replace(name, "") is { Length: > 1 } core ? core : name;
    }

    private static bool IsIn(string some, string all)
    {
        var at = 0;
        foreach (var letter in all)
        {
            at += at < some.Length && some[at] == letter ? 1 : 0;
        }

        return at == some.Length;
    }

    private static SheetColumnKind KindOf(string heading, RosterColumn? column) =>
        column is { IsNumber: true } ? (IsYuan(heading) && PayWord().IsMatch(HeadingText.Of(heading).Name)
            ? SheetColumnKind.Amount : SheetColumnKind.Quantity)
        : column is null or { Field: RosterField.Label } ? KindOf(heading)
        : SheetColumnKind.Other;

    /// <summary>What a heading speaks of.</summary>
    public static SheetColumnKind KindOf(string heading)
    {
        var (name, unit) = HeadingText.Of(heading);
        if (name.Length is 0 or > LongestHeading || NotACount().IsMatch(name) || unit is "%" or "‰" || char.IsAsciiDigit(name[^1]))
        {
            return SheetColumnKind.Other;
        }

        return CapitalEnd().IsMatch(name) ? SheetColumnKind.Quantity
            : PriceWord().IsMatch(name) || unit.Contains("元/", StringComparison.Ordinal) ? SheetColumnKind.Price
            : TotalWord().IsMatch(name) && !IsQuantityUnit(unit) && unit is not ("年" or "月") ? SheetColumnKind.Total
            : DeductionWord().IsMatch(name) ? SheetColumnKind.Deduction
            : IsQuantityUnit(unit) || QuantityEnd().IsMatch(name) ? SheetColumnKind.Quantity
            : IsYuan(heading) || PayWord().IsMatch(name) ? SheetColumnKind.Amount
            : QuantityWord().IsMatch(name) ? SheetColumnKind.Quantity
            : SheetColumnKind.Other;
    }

    private static bool IsYuan(string heading) => HeadingText.Of(heading).Unit is "元" or "万元" or "yuan" or "圆" or "人民币";

    private static bool IsQuantityUnit(string unit) =>
        unit.Length > 0 && unit is not ("元" or "万元" or "yuan" or "圆" or "人民币" or "角" or "分" or "块") && WrittenNumber.IsUnit(unit);

    private static string CellOf(IReadOnlyList<string> cells, int at) => at < cells.Count ? cells[at].Trim() : "";

    [GeneratedRegex(
        "比例|占比|百分|大写|序号|编号|电话|身份证|账号|帐号|卡号|日期|时间|签|备注|说明|地址|^(年度?|月份?|类别|姓名|户主|银行)$|表$|名册$|清册$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotACount();

    [GeneratedRegex("单价|标准|^每.{1,4}(金额|分红|补贴|租金|元)|[亩股人户]均|价格|元/|^每[亩股人户份]$|price|rate$",
        Loose, 1000)]
    private static partial Regex PriceWord();

    [GeneratedRegex("合计|总计|小计|共计|应发|实发|应领|实领|应付|实付|应得|实得|应分|实分|总额|总金额|^total|net pay|^net$|gross",
        Loose, 1000)]
    private static partial Regex TotalWord();

    [GeneratedRegex("扣|借支|欠款|代缴|deduct|withh", Loose, 1000)]
    private static partial Regex DeductionWord();

    [GeneratedRegex(
        "(面积|亩数|亩|股数|份数|份额|人数|人口|天数|数量|重量|斤数|产量|积分|系数|头数|棵数|工日)$|^(land|shares?|days|members|people|area)$",
        Loose, 1000)]
    private static partial Regex QuantityEnd();

    [GeneratedRegex("合计|总计|小计|全户|本户|全家|家庭", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Whose();

    // Yuan that a household has put in, not what it gets.
    [GeneratedRegex("(出资总?额?|投资总?额|本金|入股(资金|金额|款)|^股金|交易[量额])$", Loose, 1000)]
    private static partial Regex CapitalEnd();

    [GeneratedRegex(
        "金额|分红|红利|股利|股息|补贴|补助|租金|返还|奖励|工资|收入|收益|款|福利|分配|返利|盈余|分成|保底|劳务费|慰问|发放|amount|dividend|pay|wage|rent",
        Loose, 1000)]
    private static partial Regex PayWord();

    [GeneratedRegex("亩|面积|股|份|天|数量|斤|吨|头|棵|株", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QuantityWord();
}
