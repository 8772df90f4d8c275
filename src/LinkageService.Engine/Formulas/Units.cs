using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Formulas;

/// <summary>
/// How units are called in Chinese, and that either word may be written: <c>亩</c> is <c>mu</c>. A unit without an entry is a word
/// of the scheme's own and is shown as written.
/// </summary>
internal static class Units
{
    private static readonly Dictionary<string, string> Chinese = new(StringComparer.Ordinal)
    {
        ["yuan"] = "元", ["mu"] = "亩", ["share"] = "股", ["day"] = "天", ["jin"] = "斤", ["month"] = "个月",
        ["ton"] = "吨", ["person"] = "人", ["household"] = "户", ["kg"] = "公斤", ["kwh"] = "度", ["tree"] = "株", ["head"] = "头",
        ["hour"] = "小时", ["year"] = "年", ["annum"] = "年", ["point"] = "分", ["grade"] = "级",
    };

    // Shown in Chinese, but the Chinese word stays a word of the scheme's own: 分 is a fen as well as a point.
    private static readonly string[] ShownOnly = ["year", "annum", "point", "grade"];

    // 500 元/月 and 6 个月 are one unit, 工日 are counted in 日 as well as in 天.
    private static readonly Dictionary<string, string> English = new(
        Chinese.Where(unit => !ShownOnly.Contains(unit.Key)).Select(unit => KeyValuePair.Create(unit.Value, unit.Key))
            .Concat([KeyValuePair.Create("月", "month"), KeyValuePair.Create("日", "day"), KeyValuePair.Create("千克", "kg")]),
        StringComparer.Ordinal);

    /// <summary>The one name of a unit that may be written in Chinese too: <c>mu</c> for <c>亩</c> and for <c>mu</c>.</summary>
    public static string Canonical(string written) => English.GetValueOrDefault(written, written);

    /// <summary>The words of a dimension, with a space before; empty for a plain number.</summary>
    public static LocalizedText Words(Dimension dimension)
    {
        if (dimension.IsPlain)
        {
            return LocalizedText.Empty;
        }

        // 0.5469 /度, in English 0.5469 per kwh.
        var en = dimension.ToString();
        if (dimension.Units.All(unit => unit.Power < 0))
        {
            return new LocalizedText(" /" + string.Join('·', en[2..].Split('·').Select(ToChinese))
                .Replace("个", "", StringComparison.Ordinal), " per " + en[2..]);
        }

        // 6 个月, but 500 元/月: a unit one counts by has no measure word after the stroke.
        var zh = string.Join('/', en.Split('/').Select(side => string.Join('·', side.Split('·').Select(ToChinese))))
            .Replace("/个", "/", StringComparison.Ordinal);
        return new LocalizedText(" " + zh, " " + en);
    }

    /// <summary>Whether words are a unit and nothing else: that of a dimension, or as people write one, 元/亩, 元／亩 or yuan per mu.</summary>
    public static bool IsWritten(string words, Dimension dimension)
    {
        var (own, sides) = (Words(dimension), words.Replace(" per ", "/", StringComparison.Ordinal).Split('/', '／', '·'));
        return words == own.Zh.TrimStart() || words == own.En.TrimStart()
            || Array.TrueForAll(sides, side => Chinese.ContainsKey(Canonical(side.Trim())) || Chinese.ContainsValue(side.Trim()));
    }

    /// <summary>A dimension as a word of a sentence: never empty.</summary>
    public static LocalizedText Name(Dimension dimension) => dimension.IsPlain
        ? new LocalizedText("没有单位的数", "a number without unit")
        : new LocalizedText("“" + Words(dimension).Zh[1..].Replace("/", dimension.Units.All(unit => unit.Power < 0) ? "每" : "/",
            StringComparison.Ordinal) + "”", Words(dimension).En[1..]);

    /// <summary>Units for a sentence: <c>亩、元</c> and <c>mu, yuan</c>.</summary>
    public static LocalizedText List(IEnumerable<string> units)
    {
        var sorted = units.Order(StringComparer.Ordinal).ToArray();
        return new LocalizedText(string.Join('、', sorted.Select(ToChinese)), string.Join(", ", sorted));
    }

    private static string ToChinese(string unit) => unit.Split('^') is [var word, var power]
        ? Chinese.GetValueOrDefault(word, word) + "^" + power
        : Chinese.GetValueOrDefault(unit, unit);
}
