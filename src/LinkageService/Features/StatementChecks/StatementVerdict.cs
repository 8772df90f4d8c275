using LinkageService.Engine.Problems;
using LinkageService.Engine.StatementChecks;

namespace LinkageService.Features.StatementChecks;

/// <summary>What was found, in one line.</summary>
internal static class StatementVerdict
{
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

        if (report.Sums.Count(sum => sum.Cause is not null) is var sums and > 0)
        {
            zh.Add($"{sums} 处合计加错");
            en.Add($"{sums} sums are wrong");
        }

        if (report.Findings.Count is var findings and > 0)
        {
            zh.Add($"另有 {findings} 处要看");
            en.Add($"{findings} other things to look at");
        }

        if (zh.Count > 0)
        {
            return new LocalizedText(string.Join('，', zh), string.Join(", ", en));
        }

        return report.Rules.Any(rule => rule.IsTaken)
            ? new LocalizedText($"没有发现错：{report.Households} 户都对得上，合计也对",
                $"nothing wrong was found: all {report.Households} households agree, and the sums too")
            : new LocalizedText("没有找到这张表的算法，只核对了合计；指定方案并填上年度数再核对",
                "no rule of this sheet was found and only its sums were checked; name the scheme and the figures of the year");
    }
}
