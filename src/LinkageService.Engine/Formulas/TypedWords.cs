using System.Text;

namespace LinkageService.Engine.Formulas;

/// <summary>
/// What people type in place of a word of a document: in full-width letters or quotes, in Chinese, or in another English word. Nothing
/// of it is read; it tells which word is to be written.
/// </summary>
internal static class TypedWords
{
    private static readonly char[] Quotes = ['“', '”', '‘', '’', '「', '」', '『', '』', '《', '》', '"', '\'', ' ', '\u3000'];

    private static readonly Dictionary<string, string[]> Meant = new(StringComparer.OrdinalIgnoreCase)
    {
        ["编号"] = ["id"], ["版本"] = ["version"], ["名称"] = ["title", "id"], ["标题"] = ["title"], ["说明"] = ["summary", "clause"],
        ["参数"] = ["parameters"], ["年度数"] = ["inputs", "input"], ["持有量"] = ["holdings", "holding"],
        ["人群"] = ["groups", "group", "to"], ["组"] = ["groups", "group"], ["步骤"] = ["steps"], ["适用年份"] = ["effective"],
        ["种类"] = ["kind", "type"], ["类型"] = ["type", "kind"], ["来源"] = ["from", "sources"], ["从"] = ["from"],
        ["到"] = ["into", "to"], ["去向"] = ["into", "to"], ["转入"] = ["into"], ["金额"] = ["amount", "money"], ["钱"] = ["money"],
        ["比例"] = ["rate", "parts"], ["份数"] = ["parts"], ["数"] = ["number"], ["数量"] = ["quantity", "number", "count"], ["个数"] = ["count"],
        ["价格"] = ["price", "money"], ["单价"] = ["price", "money"], ["单位"] = ["unit"], ["每"] = ["per"], ["小数"] = ["decimals"],
        ["默认"] = ["default"], ["最低"] = ["min"], ["最高"] = ["max"], ["原文"] = ["clause", "quote"], ["条款"] = ["clause"],
        ["依据"] = ["clause"], ["按"] = ["by"], ["权重"] = ["by"], ["上限"] = ["cap", "max"], ["名额"] = ["places"], ["标签"] = ["tag"],
        ["年份"] = ["years", "values"], ["条件"] = ["when"], ["拆分"] = ["split"], ["分成"] = ["split"], ["分账"] = ["split"],
        ["提取"] = ["take"], ["提留"] = ["take"], ["分配"] = ["allocate"], ["分红"] = ["allocate"], ["发放"] = ["pay"], ["支付"] = ["pay"],
        ["付"] = ["pay"], ["保底"] = ["guarantee", "floor"], ["补差"] = ["guarantee"], ["选户"] = ["select"], ["选"] = ["select"],
        ["扣款"] = ["withhold"], ["代扣"] = ["withhold"], ["扣"] = ["withhold"], ["记录"] = ["record"], ["另记"] = ["record"],
        ["其余"] = ["remaining"], ["剩余"] = ["remaining"], ["余下"] = ["remaining"], ["全体"] = ["everyone"], ["所有人"] = ["everyone"],
        ["是"] = ["true"], ["否"] = ["false"], ["不超过"] = ["at_most", "atMost"], ["不低于"] = ["at_least", "atLeast"],
        ["至多"] = ["at_most", "atMost"], ["最多"] = ["at_most", "atMost"], ["至少"] = ["at_least", "atLeast"],
        ["最少"] = ["at_least", "atLeast"],
        ["大的在前"] = ["desc"], ["多的在前"] = ["desc"], ["高的在前"] = ["desc"], ["大的先"] = ["desc"], ["多的先"] = ["desc"],
        ["小的在前"] = ["asc"], ["少的在前"] = ["asc"], ["低的在前"] = ["asc"], ["小的先"] = ["asc"], ["少的先"] = ["asc"],
        ["升序"] = ["asc"], ["正序"] = ["asc"], ["从小到大"] = ["asc"], ["从低到高"] = ["asc"], ["从少到多"] = ["asc"], ["ascending"] = ["asc"],
        ["降序"] = ["desc"], ["倒序"] = ["desc"], ["从大到小"] = ["desc"], ["从高到低"] = ["desc"], ["从多到少"] = ["desc"],
        ["descending"] = ["desc"], ["最大余数"] = ["largest_remainder"], ["按单价"] = ["per_unit_rate"], ["舍去"] = ["floor_and_keep"],
        ["截断"] = ["floor_and_keep"], ["去尾"] = ["floor_and_keep"], ["抹零"] = ["floor_and_keep"], ["重分"] = ["redistribute"],
        ["再分配"] = ["redistribute"], ["分给其他人"] = ["redistribute"], ["留存"] = ["keep"], ["留下"] = ["keep"], ["保留"] = ["keep"],
        ["报错"] = ["fail"], ["停止"] = ["fail"], ["按比例"] = ["prorate"], ["同比例"] = ["prorate"], ["打折"] = ["prorate"],
        ["元"] = ["money"], ["百分比"] = ["rate"], ["percent"] = ["rate"], ["数值"] = ["number"], ["integer"] = ["count", "number"],
        ["人数"] = ["count"], ["户数"] = ["count"], ["重量"] = ["quantity"], ["面积"] = ["quantity"], ["分档"] = ["tiers"],
        ["分档表"] = ["tiers"], ["阶梯"] = ["tiers"], ["累进"] = ["marginal"], ["超额累进"] = ["marginal"], ["分段"] = ["marginal"],
        ["全额"] = ["whole"], ["全额累进"] = ["whole"], ["固定"] = ["fixed"], ["定额"] = ["fixed"], ["登记日"] = ["record_date"],
        ["基准日"] = ["record_date"], ["按时间"] = ["time_weighted"], ["按天数"] = ["time_weighted"], ["加权"] = ["time_weighted"],
        ["最小"] = ["min"], ["最小值"] = ["min"], ["取小"] = ["min"], ["较小"] = ["min"], ["最大"] = ["max"], ["最大值"] = ["max"],
        ["取大"] = ["max"], ["较大"] = ["max"], ["求和"] = ["sum"], ["合计"] = ["sum"], ["总和"] = ["sum"], ["总计"] = ["sum"],
        ["计数"] = ["count"], ["已得"] = ["received"], ["余额"] = ["pool"],
        ["超过"] = ["above"], ["大于"] = ["above"], ["低于"] = ["below"], ["小于"] = ["below"],
    };

    /// <summary>Half-width letters, without quotes and spaces around: <c>“ｔａｋｅ”</c> → <c>take</c>.</summary>
    public static string Plain(string typed)
    {
        var plain = new StringBuilder(typed.Length);
        foreach (var letter in typed)
        {
            plain.Append(letter is >= '！' and <= '～' ? (char)(letter - '！' + '!') : letter);
        }

        return plain.ToString().Trim(Quotes);
    }

    /// <summary>The known word that was typed in another form, or null.</summary>
    public static string? Find(string typed, IReadOnlyCollection<string> known)
    {
        var plain = Plain(typed);
        return known.FirstOrDefault(word => string.Equals(word, plain, StringComparison.Ordinal))
            ?? known.FirstOrDefault(word => string.Equals(word, plain, StringComparison.OrdinalIgnoreCase))
            ?? Meant.GetValueOrDefault(plain, []).FirstOrDefault(word => known.Contains(word, StringComparer.Ordinal));
    }
}
