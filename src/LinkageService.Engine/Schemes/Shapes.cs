using System.Globalization;
using System.Text.RegularExpressions;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>
/// How a mapping is written that somebody wrote as one value, or left out: what was meant where that is certain, else an example.
/// </summary>
internal static partial class Shapes
{
    public static LocalizedText Version { get; } = new("第一版写 version: 1", "The first version is written version: 1");

    public static LocalizedText When { get; } = new(
        "写法如 when: { group: 人群 }（至少有一户才做）、{ input: 年度数, above: 0 }、{ pool: 资金池, above: 1000.00 } 或 { years: { from: 2025 } }",
        "Write when: { group: name } (somebody is in it), { input: name, above: 0 }, { pool: name, above: 1000.00 } "
            + "or { years: { from: 2025 } }");

    public static LocalizedText Requirement { get; } = new("写法如 - { formula: fund(公积金) / 利润, atLeast: 10% }",
        "Write - { formula: fund(reserve) / profit, atLeast: 10% }");

    public static LocalizedText Values { get; } = new("写法如 values: { 2026: 8% }，是从哪一年起是多少",
        "Write values: { 2026: 8% }, from which year on how much");

    public static LocalizedText Factors { get; } = new("写法如 factors: { 人群: 120% }", "Write factors: { group: 120% }");

    public static LocalizedText TierMode { get; } = new(
        "写作 mode: marginal（每一段按自己那档算，再相加）、whole（全部按落入的那一档算）或 fixed（就是那一档的值）",
        "Write mode: marginal (each part by its own tier, added up), whole (all of it by the tier it falls in) "
            + "or fixed (the value of that tier)");

    public static LocalizedText Rounding { get; } = new(
        "写作 rounding: largest_remainder（先去尾，余下的补给零头最大的户，正好分完）、per_unit_rate（先算一份多少钱，去尾再乘）"
            + "或 floor_and_keep（每户去尾，余款留在池里）；各户四舍五入，加起来会比要分的多几分或少几分",
        "Write rounding: largest_remainder (each is cut, what is left goes to the largest fractions), per_unit_rate (the price of one "
            + "part is cut, then multiplied) or floor_and_keep (each is cut, the rest stays); shares that are rounded half up add up to "
            + "more or less than there is");

    /// <summary>Words that are there in English only, or in no language.</summary>
    public static LocalizedText Chinese(string key, DocumentMapping words)
    {
        var en = words.Find("en") is DocumentScalar { Text: { Length: > 0 } text } ? NumberProblems.Shorten(text) : null;
        return new LocalizedText(
            $"公示表、通知单印中文：写作 {key}: {{ zh: 中文名称{(en is null ? "" : ", en: " + en)} }}",
            $"Papers are printed in Chinese: write {key}: {{ zh: …{(en is null ? "" : ", en: " + en)} }}");
    }

    /// <summary>Limits and values of a table of tiers.</summary>
    public static LocalizedText Limits(string key) => new(
        $"写法如 {key}: {{ 10000.00: 3%, 50000.00: 5% }}",
        $"Write {key}: {{ 10000.00: 3%, 50000.00: 5% }}");

    /// <summary>Where a split goes: one account gets all of it.</summary>
    public static LocalizedText? Into(DocumentNode node) => node is DocumentScalar { Text: { } text }
        ? new LocalizedText($"全部转入就写 into: {{ {NumberProblems.Shorten(text.Trim())}: remaining }}",
            $"All of it goes there by into: {{ {NumberProblems.Shorten(text.Trim())}: remaining }}")
        : new LocalizedText("写法如 into: { 账户: 60%, fund:公积金: remaining }", "Write into: { account: 60%, fund:reserve: remaining }");

    /// <summary>A span of years: 2025年起, 2020-2025, or 2025, which may be both the first and the only one.</summary>
    public static LocalizedText? Years(string key, DocumentNode node)
    {
        if (node is not DocumentScalar { Text: { } text } || Span().Match(text.Trim()) is not { Success: true } match)
        {
            return new LocalizedText($"写法如 {key}: {{ from: 2020, to: 2025 }}，两头都可以不写",
                $"Write {key}: {{ from: 2020, to: 2025 }}; either end may be left out");
        }

        var (from, to) = (match.Groups["from"].Value, match.Groups["to"].Value);
        if (to.Length > 0)
        {
            return new LocalizedText($"写作 {key}: {{ from: {from}, to: {to} }}", $"Write {key}: {{ from: {from}, to: {to} }}");
        }

        return match.Groups["on"].Length > 0
            ? new LocalizedText($"写作 {key}: {{ from: {from} }}", $"Write {key}: {{ from: {from} }}")
            : new LocalizedText($"{from} 年起写 {key}: {{ from: {from} }}，只有 {from} 年写 {key}: {{ from: {from}, to: {from} }}",
                $"From {from} on is {key}: {{ from: {from} }}, that year alone {key}: {{ from: {from}, to: {from} }}");
    }

    /// <summary>One name of a section and what it is.</summary>
    public static LocalizedText? Declaration(string section, DocumentEntry entry)
    {
        var (name, text) = (NumberProblems.Shorten(entry.Key), (entry.Value as DocumentScalar)?.Text?.Trim() ?? "");
        var (value, isExample) = section switch
        {
            "inputs" => InputTypes.Words.Any(type => type.Item1 == text) && text is not ("price" or "quantity")
                ? ($"type: {text}", false) : ("type: money", true),
            "holdings" => Names.IsName(text) ? ($"unit: {text}", false) : ("unit: 亩", true),
            "parameters" => text.EndsWith('%') ? ($"type: rate, default: {NumberProblems.Shorten(text)}", false)
                : ("type: rate, default: 10%", true),
            "labels" or "accounts" => text.Length > 0 ? ($"title: {NumberProblems.Shorten(text)}", false) : ("title: …", true),
            _ => ("…", true),
        };
        var (zh, en) = isExample ? ("写法如", "Written like") : ("写作", "Write");
        return new LocalizedText($"{zh} {name}: {{ {value} }}",
            $"{en} {name}: {{ {value.Replace("亩", "mu", StringComparison.Ordinal)} }}");
    }

    /// <summary>军属: 军属 was meant as the tag of the roster.</summary>
    public static LocalizedText? OfItself(string name, Condition condition) => condition is GroupCondition
        ? new LocalizedText($"名册的人员类别里有“{name}”就写 {name}: {{ tag: {name} }}", $"A tag of the roster is written {name}: {{ tag: {name} }}")
        : null;

    [GeneratedRegex(@"^(?<from>(19|2\d)\d\d) *年?( *[-—–~～至到] *(?<to>(19|2\d)\d\d) *年?|(?<on> *(起|开始|以来)))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Span();
}
