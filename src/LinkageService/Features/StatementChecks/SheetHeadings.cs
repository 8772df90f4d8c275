using System.Text.RegularExpressions;
using LinkageService.Engine.StatementChecks;
using LinkageService.Features.Households;
using LinkageService.Tables;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Features.StatementChecks;

/// <summary>What the columns of a payout sheet hold, by their headings: those of rosters, and words for money.</summary>
internal sealed partial class SheetHeadings(RosterTableColumns columns)
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
            var below = at + 1 < rows.Count ? rows[at + 1].Cells : [];
            var parent = "";
            for (var column = 0; column < Math.Max(rows[at].Cells.Count, below.Count); column++)
            {
                var (top, sub) = (CellOf(rows[at].Cells, column), CellOf(below, column));
                parent = top.Length > 0 ? top : parent;
                foreach (var heading in new[] { top, HeadingText.Of(parent).Name + sub, HeadingText.Of(parent).Name + "·" + sub })
                {
                    if (columns.Find(heading) is null && KindOf(heading) != SheetColumnKind.Other)
                    {
                        money.TryAdd(RosterTableColumns.KeyOf(heading), $"{Found}{money.Count}");
                    }
                }
            }
        }

        return new RosterHeadings(columns.With(money, new Dictionary<string, string>(StringComparer.Ordinal))).Find(rows, isChosen);
    }

    /// <summary>The columns of a sheet, and what each is as one of a roster; null where it is none.</summary>
    public (SheetColumn[] Columns, RosterColumn?[] Roster) Of(IReadOnlyList<string> headings)
    {
        var roster = columns.FindAll(headings);
        var found = headings.Select((heading, at) => new SheetColumn(
            XlsxParts.ColumnName(at + 1), StatementPrivacy.Masked(WrittenText.Words(heading.Trim())),
            KindOf(heading, roster[at]),
            roster[at] is { Field: RosterField.Holding } holding ? holding.Name
                : roster[at] is { Field: RosterField.Members } ? SheetSchemes.Members : "")).ToArray();
        return (found, roster);
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

        return PriceWord().IsMatch(name) || unit.Contains("元/", StringComparison.Ordinal) ? SheetColumnKind.Price
            : TotalWord().IsMatch(name) && !IsQuantityUnit(unit) ? SheetColumnKind.Total
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
        "比例|占比|百分|序号|编号|电话|身份证|账号|帐号|卡号|日期|时间|签|备注|说明|地址|^(年度?|月份?|类别|姓名|户主|银行)$|表$|名册$|清册$",
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

    [GeneratedRegex(
        "金额|分红|红利|股利|股息|补贴|补助|租金|返还|奖励|工资|收入|收益|款|福利|分配|返利|盈余|分成|保底|劳务费|慰问|发放|amount|dividend|pay|wage|rent",
        Loose, 1000)]
    private static partial Regex PayWord();

    [GeneratedRegex("亩|面积|股|份|天|数量|斤|吨|头|棵|株", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QuantityWord();
}
