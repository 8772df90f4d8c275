using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Says what a split does.</summary>
internal static class SplitSentence
{
    private static readonly string[] Counts = ["", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"];

    public static void Describe(SplitStep step, SentenceWriter writer)
    {
        var source = step.Within is null ? writer.Source(step.From) : DescribeWithin(step, step.Within, writer);
        if (step.Into.Count == 1)
        {
            DescribeWhole(step, step.Into[0].Account, source, writer);
        }
        else if (step.HasRemaining)
        {
            DescribeShares(step, source, writer);
        }
        else
        {
            DescribeParts(step, source, writer);
        }
    }

    // 可分配收益先按各村股份的合计分到各村；每村这一份…
    private static LocalizedText DescribeWithin(SplitStep step, string within, SentenceWriter writer)
    {
        var (source, label) = (writer.Source(step.From), writer.Titles.Of(within));
        if (writer.IsKept(step.From[0]))
        {
            writer.Say($"按{label.Zh}分开算，", $"{label.En} by {label.En}, ");
            return source;
        }

        if (step.ByValue.Count > 0)
        {
            var (ratioZh, ratioEn, _) = Ratio(step.ByValue.Select(part => part.Share), writer);
            writer.Say($"{source.Zh}先按{ratioZh}分给{SchemeTitles.Joined(step.ByValue.Select(part => part.Value).ToArray(), "、", "和")}；",
                $"divide {source.En} {ratioEn} between {Listed(step.ByValue.Select(part => part.Value))}; ");
            return new LocalizedText($"每个{label.Zh}的这一份", $"the part of each {label.En}");
        }

        var weight = step.By is null ? new LocalizedText("户数", "households") : writer.Quoted(step.By);
        writer.Say($"{source.Zh}先按各{label.Zh}{weight.Zh}的合计分到各{label.Zh}；",
            $"divide {source.En} so that each {label.En} gets its part by its {weight.En} in all; ");
        return new LocalizedText($"每个{label.Zh}的这一份", $"the part of each {label.En}");
    }

    // 本年净收益和年初未分配收益合在一起，作为可分配收益
    private static void DescribeWhole(SplitStep step, Account into, LocalizedText source, SentenceWriter writer)
    {
        var destination = writer.Destination(into);
        var isMany = step.From.Count > 1;
        var verb = into.Kind == AccountKind.Carry ? "carry" : into.Kind == AccountKind.Fund ? "book" : isMany ? "put" : "move";
        var all = isMany || writer.IsRest(step.From) ? "" : "all of ";
        var en = into.Kind == AccountKind.Fund ? "to " + writer.Titles.Of(into).En : destination.En;
        writer.Say($"{source.Zh}{(isMany ? "合在一起，" : "全部")}{destination.Zh}",
            $"{verb} {all}{source.En} {(isMany ? "together " : "")}{en}");
    }

    // 村民、村集体按 7：3
    private static void DescribeParts(SplitStep step, LocalizedText source, SentenceWriter writer)
    {
        var titles = step.Into.Select(part => writer.Titles.Of(part.Account)).ToArray();
        var (ratioZh, ratioEn, isDecided) = Ratio(step.Into.Select(part => part.Share!), writer);
        var count = titles.Length < Counts.Length ? Counts[titles.Length] : " " + titles.Length + " ";
        var zh = string.Join('、', titles.Select(title => title.Zh));
        writer.Say($"{source.Zh}按{ratioZh}分成{count}份：{zh}；尾差按最大余数法处理",
            $"divide {source.En} {(isDecided ? ratioEn + " " : "")}{(titles.Length == 2 ? "between" : "among")} "
            + $"{Listed(titles.Select(title => title.En))}{(isDecided ? "" : ", " + ratioEn)}; odd fen by the largest remainder");
    }

    // 7：3, or what the parts are called where they are not decided yet.
    private static (string Zh, string En, bool IsDecided) Ratio(IEnumerable<Formula> of, SentenceWriter writer)
    {
        var formulas = of.ToArray();
        var (shares, names) = (Array.ConvertAll(formulas, writer.Share), Array.ConvertAll(formulas, writer.Formula));
        return Array.Exists(shares, share => share is null)
            ? (string.Join('、', names.Select(name => name.Zh)) + "的比例", "in proportion to " + Listed(names.Select(name => name.En)), false)
            : (" " + string.Join('：', shares) + " ", string.Join(':', shares), true);
    }

    // 30% 转入“公益金”，其余结转下年
    private static void DescribeShares(SplitStep step, LocalizedText source, SentenceWriter writer)
    {
        var parts = step.Into.OrderBy(part => part.Share is null).Select(part =>
        {
            var destination = writer.Destination(part.Account);
            var share = part.Share is null ? new LocalizedText("其余", "the rest") : Spaced(writer, part);
            var verb = part.Account.Kind == AccountKind.Carry ? "carry" : "take";
            return new LocalizedText(share.Zh + destination.Zh, $"{verb} {share.En} {destination.En}");
        }).ToArray();
        writer.Say($"{source.Zh}中，{string.Join('，', parts.Select(part => part.Zh))}；尾差按最大余数法处理",
            $"of {source.En}, {Listed(parts.Select(part => part.En))}; odd fen by the largest remainder");
    }

    private static LocalizedText Spaced(SentenceWriter writer, SplitPart part)
    {
        var rate = writer.Rate(part.Share!.Expression);
        return rate with { Zh = rate.Zh.Trim() + " " };
    }

    private static string Listed(IEnumerable<string> items) => SchemeTitles.Joined(items.ToArray(), ", ", " and ");
}
