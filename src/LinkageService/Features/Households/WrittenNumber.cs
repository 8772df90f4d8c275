using System.Globalization;
using System.Text.RegularExpressions;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Unicode;

namespace LinkageService.Features.Households;

/// <summary>
/// A quantity as people write it into a table: <c>10,000.00元</c>, <c>3.3 亩</c>, <c>１.２５</c>, <c>1.2万</c>. What cannot be told for
/// certain stays as it is written, and is refused by the rules of the field.
/// </summary>
internal static partial class WrittenNumber
{
    // Before a unit: 万元, 千元, 百元. 千克 is a unit of its own.
    private static readonly (char Word, int Factor)[] Scales = [('万', 10_000), ('千', 1_000), ('百', 100)];

    // Words for one unit stand together; a quantity in another unit than its column's is refused.
    private static readonly string[][] Units =
    [
        ["元", "块", "圆", "元整", "人民币", "rmb", "yuan"], ["亩", "市亩", "mu"], ["人", "口", "口人"], ["股", "份"], ["天", "日", "工日", "个工", "工"],
        ["斤", "市斤"], ["公斤", "千克", "kg"], ["吨", "t"], ["公顷", "ha"], ["平方米", "㎡", "m2", "平米"], ["分"], ["%", "‰"], ["角"], ["户"],
        ["头", "只", "羽", "棵", "株", "个", "张", "次", "件"],
    ];

    /// <summary>Whether a word is a unit, with or without 万 before it.</summary>
    public static bool IsUnit(string word) =>
        ScaleOf(word) is var (factor, unit) && (IndexOf(unit) >= 0 || (factor > 1 && unit.Length == 0));

    /// <summary>How many of a plain unit one is, and the plain unit: 万元 is 10,000 times 元, 万 alone 10,000 of whatever it is.</summary>
    public static (int Factor, string Unit) ScaleOf(string written)
    {
        var unit = Nfkc.Of(written);
        if (unit.Length == 0 || IndexOf(unit) >= 0)
        {
            return (1, unit);
        }

        var (word, factor) = Array.Find(Scales, scale => scale.Word == unit[0]);
        return factor > 1 && (IndexOf(unit[1..]) >= 0 || unit is "万") ? (factor, unit[1..]) : (1, unit);
    }

    /// <summary>The quantity as a plain decimal; empty where a dash says that there is none; null where it is none of these.</summary>
    /// <param name="text">What stands in the cell.</param>
    /// <param name="unit">The column's unit; empty where none is known.</param>
    /// <param name="fault">What speaks against it, where something does; null leaves that to the rules of the field.</param>
    public static string? Read(string text, string unit, out LocalizedText? fault)
    {
        fault = null;

        // ① would be a digit behind the others.
        if (MarkOf(text) is not null)
        {
            return null;
        }

        var (columnFactor, columnUnit) = ScaleOf(unit);
        if (IsPlain(text) && columnFactor == 1)
        {
            return text;
        }

        // U+2212 is the minus of mathematics.
        var plain = Nfkc.Of(text).Trim().TrimStart(WrittenText.Apostrophes).Replace('\u2212', '-');
        if (WrittenText.IsDash(plain))
        {
            return "";
        }

        if (columnUnit.Length > 0 && IndexOf(columnUnit) == IndexOf("亩") && Mu(plain) is { } mu)
        {
            return mu;
        }

        if (Written().Match(plain) is not { Success: true } match)
        {
            return null;
        }

        // ¥8,000 is yuan in a column of 万元 too.
        var own = match.Groups["unit"].Value.TrimEnd('.', '。') is { Length: > 0 } behind ? behind
            : match.Groups["money"].Success ? "元"
            : "";
        var (factor, ownUnit) = own.Length == 0 ? (columnFactor, columnUnit) : ScaleOf(own);
        if (own.Length > 0 && (!IsUnit(own) || !Fits(ownUnit, columnUnit)))
        {
            fault = new LocalizedText(
                columnUnit.Length > 0 ? $"写的单位是“{own}”，这一列是“{unit}”；请换算后只填数字" : $"不认识单位“{own}”；请只填数字，如 3.3 或 10000",
                $"the unit {own} is not the column's; convert it and fill in digits alone, such as 3.3 or 10000");
            return null;
        }

        var number = match.Groups["number"].Value.Replace(",", "", StringComparison.Ordinal);
        return factor > 1 && decimal.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < decimal.MaxValue / factor
            ? (value * factor).ToString("0.############################", CultureInfo.InvariantCulture)
            : number;
    }

