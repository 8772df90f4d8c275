using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Formulas;

/// <summary>How units are called in Chinese; a unit without an entry is shown as written.</summary>
internal static class Units
{
    private static readonly Dictionary<string, string> Chinese = new(StringComparer.Ordinal)
    {
        ["yuan"] = "元", ["mu"] = "亩", ["share"] = "股", ["day"] = "天", ["jin"] = "斤", ["month"] = "个月",
        ["person"] = "人", ["household"] = "户", ["kg"] = "公斤", ["kwh"] = "度", ["tree"] = "株", ["head"] = "头",
        ["year"] = "年",
    };

    /// <summary>The words of a dimension, with a space before; empty for a plain number.</summary>
    public static LocalizedText Words(Dimension dimension)
    {
        if (dimension.IsPlain)
        {
            return LocalizedText.Empty;
        }

        var en = dimension.ToString();
        // 6 个月, but 500 元/月: a unit one counts by has no measure word after the stroke.
        var zh = string.Join('/', en.Split('/').Select(side => string.Join('·', side.Split('·').Select(ToChinese))))
            .Replace("/个", "/", StringComparison.Ordinal);
        return new LocalizedText(" " + zh, " " + en);
    }

    /// <summary>A dimension as a word of a sentence: never empty.</summary>
    public static LocalizedText Name(Dimension dimension) => dimension.IsPlain
        ? new LocalizedText("没有单位的数", "a number without unit")
        : new LocalizedText("“" + Words(dimension).Zh[1..] + "”", dimension.ToString());

    private static string ToChinese(string unit) => unit.Split('^') is [var word, var power]
        ? Chinese.GetValueOrDefault(word, word) + "^" + power
        : Chinese.GetValueOrDefault(unit, unit);
}
