using LinkageService.Engine.Problems;
using LinkageService.Engine.StatementChecks;

namespace LinkageService.Features.StatementChecks;

/// <summary>What was found, in one line; and what was not checked, so that nobody takes silence for right.</summary>
internal static class StatementVerdict
{
    private const int MostColumns = 4;

    /// <summary>The line.</summary>
    public static LocalizedText Of(SheetReport report)
    {
        var (zh, en) = (new List<string>(), new List<string>());
        var households = report.Differences.Select(each => each.Line.Row).Distinct().Count();
        if (households > 0)
        {
            zh.Add($"{households} 户对不上");
            en.Add($"{households} households differ");
        }

        if (report.Sums.Count(sum => sum.IsWrong) is var sums and > 0)
        {
            zh.Add($"{sums} 处合计加错");
            en.Add($"{sums} sums are wrong");
        }

        if (report.Findings.Count is var findings and > 0)
        {
            zh.Add($"另有 {findings} 处要看");
            en.Add($"{findings} other things to look at");
        }

        if (!report.Rules.Any(rule => rule.IsTaken) && zh.Count == 0)
        {
            return report.Sums.Count > 0
                ? new LocalizedText("没有找到这张表的算法，只核对了合计；指定方案并填上年度数再核对",
                    "no rule of this sheet was found and only its sums were checked; name the scheme and the figures of the year")
                : new LocalizedText("没有找到这张表的算法，表上也没有合计：什么也没有核对；指定方案并填上年度数再核对",
                    "no rule of this sheet was found and it has no sums: nothing was checked; name the scheme and the figures of the year");
        }

        var (openZh, openEn) = Unchecked(report);
        if (zh.Count == 0)
        {
            var isWhole = openZh.Length == 0;
            var hasSums = report.Sums.Count > 0;
            zh.Add("没有发现错" + (isWhole ? $"：{report.Households} 户都对得上" : "") + (hasSums ? "，合计也对" : "；表上没有合计"));
            en.Add("nothing wrong was found" + (isWhole ? $": all {report.Households} households agree" : "")
                + (hasSums ? ", and the sums are right" : "; the sheet has no sums"));
        }

        return new LocalizedText(string.Join('，', zh) + openZh, string.Join(", ", en) + openEn);
    }

    private static (string Zh, string En) Unchecked(SheetReport report)
    {
        var (zh, en) = ("", "");
        if (report.Unexplained.Count > 0)
        {
            var columns = report.Unexplained.Take(MostColumns).Select(column => column.Heading).ToArray();
            var isMore = report.Unexplained.Count > MostColumns;
            zh += $"；{string.Concat(columns.Select(heading => $"“{heading}”"))}{(isMore ? "等列" : "")}没有找到算法，没有核对";
            en += $"; {string.Join(", ", columns.Select(heading => $"\"{heading}\""))}{(isMore ? " and others" : "")} "
                + "were not checked: no rule was found";
        }

        if (report.Unchecked > 0)
        {
            zh += $"；{report.Unchecked} 户不按找到的算法，对不对看说明";
            en += $"; {report.Unchecked} households do not follow the rule found: see the notes";
        }

        return (zh, en);
    }
}