    /// <summary>A mark of a note beside a quantity, such as * of 2.5* and ① of 3.1①; null for none.</summary>
    public static string? MarkOf(string text)
    {
        var plain = text.AsSpan().Trim();
        if (plain.Length < 2 || (!IsMark(plain[^1]) && !IsMark(plain[0])))
        {
            return null;
        }

        var (start, end) = (0, plain.Length);
        while (start < end && IsMark(plain[start]))
        {
            start++;
        }

        while (end > start && IsMark(plain[end - 1]))
        {
            end--;
        }

        var isQuantity = start < end && char.IsDigit(plain[start])
            && (end == plain.Length || !IsRaised(plain[end]) || char.IsDigit(plain[end - 1]));
        return isQuantity ? string.Concat(plain[..start], plain[end..]) : null;
    }

    /// <summary>A small number in Chinese words, as people are counted: 四, 十二; null for any other text.</summary>
    public static string? Chinese(string text)
    {
        const string digits = "一二三四五六七八九";
        if (!ChineseNumber().IsMatch(text))
        {
            return null;
        }

        var ten = text.IndexOf('十', StringComparison.Ordinal);
        var ones = digits.IndexOf(text[^1], StringComparison.Ordinal) + 1;
        var tens = ten < 0 ? 0 : ten == 0 ? 1 : digits.IndexOf(text[0], StringComparison.Ordinal) + 1;
        return ((tens * 10) + ones).ToString(CultureInfo.InvariantCulture);
    }

    private static bool IsMark(char letter) =>
        letter is '*' or '＊' or '※' or '★' or '☆' or '†' or '‡' or '#' or '＃' or (>= '①' and <= '⒛') or (>= '❶' and <= '➓')
        || IsRaised(letter);

    private static bool IsRaised(char letter) => letter is '¹' or '²' or '³' or (>= '⁰' and <= '⁹');

    /// <summary>Whether a unit fits that of a column, or one of the two is not known.</summary>
    public static bool Fits(string own, string column)
    {
        var (of, at) = (IndexOf(Nfkc.Of(own)), IndexOf(Nfkc.Of(column)));
        return of < 0 || at < 0 || of == at;
    }

    // 12 and 3.5, as most are.
    private static bool IsPlain(string text) => text.Length > 0 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[^1])
        && !text.AsSpan().ContainsAnyExcept("0123456789.") && text.AsSpan().Count('.') <= 1;

    private static int IndexOf(string unit) => Array.FindIndex(Units, words => words.Contains(unit, StringComparer.OrdinalIgnoreCase));

    [GeneratedRegex("^([一二三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ChineseNumber();

    // 2亩5分 and 3亩半: ten 分 are a 亩, ten 厘 a 分.
    private static string? Mu(string text) => LandWords().Match(text) is not { Success: true } match ? null
        : match.Groups["half"].Success ? match.Groups["mu"].Value + ".5"
        : $"{(match.Groups["mu"].Success ? match.Groups["mu"].Value : "0")}.{match.Groups["fen"].Value}{match.Groups["li"].Value}";

    [GeneratedRegex(
        @"^(?<mu>\d{1,9})亩(?<half>半)$|^((?<mu>\d{1,9})亩)?(?<fen>\d)分((?<li>\d)厘)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LandWords();

    [GeneratedRegex(
        @"^(?<money>[¥]|RMB|人民币)?\s*(?<number>-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?)\s*(?<unit>[\p{L}%‰]{0,4}\d?[。.]?)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Written();
}
